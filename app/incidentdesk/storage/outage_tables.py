"""The tables of those who call about an outage, and of the attempts to tell them that it is over."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, BooleanField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.list_indexes import partial_indexes
from incidentdesk.storage.register_tables import Reporter
from incidentdesk.storage.table import Table


class Caller(Table):
    """Someone who called about ``incident``; without a ``reporter`` the name is all we know.

    ``own`` is the incident's own reporter, who counts when others call too, or when it is part of an outage.
    One that is not ``active`` was taken away again.
    """

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    reporter = ForeignKeyField(Reporter, null=True, on_delete="RESTRICT", index=False)
    name = TextField()
    phone = TextField()
    callback = TextField()
    note = TextField()
    called_at = BigIntegerField()
    called_offset = IntegerField()
    added_at = BigIntegerField()
    added_offset = IntegerField()
    added_by = TextField()
    own = BooleanField()
    active = BooleanField()

    class Meta:
        indexes = partial_indexes("caller")


class CallerAttempt(Table):
    """One attempt to tell a caller: ``result`` is ``reached``, ``no_answer`` or ``waived``."""

    id = AutoField()
    uid = TextField(unique=True)
    caller = ForeignKeyField(Caller, on_delete="RESTRICT")
    result = TextField()
    means = TextField()
    note = TextField()
    tried_at = BigIntegerField()
    tried_offset = IntegerField()
    author = TextField()
    taken_back = BooleanField()
