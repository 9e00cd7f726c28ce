"""Who works here, whom we serve, outages and their callers, and what comes next."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PEOPLE = """
CREATE TABLE person_pin (
  id INTEGER NOT NULL PRIMARY KEY,
  person_id INTEGER NOT NULL,
  hash TEXT NOT NULL,
  wrong_tries INTEGER NOT NULL,
  last_try INTEGER NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX person_pin_person_id ON person_pin (person_id);
"""

REGISTERS = """
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
