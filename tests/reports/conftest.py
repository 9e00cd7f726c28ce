"""A real desk for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from reports.helpers import ZONE, Story, at


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    time = ManualTime(at(9, 0), ZONE)
    with headless(DeskPaths(tmp_path / "desk.sqlite3", tmp_path), time) as cases:
        told = Story(cases, time)
        cases.administration.name_organisation("Northfield Clinic", "Service Desk", None, told.oyelaran)
        yield told
