"""Who works here, whom we serve, outages and their callers, and what comes next."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PEOPLE = """
CREATE TABLE person_pin (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  hash TEXT NOT NULL,
  wrong_tries INTEGER NOT NULL,
  last_try INTEGER NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX person_pin_person_id ON person_pin (person_id);
"""

REGISTERS = """
ALTER TABLE person ADD COLUMN phone TEXT;
ALTER TABLE reporter ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
ALTER TABLE reporter ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE register_item ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE register_item ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE reporter SET words = entry_words(name, email || ' ' || place, phone);
UPDATE register_item SET words = entry_words(name, '', '');
CREATE INDEX reporter_words_active_place ON reporter (words, active, place);
CREATE INDEX register_item_register_words_active_place ON register_item (register, words, active, place);
CREATE TABLE register_batch (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  register TEXT NOT NULL,
  file TEXT NOT NULL,
  counts TEXT NOT NULL,
  state TEXT NOT NULL,
  author TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  begun_offset INTEGER NOT NULL
);
CREATE UNIQUE INDEX register_batch_uid ON register_batch (uid);
CREATE TABLE register_change (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  register TEXT NOT NULL,
  entry TEXT NOT NULL,
  kind TEXT NOT NULL,
  fields TEXT NOT NULL,
  author TEXT NOT NULL,
  batch TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL
);
CREATE UNIQUE INDEX register_change_uid ON register_change (uid);
CREATE INDEX register_change_entry ON register_change (entry);
CREATE INDEX register_change_batch ON register_change (batch);
CREATE TABLE renamed_entry (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  seen_to INTEGER NOT NULL
);
CREATE UNIQUE INDEX renamed_entry_uid ON renamed_entry (uid);
CREATE TRIGGER reporter_renamed AFTER UPDATE OF name ON reporter WHEN old.name <> new.name
  BEGIN INSERT OR REPLACE INTO renamed_entry (uid, seen_to) VALUES (new.uid, 0); END;
CREATE TRIGGER person_renamed AFTER UPDATE OF name ON person WHEN old.name <> new.name
  BEGIN INSERT OR REPLACE INTO renamed_entry (uid, seen_to) VALUES (new.uid, 0); END;
CREATE TRIGGER register_item_renamed AFTER UPDATE OF name ON register_item WHEN old.name <> new.name
  BEGIN INSERT OR REPLACE INTO renamed_entry (uid, seen_to) VALUES (new.uid, 0); END;
"""

OUTAGES = """
ALTER TABLE incident ADD COLUMN outage INTEGER;
CREATE INDEX incident_outage ON incident (outage) WHERE outage IS NOT NULL;
INSERT INTO sqlite_stat1 VALUES ('incident', 'incident_outage', '50 25');
ALTER TABLE incident_link ADD COLUMN stood TEXT;
CREATE TABLE caller (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  reporter_id INTEGER,
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  callback TEXT NOT NULL,
  note TEXT NOT NULL,
  called_at INTEGER NOT NULL,
  called_offset INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  added_offset INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  own INTEGER NOT NULL,
  active INTEGER NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (reporter_id) REFERENCES reporter (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX caller_uid ON caller (uid);
CREATE INDEX caller_incident_id ON caller (incident_id);
CREATE INDEX caller_reporter_id ON caller (reporter_id) WHERE reporter_id IS NOT NULL;
CREATE TABLE caller_attempt (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  caller_id INTEGER NOT NULL,
  result TEXT NOT NULL,
  means TEXT NOT NULL,
  note TEXT NOT NULL,
  tried_at INTEGER NOT NULL,
  tried_offset INTEGER NOT NULL,
  author TEXT NOT NULL,
  taken_back INTEGER NOT NULL,
  FOREIGN KEY (caller_id) REFERENCES caller (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX caller_attempt_uid ON caller_attempt (uid);
CREATE INDEX caller_attempt_caller_id ON caller_attempt (caller_id)
"""

AFTER_THE_FIX = """
"""

HAND_OVER = """
ALTER TABLE person ADD COLUMN process_roles TEXT;
CREATE TABLE handover (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  author TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  since_offset INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  written_offset INTEGER NOT NULL,
  content TEXT NOT NULL,
  accepted_at INTEGER,
  accepted_offset INTEGER,
  accepted_by TEXT NOT NULL
);
CREATE UNIQUE INDEX handover_uid ON handover (uid);
"""

FOLLOW_UPS = """
CREATE TABLE follow_up (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  due TEXT NOT NULL,
  state TEXT NOT NULL,
  link TEXT NOT NULL,
  why_dropped TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  added_offset INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  ended_at INTEGER,
  ended_offset INTEGER,
  ended_by TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (owner_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX follow_up_uid ON follow_up (uid);
CREATE UNIQUE INDEX follow_up_incident_id_position ON follow_up (incident_id, position);
CREATE INDEX follow_up_state_due ON follow_up (state, due);
CREATE INDEX follow_up_owner_id_state_due ON follow_up (owner_id, state, due);
"""

PROMISES = """
CREATE TABLE promise (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  whom TEXT NOT NULL,
  phone TEXT NOT NULL,
  note TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  due_offset INTEGER NOT NULL,
  by_uid TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_offset INTEGER NOT NULL,
  state TEXT NOT NULL,
  ended_at INTEGER,
  ended_offset INTEGER,
  ended_by TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX promise_uid ON promise (uid);
CREATE INDEX promise_incident_id ON promise (incident_id);
CREATE INDEX promise_open ON promise (due_at) WHERE state = 'open'
"""

STATEMENTS = (PEOPLE, REGISTERS, OUTAGES, AFTER_THE_FIX, HAND_OVER, FOLLOW_UPS, PROMISES)


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statements in STATEMENTS:
        for statement in statements.split(";\n"):
            if statement.strip():
                database.execute_sql(statement)
