"""Restricting an incident, who may open it, its evidence, and the notice that the law asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.records import Incident
from incidentdesk.domain.restricted import (
    GROUNDS,
    NOTICE_STATES,
    EvidenceItem,
    Named,
    Notice,
    Opening,
    Restriction,
    channels_from,
    items_of,
    notice_due,
)
from incidentdesk.domain.rights import Right
from incidentdesk.domain.searched_words import WORD_KINDS
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.storage import files, pins, registers, restricted, seeing
from incidentdesk.storage.session import Session

OPENINGS_SHOWN = 200
"""So many of the last visits are told."""


@dataclass(frozen=True)
class RestrictedView:
    """All about how an incident is restricted, for those who may open it.

    ``restriction`` is ``None`` where it never was restricted; ``sees`` are all who see it now, and
    ``without_pin`` those of them (uids) in whose name anybody at the computer can open it.
    """

    uid: str
    number: str
    restricted: bool
    restriction: Restriction | None
    sees: tuple[Named, ...]
    openings: tuple[Opening, ...]
    evidence: tuple[EvidenceItem, ...]
    files: tuple[tuple[str, str], ...]
    now: Instant
    without_pin: frozenset[str] = frozenset()

    @property
    def notice(self) -> Notice:
        """The notice that the law asks for."""
        return self.restriction.notice if self.restriction else Notice()

    @property
    def channels(self) -> tuple[str, ...]:
        """What is not to be used to talk about it."""
        return self.restriction.channels if self.restriction and self.restricted else ()


class Restricted:
    """The use cases of restricted incidents. Only who sees one may do anything with it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self, ref: str) -> RestrictedView:
        """How an incident is restricted; ``RestrictedError`` where it is kept from whoever reads."""
        with self._desk.reading() as (session, _settings):
            incident = find(session, ref)
            sees = _who_sees(session, incident.uid) if incident.restricted else ()
            return RestrictedView(
                incident.uid,
                incident.number,
                incident.restricted,
                restricted.of(session, incident.uid),
                sees,
                tuple(restricted.openings(session, incident.uid, OPENINGS_SHOWN)),
                items_of(restricted.custody(session, incident.uid)),
                tuple((one.name, one.sha256) for one in files.attachments(session, incident.uid)),
                self._desk.time.now(),
                frozenset(one.person for one in sees) - pins.holders(session),
            )

    def channels(self, ref: str) -> tuple[str, ...]:
        """What is not to be used to talk about an incident; none where it is not restricted."""
        with self._desk.reading() as (session, _settings):
            incident = find(session, ref)
            found = restricted.of(session, incident.uid) if incident.restricted else None
            return found.channels if found else ()

    def restrict(
        self,
        ref: str,
        ground: str,
        reason: str,
        author: str,
        *,
        people: Sequence[str] = (),
        channels: str = "",
    ) -> Changes:
        """Let only ``people`` (names or uids), the assignee, the commander and the author open an incident.

        Where the ground is security, the time of the legal notice begins to run.
        """
        if ground not in GROUNDS:
            raise UsageError(
                _("“{ground}” is no ground to restrict an incident.").format(ground=ground),
                _("Use one of: {names}.").format(names=", ".join(GROUNDS)),
            )
        _must_say_why(reason)
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            if case.incident.restricted:
                raise RefusedError(
                    _("{number} is restricted already.").format(number=case.incident.number),
                    _("Name people, or lift it."),
                )
            old = restricted.of(work.session, case.incident.uid)
            notice = old.notice if old and old.notice.state else self._notice(work, case.incident, ground)
            restricted.write(
                work.session,
                Restriction(
                    work.new_uid(), case.incident.uid, ground, work.now, author, channels_from(channels),
                    notice=notice,
                ),
            )  # fmt: skip
            chosen = [_person(work, one) for one in people]
            _name(work, case.incident.uid, author, "restricted", reason)
            for one in dict.fromkeys(uid for uid in chosen if uid != author):
                _name(work, case.incident.uid, one, "named", "")
            case.change(restricted=True)
            people_named = ", ".join(_name_of(work.session, uid) for uid in dict.fromkeys(chosen))
            case.record("restricted", {"ground": ground}, {"reason": reason.strip(), "named": people_named})
            case.finish()
            self._renew_others(work, case)
            return work.changes("restricted")

    def lift(self, ref: str, reason: str, author: str) -> Changes:
        """Let everybody open it again; all that was written in it becomes theirs to read."""
        _must_say_why(reason)
        with self._desk.changing(author) as work:
            case, one = self._open(work, ref)
            restricted.write(work.session, replace(one, ended=work.now, ended_by=author))
            standing = [
                named.uid for named in restricted.named(work.session, one.incident) if not named.ended
            ]
            restricted.end_named(work.session, standing, author, work.now)
            case.change(restricted=False)
            case.record("restriction_lifted", {}, {"reason": reason.strip()})
            case.finish()
            self._renew_others(work, case)
            return work.changes("restricted")

    def name(self, ref: str, person: str, author: str, *, reason: str = "") -> Changes:
        """Let one more person open it."""
        with self._desk.changing(author) as work:
            case, _one = self._open(work, ref)
            uid = _person(work, person)
            standing = [one for one in restricted.named(work.session, case.incident.uid) if not one.ended]
            if any(one.person == uid for one in standing):
                raise RefusedError(_("{name} is named already.").format(name=_name_of(work.session, uid)))
            _name(work, case.incident.uid, uid, "named", reason)
            case.record("restricted_named", {}, {"person": uid, "reason": reason.strip()})
            case.finish()
            return work.changes("restricted")

    def unname(self, ref: str, person: str, reason: str, author: str) -> Changes:
        """Let somebody no longer open it; who follows it up or has command still does."""
        _must_say_why(reason)
        with self._desk.changing(author) as work:
            case, _one = self._open(work, ref)
            uid = _person(work, person)
            named = [one for one in restricted.named(work.session, case.incident.uid) if not one.ended]
            gone = [one.uid for one in named if one.person == uid]
            if not gone:
                raise RefusedError(
                    _("{name} is not named.").format(name=_name_of(work.session, uid)),
                    _("Who follows it up, or has command, opens it as long as that is so."),
                )
            if {one.person for one in named} == {uid}:
                raise RefusedError(
                    _("{name} is the last one who is named.").format(name=_name_of(work.session, uid)),
                    _("Name somebody else first, or lift it."),
                )
            restricted.end_named(work.session, gone, author, work.now)
            case.record("restricted_unnamed", {}, {"person": uid, "reason": reason.strip()})
            case.finish()
            return work.changes("restricted")

    def break_glass(self, ref: str, reason: str, author: str) -> Changes:
        """An administrator names himself, where nobody who is named can be asked; all who are see that."""
        _must_say_why(reason)
        with self._desk.changing(author, Right.SETTINGS) as work:
            bare = seeing.bare_row(work.session, ref)
            if bare is None or not seeing.is_kept(work.session, bare.uid):
                raise RefusedError(_("This incident is not kept from you."), _("Open it."))
            _name(work, bare.uid, author, "break_glass", reason)
            case = Case.open(self._desk, work, bare.uid)
            case.record("restricted_broken", {}, {"reason": reason.strip()})
            case.finish()
            return work.changes("restricted")

    def set_channels(self, ref: str, channels: str, author: str) -> Changes:
        """Say what is not to be used to talk about it, parted by commas or lines."""
        with self._desk.changing(author) as work:
            case, one = self._open(work, ref)
            after = channels_from(channels)
            if after == one.channels:
                return work.changes()
            restricted.write(work.session, replace(one, channels=after))
            case.record("restricted_channels", {}, {"channels": ", ".join(after)})
            case.finish()
            return work.changes("restricted")

    def set_notice(
        self, ref: str, state: str, author: str, *, reason: str = "", due: Instant | None = None
    ) -> Changes:
        """Say that the legal notice was given or is not needed, with a reason; or by when it is due."""
        if state not in NOTICE_STATES or not state:
            raise UsageError(
                _("“{state}” is no state of a legal notice.").format(state=state),
                _("Use one of: {names}.").format(names=", ".join(key for key in NOTICE_STATES if key)),
            )
        if state != "due":
            _must_say_why(reason)
        with self._desk.changing(author) as work:
            case, one = self._open(work, ref)
            if state == "due":
                when = due or one.notice.due or self._due(work, case.incident)
                notice = Notice("due", when, reason.strip())
            else:
                notice = replace(one.notice, state=state, reason=reason.strip(), at=work.now, by=author)
            restricted.write(work.session, replace(one, notice=notice))
            said = notice.due.iso() if notice.due else ""
            case.record("restricted_notice", {"state": state, "due": said}, {"reason": reason.strip()})
            case.finish()
            return work.changes("restricted")

    def _renew_others(self, work: Work, case: Case) -> None:
        """Let incidents that are or were linked to it be found by its words no longer, or again."""
        told = case.entries_of_kinds(WORD_KINDS)
        for uid in sorted({str(one.parameters["other"]) for one in told if one.parameters.get("other")}):
            Case.open_whole(self._desk, work, uid).renew_words()

    def _open(self, work: Work, ref: str) -> tuple[Case, Restriction]:
        case = Case.open(self._desk, work, ref)
        one = restricted.of(work.session, case.incident.uid) if case.incident.restricted else None
        if one is None:
            raise RefusedError(
                _("{number} is not restricted.").format(number=case.incident.number), _("Restrict it first.")
            )
        return case, one

    def _notice(self, work: Work, incident: Incident, ground: str) -> Notice:
        return Notice("due", self._due(work, incident)) if ground == "security" else Notice()

    @staticmethod
    def _due(work: Work, incident: Incident) -> Instant:
        detected = incident.core.get("detected")
        at = moment_from_json(detected).at if detected else None
        begun = at or incident.logged
        return notice_due(begun.ms, begun.offset, work.settings.notice_hours)


