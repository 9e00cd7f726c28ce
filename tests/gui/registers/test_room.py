from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.registers.room import Room, fill, on_desk
from incidentdesk.domain.records import Person
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.use_cases import UseCases


def field(room: Room, key: str) -> QWidget:
    form = room.page.card.form
    assert form is not None
    return form.editor(key).widget


def test_a_register_is_searched_as_one_types_and_an_entry_changed_by_the_keyboard(room: Room) -> None:
    driver, page = room.driver, room.page
    assert driver.name() == "Search: Reporters"
    assert room.names() == ["Ada Byron", "Bo Lind", "Dana Whitlock"]
    QAbstractItemModelTester(
        page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page.list.model
    )
    driver.keys("4411")
    assert room.names() == ["Ada Byron"]
    assert page.list.count.text() == "1 reporter"
    driver.press("Return")
    assert driver.has_focus(field(room, "name"))
    driver.press("Tab")
    driver.press("Ctrl+A")
    driver.keys("ext. 9000")
    driver.command("Ctrl+S")
    assert room.card("reporter", "Ada Byron").values["phone"] == "ext. 9000"
    assert room.names() == [], "the list is the one of what is still searched for"
    driver.press("Escape")
    assert page.list.search.hasFocus()
    driver.press("Escape")
    assert room.names() == ["Ada Byron", "Bo Lind", "Dana Whitlock"]


def test_the_card_follows_the_keyboard_and_says_how_often_an_entry_is_used(room: Room) -> None:
    desk, driver, page, me = room.desk, room.driver, room.page, room.desk.office.me.uid
    on_desk(desk, lambda cases: cases.log.log({"title": "Dark", "reporter": desk.office.reporter.uid}, me))
    driver.press("Down")
    driver.press("Down", times=2)
    assert page.card.head.name.text() == "Dana Whitlock"
    assert page.card.head.used.text() == "Used by 1 incident"
    assert page.list.table.hasFocus(), "the keyboard stays in the list"
    driver.click(page.card.head.used)
    queue = desk.opened.window.rooms["queue"]
    assert isinstance(queue, QueuePage)
    assert queue.list.model.rowCount() == 1


def test_all_that_was_changed_is_told_by_and_by(room: Room) -> None:
    desk, page = room.desk, room.page
    ada = room.card("reporter", "Ada Byron")

    def change(cases: UseCases) -> None:
        for number in range(7):
            cases.registers.write("reporter", ada.uid, ada.name, {"note": f"N {number}"}, desk.office.me.uid)

    on_desk(desk, change)
    room.driver.press("Down", times=2)
    room.driver.press("Up")
    history = page.card.history
    assert [label.text() for label in history.findChildren(QLabel)][2] == "Note: N 5 → N 6"
    assert history.all_button.text() == "Show 3 older changes"
    room.driver.click(history.all_button)
    told = [label.text() for label in history.findChildren(QLabel) if not label.isHidden()]
    assert [text for text in told if text.startswith("Note")][-1] == "Note: N 0"
    assert history.all_button.isHidden()


def test_a_card_for_a_new_entry_gives_way_when_it_is_left_empty(room: Room) -> None:
    driver, page = room.driver, room.page
    driver.press("Down")
    driver.command("Ctrl+Shift+A")
    assert page.card.is_adding()
    driver.press("Escape")
    assert page.card.head.name.text() == "Ada Byron"
    room.go("team")
    assert page.card.isHidden(), "there is nothing to choose from"
    driver.command("Ctrl+Shift+A")
    assert page.card.isVisible()
    driver.press("Escape")
    assert page.card.isHidden()


def test_a_number_is_copied(room: Room) -> None:
    room.driver.press("Down")
    assert room.page.card.head.number.text() == "ext. 4411"
    room.driver.command("Ctrl+Shift+C")
    assert QApplication.clipboard().text() == "ext. 4411"


def test_what_was_searched_for_and_not_found_is_added_with_a_place_that_is_not_there_yet(room: Room) -> None:
    driver = room.driver
    driver.keys("Zoe Marsh")
    assert room.page.list.empty.title.text() == "Nothing fits “Zoe Marsh”"
    driver.command("Ins")
    name = field(room, "name")
    assert isinstance(name, LineEdit)
    assert name.text() == "Zoe Marsh", "it is not typed twice"
    driver.press("Tab")
    driver.keys("4713")
    driver.press("Tab", times=2)
    driver.find("Ward 7")  # the fields of a new place are offered in line
    assert driver.name() == "Building of the new place"
    driver.keys("North")
    driver.command("Ctrl+S")
    card = room.card("reporter", "Zoe Marsh")
    place = room.card("place", "Ward 7")
    assert card.values == {"phone": "4713", "place": place.uid}
    assert place.values == {"building": "North"}


def test_what_is_typed_is_a_draft_of_its_entry_and_comes_back(room: Room) -> None:
    driver, page = room.driver, room.page
    driver.press("Down")
    driver.press("Return")
    driver.press("Tab")
    driver.press("Ctrl+A")
    driver.keys("ext. 1")
    page.list.table.setFocus()
    driver.press("Down")
    assert page.card.head.name.text() == "Bo Lind"
    driver.press("Up")
    phone = field(room, "phone")
    assert isinstance(phone, LineEdit)
    assert phone.text() == "ext. 1"
    assert room.card("reporter", "Ada Byron").values["phone"] == "ext. 4411"
    driver.press("Return")
    driver.press("Escape")
    assert phone.text() == "ext. 4411"
    room.desk.opened.window.toast.undo()
    driver.settle()
    assert phone.text() == "ext. 1"


