"""Which files the program uses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from incidentdesk.base.platform_specific import this_users_data_folder


@dataclass(frozen=True)
class DeskPaths:
    """The files of one desk: its database, and what lies beside it.

    The person's drafts, the organisation's own process definitions, and the log.
    """

    desk: Path
    folder: Path

    @property
    def drafts(self) -> Path:
        """Typing not yet saved."""
        return self.folder / "drafts.sqlite3"

    @property
    def processes(self) -> Path:
        """The organisation's own process definitions."""
        return self.folder / "processes"

    @property
    def log(self) -> Path:
        """What went wrong, for the people who mend the program."""
        return self.folder / "incident-desk.log"

    @property
    def window(self) -> Path:
        """Sizes, columns and theme as the person left them."""
        return self.folder / "window.ini"


def desk_paths(database: Path | None = None) -> DeskPaths:
    """The paths for ``database``, or for the person's own desk when none is named."""
    if database is not None:
        return DeskPaths(database, database.parent)
    folder = this_users_data_folder()
    return DeskPaths(folder / "desk.sqlite3", folder)


def sample_paths() -> DeskPaths:
    """The paths of the sample desk, kept apart from the real one."""
    folder = this_users_data_folder() / "sample"
    return DeskPaths(folder / "desk.sqlite3", folder)


def demo_paths(out: Path) -> DeskPaths:
    """The paths of the desk that a demonstration makes below ``out``."""
    return DeskPaths(out / "desk" / "desk.sqlite3", out / "desk")
