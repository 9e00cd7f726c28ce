"""Who works here, whom we serve, outages and their callers, and what comes next."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PEOPLE = """
"""

REGISTERS = """
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
"""

AFTER_THE_FIX = """
"""

HAND_OVER = """
"""

FOLLOW_UPS = """
"""

PROMISES = """
"""

STATEMENTS = (PEOPLE, REGISTERS, OUTAGES, AFTER_THE_FIX, HAND_OVER, FOLLOW_UPS, PROMISES)


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statements in STATEMENTS:
        for statement in statements.split(";\n"):
            if statement.strip():
                database.execute_sql(statement)
