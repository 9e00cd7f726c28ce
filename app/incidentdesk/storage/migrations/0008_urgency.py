"""The order of the open lists by priority: a major incident stands where its SEV level is."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

STATEMENTS = """
DROP INDEX incident_open_priority;
CREATE INDEX incident_open_priority ON incident (
  CASE WHEN phase IS NULL THEN priority WHEN sev IS NULL THEN 'P1'
    WHEN provisional = 1 OR 'P' || substr(sev, 4) < priority THEN 'P' || substr(sev, 4) ELSE priority END,
  coalesce(next_due, 9223372036854775807)) WHERE status NOT IN ('closed', 'cancelled');
INSERT INTO sqlite_stat1 VALUES ('incident', 'incident_open_priority', '2000 500 2')
"""


def up(_migrator: SchemaMigrator, database: Database) -> None:
    for statement in STATEMENTS.split(";\n"):
        database.execute_sql(statement)
