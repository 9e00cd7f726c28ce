"""Major incidents: SEV level, phase and mark of a drill on the incident, the response, its roles."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

RESPONSES = """
ALTER TABLE incident ADD COLUMN sev TEXT;
ALTER TABLE incident ADD COLUMN phase TEXT;
ALTER TABLE incident ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;
CREATE INDEX incident_sev ON incident (sev) WHERE sev IS NOT NULL;
CREATE INDEX incident_drill ON incident (drill) WHERE drill = 1;
INSERT INTO sqlite_stat1 VALUES ('incident', 'incident_sev', '500 100');
INSERT INTO sqlite_stat1 VALUES ('incident', 'incident_drill', '50 50');
CREATE TABLE response (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  sev_initial TEXT NOT NULL,
  sev_peak TEXT NOT NULL,
  sev_final TEXT NOT NULL,
  bridge TEXT NOT NULL,
  declared_at INTEGER,
  declared_offset INTEGER,
  update_due_at INTEGER,
  update_due_offset INTEGER,
  last_update_at INTEGER,
  last_update_offset INTEGER,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX response_uid ON response (uid);
CREATE UNIQUE INDEX response_incident_id ON response (incident_id);
CREATE INDEX response_update_due ON response (update_due_at) WHERE update_due_at IS NOT NULL;
CREATE TABLE response_role (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL,
  incident_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  person_id INTEGER,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  how TEXT NOT NULL,
  why TEXT NOT NULL,
  offered_at INTEGER,
  offered_offset INTEGER,
  offered_by TEXT NOT NULL,
  since_at INTEGER,
  since_offset INTEGER,
  until_at INTEGER,
  until_offset INTEGER,
  form TEXT NOT NULL,
  FOREIGN KEY (incident_id) REFERENCES incident (id) ON DELETE RESTRICT,
  FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX response_role_uid ON response_role (uid);
CREATE INDEX response_role_incident_id ON response_role (incident_id)
"""

STATEMENTS = (RESPONSES,)


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statements in STATEMENTS:
        for statement in statements.split(";\n"):
            if statement.strip():
                database.execute_sql(statement)
