"""What is written into a note, and what is kept of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.gui.attachments import KEPT_BYTES
from incidentdesk.gui.incident.side_panel import timeline_items
from incidentdesk.services.cases.conversation import file_from_bytes


def elsewhere_and_back(desk: Desk, uid: str) -> None:
    desk.show(new_incident(desk.office, "Another one"))
    desk.show(uid)


def test_all_of_a_note_is_kept(desk: Desk) -> None:
    uid, composer = new_incident(desk.office), desk.incident.side.composer
    desk.show(uid)
    desk.driver.command("Ctrl+M")
    desk.driver.keys("The label goes back to the old size.")
    composer.kind.set_value("decision")
    composer.audience.set_value("reporter")
    composer.audience.changed.emit("reporter")
    elsewhere_and_back(desk, uid)
    assert composer.text.toPlainText() == "The label goes back to the old size."
    assert composer.kind.value() == "decision"
    assert composer.audience.value() == "reporter"
    assert composer.add.text() == "Add note for the reporter"


def test_who_said_it_is_kept_before_what(desk: Desk) -> None:
    uid, composer = new_incident(desk.office), desk.incident.side.composer
    desk.show(uid)
    desk.driver.command("Ctrl+M")
    composer.kind.changed.emit(composer.kind.set_value("decision"))
    composer.who.setFocus()
    desk.driver.keys("Dr Weiss")
    elsewhere_and_back(desk, uid)
    assert composer.who.text() == "Dr Weiss"


def test_a_fault_leaves_the_note_where_it_is_and_the_button_alive(office: Office, qtbot: QtBot) -> None:
    uid = new_incident(office)
    with office.window(qtbot) as desk:
        composer = desk.incident.side.composer
        desk.show(uid)
        desk.driver.command("Ctrl+M")
        desk.driver.keys("Called again.")
        composer._uid = "nobody has this"  # noqa: SLF001
        desk.driver.command("Ctrl+Return")
        assert desk.failures
        assert composer.text.toPlainText() == "Called again."
        composer._uid = uid  # noqa: SLF001
        desk.driver.command("Ctrl+Return")
        assert composer.text.toPlainText() == ""
    assert office.page(uid).entries[-1].kind == "note"


def test_files_of_a_note_are_kept_up_to_a_size_that_is_told(desk: Desk) -> None:
    uid, files = new_incident(desk.office), desk.incident.side.composer.files
    desk.show(uid)
    files.take([file_from_bytes("small.txt", b"12" * 100_000)])
    first = files.draft()
    assert first == []  # encoded apart from the window's thread
    desk.driver.settle()
    kept = files.draft()
    assert isinstance(kept, list)
    assert kept[0]["data"] is files.draft()[0]["data"]  # type: ignore[index, call-overload]
    elsewhere_and_back(desk, uid)
    assert [one.data for one in files.files] == [b"12" * 100_000]
    files.take([file_from_bytes("dump.bin", bytes(KEPT_BYTES + 1))])
    desk.driver.settle()
    assert len(files.draft()) == 1  # type: ignore[arg-type]


def test_a_note_says_whom_it_is_for_before_and_after_it_is_added(desk: Desk) -> None:
    uid, composer = new_incident(desk.office), desk.incident.side.composer
    desk.show(uid)
    desk.driver.command("Ctrl+M")
    assert composer.add.text() == "Add internal note"
    desk.driver.keys("The spool was full.")
    desk.driver.command("Ctrl+Return")
    desk.driver.keys("We are on it.")
    desk.driver.press("Tab")
    desk.driver.choose("Right")
    assert composer.add.text() == "Add note for the reporter"
    desk.driver.command("Ctrl+Return")
    assert composer.add.text() == "Add internal note", "the next one is internal again"
    told, internal = timeline_items(desk.office.page(uid))[:2]
    assert (told.detail, list(told.chips), told.tone) == (
        "We are on it.",
        [("For the reporter", "accent")],
        "accent",
    )
    assert (internal.detail, list(internal.chips)) == ("The spool was full.", [("Internal", "neutral")])
    assert "Internal" in internal.as_text()
