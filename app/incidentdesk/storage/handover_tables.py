"""The table of shift hand-overs."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, IntegerField, TextField

from incidentdesk.storage.table import Table


class Handover(Table):
    """What one shift told the next, for good: only who accepted it, and when, is added later.

    ``content`` is JSON: the words, and what stood on the desk when it was written.
    """

    id = AutoField()
    uid = TextField(unique=True)
    author = TextField()
    since_at = BigIntegerField()
    since_offset = IntegerField()
    written_at = BigIntegerField()
    written_offset = IntegerField()
    content = TextField()
    accepted_at = BigIntegerField(null=True)
    accepted_offset = IntegerField(null=True)
    accepted_by = TextField(default="")
