"""Settings, Updates: how often people are told."""

from __future__ import annotations

from gui.settings.room import Room
from incidentdesk.gui.settings.cadence import CadenceSection
from incidentdesk.gui.settings.parted_section import PartedSection
from incidentdesk.gui.settings.updates import CADENCE


def section(room: Room) -> CadenceSection:
    room.page.show_target(f"updates/{CADENCE}")
    room.page.focus_first()
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, PartedSection)
    part = shown.part()
    assert isinstance(part, CadenceSection)
    return part


def test_the_cadence_is_shown_and_set(room: Room) -> None:
    shown = section(room)
    values = shown.values()
    shown_now = [values[key] for key in ("sev1/first", "sev1/investigating", "sev3/monitoring")]
    assert shown_now == ["5", "20", "120"]
    assert values["sev4/identified"] == ""
    shown.put({"sev1/investigating": "25", "sev3/first": ""})
    room.save()
    cadence = room.settings().cadence
    assert cadence.minutes("sev1", "investigating") == 25
    assert cadence.first["sev3"] == 0
    assert not shown.is_dirty()


def test_what_is_no_number_of_minutes_is_told_and_stays(room: Room) -> None:
    shown = section(room)
    shown.put({"sev2/identified": "often"})
    room.save()
    assert "no number of minutes" in shown.banner.text
    assert shown.values()["sev2/identified"] == "often"
    assert room.settings().cadence.minutes("sev2", "identified") == 30