def test_two_who_write_the_same_field_are_shown_both_and_lose_nothing(room: Room) -> None:
    driver, page, desk = room.driver, room.page, room.desk
    driver.press("Down")
    driver.press("Return")
    driver.press("Tab")
    driver.press("Ctrl+A")
    driver.keys("ext. 1")
    uid = room.card("reporter", "Ada Byron").uid
    on_desk(desk, lambda cases: cases.registers.write("reporter", uid, "Ada Byron", {"phone": "ext. 2"}, ""))
    driver.command("Ctrl+S")
    form = page.card.form
    assert form is not None
    assert "ext. 2" in page.card.banner.text
    assert form.conflicts() == ["phone"]
    assert form.values()["phone"] == "ext. 1"
    mine = next(one for one in form.findChildren(QWidget) if one.accessibleName() == "Keep mine: Phone")
    driver.click(mine)
    driver.command("Ctrl+S")
    assert room.card("reporter", "Ada Byron").values["phone"] == "ext. 1"


def test_a_retired_entry_is_out_of_the_list_until_it_is_wished_and_comes_back_by_undo(room: Room) -> None:
    driver, page = room.driver, room.page
    driver.press("Down")
    driver.click(page.card.footer.retire_button)
    assert room.names() == ["Bo Lind", "Dana Whitlock"]
    driver.click(page.list.retired)
    assert room.names() == ["Ada Byron", "Bo Lind", "Dana Whitlock"]
    assert page.list.model.index(0, 2).data() == "Retired"
    page.list.table.select_row(0)
    driver.settle()
    assert page.card.head.state.text == "Retired"
    room.desk.opened.window.toast.undo()
    driver.settle()
    assert room.card("reporter", "Ada Byron").active


def test_registers_are_changed_by_the_keys_and_each_says_how_to_begin(room: Room) -> None:
    driver, page = room.driver, room.page
    for _step in range(4):
        driver.command("Ctrl+PgDown")
    assert page.register == "team"
    assert page.list.empty.title.text() == "No teams yet"
    assert page.sections.button("reporter").accessibleName() == "Reporters, 3"
    driver.command("Ctrl+Shift+A")
    driver.keys("Networks")
    driver.press("Tab")
    driver.press("Space")  # the first of the staff is a member
    driver.command("Ctrl+S")
    assert room.card("team", "Networks").values == {"members": [room.desk.office.me.uid]}
    assert room.names() == ["Networks"]


def test_what_somebody_else_adds_is_shown_and_does_not_touch_typing(room: Room) -> None:
    driver, page = room.driver, room.page
    driver.command("Ins")
    driver.keys("New one")
    fill(room.desk, "reporter", [("Cleo Frey", {})])
    room.desk.opened.tasks.start_watching()
    driver.settle()
    room.go("reporter")
    assert "Cleo Frey" in room.names()
    name = field(room, "name")
    assert isinstance(name, LineEdit)
    assert name.text() == "New one"
    assert page.card.is_adding()


def test_thousands_are_paged_and_found_wherever_they_are(desk: Desk) -> None:
    entries = [(f"Caller {number:04}", {"phone": str(5000 + number)}) for number in range(300)]
    fill(desk, "reporter", entries)
    desk.driver.command("Ctrl+7")
    room = Room(desk)
    model = room.page.list.model
    assert model.rowCount() == 301
    assert model.entry(0) is not None
    assert model.entry(250) is None, "only what is looked at is here"
    room.driver.press("Down")
    room.driver.press("End")
    last = model.entry(300)
    assert last is not None
    assert room.page.card.head.name.text() == last.name
    room.driver.command("/")
    room.driver.keys("caller 5250")
    assert room.names() == ["Caller 0250"]


def test_the_room_comes_back_to_the_register_that_was_left(room: Room) -> None:
    assert room.page.state() == {"register": "reporter"}
    room.go("supplier")
    assert room.page.state() == {"register": "supplier"}


def test_the_command_field_leads_to_an_entry(room: Room) -> None:
    driver = room.driver
    driver.command("Ctrl+1")
    driver.command("Ctrl+K")
    driver.keys("0815")
    driver.press("Backspace", times=4)
    driver.keys("LBL-W3")
    driver.press("Return")
    assert room.page.register == "device"
    assert room.page.card.head.name.text() == "LBL-W3-02"


def test_who_only_reads_sees_all_and_is_told_who_may_change_it(office: Office, qtbot: QtBot) -> None:
    with office.reading() as cases:
        reader, _changes = cases.people.write_person(Person("", "R. Only", "read_only"), office.me.uid)
    office.me = reader
    with office.window(qtbot, room="registers") as desk:
        room = Room(desk)
        assert room.names() == ["Dana Whitlock"]
        assert not room.page.list.add_button.isEnabled()
        assert not room.page.card.footer.retire_button.isEnabled()
        name = field(room, "name")
        assert isinstance(name, LineEdit)
        assert name.isReadOnly()
        desk.driver.command("Ctrl+Shift+A")
        assert not room.page.card.is_adding()
