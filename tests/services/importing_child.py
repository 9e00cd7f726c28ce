"""What a process that a test starts runs."""

from __future__ import annotations

import os
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.services.imports.import_formats import Formats
from incidentdesk.services.imports.importing import Importing
from incidentdesk.services.jobs.serving import serve_jobs
from services.imported_records import PickledRecords

BERLIN = ZoneInfo("Europe/Berlin")


def serve_records(file: Path, pipe: Connection, stop: Event) -> None:
    """Do jobs on the desk ``file``, at the time at which the tests' clock stands."""
    clock = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)
    with headless(desk_paths(file), clock) as cases:
        vars(cases)["importing"] = Importing(cases.desk, Formats(lambda: [PickledRecords()]))
        serve_jobs(cases, pipe, stop)


def die(_pipe: Connection, _stop: Event) -> None:
    """End without a word."""
    os._exit(9)
