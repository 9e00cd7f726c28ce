from __future__ import annotations

from collections.abc import Callable

import pytest

from end_to_end.conftest import desk, office
from end_to_end.office import Desk, Office
from incidentdesk.domain.records import Person

__all__ = ["desk", "office"]

PIN = "4711"
SetPin = Callable[[Person], None]


@pytest.fixture
def kim(office: Office) -> Person:
    """A colleague; ask for this before the window."""
    with office.reading() as cases:
        return cases.people.write_person(Person("", "Kim Lindqvist", "lead"), office.me.uid)[0]


@pytest.fixture
def my_pin(office: Office) -> str:
    """Oyelaran has a PIN."""
    with office.reading() as cases:
        cases.signing_in.set_pin(PIN, office.me.uid)
    return PIN


@pytest.fixture
def kims_pin(office: Office, kim: Person) -> str:
    """Kim has a PIN."""
    with office.reading() as cases:
        cases.signing_in.set_pin("2222", kim.uid)
    return "2222"


def told(desk: Desk) -> str:
    """What the page that covers the window says below its PIN."""
    return desk.opened.window.doors.page.pin_frame.gap
