"""Evidence and its custody: what was taken, when, by whom, where it is kept, to whom it was handed."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.restricted import ACTS, CustodyEntry, EvidenceItem, items_of
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.storage import files, restricted


@dataclass(frozen=True)
class Step:
    """What is done with a piece of evidence: one of ``ACTS``.

    ``kept`` is where it is kept from then on, ``whom`` who has it. ``done`` is when, where it was not now.
    """

    act: str
    kept: str = ""
    whom: str = ""
    note: str = ""
    done: Instant | None = None


class Custody:
    """The use cases of evidence. Its record grows and is never changed; each entry is on the timeline too."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, ref: str) -> tuple[EvidenceItem, ...]:
        """The pieces of evidence of an incident, with all that happened to them."""
        with self._desk.reading() as (session, _settings):
            return items_of(restricted.custody(session, find(session, ref).uid))

    def take(
        self, ref: str, what: str, kept: str, author: str, *, sha256: str = "", step: Step | None = None
    ) -> Changes:
        """Take a thing, or a file of the incident (by ``sha256``), into custody, where it is ``kept``."""
        step = step or Step("taken")
        if not kept.strip():
            raise UsageError(_("Where is it kept?"), _("Name the place, so that somebody else finds it."))
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            names = {one.sha256: one.name for one in files.attachments(work.session, case.incident.uid)}
            if sha256 and sha256 not in names:
                raise UsageError(
                    _("No file of this incident has the SHA-256 {sha256}.").format(sha256=sha256),
                    _("Attach it first."),
                )
            what = what.strip() or names.get(sha256, "")
            if not what:
                raise UsageError(_("What is it?"), _("Describe it so that it cannot be mistaken."))
            known = restricted.custody(work.session, case.incident.uid)
            item = max((one.item for one in known), default=0) + 1
            _add(work, case, item, Step("taken", kept, step.whom, step.note, step.done), what, sha256)
            case.finish()
            return work.changes("restricted")

    def add(self, ref: str, item: int, step: Step, author: str) -> Changes:
        """Add what was done with the piece of evidence ``item``."""
        if step.act not in ACTS or step.act == "taken":
            names = ", ".join(act for act in ACTS if act != "taken")
            raise UsageError(
                _("“{act}” is nothing that is done with evidence.").format(act=step.act),
                _("Use one of: {names}.").format(names=names),
            )
        if step.act == "handed" and not step.whom.strip():
            raise UsageError(_("To whom was it handed?"), _("Name them."))
        if step.act == "moved" and not step.kept.strip():
            raise UsageError(_("Where is it kept?"), _("Name the place, so that somebody else finds it."))
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            known = items_of(restricted.custody(work.session, case.incident.uid))
            piece = next((one for one in known if one.number == item), None)
            if piece is None:
                raise UsageError(
                    _("There is no evidence {item}.").format(item=item),
                    _("Use one of: {names}.").format(
                        names=", ".join(str(one.number) for one in known) or "–"
                    ),
                )
            _add(work, case, item, step, piece.what, "")
            case.finish()
            return work.changes("restricted")


def _add(work: Work, case: Case, item: int, step: Step, what: str, sha256: str) -> None:
    done = step.done or work.now
    if done.ms > work.now.ms:
        raise UsageError(_("That time is not yet come."), _("Write when it was done."))
    entry = CustodyEntry(
        work.new_uid(), item, step.act, done, work.now, work.author, "", what if step.act == "taken" else "",
        sha256, step.kept.strip(), step.whom.strip(), step.note.strip(),
    )  # fmt: skip
    restricted.add_custody(work.session, case.incident.uid, entry)
    said: dict[str, JsonValue] = {"what": what, "kept": entry.kept, "whom": entry.whom, "note": entry.note}
    case.record("custody", {"act": step.act, "item": item, "sha256": sha256}, said, step.done)
