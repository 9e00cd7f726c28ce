"""Bringing a copy of a desk back in its place. No window and no command may use the desk meanwhile."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.long_work import Cancelled, Progress
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.services.backups.desk_copies import fault_words, fit_for
from incidentdesk.storage import backups
from incidentdesk.storage.backups import DeskFacts

COMPANIONS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Restored:
    """The desk is here again; ``aside`` is its file as it was, empty where there was none."""

    facts: DeskFacts
    aside: str


def restore(desk: Path, backup: Path, now: Instant, progress: Progress, cancelled: Cancelled) -> Restored:
    """Check the copy at ``backup``, lay the file at ``desk`` aside, and put the copy in its place.

    Until the last moment nothing at ``desk`` is touched.
    """
    facts = fit_for(desk, backup)
    checked = backups.check_desk_file(backup, progress, cancelled)
    if checked.faults:
        raise EnvironmentFault(
            _("The backup is not whole: {what}.").format(what=fault_words(checked)),
            _("Choose an older one; nothing was changed."),
        )
    part = desk.with_name(f"{desk.name}.restored")
    try:
        desk.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, part)
        aside = _lay_aside(desk, now) if desk.exists() else ""
        part.replace(desk)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise EnvironmentFault(
            _("The backup cannot be brought back: {why}.").format(why=error.strerror or error),
            _("Close what uses the desk, and make room on the disk; then try again."),
        ) from error
    return Restored(facts, aside)


def _lay_aside(desk: Path, now: Instant) -> str:
    """Give the file of the desk, with what belongs to it, another name; gives that."""
    backups.take_alone(desk)
    aside = desk.with_name(f"{desk.stem}.before-restore-{now.local():%Y-%m-%d-%H%M%S}{desk.suffix}")
    for end in reversed(COMPANIONS):
        companion = desk.with_name(desk.name + end)
        if companion.exists():
            companion.replace(aside.with_name(aside.name + end))
    return str(aside)
