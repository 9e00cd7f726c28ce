"""Shift hand-overs: drawn up from the desk, written, and accepted by the next person, on the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.handovers import (
    LONGEST_HOURS,
    NOTED,
    SHIFT_HOURS,
    Handover,
    HandoverLine,
    with_words,
)
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rendered import Rendered
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.case import Case
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.seeing import restricted_title
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.handing.handover_parts import PARTS
from incidentdesk.storage import files, handovers, incidents, registers
from incidentdesk.storage.seeing import restricted_among
from incidentdesk.storage.session import Session

PAGE = 30
_HOUR = 60


@dataclass(frozen=True)
class HandoverSheet:
    """All that is printed of a hand-over; ``logo`` has the picture's bytes, or is empty."""

    handover: Handover
    settings: DeskSettings
    made: Instant
    logo: bytes


class HandoverPrinter(Protocol):
    """Makes the PDF; in ``reports``."""

    def render(self, content: HandoverSheet) -> Rendered:
        """The same content gives the same bytes."""
        ...


@dataclass(frozen=True)
class HandoverPage:
    """Hand-overs that were written, the newest first, and how many there are in all."""

    items: tuple[Handover, ...]
    total: int


class Handovers:
    """The use cases of the shift hand-over."""

    def __init__(self, desk: Desk, printer: Callable[[], HandoverPrinter]) -> None:
        self._desk = desk
        self._printer = printer

    def draft(self, author: str, since: Instant | None = None) -> Handover:
        """What the shift since ``since`` would tell now; nothing is kept.

        Without ``since`` it began with the last hand-over, else ``SHIFT_HOURS`` ago.
        """
        with self._desk.reading() as (session, _settings):
            return self._drawn_up(session, author, since)

    def write(
        self,
        author: str,
        *,
        text: str = "",
        notes: Mapping[str, str] | None = None,
        since: Instant | None = None,
    ) -> tuple[Handover, Changes]:
        """Keep for good what stands on the desk now, with ``text`` and the ``notes`` by incident (a uid).

        A note on an incident that is in no part any more is kept all the same.
        """
        said = {uid: note.strip() for uid, note in (notes or {}).items() if note.strip()}
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            drawn = self._drawn_up(work.session, author, since)
            here = {line.incident for line in drawn.lines}
            for uid in said.keys() - here:
                line = handovers.line_of(work.session, NOTED, uid)
                if line is None:
                    raise UsageError(
                        _("There is no incident “{ref}”.").format(ref=uid), _("Take the note away.")
                    )
                drawn = replace(drawn, lines=(*drawn.lines, line))
            written = replace(with_words(drawn, text, said), uid=work.new_uid())
            handovers.add(work.session, written)
            return self._named(work.session, written), work.changes("handovers")

    def accept(self, uid: str, author: str) -> tuple[Handover, Changes]:
        """Accept a hand-over (empty: the newest) as the next person.

        What was said about an incident goes onto its timeline. Whoever wrote it cannot accept it.
        """
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            newest = handovers.newest(work.session, 1)
            found = handovers.one(work.session, uid) if uid else next(iter(newest), None)
            if found is None:
                raise UsageError(
                    _("There is no such hand-over."), _("Write one, or choose it from the list.")
                )
            _refuse_accepting(self._named(work.session, found), newest[0].uid, author)
            handovers.accept(work.session, found.uid, work.now, author)
            for line in found.noted():
                if incidents.by_uid(work.session, line.incident) is None:
                    continue  # its import was undone since, or it is kept from who accepts
                case = Case.open(self._desk, work, line.incident)
                case.record("handed_over", {"handover": found.uid}, {"note": line.note, "by": found.author})
                case.finish()
            accepted = replace(found, accepted=work.now, accepted_by=author)
            return self._named(work.session, accepted), work.changes("handovers")

    def latest(self) -> Handover | None:
        """The newest that was written."""
        with self._desk.database.reading() as session:
            newest = handovers.newest(session, 1)
            return self._named(session, newest[0]) if newest else None

    def one(self, uid: str) -> Handover:
        """A hand-over as it was written; ``UsageError`` where there is none."""
        with self._desk.database.reading() as session:
            found = handovers.one(session, uid)
            if found is None:
                raise UsageError(_("There is no such hand-over."), _("“handover show” tells the newest."))
            return self._named(session, found)

    def past(self, limit: int = PAGE, offset: int = 0) -> HandoverPage:
        """Hand-overs that were written, the newest first."""
        with self._desk.database.reading() as session:
            items = tuple(self._named(session, one) for one in handovers.newest(session, limit, offset))
            return HandoverPage(items, handovers.count(session))

    def pdf(self, one: Handover) -> Rendered:
        """A hand-over on paper, written or only drawn up."""
        with self._desk.reading() as (session, settings):
            logo = _logo(session, settings.logo)
        made = in_zone(self._desk.time.now().ms, settings.zone)
        return self._printer().render(HandoverSheet(one, settings, made, logo))

    def _drawn_up(self, session: Session, author: str, since: Instant | None) -> Handover:
        now = self._desk.time.now()
        begun = since or _shift_began(session, now)
        if begun.ms > now.ms:
            raise UsageError(_("The shift cannot have begun later than now."), _("Write an earlier time."))
        lines: list[HandoverLine] = []
        more: dict[str, int] = {}
        for key, part in PARTS.items():
            found, further = part.read(session, begun, now)
            lines += found
            more |= {key: further} if further else {}
        return self._named(session, Handover("", author, begun, now, "", tuple(lines), more))

    @staticmethod
    def _named(session: Session, one: Handover) -> Handover:
        one = without_restricted(session, one)
        return replace(one, names=registers.names_of(session, [one.author, one.accepted_by]))


def without_restricted(session: Session, one: Handover) -> Handover:
    """``one`` without what it tells of incidents that were restricted since; the free text stays as it is."""
    gone = restricted_among(session, {line.incident for line in one.lines})
    if not gone:
        return one
    lines = tuple(
        HandoverLine(line.part, line.incident, line.number, restricted_title(), line.priority, line.status)
        if line.incident in gone
        else line
        for line in one.lines
    )
    return replace(one, lines=lines)


def _shift_began(session: Session, now: Instant) -> Instant:
    newest = handovers.newest(session, 1)
    if newest and now.ms - newest[0].written.ms <= LONGEST_HOURS * _HOUR * 60_000:
        return newest[0].written
    return now.plus(-SHIFT_HOURS * _HOUR)


def _refuse_accepting(found: Handover, newest: str, author: str) -> None:
    if found.accepted is not None:
        raise RefusedError(
            _("{name} accepted this hand-over {when}.").format(
                name=found.name(found.accepted_by), when=instant_text(found.accepted)
            )
        )
    if found.uid != newest:
        raise RefusedError(_("A newer hand-over was written since."), _("Accept that one."))
    if found.author == author:
        raise RefusedError(
            _("You wrote this hand-over yourself."), _("Whoever takes over from you accepts it.")
        )


def _logo(session: Session, sha256: str) -> bytes:
    try:
        return files.read_blob(session, sha256) if sha256 else b""
    except (LookupError, ValueError):  # a damaged picture keeps nobody from printing
        return b""
