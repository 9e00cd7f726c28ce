"""Settings, PIN and lock; and the PIN under Staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.settings.room import Room, words_of
from incidentdesk.domain.records import Person
from incidentdesk.gui.settings.pin_and_lock import PinAndLockSection
from incidentdesk.gui.settings.staff import StaffSection
from incidentdesk.services.drafting import Draft


@pytest.fixture
def section(room: Room) -> PinAndLockSection:
    room.page.show_target("pin")
    room.page.focus_first()
    room.settle()
    section = room.page.section()
    assert isinstance(section, PinAndLockSection)
    return section


def with_pin(room: Room) -> frozenset[str]:
    return room.on_desk(room.cases.signing_in.with_pin)


def set_pin(room: Room, section: PinAndLockSection, new: str, again: str = "", old: str = "") -> None:
    for editor, text in ((section.pin.old, old), (section.pin.new, new), (section.pin.again, again or new)):
        if editor.isVisible():
            room.type_into(editor, text)
    room.save()


def test_a_pin_is_set_changed_and_removed(room: Room, section: PinAndLockSection) -> None:
    card = section.pin
    assert "rsato has no PIN" in card.state.text()
    assert not card.old.isVisible()
    assert not card.remove_button.isVisible()
    assert card.new.hasFocus()
    set_pin(room, section, "4711")
    assert with_pin(room) == {room.session.me}
    assert "rsato has a PIN" in card.state.text()
    assert card.old.isVisible()
    assert [editor.text() for editor in (card.old, card.new, card.again)] == ["", "", ""]
    set_pin(room, section, "a longer phrase", old="0000")
    assert section.pin.old.accessibleDescription() == "This is not the PIN. Try again."
    assert card.new.text() == "a longer phrase", "only what was wrong is typed anew"
    room.type_into(card.old, "4711")
    room.save()
    room.type_into(card.old, "a longer phrase")
    room.click(card.remove_button)
    assert with_pin(room) == frozenset()
    assert room.told == ["Your PIN is set.", "Your PIN is set.", "Your PIN is removed."]


def test_what_cannot_be_a_pin_is_told_at_its_field(room: Room, section: PinAndLockSection) -> None:
    set_pin(room, section, "12")
    assert "A PIN of 2 digits cannot be used." in section.pin.new.accessibleDescription()
    set_pin(room, section, "4711", "4712")
    assert "Type the new PIN twice" in section.pin.again.accessibleDescription()
    room.type_into(section.pin.again, "4711")
    assert section.pin.again.accessibleDescription() == ""
    assert with_pin(room) == frozenset()


def test_a_half_typed_pin_is_no_draft(room: Room, section: PinAndLockSection) -> None:
    room.type_into(section.pin.new, "4711")
    room.page.leave()
    room.settle()
    assert section.pin.new.text() == ""
    kept: list[list[Draft]] = []
    room.session.tasks.draft(room.page, room.session.drafting.all, kept.append)
    room.settle()
    assert kept == [[]]


def test_the_section_says_what_a_pin_does_and_what_it_does_not(section: PinAndLockSection) -> None:
    said = words_of(section)
    assert "signing each other's work by mistake" in said
    assert "whoever can read the desk's file can read all of it" in said


def test_the_lock_is_set_for_the_desk_and_can_be_undone(room: Room, section: PinAndLockSection) -> None:
    assert (section.with_pin.value(), section.without_pin.value()) == ("10", "0")
    assert section.who_may.isHidden()
    section.without_pin.setFocus()
    room.qtbot.keyClicks(room.page.window().focusWidget(), "4")  # the fourth
    room.settle()
    assert room.settings().lock_after.without_pin == 10
    told, undo = room.undoable[-1]
    assert told == "The lock is set."
    undo()
    room.settle()
    assert room.settings().lock_after.without_pin == 0
    assert section.without_pin.value() == "0"


def test_who_is_no_administrator_sees_the_lock_and_sets_a_pin(room: Room, section: PinAndLockSection) -> None:
    people, me = room.cases.people, room.session.person

    def step_down() -> object:
        people.write_person(Person("", "A. Boss", "administrator"), me.uid)
        return people.write_person(replace(me, role="agent"), me.uid)

    room.session.tasks.change(room.page, step_down)
    room.settle()
    assert not section.with_pin.isEnabled()
    assert not section.without_pin.isEnabled()
    assert section.who_may.text() == "Administrators set this."
    assert section.who_may.isVisible()
    set_pin(room, section, "4711")
    assert with_pin(room) == {me.uid}


def test_an_administrator_resets_the_pin_of_a_colleague(room: Room) -> None:
    def add() -> tuple[Person, object]:
        answer = room.cases.people.write_person(Person("", "Kim Lindqvist"), room.session.me)
        return answer[0], room.cases.signing_in.set_pin("2222", answer[0].uid)

    room.session.tasks.change(room.page, add)
    room.settle()
    room.page.show_target("staff")
    room.settle()
    staff = room.page.section()
    assert isinstance(staff, StaffSection)
    staff.edit_row(0)
    room.settle()
    assert staff.panel.heading.text() == "Kim Lindqvist"
    room.click(staff.pin_button)
    assert with_pin(room) == frozenset()
    assert room.told == [
        "The PIN of Kim Lindqvist is reset. They set a new one under Settings, PIN and lock."
    ]
    assert not staff.pin_button.isVisible()


def test_the_way_to_ones_own_pin_is_under_staff_too(room: Room) -> None:
    gone: list[tuple[str, str]] = []
    room.session.go.connect(lambda room_, target: gone.append((room_, target)))
    room.page.show_target("staff")
    room.settle()
    staff = room.page.section()
    assert isinstance(staff, StaffSection)
    staff.edit_row(0)
    room.settle()
    room.click(staff.pin_button)
    assert gone == [("settings", "pin")]
