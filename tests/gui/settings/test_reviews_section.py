"""Settings, Reviews: by when reviews are closed and lessons done."""

from __future__ import annotations

from gui.settings.room import Room
from incidentdesk.gui.settings.reviews import ReviewsSection


def section(room: Room) -> ReviewsSection:
    room.page.show_target("reviews")
    room.page.focus_first()
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, ReviewsSection)
    return shown


def test_the_days_are_shown_and_set(room: Room) -> None:
    shown = section(room)
    assert shown.values() == {
        "sev1/days": "3", "sev1/working": "all", "sev1/lessons": "15",
        "sev2/days": "5", "sev2/working": "working", "sev2/lessons": "30",
        "other/days": "10", "other/working": "working", "other/lessons": "30",
    }  # fmt: skip
    shown.put({"sev1/days": "7", "sev1/working": "working", "other/lessons": "60"})
    room.save()
    review = room.settings().review
    assert (review.days["sev1"], review.working["sev1"], review.lessons["other"]) == (7, True, 60)
    assert (review.days["sev2"], review.lessons["sev1"]) == (5, 15)
    assert not shown.is_dirty()
    assert room.told[-1] == "By when reviews are due is saved."


def test_what_is_no_number_of_days_is_told_beside_its_field_and_stays(room: Room) -> None:
    shown = section(room)
    shown.put({"sev2/days": "soon", "sev1/days": "4"})
    room.save()
    frame = shown.forms[1].frame("sev2/days")
    assert frame.gap == "“soon” is no number of days. Type a whole number from 1 to 365."
    assert frame.editor.hasFocus()
    assert shown.values()["sev2/days"] == "soon"
    assert room.settings().review.days == {"sev1": 3, "sev2": 5, "other": 10}
    room.type_into(frame.editor, "6")
    assert frame.gap == ""
    room.save()
    assert room.settings().review.days == {"sev1": 4, "sev2": 6, "other": 10}


def test_what_is_typed_is_kept_as_a_draft(room: Room) -> None:
    shown = section(room)
    shown.put({"other/days": "12"})
    shown.leave()
    room.qtbot.waitUntil(shown.keeper.is_settled)
    again = ReviewsSection(room.session)
    room.settle()
    room.qtbot.waitUntil(lambda: again.values()["other/days"] == "12")
    assert again.is_dirty()
    again.deleteLater()
