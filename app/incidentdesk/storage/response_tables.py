"""The tables of response rooms."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.list_indexes import partial_indexes
from incidentdesk.storage.register_tables import Person
from incidentdesk.storage.table import Table


class Response(Table):
    """The response to one major incident, beside its SEV level, phase and mark of a drill.

    Those are columns of the incident, where conditions and lists find them. ``update_due_at`` is when the
    next update is due.
    """

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", unique=True)
    sev_initial = TextField()
    sev_peak = TextField()
    sev_final = TextField()
    bridge = TextField()
    declared_at = BigIntegerField(null=True)
    declared_offset = IntegerField(null=True)
    update_due_at = BigIntegerField(null=True)
    update_due_offset = IntegerField(null=True)
    last_update_at = BigIntegerField(null=True)
    last_update_offset = IntegerField(null=True)

    class Meta:
        indexes = partial_indexes("response")


class ResponseRole(Table):
    """Who had which role in a response from when to when, and how it came to them; ``form`` is JSON.

    One without a ``person`` is not on the staff.
    """

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    role = TextField()
    person = ForeignKeyField(Person, null=True, on_delete="RESTRICT", index=False)
    name = TextField()
    state = TextField()
    how = TextField()
    why = TextField()
    offered_at = BigIntegerField(null=True)
    offered_offset = IntegerField(null=True)
    offered_by = TextField()
    since_at = BigIntegerField(null=True)
    since_offset = IntegerField(null=True)
    until_at = BigIntegerField(null=True)
    until_offset = IntegerField(null=True)
    form = TextField()

    class Meta:
        table_name = "response_role"
