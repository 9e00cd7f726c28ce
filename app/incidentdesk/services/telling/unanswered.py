"""Closing by itself what waits for a word that does not come, where the desk has chosen so.

It goes through the same gate as a person's closing: three attempts, on three days, by two means. A P1, a P2
and a major incident wait for somebody.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.texts import _
from incidentdesk.domain.closing_rules import UNATTENDED_NEVER
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Stage
from incidentdesk.domain.whose_word import WORD
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.completing import GateRefusedError, complete_stage
from incidentdesk.services.cases.saving import save_values
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.lists.queue import ListQuestion, Queue
from incidentdesk.services.lists.views import view_of

NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Unanswered:
    """What the desk did, or would do, with an incident that waits.

    ``why`` it stays open; empty where it closes.
    """

    uid: str
    number: str
    title: str
    why: str = ""

    @property
    def closes(self) -> bool:
        """Whether it is closed by this."""
        return not self.why


@dataclass(frozen=True)
class ClosedUnanswered:
    """All that wait for their reporter's word, and what was changed."""

    items: tuple[Unanswered, ...]
    changes: Changes


class ClosingUnanswered:
    """The use case that a desk runs by itself."""

    def __init__(self, desk: Desk, queue: Queue) -> None:
        self._desk = desk
        self._queue = queue

    def run(self, *, dry: bool = False) -> ClosedUnanswered:
        """Close what has had its attempts, one transaction each; ``dry`` only tells what would be closed.

        Nothing closes where the desk has not chosen so; then each one says that.
        """
        waiting = self._queue.uids(ListQuestion(view_of("confirm").condition, "number"), "")
        found, touched, seq = [], set[str](), 0
        for uid in waiting:
            one, changes = self._look(uid, dry=dry)
            found.append(one)
            touched |= changes.incidents
            seq = max(seq, changes.change_seq)
        return ClosedUnanswered(tuple(found), Changes(frozenset(touched), frozenset(), seq))

    def _look(self, uid: str, *, dry: bool) -> tuple[Unanswered, Changes]:
        with self._desk.reading() as (_session, settings):
            chosen = settings.closing.close_unanswered
        if not chosen or dry:
            return self._only_look(uid, chosen=chosen), Changes()
        with self._desk.changing("") as work:
            case = Case.open(self._desk, work, uid)
            why = _close(case)
            if not why:
                case.finish()
            return _told(case, why), work.changes()

    def _only_look(self, uid: str, *, chosen: bool) -> Unanswered:
        """Ask as closing would, and let all of it go again."""
        told: list[Unanswered] = []
        try:
            with self._desk.changing("") as work:
                case = Case.open(self._desk, work, uid)
                why = "" if chosen else _("the desk has not chosen to close by itself")
                told.append(_told(case, why or _close(case)))
                raise _LetGoError
        except _LetGoError:
            return told[0]


class _LetGoError(Exception):
    """Ends a transaction without keeping anything."""


def _close(case: Case) -> str:
    """Close the case; gives why it stays open, if it does."""
    incident = case.incident
    if incident.status != "resolved":
        return _("it is not resolved any more")
    if incident.major or incident.priority in UNATTENDED_NEVER:
        return _("a P1, a P2 or a major incident waits for somebody")
    stage = _closing_stage(case)
    if stage is None:
        return _("its process knows no word of the reporter")
    try:
        save_values(case, _values(case, stage), {})
        complete_stage(case, stage)
    except GateRefusedError as refused:
        return "; ".join(gap.say for gap in refused.missing)
    case.record("closed_unanswered")
    return ""


def _closing_stage(case: Case) -> Stage | None:
    closing = (stage for stage in case.definition.stages if stage.sets_status == "closed")
    return next((one for one in closing if any(field.key == WORD for field in one.fields)), None)


def _values(case: Case, stage: Stage) -> dict[str, JsonValue]:
    """What closing without an answer needs and nobody has said: the word, and the confirmed category."""
    facts, values = case.asking().facts, dict[str, JsonValue]()
    if is_missing(facts.get(WORD)):
        values[WORD] = NO_ANSWER
    for field in stage.fields:
        source = field.default_from
        if source and is_missing(facts.get(field.key)) and not is_missing(facts.get(source)):
            values[field.key] = facts[source]
    return values


def _told(case: Case, why: str) -> Unanswered:
    return Unanswered(case.incident.uid, case.incident.number, case.incident.title, why)
