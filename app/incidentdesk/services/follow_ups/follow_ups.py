"""Follow-ups: the preventive work that incidents lead to. They live on when their incident is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain import follow_ups as rules
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.cases.follow_up_record import FIELDS, add_follow_up, change_follow_up, said_of
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.seeing import must_see
from incidentdesk.services.follow_ups.follow_up_texts import FIELD_TEXTS
from incidentdesk.storage import follow_ups, incidents, registers
from incidentdesk.storage.follow_ups import Wanted
from incidentdesk.storage.session import Session

PAGE = 100


@dataclass(frozen=True)
class FollowUpQuestion:
    """Which follow-ups a list shows.

    ``state`` is ``open`` (still to be done), ``overdue``, ``ended`` or empty for all; ``owner`` a uid.
    """

    state: str = "open"
    owner: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class FollowUpPage:
    """A part of a list, how many there are in all, and the day it was read."""

    items: tuple[FollowUp, ...]
    total: int
    today: date


class FollowUps:
    """The use cases of follow-ups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, ref: str) -> tuple[FollowUp, ...]:
        """Those of an incident by uid or number, in the order in which they were added."""
        with self._desk.database.reading() as session:
            incident = find(session, ref)
            return tuple(follow_ups.of_incident(session, incident.uid))

    def one(self, name: str) -> FollowUp:
        """The follow-up with that uid, or called so (``INC-2026-000123/1``)."""
        with self._desk.database.reading() as session:
            return _one(session, name)

    def find(self, question: FollowUpQuestion, limit: int = PAGE, offset: int = 0) -> FollowUpPage:
        """A part of those that are asked for: first what is still to be done, by the day it is due."""
        with self._desk.reading() as (session, settings):
            today = rules.today_in(self._desk.time.now(), settings.zone)
            wanted = _wanted(question, today)
            items = tuple(follow_ups.page(session, wanted, limit, offset))
            return FollowUpPage(items, follow_ups.count(session, wanted), today)

    def overdue(self, owner: str = "", limit: int = PAGE) -> FollowUpPage:
        """Those that should have been done by now, of one person (a uid) or of all; the oldest first."""
        return self.find(FollowUpQuestion("overdue", owner), limit)

    def add(self, ref: str, values: Mapping[str, str], author: str) -> tuple[FollowUp, Changes]:
        """Add a follow-up to an incident, open or ended, with ``values`` by ``FIELDS``; a text is needed.

        Without an owner it is the author's, without a day it is due on ``usual_day``.
        """
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            case = Case.open(self._desk, work, ref)
            incident, today = case.incident, rules.today_in(work.now, work.settings.zone)
            known = follow_ups.of_incident(work.session, incident.uid)
            blank = FollowUp(
                uid=work.new_uid(),
                incident=incident.uid,
                number=incident.number,
                title=incident.title,
                position=len(known) + 1,
                text="",
                kind="task",
                owner=author,
                owner_name="",
                due=rules.usual_day(today),
                state="open",
                added=work.now,
                added_by=author,
            )
            made = _checked(work, blank, {"text": "", **{k: v for k, v in values.items() if v.strip()}})
            add_follow_up(case, made)
            case.finish()
            return _one(work.session, made.uid), work.changes()

    def change(
        self, name: str, values: Mapping[str, str], author: str, base: Mapping[str, str] | None = None
    ) -> tuple[FollowUp, Changes]:
        """Change what ``values`` names of a follow-up (by uid or name); its incident may have ended.

        ``base`` has what the edits started from: where somebody else changed a field meanwhile it is refused.
        """
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            before = _one(work.session, name)
            _refuse_conflicts(before, values, base or {})
            after = _checked(work, before, values)
            if all(getattr(after, key) == getattr(before, key) for key in FIELDS):
                return before, work.changes()
            case = Case.open(self._desk, work, before.incident)
            change_follow_up(case, before, after)
            case.finish()
            return _one(work.session, after.uid), work.changes("follow_ups")


