"""What the timeline tells of the commands of a run: what was confirmed, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.records import Entry
from incidentdesk.storage import timeline
from incidentdesk.storage.runbook_runs import Run
from incidentdesk.storage.session import Session

BEGUN, RAN = "runbook_command", "runbook_command_ran"


@dataclass(frozen=True)
class Told:
    """A command that ``by`` (a uid) confirmed; ``ticket`` is the entry that says so.

    ``ended`` is empty while no result is told: it runs, or the program that ran it was ended meanwhile. Else
    it is as in ``Ran``, or ``not_started``. ``output`` is ``None`` where it was erased.
    """

    ticket: str
    step: int
    by: str
    began: Instant
    ended: str = ""
    exit_code: int | None = None
    took_ms: int = 0
    output: str | None = ""
    said_bytes: int = 0
    is_cut: bool = False

    @property
    def went_well(self) -> bool:
        """Whether the program ended by itself and said that all is well."""
        return self.ended == "itself" and self.exit_code == 0


def told(session: Session, run: Run) -> tuple[Told, ...]:
    """The commands of a run, those that were confirmed first before."""
    entries = timeline.entries_of_kinds(session, run.incident, (BEGUN, RAN))
    mine = [one for one in entries if one.parameters.get("run") == run.uid]
    ends = {str(one.parameters.get("began")): one for one in mine if one.kind == RAN}
    return tuple(_told(one, ends.get(one.uid)) for one in mine if one.kind == BEGUN)


def _told(begun: Entry, ran: Entry | None) -> Told:
    step = _number(begun, "step")
    if ran is None:
        return Told(begun.uid, step, begun.author, begun.done)
    code = ran.parameters.get("exit_code")
    said = ran.payload if isinstance(ran.payload, dict) else None
    return Told(
        ticket=begun.uid,
        step=step,
        by=begun.author,
        began=begun.done,
        ended=str(ran.parameters.get("ended")),
        exit_code=code if isinstance(code, int) else None,
        took_ms=_number(ran, "took_ms"),
        output=None if said is None else str(said.get("output") or ""),
        said_bytes=_number(ran, "said_bytes"),
        is_cut=bool(ran.parameters.get("is_cut")),
    )


def _number(entry: Entry, key: str) -> int:
    value = entry.parameters.get(key)
    return value if isinstance(value, int) else 0
