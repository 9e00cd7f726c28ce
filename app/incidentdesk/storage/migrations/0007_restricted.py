"""Restricted incidents: who may open one, who did, its evidence, and the notice that the law asks for."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

RESTRICTED = """
CREATE INDEX incident_restricted ON incident (restricted) WHERE restricted = 1;
INSERT INTO sqlite_stat1 VALUES ('incident', 'incident_restricted', '20 20');
CREATE TABLE restriction (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  ground TEXT NOT NULL,
  channels TEXT NOT NULL,
  since_at INTEGER NOT NULL,
  since_offset INTEGER NOT NULL,
  since_by TEXT NOT NULL,
  ended_at INTEGER,
  ended_offset INTEGER,
  ended_by TEXT NOT NULL,
  notice_state TEXT NOT NULL,
  notice_due_at INTEGER,
  notice_due_offset INTEGER,
  notice_reason TEXT NOT NULL,
  notice_at INTEGER,
  notice_offset INTEGER,
  notice_by TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX restriction_uid ON restriction (uid);
CREATE UNIQUE INDEX restriction_incident_id ON restriction (incident_id);
CREATE INDEX restriction_notice_due ON restriction (notice_due_at) WHERE notice_state = 'due';
CREATE TABLE restricted_person (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  how TEXT NOT NULL,
  reason TEXT NOT NULL,
  named_by TEXT NOT NULL,
  named_at INTEGER NOT NULL,
  named_offset INTEGER NOT NULL,
  ended_by TEXT NOT NULL,
  ended_at INTEGER,
  ended_offset INTEGER,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX restricted_person_uid ON restricted_person (uid);
CREATE INDEX restricted_person_incident_id ON restricted_person (incident_id);
CREATE TABLE restricted_opening (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  person TEXT NOT NULL,
  way TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_offset INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX restricted_opening_uid ON restricted_opening (uid);
CREATE INDEX restricted_opening_incident_id ON restricted_opening (incident_id);
CREATE TABLE custody_entry (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  item INTEGER NOT NULL,
  act TEXT NOT NULL,
  what TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  kept TEXT NOT NULL,
  whom TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  done_at INTEGER NOT NULL,
  done_offset INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  entered_offset INTEGER NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX custody_entry_uid ON custody_entry (uid);
CREATE INDEX custody_entry_incident_id ON custody_entry (incident_id)
"""


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statement in RESTRICTED.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
