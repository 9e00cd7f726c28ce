from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from gui.settings.room import Room, words_of
from incidentdesk.domain.records import Person
from incidentdesk.gui.settings.records_section import RecordsSection
from incidentdesk.gui.settings.role_table import ROLES, ROWS
from incidentdesk.gui.settings.roles_field import RolesField
from incidentdesk.gui.settings.staff import StaffSection

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def staff(room: Room) -> StaffSection:
    for person in (Person("", "Mia Oyelaran", "agent", "moyelaran"), Person("", "Kaj Lindqvist", "lead")):
        room.session.tasks.change(room.page, lambda person=person: room.cases.people.write_person(person, ""))
    room.settle()
    room.page.show_target("staff")
    room.page.focus_first()
    room.settle()
    section = room.page.section()
    assert isinstance(section, StaffSection)
    return section


def names(section: RecordsSection) -> list[str]:
    return [record.name for record in section.model.records()]


def person(room: Room, name: str) -> Person:
    return next(one for one in room.on_desk(room.cases.people.staff) if one.name == name)


def test_the_table_of_staff_is_a_sound_model(staff: StaffSection) -> None:
    QAbstractItemModelTester(staff.model, QAbstractItemModelTester.FailureReportingMode.Fatal, staff)
    assert names(staff) == ["Kaj Lindqvist", "Mia Oyelaran", "rsato"]
    assert staff.model.index(0, 1).data() == "Lead"
    assert staff.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Kaj Lindqvist, Lead, Active"


def test_a_person_is_added_by_keyboard_alone(room: Room, staff: StaffSection) -> None:
    focus = room.page.window().focusWidget
    room.key(focus(), Qt.Key.Key_A, ALT)
    room.qtbot.keyClicks(focus(), "Tam Abara")
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(focus(), "l")
    assert "decides what agents may not" in staff.panel.form.frame("role").editor.accessibleDescription()
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(focus(), "tabara")
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(focus(), "t.abara@northfield.example")
    room.save()
    added = person(room, "Tam Abara")
    assert (added.role, added.account, added.email) == ("lead", "tabara", "t.abara@northfield.example")
    assert room.told == ["Tam Abara is added."]
    assert staff.panel.isHidden()
    assert staff.current_record().name == "Tam Abara"
    assert staff.table.hasFocus()


def test_enter_opens_a_person_and_saving_twice_writes_once(room: Room, staff: StaffSection) -> None:
    staff.table.select_row(1)
    room.qtbot.keyClick(staff.table, Qt.Key.Key_Return)
    room.settle()
    room.type_into(staff.panel.form.editor("name"), "Mia O.")
    room.qtbot.keyClick(room.page.window(), Qt.Key.Key_S, CTRL)
    room.qtbot.keyClick(room.page.window(), Qt.Key.Key_S, CTRL)
    room.settle()
    assert room.told == ["Mia O. is saved."]
    assert sorted(names(staff)) == ["Kaj Lindqvist", "Mia O.", "rsato"]


def test_a_refusal_is_shown_in_the_panel_and_what_was_typed_stays(room: Room, staff: StaffSection) -> None:
    staff.add()
    room.type_into(staff.panel.form.editor("name"), "kaj lindqvist")
    room.save()
    assert "is here already" in staff.panel.banner.text
    assert staff.panel.form.values()["name"] == "kaj lindqvist"
    room.type_into(staff.panel.form.editor("name"), "Kaj Two")
    room.type_into(staff.panel.form.editor("account"), "moyelaran")
    room.save()
    assert "belongs to Mia Oyelaran" in staff.panel.banner.text
    assert "Kaj Two" not in names(staff)


def test_deactivating_keeps_the_person_and_can_be_taken_back(room: Room, staff: StaffSection) -> None:
    staff.edit_row(0)
    room.click(staff.active_button)
    assert not person(room, "Kaj Lindqvist").active
    assert names(staff)[-1] == "Kaj Lindqvist", "who left stands at the end"
    text, undo = room.undoable[-1]
    assert text == "Kaj Lindqvist is deactivated."
    undo()
    room.settle()
    assert person(room, "Kaj Lindqvist").active


