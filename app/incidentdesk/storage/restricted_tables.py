"""The tables of restricted incidents: what is kept secret, who may open it, who did, and its evidence."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.list_indexes import partial_indexes
from incidentdesk.storage.register_tables import Person
from incidentdesk.storage.table import Table


class Restriction(Table):
    """That an incident is restricted, or was: on what ground, from when, and until when.

    ``channels`` are the ways of talking that are not to be used. ``notice_state`` is empty (there is no legal
    notice to be given), ``due``, ``notified`` or ``not_needed``.
    """

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", unique=True)
    ground = TextField()
    channels = TextField()
    since_at = BigIntegerField()
    since_offset = IntegerField()
    since_by = TextField()
    ended_at = BigIntegerField(null=True)
    ended_offset = IntegerField(null=True)
    ended_by = TextField()
    notice_state = TextField()
    notice_due_at = BigIntegerField(null=True)
    notice_due_offset = IntegerField(null=True)
    notice_reason = TextField()
    notice_at = BigIntegerField(null=True)
    notice_offset = IntegerField(null=True)
    notice_by = TextField()

    class Meta:
        indexes = partial_indexes("restriction")


class RestrictedPerson(Table):
    """Somebody who may open a restricted incident, from when to when, and how it came to them."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    person = ForeignKeyField(Person, on_delete="RESTRICT", index=False)
    how = TextField()
    reason = TextField()
    named_by = TextField()
    named_at = BigIntegerField()
    named_offset = IntegerField()
    ended_by = TextField()
    ended_at = BigIntegerField(null=True)
    ended_offset = IntegerField(null=True)

    class Meta:
        table_name = "restricted_person"


class RestrictedOpening(Table):
    """That somebody opened a restricted incident: one row a visit; ``last_at`` is its last look."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    person = TextField()
    way = TextField()
    opened_at = BigIntegerField()
    opened_offset = IntegerField()
    last_at = BigIntegerField()

    class Meta:
        table_name = "restricted_opening"


class CustodyEntry(Table):
    """What happened to a piece of evidence; append-only. The first entry of an ``item`` says what it is."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    item = IntegerField()
    act = TextField()
    what = TextField()
    sha256 = TextField()
    kept = TextField()
    whom = TextField()
    note = TextField()
    author = TextField()
    done_at = BigIntegerField()
    done_offset = IntegerField()
    entered_at = BigIntegerField()
    entered_offset = IntegerField()

    class Meta:
        table_name = "custody_entry"


RESTRICTED_TABLES: tuple[type[Table], ...] = (Restriction, RestrictedPerson, RestrictedOpening, CustodyEntry)
"""Those that others refer to first."""
