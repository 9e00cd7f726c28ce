"""Notes and files on an incident's timeline, and the attempts to reach its reporter."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Attachment
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.merged import must_not_be_merged
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.storage import files

NOTE_KINDS = ("note", "discussion", "decision", "approval", "evidence")
ATTACHMENT_KINDS = ("evidence", "discussion", "decision", "approval")
LIMIT = 100 * 1024 * 1024
"""Largest file, in bytes."""


@dataclass(frozen=True)
class NewFile:
    """A file to attach: its bytes with their SHA-256, worked out before any lock is taken."""

    name: str
    data: bytes
    sha256: str
    media_type: str

    @classmethod
    def of(cls, name: str, data: bytes) -> NewFile:
        """Bytes as a file; their kind is guessed from the name."""
        media = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return cls(name, data, hashlib.sha256(data).hexdigest(), media)


def file_from_bytes(name: str, data: bytes) -> NewFile:
    """Bytes (a pasted picture) as a file to attach; ``UsageError`` where it is too large or empty."""
    if not data:
        raise UsageError(_("“{name}” is empty.").format(name=name), _("Choose another file."))
    _check_size(name, len(data))
    return NewFile.of(name, data)


def _check_size(name: str, size: int) -> None:
    if size > LIMIT:
        raise UsageError(
            _("“{name}” is larger than {n} MB.").format(name=name, n=LIMIT // 1024 // 1024),
            _("Keep it elsewhere, and note where."),
        )


def read_file(path: Path) -> NewFile:
    """A file from disk, to attach; ``EnvironmentFault`` where it cannot be read."""
    with readable(path):
        _check_size(path.name, path.stat().st_size)
        return file_from_bytes(path.name, path.read_bytes())


class Conversation:
    """The use cases of the timeline."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(
        self,
        ref: str,
        text: str,
        author: str,
        *,
        kind: str = "note",
        for_reporter: bool = False,
        done: Instant | None = None,
        who: str = "",
        means: str = "",
        attach: tuple[NewFile, ...] = (),
    ) -> Changes:
        """Add a note.

        For a decision or approval ``who``, ``done`` and ``means`` tell who said it, when and how.
        """
        if kind not in NOTE_KINDS:
            raise UsageError(
                _("“{kind}” is no kind of note.").format(kind=kind),
                _("Use one of: {names}.").format(names=", ".join(NOTE_KINDS)),
            )
        if not text.strip() and not attach:
            raise UsageError(_("The note is empty."), _("Write something, or attach a file."))
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_merged(work.session, case.incident)
            for one in attach:
                attach_file(case, one, kind if kind in ATTACHMENT_KINDS else "evidence", "")
            if text.strip() or who.strip() or for_reporter:
                payload: JsonValue = {"text": text, "who": who, "means": means}
                case.record("note", {"kind": kind, "for_reporter": for_reporter}, payload, done)
                if for_reporter:
                    case.respond(done)
            case.finish()
            return work.changes()

    def attach(
        self, ref: str, file: NewFile, author: str, *, kind: str = "evidence", note: str = ""
    ) -> Changes:
        """Keep a file with the incident."""
        if kind not in ATTACHMENT_KINDS:
            raise UsageError(
                _("“{kind}” is no kind of attachment.").format(kind=kind),
                _("Use one of: {names}.").format(names=", ".join(ATTACHMENT_KINDS)),
            )
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_merged(work.session, case.incident)
            attach_file(case, file, kind, note)
            case.finish()
            return work.changes()

    def bytes_of(self, sha256: str) -> bytes:
        """The bytes of a kept file, checked against their SHA-256."""
        with self._desk.database.reading() as session:
            return files.read_blob(session, sha256)


def attach_file(case: Case, file: NewFile, kind: str, note: str) -> None:
    """Keep the bytes, link them to the case, and say so on its timeline."""
    work = case.work
    files.write_blob(work.session, file.sha256, file.data)
    files.write_attachment(
        work.session,
        Attachment(
            uid=work.new_uid(),
            incident=case.incident.uid,
            name=file.name,
            kind=kind,
            media_type=file.media_type,
            size=len(file.data),
            sha256=file.sha256,
            added=work.now,
            added_by=work.author,
            note=note,
        ),
    )
    case.record(
        "attached",
        {"sha256": file.sha256, "kind": kind, "size": len(file.data)},
        {"name": file.name, "note": note},
    )
