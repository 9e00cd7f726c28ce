"""Incidents: their rows, runs, what was written on their stages, their timeline, and how they relate."""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from incidentdesk.storage.list_indexes import partial_indexes
from incidentdesk.storage.register_tables import Person, RegisterItem, Reporter
from incidentdesk.storage.table import Table


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
