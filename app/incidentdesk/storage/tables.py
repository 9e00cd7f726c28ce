"""The tables as they are today. Migrations keep their own frozen copies and never import this module.

Times are milliseconds since 1970 in UTC; a column ``*_offset`` beside them holds the minutes by which clocks
ran ahead of UTC where the time was noted. Integer keys never leave the storage layer.
"""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class Table(Model):
    """A table bound to no database: each query is run on the one that is passed to it."""

    class Meta:
        legacy_table_names = False
        without_rowid = False


class DeskState(Table):
    """One row: who this desk is, and the number of its last change."""

    id = AutoField()
    uid = TextField()
    change_seq = BigIntegerField(default=0)
    created_at = BigIntegerField()


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


class Person(Table):
    """Staff."""

    id = AutoField()
    uid = TextField(unique=True)
    name = TextField()
    role = TextField()
    account = TextField()
    email = TextField()
    active = BooleanField()


class Reporter(Table):
    """People who tell us of incidents; ``folded`` is the name as it is searched."""

    id = AutoField()
    uid = TextField(unique=True)
    name = TextField()
    folded = TextField(index=True)
    phone = TextField()
    email = TextField()
    place = TextField()
    note = TextField()
    active = BooleanField()


class RegisterItem(Table):
    """Teams, services, devices, places, suppliers; ``details`` is JSON."""

    id = AutoField()
    uid = TextField(unique=True)
    register = TextField()
    name = TextField()
    folded = TextField()
    details = TextField()
    active = BooleanField()

    class Meta:
        indexes = ((("register", "folded"), False),)


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


class Incident(Table):
    """One row an incident: the shared fields, its times, and what is derived from its events."""

    id = AutoField()
    uid = TextField(unique=True)
    prefix = TextField()
    year = IntegerField()
    ordinal = BigIntegerField()
    number = TextField(unique=True)
    process = TextField()
    status = TextField()
    stage = TextField()
    title = TextField()
    description = TextField(null=True)
    error_code = TextField(null=True, index=True)
    source = TextField(null=True)
    channel = TextField(null=True)
    reporter = ForeignKeyField(Reporter, null=True, on_delete="RESTRICT")
    assignee = ForeignKeyField(Person, null=True, on_delete="RESTRICT")
    team = ForeignKeyField(RegisterItem, null=True, on_delete="RESTRICT")
    service = ForeignKeyField(RegisterItem, null=True, on_delete="RESTRICT")
    device = ForeignKeyField(RegisterItem, null=True, on_delete="RESTRICT")
    place = TextField(null=True)
    type = TextField(null=True)
    category = TextField(null=True, index=True)
    closing_category = TextField(null=True)
    impact = TextField(null=True)
    severity = TextField(null=True)
    risk = TextField(null=True)
    priority = TextField()
    priority_override = TextField(null=True)
    priority_reason = TextField(null=True)
    provisional = BooleanField()
    outcome = TextField(null=True)
    cause_category = TextField(null=True)
    occurred_precision = TextField(null=True)
    occurred_at = BigIntegerField(null=True)
    occurred_until = BigIntegerField(null=True)
    occurred_offset = IntegerField(null=True)
    occurred_until_offset = IntegerField(null=True)
    detected_precision = TextField(null=True)
    detected_at = BigIntegerField(null=True)
    detected_until = BigIntegerField(null=True)
    detected_offset = IntegerField(null=True)
    detected_until_offset = IntegerField(null=True)
    reported_precision = TextField(null=True)
    reported_at = BigIntegerField(null=True)
    reported_until = BigIntegerField(null=True)
    reported_offset = IntegerField(null=True)
    reported_until_offset = IntegerField(null=True)
    restored_precision = TextField(null=True)
    restored_at = BigIntegerField(null=True)
    restored_until = BigIntegerField(null=True)
    restored_offset = IntegerField(null=True)
    restored_until_offset = IntegerField(null=True)
    logged_at = BigIntegerField(index=True)
    logged_offset = IntegerField()
    logged_by = ForeignKeyField(Person, on_delete="RESTRICT")
    responded_at = BigIntegerField(null=True)
    responded_offset = IntegerField(null=True)
    resolved_at = BigIntegerField(null=True)
    resolved_offset = IntegerField(null=True)
    closed_at = BigIntegerField(null=True)
    closed_offset = IntegerField(null=True)
    updated_at = BigIntegerField()
    updated_offset = IntegerField()
    major = BooleanField(default=False)
    restricted = BooleanField(default=False)
    hold_reason = TextField(null=True)
    hold_waiting_for = TextField(null=True)
    hold_note = TextField(null=True)
    wake_local = TextField(null=True)
    wake_zone = TextField(null=True)
    wake_at = BigIntegerField(null=True)
    cancel_reason = TextField(null=True)
    reopen_count = IntegerField(default=0)
    external_key = TextField(null=True, index=True)
    classify_due = BigIntegerField(null=True)
    response_due = BigIntegerField(null=True)
    resolution_due = BigIntegerField(null=True)
    confirm_due = BigIntegerField(null=True)
    next_due = BigIntegerField(null=True)
    next_due_kind = TextField(null=True)
    paused = BooleanField(default=False)
    breached = BooleanField(default=False)
    entry_count = IntegerField(default=0)
    head = TextField(default="")
    search_text = TextField(default="")
    change_seq = BigIntegerField(default=0)
    origin_system = TextField(null=True)
    origin_key = TextField(null=True)
    title_built = BooleanField(default=False)

    class Meta:
        indexes = (
            (("origin_system", "origin_key"), True),
            (("prefix", "year", "ordinal"), True),
            (("status", "next_due", "id"), False),
            (("assignee", "status", "next_due"), False),
            (("status", "priority", "next_due"), False),
            (("change_seq",), False),
        )


