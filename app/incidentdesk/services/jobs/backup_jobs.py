"""Backups as jobs for another process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from incidentdesk.services.backups.backups import Checked, Made
from incidentdesk.services.jobs.job_steps import steps_to
from incidentdesk.services.jobs.serving import Watch
from incidentdesk.services.use_cases import UseCases


@dataclass(frozen=True)
class BackupJob:
    """Write a checked copy to the chosen folder."""

    def run(self, cases: UseCases, watch: Watch) -> Made:
        """Write it; tells ``Step``."""
        return cases.backups.make(steps_to(watch), watch.is_cancelled)


@dataclass(frozen=True)
class VerifyJob:
    """Prove the desk, or a copy of it."""

    path: Path | None = None

    def run(self, cases: UseCases, watch: Watch) -> Checked:
        """Look at everything; tells ``Step``."""
        return cases.backups.verify(self.path, steps_to(watch), watch.is_cancelled)
