from __future__ import annotations

import pytest

from end_to_end.conftest import desk, office
from end_to_end.office import Desk
from gui.registers.room import Room, fill

__all__ = ["desk", "office"]


@pytest.fixture
def room(desk: Desk) -> Room:
    """The room with a few entries, as one comes to it by its key."""
    fill(desk, "place", [("Ward 3", {"phone": "ext. 30"}), ("Pharmacy", {})])
    fill(desk, "service", [("Booking", {"critical": True}), ("E-mail", {})])
    fill(desk, "device", [("LBL-W3-02", {"kind": "Zebra ZD421", "inventory": "INV-0815"})])
    fill(desk, "reporter", [("Ada Byron", {"phone": "ext. 4411"}), ("Bo Lind", {"mail": "bo@x.example"})])
    desk.driver.command("Ctrl+7")
    return Room(desk)
