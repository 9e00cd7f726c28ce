"""Files and issued documents of incidents, and the bytes of both."""

from __future__ import annotations

from peewee import (
    AutoField,
    BigIntegerField,
    BlobField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from incidentdesk.storage.incident_tables import Incident
from incidentdesk.storage.table import Table


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
