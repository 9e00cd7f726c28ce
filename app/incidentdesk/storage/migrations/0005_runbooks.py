"""Runbooks: versions, drafts, runs and their steps, and the commands that may run."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

RUNBOOKS = """
CREATE TABLE runbook (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL,
  owner_id INTEGER,
  reviewed_at INTEGER,
  reviewed_offset INTEGER,
  reviewed_by TEXT NOT NULL,
  FOREIGN KEY (owner_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX runbook_uid ON runbook (uid);
CREATE UNIQUE INDEX runbook_key ON runbook (key);
CREATE TABLE runbook_version (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  runbook_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  origin TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  written_offset INTEGER NOT NULL,
  FOREIGN KEY (runbook_id) REFERENCES runbook (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX runbook_version_uid ON runbook_version (uid);
CREATE UNIQUE INDEX runbook_version_runbook_id_version ON runbook_version (runbook_id, version);
CREATE TABLE runbook_draft (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  runbook_id INTEGER NOT NULL,
  base INTEGER NOT NULL,
  text TEXT NOT NULL,
  remarks TEXT NOT NULL,
  author TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_offset INTEGER NOT NULL,
  FOREIGN KEY (runbook_id) REFERENCES runbook (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX runbook_draft_uid ON runbook_draft (uid);
CREATE UNIQUE INDEX runbook_draft_runbook_id ON runbook_draft (runbook_id);
CREATE TABLE runbook_run (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  version_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  started_by TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  started_offset INTEGER NOT NULL,
  ended_at INTEGER,
  ended_offset INTEGER,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (version_id) REFERENCES runbook_version (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX runbook_run_uid ON runbook_run (uid);
CREATE INDEX runbook_run_incident_id ON runbook_run (incident_id);
CREATE INDEX runbook_run_version_id ON runbook_run (version_id);
CREATE TABLE runbook_check (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  step INTEGER NOT NULL,
  result TEXT NOT NULL,
  author TEXT NOT NULL,
  entry TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  checked_offset INTEGER NOT NULL,
  FOREIGN KEY (run_id) REFERENCES runbook_run (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX runbook_check_uid ON runbook_check (uid);
CREATE INDEX runbook_check_run_id ON runbook_check (run_id);
CREATE TABLE command_approval (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  command TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approved_at INTEGER NOT NULL,
  approved_offset INTEGER NOT NULL,
  withdrawn_by TEXT NOT NULL,
  withdrawn_at INTEGER,
  withdrawn_offset INTEGER
);
CREATE UNIQUE INDEX command_approval_uid ON command_approval (uid);
CREATE INDEX command_approval_sha256 ON command_approval (sha256)
"""


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statement in RUNBOOKS.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
