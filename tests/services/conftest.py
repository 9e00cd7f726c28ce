from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Person
from incidentdesk.services.updates.channel_kinds import Limits
from incidentdesk.services.use_cases import UseCases
from services.importing_desk import ImportingDesk
from services.post_office import MemoryKeyring
from services.response_desk import ResponseDesk, make_desk
from services.update_desk import UpdateDesk


@pytest.fixture
def desk(cases: UseCases, time: ManualTime, person: Person, tmp_path: Path) -> ImportingDesk:
    """A desk that records are brought to."""
    return ImportingDesk(cases, time, person.uid, tmp_path)


@pytest.fixture
def room_desk(cases: UseCases, time: ManualTime, person: Person) -> ResponseDesk:
    """A desk of five with a service, for major incidents."""
    return make_desk(cases, time, person.uid, ("Ines", "Paul", "Rosa", "Tim"))


@pytest.fixture
def keyring_of_system() -> Iterator[MemoryKeyring]:
    """A keyring in the place of the operating system's."""
    before, ours = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


@pytest.fixture
def update_desk(room_desk: ResponseDesk) -> UpdateDesk:
    """A desk with a live major incident, whose commander is who works here."""
    room_desk.cases.channels.limits = Limits(connect=20, answer=20, whole=60)  # a busy machine is no fault
    return UpdateDesk(room_desk, room_desk.raised("sev2", service=room_desk.service))
