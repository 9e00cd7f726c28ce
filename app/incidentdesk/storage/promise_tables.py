"""The table of callbacks that were promised."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.list_indexes import partial_indexes
from incidentdesk.storage.table import Table


class Promise(Table):
    """Someone is to be called back about ``incident`` by ``due_at``; ``state`` is open, kept or dropped."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    whom = TextField()
    phone = TextField()
    note = TextField()
    due_at = BigIntegerField()
    due_offset = IntegerField()
    by_uid = TextField()
    made_at = BigIntegerField()
    made_offset = IntegerField()
    state = TextField()
    ended_at = BigIntegerField(null=True)
    ended_offset = IntegerField(null=True)
    ended_by = TextField()

    class Meta:
        indexes = partial_indexes("promise")
