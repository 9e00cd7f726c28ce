"""The table of follow-ups."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.register_tables import Person
from incidentdesk.storage.table import Table


class FollowUp(Table):
    """Preventive work that an incident leads to; ``position`` counts those of one incident from 1.

    ``due`` is a day as ``2026-11-23``.
    """

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", index=False)
    position = IntegerField()
    text = TextField()
    kind = TextField()
    owner = ForeignKeyField(Person, on_delete="RESTRICT", index=False)
    due = TextField()
    state = TextField()
    link = TextField(default="")
    why_dropped = TextField(default="")
    added_at = BigIntegerField()
    added_offset = IntegerField()
    added_by = TextField()
    ended_at = BigIntegerField(null=True)
    ended_offset = IntegerField(null=True)
    ended_by = TextField(default="")

    class Meta:
        indexes = (
            (("incident", "position"), True),
            (("state", "due"), False),
            (("owner", "state", "due"), False),
        )