def test_nobody_deactivates_themselves(staff: StaffSection) -> None:
    staff.edit_row(names(staff).index("rsato"))
    assert not staff.active_button.isEnabled()
    assert "This is you" in staff.panel.note.text()


def test_the_page_says_what_roles_do_and_do_not_do(staff: StaffSection) -> None:
    words = words_of(staff)
    assert "Roles keep from mistakes" in words
    assert "They are no protection: whoever can open the desk's file can read and change everything" in words
    marks = staff.roles.findChildren(QWidget)
    said = {
        (one.accessibleDescription(), one.accessibleName()) for one in marks if one.accessibleDescription()
    }
    assert len(said) == len(ROLES) * len(ROWS)
    assert {name for what, name in said if what == "Set a priority by hand"} == {
        "Read-only: no", "Agent: no", "Lead: yes", "Administrator: yes"
    }  # fmt: skip


def test_what_was_typed_and_closed_can_be_had_back(room: Room, staff: StaffSection) -> None:
    staff.edit_row(1)
    room.type_into(staff.panel.form.editor("email"), "mia@northfield.example")
    room.key(staff.panel.form.editor("email"), Qt.Key.Key_Escape)
    assert staff.panel.isHidden()
    text, undo = room.undoable[-1]
    assert text == "What you typed was thrown away."
    undo()
    room.settle()
    assert staff.panel.form.values()["email"] == "mia@northfield.example"
    room.save()
    assert person(room, "Mia Oyelaran").email == "mia@northfield.example"


def test_typing_for_one_person_waits_while_another_is_open_and_never_turns_up_there(
    room: Room, staff: StaffSection
) -> None:
    staff.edit_row(0)
    room.type_into(staff.panel.form.editor("email"), "kaj@northfield.example")
    staff.edit_row(1)
    room.settle()
    assert staff.panel.form.values()["email"] == ""
    staff.edit_row(0)
    room.settle()
    assert staff.panel.form.values()["email"] == "kaj@northfield.example"


def test_a_change_made_elsewhere_is_shown_and_does_not_touch_typing(room: Room, staff: StaffSection) -> None:
    staff.edit_row(0)
    room.type_into(staff.panel.form.editor("email"), "kaj@northfield.example")
    other = Person("", "Zed New")
    room.session.tasks.change(room.page, lambda: room.cases.people.write_person(other, ""))
    room.settle()
    assert "Zed New" in names(staff)
    assert staff.panel.form.values()["email"] == "kaj@northfield.example"


def test_what_was_thrown_away_is_no_draft_any_more(room: Room, staff: StaffSection) -> None:
    staff.edit_row(0)
    room.type_into(staff.panel.form.editor("email"), "kaj@northfield.example")
    staff.panel.leave()
    room.settle()
    room.key(staff.panel.form.editor("email"), Qt.Key.Key_Escape)
    room.page.leave()
    room.settle()
    staff.edit_row(0)
    room.settle()
    assert staff.panel.form.values()["email"] == ""


def test_what_is_typed_while_saving_stays_open_for_the_next_save(room: Room, staff: StaffSection) -> None:
    staff.add()
    room.type_into(staff.panel.form.editor("name"), "Tam Abara")
    room.qtbot.keyClick(room.page.window(), Qt.Key.Key_S, CTRL)
    room.type_into(staff.panel.form.editor("email"), "tam@northfield.example")
    room.settle()
    assert staff.panel.isVisible()
    assert person(room, "Tam Abara").email == ""
    room.save()
    assert person(room, "Tam Abara").email == "tam@northfield.example"
    assert names(staff).count("Tam Abara") == 1


def test_roles_in_processes_are_ticked_by_key_and_kept(room: Room, staff: StaffSection) -> None:
    room.key(staff.table, Qt.Key.Key_Return)
    field = staff.panel.form.editor("process_roles")
    assert isinstance(field, RolesField)
    room.key(field.tick("second-line"), Qt.Key.Key_Space)
    room.save()
    room.settle()
    assert person(room, "Kaj Lindqvist").process_roles == ("second-line",)
