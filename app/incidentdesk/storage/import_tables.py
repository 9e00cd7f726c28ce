"""The tables that tell what was brought along from another system, and what of it was withdrawn again."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.table import Table


class ImportBatch(Table):
    """One import. ``settings`` (its files and how they were read) and ``counts`` (by verdict) are JSON.

    ``state`` is ``running``, ``stopped``, ``done``, ``undoing`` or ``undone``; who works on it says so at
    ``beat_at``. ``change_seq`` is the desk's last change before it.
    """

    id = AutoField()
    uid = TextField(unique=True)
    system = TextField()
    format = TextField()
    file_name = TextField()
    sha256 = TextField()
    settings = TextField()
    state = TextField()
    counts = TextField()
    change_seq = BigIntegerField()
    beat_at = BigIntegerField()
    started_at = BigIntegerField()
    started_offset = IntegerField()
    finished_at = BigIntegerField(null=True)
    finished_offset = IntegerField(null=True)
    author = TextField()


class ImportItem(Table):
    """An incident that an import created or changed.

    ``seen`` is the digest of what the file said of it; ``entry_count`` how long its timeline was afterwards.
    """

    id = AutoField()
    batch = ForeignKeyField(ImportBatch, on_delete="RESTRICT", index=False)
    incident_uid = TextField(index=True)
    verdict = TextField()
    seen = TextField()
    entry_count = IntegerField()

    class Meta:
        indexes = ((("batch", "incident_uid"), True),)


class ImportAddition(Table):
    """What an import added beside incidents.

    ``thing`` is ``person``, ``reporter``, ``register_item`` (``ref`` is its uid), ``setting`` or
    ``process_text`` (``ref`` is ``name#revision``). ``seen`` is a digest of what was written, which shows
    whether somebody changed it later.
    """

    id = AutoField()
    batch = ForeignKeyField(ImportBatch, on_delete="RESTRICT", index=False)
    thing = TextField()
    ref = TextField()
    seen = TextField()

    class Meta:
        indexes = ((("batch", "thing", "ref"), True),)


class WithdrawnIncident(Table):
    """What is left of an incident whose import was undone: its number is never given again."""

    id = AutoField()
    uid = TextField(unique=True)
    number = TextField(unique=True)
    origin_system = TextField()
    origin_key = TextField()
    entry_count = IntegerField()
    head = TextField()
    batch = TextField()
    withdrawn_at = BigIntegerField()
    withdrawn_offset = IntegerField()
    author = TextField()
