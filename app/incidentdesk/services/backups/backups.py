"""Copies of the desk: written to the chosen folder, checked before they count, and brought back.

A copy has its last name only once it is checked, so that whatever lies in the folder under that name is whole
(unless the disk has spoilt it since; ``verify`` looks again).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import EnvironmentFault, UsageError
from incidentdesk.base.long_work import Cancelled, Progress
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.rights import Right
from incidentdesk.services.backups.desk_copies import fault_words, fit_for
from incidentdesk.services.desk import rights
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.settings import BackupPlan
from incidentdesk.storage import backups
from incidentdesk.storage.backups import Checked, DeskFacts
from incidentdesk.storage.database import change_seq, desk_uid

__all__ = ["BackupFile", "Backups", "Checked", "DeskFacts", "Made", "Standing"]

DAY_MS = 24 * 60 * 60 * 1000
HALF = 500
"""Copying is the first half of the way, checking the second, of a thousand."""
UID_TAIL = 8
NAME = re.compile(r"incident-desk-(\d{4}-\d{2}-\d{2}-\d{6})-([0-9a-f]{8})\.sqlite3")
STAMP = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True)
class BackupFile:
    """A checked copy in the folder, by its time."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class Standing:
    """How it stands with backups. ``due``: one should be written now. ``fault``: why none can be found."""

    plan: BackupPlan
    found: tuple[BackupFile, ...] = ()
    due: bool = False
    fault: EnvironmentFault | None = None

    @property
    def newest(self) -> BackupFile | None:
        """The newest copy."""
        return self.found[0] if self.found else None


@dataclass(frozen=True)
class Made:
    """A copy that was written and checked, and the older ones that gave way."""

    path: Path
    checked: Checked
    removed: tuple[Path, ...] = ()


