"""What a copy of a desk must be before it counts, and before it takes the place of one."""

from __future__ import annotations

from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.base.texts import N_, _
from incidentdesk.storage import backups
from incidentdesk.storage.backups import Checked, DeskFacts

FAULTS = {
    "database": N_("the database itself: {where}"),
    "reference": N_("a row that refers to nothing: {where}"),
    "timeline": N_("a timeline: {where}"),
    "file": N_("an attached file or report: {where}"),
}


def fault_words(checked: Checked) -> str:
    """What is not whole, in words."""
    return "; ".join(_(FAULTS[fault.kind]).format(where=fault.where) for fault in checked.faults)


def fit_for(desk: Path, backup: Path) -> DeskFacts:
    """What the copy at ``backup`` is; refuses what may not take the place of the file at ``desk``."""
    if desk.exists() and backup.resolve() == desk.resolve():
        raise RefusedError(_("This is the desk itself."), _("Name one of its backups."))
    facts = backups.facts_of(backup)
    try:
        here = backups.facts_of(desk)
    except EnvironmentFault:  # there is none, or it is damaged: that is what backups are for
        return facts
    if here.practice != facts.practice:
        raise RefusedError(
            _("A practice desk and a real one never take each other's place."),
            _("Choose a backup of this desk; nothing was changed."),
        )
    if here.incidents and here.uid != facts.uid:
        raise RefusedError(
            _("This is the backup of another desk, and this one has {n} incidents of its own.").format(
                n=here.incidents
            ),
            _("Restore it as a new desk, with --db; nothing was changed."),
        )
    return facts
