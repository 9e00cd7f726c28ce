"""Who works here, whom we serve, outages and their callers, and what comes next."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PEOPLE = """
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
