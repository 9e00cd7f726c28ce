"""Which files the program uses."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from incidentdesk.base.platform_specific import this_users_data_folder

DESK_FILE = "desk.sqlite3"
PRACTICE_FOLDER = "practice"


class DeskPaths(NamedTuple):
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

    @property
    def practice(self) -> DeskPaths:
        """The practice desk of this desk: its files lie in a folder of their own."""
        folder = self.folder / PRACTICE_FOLDER
        return DeskPaths(folder / DESK_FILE, folder)


def desk_paths(database: Path | None = None) -> DeskPaths:
    """The paths for ``database``, or for the person's own desk when none is named."""
    if database is not None:
        return DeskPaths(database, database.parent)
    folder = this_users_data_folder()
    return DeskPaths(folder / DESK_FILE, folder)


def home_of(paths: DeskPaths) -> DeskPaths:
    """The desk whose practice desk ``paths`` is; ``paths`` itself where it is no practice desk."""
    home = desk_paths(paths.folder.parent / DESK_FILE)
    return home if home.practice.desk == paths.desk and home.desk.is_file() else paths


def demo_paths(out: Path) -> DeskPaths:
    """The paths of the desk that a demonstration makes below ``out``."""
    return DeskPaths(out / "desk" / DESK_FILE, out / "desk")
