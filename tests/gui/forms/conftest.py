from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.forms.around import START, ZONE, Around
from incidentdesk.base.time_source import ManualTime
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage.database import DeskDatabase


@pytest.fixture(scope="session")
def _desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DeskSettings, ProcessLibrary]]:
    folder: Path = tmp_path_factory.mktemp("forms")
    desk = Desk(
        DeskDatabase(folder / "desk.db"), ManualTime(START, ZONE), ProcessLibrary(folder / "processes")
    )
    desk.prepare()
    desk.database.connect(write=True, read=True)
    with desk.reading() as (_session, settings):
        yield settings, desk.library
    desk.database.disconnect()


@pytest.fixture
def around(_desk: tuple[DeskSettings, ProcessLibrary]) -> Around:
    settings, library = _desk
    return Around(settings, library, ManualTime(START, ZONE))
