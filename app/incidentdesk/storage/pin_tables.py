"""The table of PINs."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.register_tables import Person
from incidentdesk.storage.table import Table


class PersonPin(Table):
    """The PIN of a person as an argon2 hash, and how many wrong tries there were since it was right.

    The last try was at ``last_try``. The row stays in this very file: no export has it.
    """

    id = AutoField()
    person = ForeignKeyField(Person, on_delete="CASCADE", unique=True)
    hash = TextField()
    wrong_tries = IntegerField()
    last_try = BigIntegerField()
