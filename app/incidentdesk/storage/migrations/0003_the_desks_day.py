"""Who works here, whom we serve, outages and their callers, and what comes next."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PEOPLE = """
"""

REGISTERS = """
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
