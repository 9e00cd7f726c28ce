"""Who works here, whom we serve, outages and their callers, and what comes next."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PEOPLE = """
"""

REGISTERS = """
"""

OUTAGES = """
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
"""

STATEMENTS = (PEOPLE, REGISTERS, OUTAGES, AFTER_THE_FIX, HAND_OVER, FOLLOW_UPS, PROMISES)


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statements in STATEMENTS:
        for statement in statements.split(";\n"):
            if statement.strip():
                database.execute_sql(statement)