class Run(Table):
    """One process applied to one incident; the one without an end is in force."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    process = TextField()
    version = IntegerField()
    started_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)


class StageValues(Table):
    """What was written on one stage of a run: one JSON document, and whether the stage is complete."""

    id = AutoField()
    run = ForeignKeyField(Run, on_delete="RESTRICT")
    stage = TextField()
    document = TextField()
    completed_at = BigIntegerField(null=True)
    completed_offset = IntegerField(null=True)
    completed_by = TextField(default="")
    skipped = BooleanField(default=False)

    class Meta:
        indexes = ((("run", "stage"), True),)


class FieldValue(Table):
    """Copies of indexed stage values, one a row, so that conditions find them by index."""

    id = AutoField()
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    run = ForeignKeyField(Run, on_delete="RESTRICT", index=False)
    stage = TextField()
    field = TextField()
    row = IntegerField()
    text_value = TextField(null=True)
    number_value = DoubleField(null=True)

    class Meta:
        indexes = (
            (("run", "stage"), False),
            (("field", "text_value"), False),
            (("field", "number_value"), False),
        )


class TimelineEntry(Table):
    """The append-only timeline."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", index=False)
    seq = IntegerField()
    kind = TextField()
    parameters = TextField()
    author = TextField()
    done_at = BigIntegerField()
    done_offset = IntegerField()
    entered_at = BigIntegerField()
    entered_offset = IntegerField()
    cause = TextField()
    payload = TextField(null=True)
    salt = BlobField(null=True)
    digest = TextField()
    hash = TextField()

    class Meta:
        indexes = ((("incident", "seq"), True),)


class Blob(Table):
    """The bytes of files by their SHA-256; ``size`` in bytes."""

    sha256 = TextField(primary_key=True)
    size = BigIntegerField()


class BlobChunk(Table):
    """256 KiB of a blob at ``position``, counted from 0."""

    id = AutoField()
    blob = ForeignKeyField(Blob, on_delete="CASCADE", index=False)
    position = IntegerField()
    data = BlobField()

    class Meta:
        indexes = ((("blob", "position"), True),)


class Attachment(Table):
    """A file kept with an incident."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    name = TextField()
    kind = TextField()
    media_type = TextField()
    note = TextField()
    blob = ForeignKeyField(Blob, on_delete="RESTRICT", index=False)
    added_at = BigIntegerField()
    added_offset = IntegerField()
    added_by = TextField()


class IssuedReport(Table):
    """A version of a document that was issued; its bytes are a blob."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", index=False)
    kind = TextField()
    version = IntegerField()
    blob = ForeignKeyField(Blob, on_delete="RESTRICT", index=False)
    pages = IntegerField()
    reason = TextField()
    issued_at = BigIntegerField()
    issued_offset = IntegerField()
    issued_by = TextField()
    superseded_at = BigIntegerField(null=True)
    superseded_offset = IntegerField(null=True)

    class Meta:
        indexes = ((("incident", "kind", "version"), True),)


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


class IncidentLink(Table):
    """How incidents relate: ``incident`` is a ``duplicate`` of ``other``, or ``related`` to it."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", index=False)
    other = ForeignKeyField(Incident, on_delete="RESTRICT")
    kind = TextField()
    linked_at = BigIntegerField()
    linked_offset = IntegerField()
    author = TextField()

    class Meta:
        indexes = ((("incident", "other", "kind"), True),)


TABLES: tuple[type[Table], ...] = (
    DeskState,
    SettingRevision,
    Counter,
    Person,
    Reporter,
    RegisterItem,
    ProcessText,
    Incident,
    Run,
    StageValues,
    FieldValue,
    TimelineEntry,
    Blob,
    BlobChunk,
    Attachment,
    IssuedReport,
    ImportBatch,
    ImportItem,
    ImportAddition,
    WithdrawnIncident,
    SavedView,
    IncidentLink,
)
"""Every table, those that others refer to first."""
