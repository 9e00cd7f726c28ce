"""Outages: what is known while one logs, who called about one, and what belongs together.

One outage, sixty callers: a call is added to the outage in place of a new incident.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.callers import Attempt, Caller, Callers
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Incident
from incidentdesk.services.cases import calling, linking
from incidentdesk.services.cases.caller_lists import callers_of, told_since
from incidentdesk.services.cases.calling import CallerAdded, NewCaller
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.cases.completing import GateRefusedError
from incidentdesk.services.cases.linking import CONTINUES, Linked
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.lists.bulk import Bulk, BulkAction, BulkDone, BulkLine
from incidentdesk.services.lists.queue_rows import RowReader
from incidentdesk.services.outages import caller_correcting
from incidentdesk.services.outages.outages_beside import SHOWN, Beside, OutageLine, outages_beside
from incidentdesk.storage import links, outages
from incidentdesk.storage.links import Relative
from incidentdesk.storage.session import Session

__all__ = [
    "Attempt",
    "Beside",
    "Caller",
    "CallerAdded",
    "Callers",
    "ChildVerdict",
    "Family",
    "Linked",
    "NewCaller",
    "OutageLine",
    "Outages",
    "Relative",
]


@dataclass(frozen=True)
class Family:
    """What an incident is linked to; each relative has the uid of its link, which ``unlink`` takes."""

    parent: Relative | None = None
    children: tuple[Relative, ...] = ()
    merged_into: Relative | None = None
    merged: tuple[Relative, ...] = ()
    duplicates: tuple[Relative, ...] = ()
    related: tuple[Relative, ...] = ()


@dataclass(frozen=True)
class ChildVerdict:
    """What resolving or closing with its outage would do to a child; ``why`` is what it lacks, if anything.

    ``changes`` has field, old and new value. One that is there already ``will`` not be touched, without why.
    """

    uid: str
    number: str
    title: str
    will: bool
    why: tuple[str, ...] = ()
    changes: tuple[tuple[str, JsonValue, JsonValue], ...] = ()


class Outages:
    """The use case of outages, their callers and children."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bulk = Bulk(desk)
        self._reader = RowReader(desk.library)

    def beside(self, values: Mapping[str, JsonValue], limit: int = SHOWN) -> Beside:
        """What is known that the incident with ``values``, not logged yet, may belong to.

        Outages of its service come first, then those whose title has most words of its own.
        """
        with self._desk.reading() as (session, _settings):
            return outages_beside(session, self._reader, values, limit, self._desk.time.now())

    def mark_outage(self, ref: str, yes: bool | None, author: str) -> Changes:
        """Say by hand whether an incident is an outage; ``None`` leaves it to the rule again."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            if case.incident.outage != yes:
                case.change(outage=yes)
                case.record("outage_marked", {"outage": yes})
                case.finish()
            return work.changes()

    def is_outage(self, ref: str) -> bool:
        """Whether an incident is one: marked, major, with callers or children, or of a critical service."""
        with self._desk.reading() as (session, _settings):
            return outages.is_outage(session, find(session, ref).uid)

    def add_caller(self, ref: str, new: NewCaller, author: str) -> CallerAdded:
        """Add a call to an outage in place of a new incident."""
        with self._desk.changing(author) as work:
            return calling.add_caller(self._desk, work, ref, new)

    def remove_caller(self, uid: str, author: str) -> Changes:
        """Take a caller away again."""
        with self._desk.changing(author) as work:
            return calling.remove_caller(self._desk, work, uid)

    def restore_caller(self, uid: str, author: str) -> Changes:
        """Take a caller in again who was taken away."""
        with self._desk.changing(author) as work:
            return calling.restore_caller(self._desk, work, uid)

    def correct_caller(
        self, uid: str, values: Mapping[str, str], author: str, started: Mapping[str, str] | None = None
    ) -> Changes:
        """Change what is known of a caller; ``caller_correcting`` says which values there are."""
        with self._desk.changing(author) as work:
            return caller_correcting.correct_caller(self._desk, work, uid, values, started or {})

    def callers(self, ref: str) -> Callers:
        """The callers of an outage, of its children and of what was merged into it."""
        with self._desk.reading() as (session, _settings):
            incident, definition = self._with_process(session, ref)
            return callers_of(session, incident, definition)

    def reach(
        self, ref: str, uids: Sequence[str], state: str, author: str, means: str = "", note: str = ""
    ) -> Changes:
        """Say of one or many callers that they were ``reached``, gave ``no_answer``, or are ``waived``.

        ``waiting`` takes the last attempt of each back, so that its state is again what it was before.
        """
        with self._desk.changing(author) as work:
            return calling.reach(self._desk, work, ref, uids, state, means, note)

    def make_child(self, ref: str, parent: str, author: str) -> Linked:
        """Make ``ref`` part of the outage ``parent``."""
        return self.link(ref, parent, "child", author)

    def link(self, ref: str, other: str, kind: str, author: str) -> Linked:
        """Say that ``ref`` is a ``child``, a ``duplicate`` of ``other``, or ``related`` to it."""
        with self._desk.changing(author) as work:
            return linking.link(self._desk, work, ref, other, kind)

    def merge(self, ref: str, into: str, author: str) -> Linked:
        """Close ``ref`` as merged into ``into``, where the work goes on."""
        with self._desk.changing(author) as work:
            return linking.merge(self._desk, work, ref, into)

    def unlink(self, link_uid: str, author: str) -> Changes:
        """Take a link or a merge back."""
        with self._desk.changing(author) as work:
            return linking.unlink(self._desk, work, link_uid)

    def family(self, ref: str) -> Family:
        """What an incident is linked to."""
        with self._desk.reading() as (session, _settings):
            return family_of(session, find(session, ref).uid)

    def detach(self, ref: str, uids: Sequence[str], author: str) -> Changes:
        """Take children of ``ref`` out of the outage, all in one act."""
        with self._desk.changing(author) as work:
            wanted = set(uids)
            for one in family_of(work.session, Case.open(self._desk, work, ref).incident.uid).children:
                if one.uid in wanted:
                    linking.unlink(self._desk, work, one.link)
            return work.changes()

    def preview_resolve(self, ref: str, me: str = "") -> tuple[ChildVerdict, ...]:
        """What resolving each open child like the outage would do, by the same gates; nothing is written."""
        return self._preview(ref, "resolved", me)

    def resolve_children(self, ref: str, uids: Sequence[str], author: str) -> BulkDone:
        """Resolve children with what their outage has and they lack; ``Bulk.undo`` takes it back.

        ``RefusedError`` where the outage itself is not resolved.
        """
        return self._follow(ref, uids, "resolved", author)

    def preview_close(self, ref: str, me: str = "") -> tuple[ChildVerdict, ...]:
        """What closing each open child with the outage would do; nothing is written."""
        return self._preview(ref, "closed", me)

    def close_children(self, ref: str, uids: Sequence[str], author: str) -> BulkDone:
        """Close children with the outage: the word of their reporters is that of its callers."""
        return self._follow(ref, uids, "closed", author)

    def _preview(self, ref: str, status: str, me: str) -> tuple[ChildVerdict, ...]:
        family = self.family(ref)
        uids = [one.uid for one in family.children if one.status not in ENDED_STATUSES]
        lines = self._bulk.preview(BulkAction("follow", parent=ref, status=status), uids, me).lines
        return tuple(_verdict(line) for line in lines)

    def _follow(self, ref: str, uids: Sequence[str], status: str, author: str) -> BulkDone:
        with self._desk.reading() as (session, _settings):
            incident, definition = self._with_process(session, ref)
        if told_since(incident, definition) is None:
            raise RefusedError(
                _("{number} is not resolved.").format(number=incident.number), _("Resolve it first.")
            )
        known = {one.uid: one for one in self.family(ref).children}
        for uid in uids:
            if uid not in known:
                raise UsageError(
                    _("That is no child of {number}.").format(number=incident.number),
                    _("Choose from its children."),
                )
        return self._bulk.apply(BulkAction("follow", parent=ref, status=status), uids, author)

    def link_between(self, ref: str, other: str, kind: str) -> str:
        """The uid of the link of ``kind`` between two incidents; ``UsageError`` where there is none."""
        with self._desk.reading() as (session, _settings):
            one, two = find(session, ref).uid, find(session, other).uid
            for link in links.of_incident(session, one):
                if link.kind == kind and two in {link.incident, link.other}:
                    return link.uid
        raise UsageError(
            _("{number} and {other} are not linked so.").format(number=ref, other=other),
            _("“show” lists the links of an incident."),
        )

    def _with_process(self, session: Session, ref: str) -> tuple[Incident, ProcessDefinition]:
        incident = find(session, ref)
        return incident, self._desk.library.at_version(session, incident.process, incident.process_version)


def _verdict(line: BulkLine) -> ChildVerdict:
    missing = line.error.missing if isinstance(line.error, GateRefusedError) else None
    why = tuple(gap.say for gap in missing) if missing else (line.why,) if line.why else ()
    return ChildVerdict(line.uid, line.number, line.title, line.verdict == "changes", why, line.changes)


def family_of(session: Session, uid: str) -> Family:
    """What an incident is linked to."""
    by_side: dict[tuple[str, bool], list[Relative]] = {}
    for one in links.relatives(session, uid):
        by_side.setdefault((one.kind, one.is_first), []).append(one)

    def those(kind: str, *, first: bool) -> tuple[Relative, ...]:
        return tuple(by_side.get((kind, first), ()))

    return Family(
        parent=next(iter(those("child", first=False)), None),
        children=those("child", first=True),
        merged_into=next(iter(those("merged", first=False)), None),
        merged=those("merged", first=True),
        duplicates=those("duplicate", first=True) + those("duplicate", first=False),
        related=tuple(
            relative
            for kind in ("related", CONTINUES)
            for first in (True, False)
            for relative in those(kind, first=first)
        ),
    )
