"""Issuing documents: the bytes that were issued are kept, and printing again gives those bytes."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import IssuedReport
from incidentdesk.domain.rendered import Rendered
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.cases.pages import IncidentPage, Pages
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.review.review_source import ReviewSource, read_source, was_major
from incidentdesk.storage import files
from incidentdesk.storage.seeing import seen_by, viewer
from incidentdesk.storage.session import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReportContent:
    """All that a document is made of. A preview has version 0.

    ``pictures`` holds the bytes of attached images and of the logo, by SHA-256. ``review`` is there where the
    incident is or was a major one; ``with_names`` lets a review name people where it tells their roles else.
    """

    page: IncidentPage
    version: int
    issued: Instant
    issued_by: str
    reason: str
    pictures: Mapping[str, bytes]
    review: ReviewSource | None = None
    with_names: bool = False


class ReportKind(Protocol):
    """A kind of document; ``bootstrap`` registers them by key."""

    key: str
    title: str

    def render(self, content: ReportContent) -> Rendered:
        """Make the PDF."""
        ...


class Reporting:
    """The use cases of documents."""

    def __init__(self, desk: Desk, pages: Pages, kinds: Mapping[str, ReportKind]) -> None:
        self._desk = desk
        self._pages = pages
        self._kinds = kinds

    def preview(self, ref: str, me: str, kind: str = "closure", *, with_names: bool = False) -> Rendered:
        """The document as it would be issued now; nothing is kept."""
        self._may_name(me, with_names=with_names)
        with self._read_for_all(ref):
            content = self._content(self._pages.incident(ref, me), 0, "")
        return self._kind(kind).render(replace(content, with_names=with_names))

    def issue(
        self, ref: str, me: str, kind: str = "closure", reason: str = "", *, with_names: bool = False
    ) -> tuple[IssuedReport, bytes, Changes]:
        """Issue the next version and keep its bytes. From version 2 on a reason is needed.

        The version before it is superseded. The time printed is the time that is kept.
        """
        self._desk.require(me, Right.WORK)  # before the document is made
        self._may_name(me, with_names=with_names)
        with self._read_for_all(ref):
            page = self._pages.incident(ref, me)
        so_far = [one for one in page.reports if one.kind == kind]
        if page.incident.status != "closed":
            raise RefusedError(
                _("{number} is not closed.").format(number=page.incident.number),
                _("Close it first; until then there is the preview."),
            )
        if so_far and not reason.strip():
            raise UsageError(
                _("{number} has a report already.").format(number=page.incident.number),
                _("Say why it is issued again."),
            )
        version = len(so_far) + 1
        with self._read_for_all(ref):
            content = replace(self._content(page, version, reason), with_names=with_names)
        rendered = self._kind(kind).render(content)
        sha256 = hashlib.sha256(rendered.data).hexdigest()
        with self._desk.changing(me) as work:
            case = Case.open(self._desk, work, page.incident.uid)
            if case.incident.head != page.incident.head:
                raise RefusedError(
                    _("{number} changed while its report was made.").format(number=page.incident.number),
                    _("Look at it, and issue the report again."),
                )
            report = IssuedReport(
                uid=work.new_uid(),
                incident=case.incident.uid,
                kind=kind,
                version=version,
                issued=content.issued,
                issued_by=me,
                sha256=sha256,
                size=len(rendered.data),
                pages=rendered.pages,
                reason=reason,
            )
            files.write_blob(work.session, sha256, rendered.data)
            files.supersede_reports(work.session, case.incident.uid, work.now, kind)
            files.write_report(work.session, report)
            said: dict[str, JsonValue] = {"kind": kind, "version": version, "sha256": sha256}
            if with_names:
                said["with_names"] = True
            case.record("report_issued", said, {"reason": reason})
            case.finish()
            return report, rendered.data, work.changes("reports")

    def bytes_of(self, report: IssuedReport) -> bytes:
        """The very bytes that were issued."""
        with self._desk.database.reading() as session:
            return files.read_blob(session, report.sha256)

    def latest(self, ref: str, me: str, kind: str = "closure") -> IssuedReport | None:
        """The newest issued version that is not superseded."""
        reports = [
            one for one in self._pages.incident(ref, me).reports if one.kind == kind and not one.superseded
        ]
        return reports[-1] if reports else None

    def find_issued(self, sha256: str) -> tuple[IssuedReport, str] | None:
        """The issued document with these bytes, and the number of its incident."""
        with self._desk.database.reading() as session:
            return files.report_by_sha256(session, sha256)

    @contextmanager
    def _read_for_all(self, ref: str) -> Iterator[None]:
        """Read what everybody may know: who opens an incident has its documents, whoever issued them."""
        with self._desk.reading() as (session, _settings):
            reader = viewer() if find(session, ref).restricted else ""
        with seen_by(reader):
            yield

    def _content(self, page: IncidentPage, version: int, reason: str) -> ReportContent:
        wanted = [one.sha256 for one in page.attachments if one.media_type.startswith("image/")]
        wanted += [page.settings.logo] if page.settings.logo else []
        with self._desk.database.reading() as session:
            pictures = _readable(session, wanted)
        review = read_source(self._desk, page) if was_major(page) else None
        return ReportContent(page, version, page.now, page.me, reason, pictures, review)

    def _may_name(self, me: str, *, with_names: bool) -> None:
        if with_names:
            self._desk.require(me, Right.NAME_PEOPLE)

    def _kind(self, key: str) -> ReportKind:
        if key not in self._kinds:
            raise UsageError(
                _("There is no document “{key}”.").format(key=key),
                _("Use one of: {keys}.").format(keys=", ".join(self._kinds)),
            )
        return self._kinds[key]


def _readable(session: Session, wanted: list[str]) -> dict[str, bytes]:
    """The bytes of ``wanted`` pictures; the document says of one that is damaged that it cannot be shown."""
    found = {}
    for sha256 in wanted:
        try:
            found[sha256] = files.read_blob(session, sha256)
        except (LookupError, ValueError):
            log.exception("the picture %s cannot be read", sha256)
    return found
