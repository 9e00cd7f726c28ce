from __future__ import annotations

from pathlib import Path

import pytest

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Person
from incidentdesk.services.use_cases import UseCases
from services.importing_desk import ImportingDesk
from services.response_desk import ResponseDesk, make_desk


@pytest.fixture
def desk(cases: UseCases, time: ManualTime, person: Person, tmp_path: Path) -> ImportingDesk:
    """A desk that records are brought to."""
    return ImportingDesk(cases, time, person.uid, tmp_path)


@pytest.fixture
def room_desk(cases: UseCases, time: ManualTime, person: Person) -> ResponseDesk:
    """A desk of five with a service, for major incidents."""
    return make_desk(cases, time, person.uid, ("Ines", "Paul", "Rosa", "Tim"))
