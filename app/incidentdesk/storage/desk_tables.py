"""What a desk keeps of itself: its state, settings, numbers, processes, views and search."""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CompositeKey,
    IntegerField,
    TextField,
)

from incidentdesk.storage.table import Table


class DeskState(Table):
    """One row: who this desk is, and the number of its last change.

    ``restoring`` names the file of a whole desk that is being brought in, until all of it is here.
    """

    id = AutoField()
    uid = TextField()
    change_seq = BigIntegerField(default=0)
    created_at = BigIntegerField()
    restoring = TextField(null=True)


class SettingRevision(Table):
    """A setting as it was from some moment on; the newest row of a name rules."""

    id = AutoField()
    name = TextField()
    value = TextField()
    author = TextField()
    changed_at = BigIntegerField()
    changed_offset = IntegerField()

    class Meta:
        indexes = ((("name", "id"), False),)


class Counter(Table):
    """The last number given by prefix and year."""

    prefix = TextField()
    year = IntegerField()
    last = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("prefix", "year")


class ProcessText(Table):
    """Each version of a process definition that was ever used, word for word."""

    id = AutoField()
    key = TextField()
    version = IntegerField()
    sha256 = TextField()
    text = TextField()
    stored_at = BigIntegerField()

    class Meta:
        indexes = ((("key", "version"), True),)


class SavedView(Table):
    """A list that somebody named: ``definition`` (condition, columns, order) is JSON.

    ``owner`` is a person's uid, empty for a view that all share.
    """

    id = AutoField()
    uid = TextField(unique=True)
    owner = TextField()
    name = TextField()
    definition = TextField()
    position = IntegerField()
    active = BooleanField()
    changed_at = BigIntegerField()
    changed_offset = IntegerField()
    changed_by = TextField()


class SearchState(Table):
    """One row: what is known of the full-text index, which holds the incidents from ``indexed_from`` on."""

    id = AutoField()
    indexed_from = BigIntegerField(default=0)
    verdict = TextField(default="")
    checked_at = BigIntegerField(null=True)
    rebuilt_at = BigIntegerField(null=True)
