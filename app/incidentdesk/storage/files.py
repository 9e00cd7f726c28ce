"""Files in rows: attachments and issued reports, their bytes kept once by SHA-256 in pieces of 256 KiB."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.records import Attachment, IssuedReport
from incidentdesk.storage import file_tables as tables
from incidentdesk.storage.incident_tables import Incident as IncidentTable
from incidentdesk.storage.session import Session

CHUNK = 256 * 1024


class DamagedError(EnvironmentFault, ValueError):
    """The bytes that are kept are not those that were stored."""


def write_blob(session: Session, sha256: str, data: bytes) -> None:
    """Keep ``data``, whose SHA-256 was worked out before the transaction began; known bytes are kept once."""
    if session.first(tables.Blob.select(tables.Blob.size).where(tables.Blob.sha256 == sha256)) is not None:
        return
    session.run(tables.Blob.insert(sha256=sha256, size=len(data)))
    session.run_many(
        "INSERT INTO blob_chunk (blob_id, position, data) VALUES (?, ?, ?)",
        [
            (sha256, number, data[start : start + CHUNK])
            for number, start in enumerate(range(0, len(data), CHUNK))
        ],
    )


def read_blob(session: Session, sha256: str) -> bytes:
    """The bytes with ``sha256``.

    ``LookupError`` where there are none, ``DamagedError`` where they were changed.
    """
    if session.first(tables.Blob.select(tables.Blob.size).where(tables.Blob.sha256 == sha256)) is None:
        raise LookupError(sha256)
    data = b"".join(_pieces(session, sha256))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedError(
            _("A file in the desk is damaged. ({sha256})").format(sha256=sha256),
            _("Check the disk, and restore the last backup."),
        )
    return data


def write_attachment(session: Session, one: Attachment) -> None:
    """Link a kept blob to an incident."""
    session.run(
        tables.Attachment.insert(
            uid=one.uid,
            incident=_incident(session, one.incident),
            name=one.name,
            kind=one.kind,
            media_type=one.media_type,
            note=one.note,
            blob=one.sha256,
            added_at=one.added.ms,
            added_offset=one.added.offset,
            added_by=one.added_by,
        )
    )


def attachments(session: Session, incident_uid: str) -> list[Attachment]:
    """The files of an incident, oldest first."""
    rows = session.sql(
        "SELECT a.uid, a.name, a.kind, a.media_type, b.size, a.blob_id, a.added_at, a.added_offset, "
        "a.added_by, a.note FROM attachment a JOIN incident i ON i.id = a.incident_id "
        "JOIN blob b ON b.sha256 = a.blob_id "
        "WHERE i.uid = ? ORDER BY a.id",
        (incident_uid,),
    )
    return [
        Attachment(uid, incident_uid, name, kind, media, size, sha, Instant(at, offset), by, note)
        for uid, name, kind, media, size, sha, at, offset, by, note in rows
    ]


def write_report(session: Session, one: IssuedReport) -> None:
    """Record an issued document whose bytes are kept already."""
    session.run(
        tables.IssuedReport.insert(
            uid=one.uid,
            incident=_incident(session, one.incident),
            kind=one.kind,
            version=one.version,
            blob=one.sha256,
            pages=one.pages,
            reason=one.reason,
            issued_at=one.issued.ms,
            issued_offset=one.issued.offset,
            issued_by=one.issued_by,
        )
    )


def supersede_reports(session: Session, incident_uid: str, at: Instant, kind: str = "") -> int:
    """Mark issued documents of an incident (of one ``kind``) as superseded; gives how many were not yet."""
    table = tables.IssuedReport
    which = (table.incident == _incident(session, incident_uid)) & table.superseded_at.is_null()
    if kind:
        which &= table.kind == kind
    return session.run(table.update(superseded_at=at.ms, superseded_offset=at.offset).where(which))


def reports(session: Session, incident_uid: str) -> list[IssuedReport]:
    """The documents issued for an incident, oldest first."""
    rows = session.sql(
        "SELECT r.uid, r.kind, r.version, r.issued_at, r.issued_offset, r.issued_by, r.blob_id, b.size, "
        "r.pages, r.reason, r.superseded_at, r.superseded_offset "
        "FROM issued_report r JOIN incident i ON i.id = r.incident_id JOIN blob b ON b.sha256 = r.blob_id "
        "WHERE i.uid = ? ORDER BY r.id",
        (incident_uid,),
    )
    return [
        IssuedReport(
            uid, incident_uid, kind, version, Instant(at, offset), by, sha, size, pages, reason,
            None if gone is None else Instant(gone, gone_offset or 0),
        )
        for uid, kind, version, at, offset, by, sha, size, pages, reason, gone, gone_offset in rows
    ]  # fmt: skip


def report_by_sha256(session: Session, sha256: str) -> tuple[IssuedReport, str] | None:
    """The issued document with these bytes, and the number of its incident."""
    rows = session.sql(
        "SELECT i.uid, i.number FROM issued_report r JOIN incident i ON i.id = r.incident_id "
        "WHERE r.blob_id = ?",
        (sha256,),
    )
    for uid, number in rows:
        for one in reports(session, uid):
            if one.sha256 == sha256:
                return one, str(number)
    return None


def _incident(session: Session, uid: str) -> int:
    return int(session.value(IncidentTable.select(IncidentTable.id).where(IncidentTable.uid == uid)))


def _pieces(session: Session, sha256: str) -> Iterator[bytes]:
    query = (
        tables.BlobChunk.select(tables.BlobChunk.data)
        .where(tables.BlobChunk.blob == sha256)
        .order_by(tables.BlobChunk.position)
    )
    for (piece,) in session.rows(query):
        yield bytes(piece)
