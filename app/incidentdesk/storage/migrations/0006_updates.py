"""Updates of major incidents: the channels by audience, the texts, and each sending of one."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

UPDATES = """
CREATE TABLE update_channel (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  audience TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  details TEXT NOT NULL,
  secret INTEGER NOT NULL,
  state TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL,
  tested_result TEXT NOT NULL,
  tested_at INTEGER,
  tested_offset INTEGER
);
CREATE UNIQUE INDEX update_channel_uid ON update_channel (uid);
CREATE TABLE update_text (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  audience TEXT NOT NULL,
  turn INTEGER NOT NULL,
  template TEXT NOT NULL,
  state TEXT NOT NULL,
  text TEXT NOT NULL,
  last INTEGER NOT NULL,
  author TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  written_offset INTEGER NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at INTEGER,
  asked_offset INTEGER,
  decided_by TEXT NOT NULL,
  decided_at INTEGER,
  decided_offset INTEGER,
  note TEXT NOT NULL,
  entry TEXT NOT NULL,
  told_at INTEGER,
  told_offset INTEGER,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX update_text_uid ON update_text (uid);
CREATE UNIQUE INDEX update_text_incident_id_audience_turn ON update_text (incident_id, audience, turn);
CREATE TABLE update_sending (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  update_text_id INTEGER NOT NULL,
  channel_id INTEGER,
  target TEXT NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  claim TEXT NOT NULL,
  result TEXT NOT NULL,
  detail TEXT NOT NULL,
  author TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  planned_offset INTEGER NOT NULL,
  begun_at INTEGER,
  begun_offset INTEGER,
  ended_at INTEGER,
  ended_offset INTEGER,
  FOREIGN KEY (update_text_id) REFERENCES update_text (id) ON DELETE RESTRICT,
  FOREIGN KEY (channel_id) REFERENCES update_channel (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX update_sending_uid ON update_sending (uid);
CREATE UNIQUE INDEX update_sending_key ON update_sending (key);
CREATE INDEX update_sending_update_text_id ON update_sending (update_text_id)
"""


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statement in UPDATES.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
