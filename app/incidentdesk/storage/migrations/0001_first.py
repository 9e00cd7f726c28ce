"""The first shape of a desk: what is costly to add later is there from the start."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

TABLES = """
CREATE TABLE reporter (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  place TEXT NOT NULL,
  note TEXT NOT NULL,
  active INTEGER NOT NULL
);
CREATE UNIQUE INDEX reporter_uid ON reporter (uid);
CREATE INDEX reporter_folded ON reporter (folded);
CREATE TABLE person (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  account TEXT NOT NULL,
  email TEXT NOT NULL,
  active INTEGER NOT NULL
);
CREATE UNIQUE INDEX person_uid ON person (uid);
CREATE TABLE register_item (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  register TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  details TEXT NOT NULL,
  active INTEGER NOT NULL
);
CREATE UNIQUE INDEX register_item_uid ON register_item (uid);
CREATE INDEX register_item_register_folded ON register_item (register, folded);
CREATE TABLE incident (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  prefix TEXT NOT NULL,
  year INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  number TEXT NOT NULL,
  process TEXT NOT NULL,
  status TEXT NOT NULL,
  stage TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  error_code TEXT,
  source TEXT,
  channel TEXT,
  reporter_id INTEGER,
  assignee_id INTEGER,
  team_id INTEGER,
  service_id INTEGER,
  device_id INTEGER,
  place TEXT,
  type TEXT,
  category TEXT,
  closing_category TEXT,
  impact TEXT,
  severity TEXT,
  risk TEXT,
  priority TEXT NOT NULL,
  priority_override TEXT,
  priority_reason TEXT,
  provisional INTEGER NOT NULL,
  outcome TEXT,
  cause_category TEXT,
  occurred_precision TEXT,
  occurred_at INTEGER,
  occurred_until INTEGER,
  occurred_offset INTEGER,
  occurred_until_offset INTEGER,
  detected_precision TEXT,
  detected_at INTEGER,
  detected_until INTEGER,
  detected_offset INTEGER,
  detected_until_offset INTEGER,
  reported_precision TEXT,
  reported_at INTEGER,
  reported_until INTEGER,
  reported_offset INTEGER,
  reported_until_offset INTEGER,
  restored_precision TEXT,
  restored_at INTEGER,
  restored_until INTEGER,
  restored_offset INTEGER,
  restored_until_offset INTEGER,
  logged_at INTEGER NOT NULL,
  logged_offset INTEGER NOT NULL,
  logged_by_id INTEGER NOT NULL,
  responded_at INTEGER,
  responded_offset INTEGER,
  resolved_at INTEGER,
  resolved_offset INTEGER,
  closed_at INTEGER,
  closed_offset INTEGER,
  updated_at INTEGER NOT NULL,
  updated_offset INTEGER NOT NULL,
  major INTEGER NOT NULL,
  restricted INTEGER NOT NULL,
  hold_reason TEXT,
  hold_waiting_for TEXT,
  hold_note TEXT,
  wake_local TEXT,
  wake_zone TEXT,
  wake_at INTEGER,
  cancel_reason TEXT,
  reopen_count INTEGER NOT NULL,
  external_key TEXT,
  classify_due INTEGER,
  response_due INTEGER,
  resolution_due INTEGER,
  confirm_due INTEGER,
  next_due INTEGER,
  next_due_kind TEXT,
  paused INTEGER NOT NULL,
  breached INTEGER NOT NULL,
  entry_count INTEGER NOT NULL,
  head TEXT NOT NULL,
  search_text TEXT NOT NULL,
  change_seq INTEGER NOT NULL,
  FOREIGN KEY (reporter_id) REFERENCES reporter (id) ON DELETE RESTRICT,
  FOREIGN KEY (assignee_id) REFERENCES person (id) ON DELETE RESTRICT,
  FOREIGN KEY (team_id) REFERENCES register_item (id) ON DELETE RESTRICT,
  FOREIGN KEY (service_id) REFERENCES register_item (id) ON DELETE RESTRICT,
  FOREIGN KEY (device_id) REFERENCES register_item (id) ON DELETE RESTRICT,
  FOREIGN KEY (logged_by_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX incident_uid ON incident (uid);
CREATE UNIQUE INDEX incident_number ON incident (number);
CREATE INDEX incident_error_code ON incident (error_code);
CREATE INDEX incident_reporter_id ON incident (reporter_id);
CREATE INDEX incident_assignee_id ON incident (assignee_id);
CREATE INDEX incident_team_id ON incident (team_id);
CREATE INDEX incident_service_id ON incident (service_id);
CREATE INDEX incident_device_id ON incident (device_id);
CREATE INDEX incident_category ON incident (category);
CREATE INDEX incident_logged_at ON incident (logged_at);
CREATE INDEX incident_logged_by_id ON incident (logged_by_id);
CREATE INDEX incident_external_key ON incident (external_key);
CREATE UNIQUE INDEX incident_prefix_year_ordinal ON incident (prefix, year, ordinal);
CREATE INDEX incident_status_next_due_id ON incident (status, next_due, id);
CREATE INDEX incident_assignee_id_status_next_due ON incident (assignee_id, status, next_due);
CREATE INDEX incident_status_priority_next_due ON incident (status, priority, next_due);
CREATE INDEX incident_change_seq ON incident (change_seq);
CREATE TABLE blob (
  sha256 TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL
);
CREATE TABLE attachment (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  media_type TEXT NOT NULL,
  note TEXT NOT NULL,
  blob_id TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  added_offset INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (blob_id) REFERENCES blob (sha256) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX attachment_uid ON attachment (uid);
CREATE INDEX attachment_incident_id ON attachment (incident_id);
CREATE TABLE blob_chunk (
  id INTEGER NOT NULL PRIMARY KEY,
  blob_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  data BLOB NOT NULL,
  FOREIGN KEY (blob_id) REFERENCES blob (sha256) ON DELETE CASCADE
);
CREATE UNIQUE INDEX blob_chunk_blob_id_position ON blob_chunk (blob_id, position);
CREATE TABLE counter (
  prefix TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (prefix, year)
);
CREATE TABLE desk_state (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  change_seq INTEGER NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE TABLE run (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  process TEXT NOT NULL,
  version INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX run_uid ON run (uid);
CREATE INDEX run_incident_id ON run (incident_id);
CREATE TABLE field_value (
  id INTEGER NOT NULL PRIMARY KEY,
  incident_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  stage TEXT NOT NULL,
  field TEXT NOT NULL,
  row INTEGER NOT NULL,
  text_value TEXT,
  number_value REAL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (run_id) REFERENCES run (id) ON DELETE RESTRICT
);
CREATE INDEX field_value_incident_id ON field_value (incident_id);
CREATE INDEX field_value_run_id_stage ON field_value (run_id, stage);
CREATE INDEX field_value_field_text_value ON field_value (field, text_value);
CREATE INDEX field_value_field_number_value ON field_value (field, number_value);
CREATE TABLE issued_report (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  blob_id TEXT NOT NULL,
  pages INTEGER NOT NULL,
  reason TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  issued_offset INTEGER NOT NULL,
  issued_by TEXT NOT NULL,
  superseded_at INTEGER,
  superseded_offset INTEGER,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (blob_id) REFERENCES blob (sha256) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX issued_report_uid ON issued_report (uid);
CREATE UNIQUE INDEX issued_report_incident_id_kind_version ON issued_report (incident_id, kind, version);
CREATE TABLE process_text (
  id INTEGER NOT NULL PRIMARY KEY,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  stored_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX process_text_key_version ON process_text (key, version);
CREATE TABLE setting_revision (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  author TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL
);
CREATE INDEX setting_revision_name_id ON setting_revision (name, id);
CREATE TABLE stage_values (
  id INTEGER NOT NULL PRIMARY KEY,
  run_id INTEGER NOT NULL,
  stage TEXT NOT NULL,
  document TEXT NOT NULL,
  completed_at INTEGER,
  completed_offset INTEGER,
  completed_by TEXT NOT NULL,
  skipped INTEGER NOT NULL,
  FOREIGN KEY (run_id) REFERENCES run (id) ON DELETE RESTRICT
);
CREATE INDEX stage_values_run_id ON stage_values (run_id);
CREATE UNIQUE INDEX stage_values_run_id_stage ON stage_values (run_id, stage);
CREATE TABLE timeline_entry (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  parameters TEXT NOT NULL,
  author TEXT NOT NULL,
  done_at INTEGER NOT NULL,
  done_offset INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  entered_offset INTEGER NOT NULL,
  cause TEXT NOT NULL,
  payload TEXT,
  salt BLOB,
  digest TEXT NOT NULL,
  hash TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX timeline_entry_uid ON timeline_entry (uid);
CREATE UNIQUE INDEX timeline_entry_incident_id_seq ON timeline_entry (incident_id, seq)
"""


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statement in TABLES.split(";\n"):
        database.execute_sql(statement)
