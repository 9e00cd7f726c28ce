"""Backups while the window is open: one a day by itself, and others when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.background import Asked, BackgroundWork
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.backups.backups import Checked, Made, Standing
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.jobs.backup_jobs import BackupJob, VerifyJob
from incidentdesk.services.jobs.job_steps import Step
from incidentdesk.services.use_cases import UseCases

SOON_MS = 5_000
"""After the window has opened: its first pages come before."""
EVERY_MS = 10 * 60 * 1000


class BackupKeeper(QObject):
    """Writes backups in a process of its own, and knows how it stands with them.

    ``told`` whenever that is not what it was; ``failed`` with an error that was not told before.
    """

    told = Signal()
    failed = Signal(object)
    made = Signal(object)
    """A copy was written: ``Made``."""

    def __init__(self, cases: UseCases, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.standing: Standing | None = None
        self.step: Step | None = None
        """How far the work is that is under way."""
        self.error: UserFacingError | None = None
        """Why the last backup was not written."""
        self._cases = cases
        self._tasks = tasks
        self._work = BackgroundWork(cases.new_worker, self)
        self._soon, self._every = (
            QTimer(self, singleShot=True, interval=SOON_MS),
            QTimer(self, interval=EVERY_MS),
        )
        for timer in (self._soon, self._every):
            timer.timeout.connect(lambda: self.look(by_itself=True))
        tasks.changed.connect(self._on_changed)
        tasks.closing.connect(self._close)

    @property
    def busy(self) -> bool:
        """Whether a backup is being written, or something is being verified."""
        return self._work.busy

    def start(self) -> None:
        """Begin to look whether one is due."""
        self._soon.start()
        self._every.start()
        self.look()

    def look(self, *, by_itself: bool = False) -> None:
        """Read how it stands; ``by_itself`` a backup that is due is begun."""

        def took(standing: Standing) -> None:
            self.standing = standing
            self.told.emit()
            if standing.fault is not None:
                self._fail(standing.fault)
            elif by_itself and standing.due and not self.busy:
                self.back_up()

        self._tasks.ask(self, self._cases.backups.standing, took, topic="backups")

    def back_up(self) -> None:
        """Write one now."""
        if not self.busy:
            self._begin(BackupJob(), self._written, self._fail)

    def verify(
        self,
        path: Path | None,
        done: Callable[[Checked], None],
        refused: Callable[[UserFacingError], None],
    ) -> None:
        """Prove the desk, or the copy at ``path``."""
        if not self.busy:
            self._begin(VerifyJob(path), done, refused)

    def cancel(self) -> None:
        """Stop what is under way."""
        self._work.cancel()

    def _begin(
        self, job: object, done: Callable[..., None], refused: Callable[[UserFacingError], None]
    ) -> None:
        def over() -> None:
            self.step = None
            self.told.emit()

        def ended(result: object) -> None:
            over()
            done(result)

        def failed(error: UserFacingError) -> None:
            over()
            refused(error)

        self.step = Step(0, 0)
        self._work.ask(Asked(job, ended, failed, self._take_step))
        self.told.emit()

    def _take_step(self, step: Step) -> None:
        self.step = step
        self.told.emit()

    def _written(self, made: Made) -> None:
        self.error = None
        self.made.emit(made)
        self.look()

    def _fail(self, error: UserFacingError) -> None:
        news = self.error is None or str(error) != str(self.error)
        self.error = error
        self.told.emit()
        if news:
            self.failed.emit(error)

    def _on_changed(self, changes: Changes) -> None:
        if "backups" in changes.things:
            self.error = None
            self.look(by_itself=True)

    def _close(self) -> None:
        self._soon.stop()
        self._every.stop()
        self._work.close()


def standing_words(standing: Standing, error: UserFacingError | None, now: datetime) -> str:
    """How it stands with backups, in a few words for the foot of the window."""
    if not standing.plan.folder:
        return _("No backups: choose a folder")
    newest = standing.newest
    if newest is None:
        return _("No backup yet") if error is None else _("Backup failed: see why")
    day = "" if newest.at.date() == now.date() else f"{newest.at:%d %b} "
    last = _("Last backup {time}, verified").format(time=f"{day}{newest.at:%H:%M}")
    return last if error is None else _("{last} · then one failed: see why").format(last=last)
