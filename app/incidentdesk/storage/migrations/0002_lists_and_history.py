"""Saved views, links between incidents, a history brought along, and what is known of the search index."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

STATEMENTS = """
CREATE TABLE import_batch (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  system TEXT NOT NULL,
  format TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  settings TEXT NOT NULL,
  state TEXT NOT NULL,
  counts TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  started_offset INTEGER NOT NULL,
  finished_at INTEGER,
  finished_offset INTEGER,
  author TEXT NOT NULL
);
CREATE UNIQUE INDEX import_batch_uid ON import_batch (uid);
ALTER TABLE incident ADD COLUMN origin_system TEXT;
ALTER TABLE incident ADD COLUMN origin_key TEXT;
ALTER TABLE incident ADD COLUMN title_built INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX incident_origin_system_origin_key ON incident (origin_system, origin_key);
CREATE TABLE import_item (
  id INTEGER NOT NULL PRIMARY KEY,
  batch_id INTEGER NOT NULL,
  incident_uid TEXT NOT NULL,
  verdict TEXT NOT NULL,
  seen TEXT NOT NULL,
  entry_count INTEGER NOT NULL,
  FOREIGN KEY (batch_id) REFERENCES import_batch (id) ON DELETE RESTRICT
);
CREATE INDEX import_item_incident_uid ON import_item (incident_uid);
CREATE UNIQUE INDEX import_item_batch_id_incident_uid ON import_item (batch_id, incident_uid);
CREATE TABLE withdrawn_incident (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  number TEXT NOT NULL,
  origin_system TEXT NOT NULL,
  origin_key TEXT NOT NULL,
  entry_count INTEGER NOT NULL,
  head TEXT NOT NULL,
  batch TEXT NOT NULL,
  withdrawn_at INTEGER NOT NULL,
  withdrawn_offset INTEGER NOT NULL,
  author TEXT NOT NULL
);
CREATE UNIQUE INDEX withdrawn_incident_uid ON withdrawn_incident (uid);
CREATE UNIQUE INDEX withdrawn_incident_number ON withdrawn_incident (number);
CREATE TABLE saved_view (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL,
  changed_by TEXT NOT NULL
);
CREATE UNIQUE INDEX saved_view_uid ON saved_view (uid);
CREATE TABLE incident_link (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  linked_at INTEGER NOT NULL,
  linked_offset INTEGER NOT NULL,
  author TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (other_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX incident_link_uid ON incident_link (uid);
CREATE INDEX incident_link_other_id ON incident_link (other_id);
CREATE UNIQUE INDEX incident_link_incident_id_other_id_kind ON incident_link (incident_id, other_id, kind);
CREATE TABLE search_state (
  id INTEGER NOT NULL PRIMARY KEY,
  indexed_from INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  checked_at INTEGER,
  rebuilt_at INTEGER
);
INSERT INTO search_state (id, indexed_from, verdict) VALUES (1, 0, '')
"""


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statement in STATEMENTS.split(";\n"):
        database.execute_sql(statement)
