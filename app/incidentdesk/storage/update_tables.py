"""The tables of updates: the channels by audience, the texts, and each sending of one."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, BooleanField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.table import Table


class UpdateChannel(Table):
    """A way to tell an audience; ``details`` is JSON of where it goes, never with what must stay secret.

    ``secret`` says that it takes something from the keyring of the operating system. ``state`` is ``in_use``
    or ``retired``; ``tested_result`` how its last test went.
    """

    id = AutoField()
    uid = TextField(unique=True)
    audience = TextField()
    kind = TextField()
    name = TextField()
    details = TextField()
    secret = BooleanField()
    state = TextField()
    changed_by = TextField()
    changed_at = BigIntegerField()
    changed_offset = IntegerField()
    tested_result = TextField()
    tested_at = BigIntegerField(null=True)
    tested_offset = IntegerField(null=True)

    class Meta:
        table_name = "update_channel"


class UpdateText(Table):
    """What an audience is to be told of an incident, the ``turn``-th time: one text at each turn.

    ``state`` is ``draft``, ``waiting`` (for the commander), ``approved``, ``sent`` (somebody was told) or
    ``dropped``. Once somebody was told, ``text`` is empty: the words are the payload of the timeline entry
    ``entry`` alone, so they are erased in one place.
    """

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", index=False)
    audience = TextField()
    turn = IntegerField()
    template = TextField()
    state = TextField()
    text = TextField()
    last = BooleanField()
    author = TextField()
    written_at = BigIntegerField()
    written_offset = IntegerField()
    asked_by = TextField()
    asked_at = BigIntegerField(null=True)
    asked_offset = IntegerField(null=True)
    decided_by = TextField()
    decided_at = BigIntegerField(null=True)
    decided_offset = IntegerField(null=True)
    note = TextField()
    entry = TextField()
    told_at = BigIntegerField(null=True)
    told_offset = IntegerField(null=True)

    class Meta:
        table_name = "update_text"
        indexes = ((("incident", "audience", "turn"), True),)


class UpdateSending(Table):
    """A text that goes to one address of a channel, or was told by hand (without a channel), once.

    ``key`` names text, channel and address, and no second row may have it: so nothing goes twice. ``state``
    is ``planned``, ``sending``, ``sent``, ``failed``, ``unknown`` (it may have gone) or ``given_up``;
    ``claim`` is the attempt that is under way, or was the last.
    """

    id = AutoField()
    uid = TextField(unique=True)
    update_text = ForeignKeyField(UpdateText, on_delete="RESTRICT")
    channel = ForeignKeyField(UpdateChannel, null=True, on_delete="RESTRICT", index=False)
    target = TextField()
    key = TextField(unique=True)
    state = TextField()
    attempts = IntegerField()
    claim = TextField()
    result = TextField()
    detail = TextField()
    author = TextField()
    planned_at = BigIntegerField()
    planned_offset = IntegerField()
    begun_at = BigIntegerField(null=True)
    begun_offset = IntegerField(null=True)
    ended_at = BigIntegerField(null=True)
    ended_offset = IntegerField(null=True)

    class Meta:
        table_name = "update_sending"


UPDATE_TABLES: tuple[type[Table], ...] = (UpdateChannel, UpdateText, UpdateSending)
"""Those that others refer to first."""