class Backups:
    """The use cases of backups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def standing(self) -> Standing:
        """The copies of this desk in the chosen folder, newest first, and whether one is due."""
        with self._desk.reading() as (session, settings):
            plan, uid, seq = settings.backup, desk_uid(session), change_seq(session)
        if not plan.folder:
            return Standing(plan)
        try:
            found = _found(Path(plan.folder), uid, settings.zone)
        except OSError as error:
            return Standing(plan, fault=_no_folder(plan.folder, error))
        return Standing(plan, found, due=self._is_due(found, seq))

    def _is_due(self, found: tuple[BackupFile, ...], seq: int) -> bool:
        """Whether the newest copy is a day old and the desk has changed since."""
        if found and self._desk.time.now().ms - found[0].at.timestamp() * 1000 < DAY_MS:
            return False
        return not (found and _seq_of(found[0].path) == seq)

    def is_behind(self) -> bool:
        """Whether a folder is chosen, and the desk has changed since its newest copy."""
        standing = self.standing()
        if not standing.plan.folder or standing.fault:
            return False
        return standing.newest is None or _seq_of(standing.newest.path) != self._desk.change_seq()

    def make(self, progress: Progress, cancelled: Cancelled) -> Made:
        """Write a copy to the chosen folder, check it, and remove those that are too many."""
        with self._desk.reading() as (session, settings):
            plan, uid = settings.backup, desk_uid(session)
        if not plan.folder:
            raise UsageError(
                _("No folder for backups is chosen."), _("Choose one under Settings, Backup, or name a file.")
            )
        folder = Path(plan.folder)
        # Made when it was chosen, and not again: where its disk is away, it would be made on another one.
        try:
            _found(folder, uid, settings.zone)
        except OSError as error:
            raise _no_folder(plan.folder, error) from error
        path = folder / _name(self._desk.time.now(), uid)
        checked = self._write(path, progress, cancelled)
        _remove_broken_off(folder, uid, self._desk.time.now())
        return Made(path, checked, _remove_old(folder, uid, settings.zone, plan.keep))

    def write_to(self, path: Path, progress: Progress, cancelled: Cancelled) -> Made:
        """Write a checked copy to ``path``, where nothing is yet."""
        if path.exists():
            raise UsageError(
                _("“{path}” is there already.").format(path=path),
                _("Name another file."),
            )
        return Made(path, self._write(path, progress, cancelled))

    def verify(self, path: Path | None, progress: Progress, cancelled: Cancelled) -> Checked:
        """Prove the desk, or the copy at ``path``: pages, references, timelines, files."""
        return backups.check_desk_file(path or self._desk.database.path, progress, cancelled)

    def look_at(self, path: Path, author: str) -> DeskFacts:
        """What the copy at ``path`` is; refuses what may not take the place of this desk."""
        with self._desk.reading() as (session, _settings):
            rights.require(session, author, Right.SETTINGS)
        return fit_for(self._desk.database.path, path)

    def _write(self, path: Path, progress: Progress, cancelled: Cancelled) -> Checked:
        part = path.with_name(path.name + ".part")
        try:
            part.touch()  # says better than SQLite why a file cannot be written
            backups.copy_desk(
                self._desk.database.path,
                part,
                lambda done, whole: progress(done * HALF // max(whole, 1), 2 * HALF),
                cancelled,
            )
            checked = backups.check_desk_file(
                part, lambda done, whole: progress(HALF + done * HALF // max(whole, 1), 2 * HALF), cancelled
            )
            if checked.faults:
                raise EnvironmentFault(
                    _("The copy of the desk is not whole: {what}.").format(what=fault_words(checked)),
                    _("Check this disk and that of the backups; older backups are left as they are."),
                )
            part.replace(path)
        except OSError as error:
            raise EnvironmentFault(
                _("The backup cannot be written to “{file}”: {why}.").format(
                    file=path, why=error.strerror or error
                ),
                _("Free some space there, or choose another folder."),
            ) from error
        finally:
            _forget(part)
        return checked


def _found(folder: Path, uid: str, zone: ZoneInfo) -> tuple[BackupFile, ...]:
    files = []
    for path in folder.iterdir():
        name = NAME.fullmatch(path.name)
        if name is not None and name.group(2) == uid[-UID_TAIL:]:
            at = datetime.strptime(name.group(1), STAMP).replace(tzinfo=zone)
            files.append(BackupFile(path, at, path.stat().st_size))
    return tuple(sorted(files, key=lambda one: one.at, reverse=True))


def _remove_old(folder: Path, uid: str, zone: ZoneInfo, keep: int) -> tuple[Path, ...]:
    removed = []
    for file in _found(folder, uid, zone)[keep:]:
        try:
            file.path.unlink()
        except OSError:  # somebody reads it; the next backup tries again
            continue
        removed.append(file.path)
    return tuple(removed)


def _remove_broken_off(folder: Path, uid: str, now: Instant) -> None:
    """Remove what is left of copies that ended with the power, a day ago or longer."""
    for part in folder.glob(f"incident-desk-*-{uid[-UID_TAIL:]}.sqlite3.part"):
        if now.ms - part.stat().st_mtime * 1000 > DAY_MS:
            _forget(part)


def _name(now: Instant, uid: str) -> str:
    return f"incident-desk-{now.local().strftime(STAMP)}-{uid[-UID_TAIL:]}.sqlite3"


def _seq_of(path: Path) -> int:
    """The number of the newest change in a copy; -1 where it cannot be read any more."""
    try:
        return backups.facts_of(path).change_seq
    except EnvironmentFault:
        return -1


def _no_folder(folder: str, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        _("The folder for backups cannot be used: {folder} ({why}).").format(
            folder=folder, why=error.strerror or error
        ),
        _("Connect its disk, or choose another folder under Settings, Backup."),
    )


def _forget(part: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        try:
            part.with_name(part.name + end).unlink(missing_ok=True)
        except OSError:  # it is replaced by the next one
            continue
