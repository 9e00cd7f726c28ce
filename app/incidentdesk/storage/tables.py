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
    TextField,
)

from incidentdesk.storage.import_tables import ImportAddition, ImportBatch, ImportItem, WithdrawnIncident
from incidentdesk.storage.list_indexes import partial_indexes
from incidentdesk.storage.pin_tables import PersonPin
from incidentdesk.storage.register_tables import (
    Person,
    RegisterBatch,
    RegisterChange,
    RegisterItem,
    RenamedEntry,
    Reporter,
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
    error_code = TextField(null=True)
    source = TextField(null=True)
    channel = TextField(null=True)
    reporter = ForeignKeyField(Reporter, null=True, on_delete="RESTRICT", index=False)
    assignee = ForeignKeyField(Person, null=True, on_delete="RESTRICT", index=False)
    team = ForeignKeyField(RegisterItem, null=True, on_delete="RESTRICT", index=False)
    service = ForeignKeyField(RegisterItem, null=True, on_delete="RESTRICT", index=False)
    device = ForeignKeyField(RegisterItem, null=True, on_delete="RESTRICT", index=False)
    place = TextField(null=True)
    type = TextField(null=True)
    category = TextField(null=True)
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
    logged_by = ForeignKeyField(Person, on_delete="RESTRICT", index=False)
    responded_at = BigIntegerField(null=True)
    responded_offset = IntegerField(null=True)
    resolved_at = BigIntegerField(null=True)
    resolved_offset = IntegerField(null=True)
    closed_at = BigIntegerField(null=True)
    closed_offset = IntegerField(null=True)
    updated_at = BigIntegerField(index=True)
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
    external_key = TextField(null=True)
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
    error_code_folded = TextField(null=True)
    outage = BooleanField(null=True)
    sev = TextField(null=True)
    phase = TextField(null=True)
    drill = BooleanField(default=False)

    class Meta:
        indexes = (
            (("prefix", "year", "ordinal"), True),
            (("change_seq",), False),
            *partial_indexes("incident"),
        )


class Run(Table):
    """One process applied to one incident; the one without an end is in force."""

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", index=False)
    process = TextField()
    version = IntegerField()
    started_at = BigIntegerField()
    ended_at = BigIntegerField(null=True)

    class Meta:
        indexes = ((("incident", "ended_at", "version"), False),)


class StageValues(Table):
    """What was written on one stage of a run: one JSON document, and whether the stage is complete."""

    id = AutoField()
    run = ForeignKeyField(Run, on_delete="RESTRICT", index=False)
    stage = TextField()
    document = TextField()
    completed_at = BigIntegerField(null=True)
    completed_offset = IntegerField(null=True)
    completed_by = TextField(default="")
    skipped = BooleanField(default=False)

    class Meta:
        indexes = ((("run", "stage"), True),)


class FieldValue(Table):
    """Copies of indexed stage values, one a row, so that conditions find them by index.

    Texts are kept as they are compared. Only runs in force have copies: a condition asks for no others.
    """

    id = AutoField()
    incident = ForeignKeyField(Incident, on_delete="RESTRICT")
    run = ForeignKeyField(Run, on_delete="RESTRICT", index=False)
    stage = TextField()
    field = TextField()
    row = IntegerField()
    text_value = TextField(null=True)
    number_value = DoubleField(null=True)

    class Meta:
        indexes = ((("run", "stage"), False), *partial_indexes("field_value"))


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
    """How incidents relate: ``incident`` is a ``kind`` (``child``, ``duplicate``…) of ``other``.

    ``stood`` is where a merged one stood before, as JSON.
    """

    id = AutoField()
    uid = TextField(unique=True)
    incident = ForeignKeyField(Incident, on_delete="RESTRICT", index=False)
    other = ForeignKeyField(Incident, on_delete="RESTRICT")
    kind = TextField()
    linked_at = BigIntegerField()
    linked_offset = IntegerField()
    author = TextField()
    stood = TextField(null=True)

    class Meta:
        indexes = ((("incident", "other", "kind"), True),)


class SearchState(Table):
    """One row: what is known of the full-text index, which holds the incidents from ``indexed_from`` on."""

    id = AutoField()
    indexed_from = BigIntegerField(default=0)
    verdict = TextField(default="")
    checked_at = BigIntegerField(null=True)
    rebuilt_at = BigIntegerField(null=True)


TABLES: tuple[type[Table], ...] = (
    DeskState,
    SettingRevision,
    Counter,
    Person,
    PersonPin,
    Reporter,
    RegisterItem,
    RegisterBatch,
    RegisterChange,
    RenamedEntry,
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
    SearchState,
)
"""The tables of this module and of those that it builds on, those that others refer to first."""
