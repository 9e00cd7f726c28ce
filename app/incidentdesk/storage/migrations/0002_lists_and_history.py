"""Saved views, links between incidents, a history brought along, and what is known of the search index."""

from unicodedata import normalize

from peewee import Database
from playhouse.migrate import SchemaMigrator

STATEMENTS = """
ALTER TABLE desk_state ADD COLUMN restoring TEXT;
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
  change_seq INTEGER NOT NULL,
  beat_at INTEGER NOT NULL,
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
CREATE UNIQUE INDEX incident_origin_system_origin_key ON incident (origin_system, origin_key)
  WHERE origin_key IS NOT NULL;
ALTER TABLE incident ADD COLUMN error_code_folded TEXT;
DROP INDEX stage_values_run_id;
DROP INDEX incident_error_code;
DROP INDEX incident_reporter_id;
DROP INDEX incident_assignee_id;
DROP INDEX incident_team_id;
DROP INDEX incident_service_id;
DROP INDEX incident_device_id;
DROP INDEX incident_category;
DROP INDEX incident_logged_by_id;
DROP INDEX incident_external_key;
DROP INDEX incident_status_next_due_id;
DROP INDEX incident_assignee_id_status_next_due;
DROP INDEX incident_status_priority_next_due;
CREATE INDEX incident_updated_at ON incident (updated_at);
CREATE INDEX incident_open_next_due ON incident (next_due) WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX incident_open_priority ON incident (priority, coalesce(next_due, 9223372036854775807))
  WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX incident_open_assignee ON incident (assignee_id, next_due)
  WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX incident_open_status ON incident (status, next_due) WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX incident_open_number ON incident (prefix, year, ordinal)
  WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX incident_ended ON incident (coalesce(closed_at, updated_at))
  WHERE status IN ('closed', 'cancelled');
CREATE INDEX incident_error_code_folded ON incident (error_code_folded) WHERE error_code_folded IS NOT NULL;
CREATE INDEX incident_reporter_id ON incident (reporter_id) WHERE reporter_id IS NOT NULL;
CREATE INDEX incident_assignee_id ON incident (assignee_id) WHERE assignee_id IS NOT NULL;
CREATE INDEX incident_team_id ON incident (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX incident_service_id ON incident (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX incident_device_id ON incident (device_id) WHERE device_id IS NOT NULL;
CREATE INDEX incident_category ON incident (category) WHERE category IS NOT NULL;
CREATE INDEX incident_external_key ON incident (external_key) WHERE external_key IS NOT NULL;
CREATE INDEX incident_closed_at ON incident (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX incident_wake_at ON incident (wake_at, status) WHERE wake_at IS NOT NULL;
CREATE INDEX incident_major ON incident (major) WHERE major = 1;
DROP INDEX run_incident_id;
CREATE INDEX run_incident_id_ended_at_version ON run (incident_id, ended_at, version);
DROP INDEX field_value_field_text_value;
DROP INDEX field_value_field_number_value;
CREATE INDEX field_value_text ON field_value (field, text_value, incident_id) WHERE text_value IS NOT NULL;
CREATE INDEX field_value_number ON field_value (field, number_value, incident_id)
  WHERE number_value IS NOT NULL;
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
CREATE TABLE import_addition (
  id INTEGER NOT NULL PRIMARY KEY,
  batch_id INTEGER NOT NULL,
  thing TEXT NOT NULL,
  ref TEXT NOT NULL,
  seen TEXT NOT NULL,
  FOREIGN KEY (batch_id) REFERENCES import_batch (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX import_addition_batch_id_thing_ref ON import_addition (batch_id, thing, ref);
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

FIGURES = {
    "incident_uid": "100000 1",
    "incident_number": "100000 1",
    "incident_prefix_year_ordinal": "100000 100000 20000 1",
    "incident_logged_at": "100000 1",
    "incident_updated_at": "100000 1",
    "incident_change_seq": "100000 2",
    "incident_origin_system_origin_key": "50000 50000 1",
    "incident_open_next_due": "2000 2",
    "incident_open_priority": "2000 500 2",
    "incident_open_assignee": "2000 150 2",
    "incident_open_status": "2000 500 2",
    "incident_open_number": "2000 2000 2000 1",
    "incident_ended": "50000 1",
    "incident_error_code_folded": "30000 4",
    "incident_reporter_id": "100000 50",
    "incident_assignee_id": "100000 5000",
    "incident_team_id": "100000 10000",
    "incident_service_id": "50000 1000",
    "incident_device_id": "50000 10",
    "incident_category": "100000 2000",
    "incident_external_key": "100 1",
    "incident_closed_at": "98000 1",
    "incident_wake_at": "300 2 2",
    "incident_major": "50 50",
}
"""What the planner is told: how many rows each index of incidents has, and how many for one value."""


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statement in STATEMENTS.split(";\n"):
        database.execute_sql(statement)
    _fold(database, "incident", "error_code", "error_code_folded")
    _fold(database, "field_value", "text_value", "text_value")
    database.execute_sql("ANALYZE sqlite_master")  # only makes the table that holds the figures
    for index, figures in FIGURES.items():
        database.execute_sql("INSERT INTO sqlite_stat1 VALUES ('incident', ?, ?)", (index, figures))


def _fold(database: Database, table: str, source: str, target: str) -> None:
    """Keep texts as they are compared: NFKC, with case folded."""
    question = f"SELECT DISTINCT {source} FROM {table} WHERE {source} IS NOT NULL"  # noqa: S608 - our own names
    for (text,) in database.execute_sql(question).fetchall():
        folded = normalize("NFKC", normalize("NFKC", text).casefold())
        if target != source or folded != text:
            statement = f"UPDATE {table} SET {target} = ? WHERE {source} = ?"  # noqa: S608 - our own names
            database.execute_sql(statement, (folded, text))