def restrict_like(case: Case, old: Incident) -> None:
    """Let ``case``, which takes over words of the restricted incident ``old``, be seen by the same people.

    The author is one of them. ``case`` is to be finished afterwards.
    """
    work, session, uid = case.work, case.work.session, case.incident.uid
    one = restricted.of(session, old.uid)
    assert one is not None  # noqa: S101 - it is restricted
    restricted.write(
        session, Restriction(work.new_uid(), uid, one.ground, work.now, work.author, one.channels)
    )
    reason = _("It takes over what {number} says.").format(number=old.number)
    _name(work, uid, work.author, "restricted", reason)
    sees = {named.person: named.name for named in _who_sees(session, old.uid) if named.person != work.author}
    for person in sees:
        _name(work, uid, person, "named", reason)
    case.change(restricted=True)
    case.record("restricted", {"ground": one.ground}, {"reason": reason, "named": ", ".join(sees.values())})


def _who_sees(session: Session, uid: str) -> tuple[Named, ...]:
    named = [one for one in restricted.named(session, uid) if not one.ended]
    return (*named, *restricted.by_rule(session, uid))


def _name(work: Work, incident: str, person: str, how: str, reason: str) -> None:
    one = Named(person, "", how, reason.strip(), work.author, uid=work.new_uid())
    restricted.name_person(work.session, incident, one, work.now)


def _person(work: Work, name: str) -> str:
    """The uid of the member of staff with that uid or name; ``UsageError`` where there is none."""
    uids = [name] if registers.is_known(work.session, "person", name) else []
    uids = uids or registers.uids_named(work.session, "person", name)
    person = registers.person(work.session, uids[0]) if uids else None
    if person is None or not person.active:
        raise UsageError(
            _("Nobody who works here is called “{name}”.").format(name=name), _("Choose one of the staff.")
        )
    return person.uid


def _name_of(session: Session, uid: str) -> str:
    return registers.names_of(session, [uid]).get(uid, uid)


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise UsageError(_("Say why."), _("The reason stands on the timeline; a word or two will do."))
