"""What a process that a test starts runs."""

from __future__ import annotations

import os
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.services.import_formats import Formats
from incidentdesk.services.import_process import ImportTask, serve
from incidentdesk.services.importing import Importing
from services.imported_records import PickledRecords

BERLIN = ZoneInfo("Europe/Berlin")


def import_records(file: Path, task: ImportTask, pipe: Connection) -> None:
    """Do ``task`` on the desk ``file``, at the time at which the tests' clock stands."""
    clock = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)
    with headless(desk_paths(file), clock) as cases:
        serve(Importing(cases.desk, Formats(lambda: [PickledRecords()])), task, pipe)


def die(_task: ImportTask, _pipe: Connection) -> None:
    """End without a word."""
    os._exit(9)