def _one(session: Session, name: str) -> FollowUp:
    found = follow_ups.one(session, name)
    number, slash, position = name.strip().rpartition("/")
    if found is None and slash:
        incident = incidents.by_number(session, number.upper())
        of_it = follow_ups.of_incident(session, incident.uid) if incident else []
        found = next((one for one in of_it if str(one.position) == position), None)
    if found is None:
        raise UsageError(
            _("There is no follow-up “{name}”.").format(name=name),
            _("Name it like INC-2026-000123/1; “follow-up list” tells the names."),
        )
    must_see(session, found.incident)
    return found


def _wanted(question: FollowUpQuestion, today: date) -> Wanted:
    states = {
        "": (),
        "open": rules.OPEN_STATES,
        "overdue": rules.OPEN_STATES,
        "ended": tuple(state for state in rules.STATES if state not in rules.OPEN_STATES),
    }
    if question.state not in states:
        raise UsageError(
            _("“{state}” is no state of a list.").format(state=question.state),
            _("Use one of: {names}.").format(names="open, overdue, ended"),
        )
    return Wanted(
        states=states[question.state],
        kinds=(question.kind,) if question.kind else (),
        owner=question.owner,
        before=today if question.state == "overdue" else None,
        words=question.text.split(),
    )


def _refuse_conflicts(before: FollowUp, values: Mapping[str, str], base: Mapping[str, str]) -> None:
    for key in values:
        theirs = said_of(before, key)
        if key in base and base[key] != theirs != values[key]:
            shown = before.owner_name if key == "owner" else theirs
            raise RefusedError(
                _("Someone else changed “{field}” meanwhile: {value}.").format(
                    field=_(FIELD_TEXTS[key]), value=shown or _("emptied")
                ),
                _("Look at it, and save again."),
            )


def _checked(work: Work, before: FollowUp, values: Mapping[str, str]) -> FollowUp:
    """``before`` with ``values``; ``UsageError`` names the one that is wrong."""
    given = {key: value.strip() for key, value in values.items()}
    strange = sorted(given.keys() - set(FIELDS))
    if strange:
        raise UsageError(
            _("A follow-up has no “{name}”.").format(name=strange[0]),
            _("Use one of: {names}.").format(names=", ".join(FIELDS)),
        )
    for key, known in (("kind", rules.KINDS), ("state", rules.STATES)):
        if key in given and given[key] not in known:
            raise UsageError(
                _("“{value}” is no {field} of a follow-up.").format(value=given[key], field=key),
                _("Use one of: {names}.").format(names=", ".join(known)),
            )
    parts: dict[str, object] = {key: value for key, value in given.items() if key not in {"owner", "due"}}
    if "owner" in given:
        parts["owner"] = _person(work.session, given["owner"], before.owner)
    if "due" in given:
        parts["due"] = _day(given["due"])
    return _settled(work, before, replace(before, **parts))  # type: ignore[arg-type]


def _settled(work: Work, before: FollowUp, after: FollowUp) -> FollowUp:
    """What follows from the state: dropping needs a why, and what ended has a time."""
    if not after.text:
        raise UsageError(_("A follow-up needs a text."), _("Say what is to be done."))
    if after.state == "dropped" and not after.why_dropped:
        raise UsageError(_("Dropping a follow-up needs a reason."), _("Say why it is not done."))
    if after.state != "dropped":
        after = replace(after, why_dropped="")
    if after.is_open:
        return replace(after, ended=None, ended_by="")
    return after if before.state == after.state else replace(after, ended=work.now, ended_by=work.author)


def _person(session: Session, name: str, before: str) -> str:
    """The uid of the member of staff with that uid or name; one who has left stays only where they were."""
    uids = [name] if registers.is_known(session, "person", name) else []
    uids = uids or registers.uids_named(session, "person", name)
    person = registers.person(session, uids[0]) if uids else None
    if person is None or not (person.active or person.uid == before):
        raise UsageError(
            _("Nobody who works here is called “{name}”.").format(name=name),
            _("A follow-up needs an owner: choose one of the staff."),
        )
    return person.uid


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(_("“{text}” is no day.").format(text=text), _("Write it like 2026-12-10.")) from None
