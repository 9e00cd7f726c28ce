"""The tables of runbooks: their versions and drafts, their runs, and the commands that may run."""

from __future__ import annotations

from peewee import AutoField, BigIntegerField, ForeignKeyField, IntegerField, TextField

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.register_tables import Person
from incidentdesk.storage.table import Table


class Runbook(Table):
    """A runbook; ``state`` is ``in_use`` or ``retired``. What it says is in its versions.

    ``reviewed`` is when somebody last found that it still holds.
    """

    id = AutoField()
    uid = TextField(unique=True)
    key = TextField(unique=True)
    state = TextField()
    owner = ForeignKeyField(Person, null=True, on_delete="RESTRICT", index=False)
    reviewed_at = BigIntegerField(null=True)
    reviewed_offset = IntegerField(null=True)
    reviewed_by = TextField(default="")


class RunbookVersion(Table):
    """A runbook word for word, as it was from some moment on.

    ``origin`` is ``shipped``, ``written`` or ``imported``; ``author`` is empty for one that came along.
    """

    id = AutoField()
    uid = TextField(unique=True)
    runbook = ForeignKeyField(Runbook, on_delete="RESTRICT", index=False)
    version = IntegerField()
    sha256 = TextField()
    text = TextField()
    origin = TextField()
    note = TextField()
    author = TextField()
    written_at = BigIntegerField()
    written_offset = IntegerField()

    class Meta:
        indexes = ((("runbook", "version"), True),)


class RunbookDraft(Table):
    """The one edit of a runbook that is under way, and from which version it started.

    ``remarks`` has what was wrong or missing, as those said who ran it.
    """

    id = AutoField()
    uid = TextField(unique=True)
    runbook = ForeignKeyField(Runbook, on_delete="RESTRICT", unique=True)
    base = IntegerField()
    text = TextField()
    remarks = TextField()
    author = TextField()
    changed_at = BigIntegerField()
    changed_offset = IntegerField()


class RunbookRun(Table):
    """A runbook at one version, gone through for an incident; ``state`` is running, finished or left."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    version = ForeignKeyField(RunbookVersion, on_delete="RESTRICT")
    state = TextField()
    started_by = TextField()
    started_at = BigIntegerField()
    started_offset = IntegerField()
    ended_at = BigIntegerField(null=True)
    ended_offset = IntegerField(null=True)


class RunbookCheck(Table):
    """A step that was checked off. What was said of it is the payload of the timeline entry ``entry`` alone.

    So it is erased in one place.
    """

    id = AutoField()
    uid = TextField(unique=True)
    run = ForeignKeyField(RunbookRun, on_delete="RESTRICT")
    step = IntegerField()
    result = TextField()
    author = TextField()
    entry = TextField()
    checked_at = BigIntegerField()
    checked_offset = IntegerField()


class CommandApproval(Table):
    """An exact list of arguments that may be run; one that was withdrawn may not."""

    id = AutoField()
    uid = TextField(unique=True)
    sha256 = TextField(index=True)
    command = TextField()
    approved_by = TextField()
    approved_at = BigIntegerField()
    approved_offset = IntegerField()
    withdrawn_by = TextField(default="")
    withdrawn_at = BigIntegerField(null=True)
    withdrawn_offset = IntegerField(null=True)


RUNBOOK_TABLES: tuple[type[Table], ...] = (
    Runbook,
    RunbookVersion,
    RunbookDraft,
    RunbookRun,
    RunbookCheck,
    CommandApproval,
)
"""Those that others refer to first."""
