"""What takes long goes on when somebody else takes the keyboard, and is told to whoever began it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from gui.transfer.room import PATIENCE, TICKETS
from incidentdesk.gui.attachments import KEPT_BYTES
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.transfer.transfer_page import TransferPage


def transfer(desk: Desk) -> TransferPage:
    page = desk.opened.window.rooms["transfer"]
    assert isinstance(page, TransferPage)
    return page


def rest(desk: Desk, page: TransferPage, qtbot: QtBot) -> None:
    """Wait until the other process has nothing to do any more."""
    qtbot.waitUntil(lambda: not page.busy and not page.imports.reading.quiet.isActive(), timeout=PATIENCE)
    desk.driver.settle()


@pytest.mark.usefixtures("kim")
def test_an_import_goes_on_while_somebody_else_works(
    desk: Desk, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "osticket.csv"
    file.write_text(TICKETS, encoding="utf-8")
    driver, me = desk.driver, office.me.uid
    driver.command("Ctrl+Shift+I")
    page = transfer(desk)
    page.imports.add_files([file])
    rest(desk, page, qtbot)
    driver.command("Ctrl+Return")
    rest(desk, page, qtbot)
    driver.patient = False
    driver.command("Ctrl+Return")
    assert page.busy
    driver.patient = True
    driver.command("F2")
    driver.find("kim", "Return")
    assert desk.opened.session.me != me
    assert transfer(desk) is not page
    assert driver.has_focus(transfer(desk))
    driver.command("F2")
    driver.press("Return")
    assert desk.opened.session.me == me
    assert transfer(desk) is page, "what is under way is there again"
    driver.command("Ctrl+L")
    rest(desk, page, qtbot)
    assert driver.has_focus(desk.opened.window.doors.page), "the end of an import takes no focus"
    driver.press("Return")
    assert "3 new" in page.imports.banner.text
    with office.reading() as cases:
        (batch,) = cases.importing.batches()
        assert (batch.author, batch.state) == (me, "done")


@pytest.mark.usefixtures("kim")
def test_a_file_too_big_for_a_draft_waits_for_whoever_chose_it(desk: Desk, tmp_path: Path) -> None:
    big = tmp_path / "trace.bin"
    big.write_bytes(bytes(KEPT_BYTES + 1))
    desk.driver.command("Ctrl+N")
    desk.log.files.add_paths([big])
    desk.driver.settle()
    desk.driver.command("F2")
    desk.driver.find("kim", "Return")
    assert desk.log.files.files == ()
    desk.driver.command("F2")
    desk.driver.press("Return")
    assert [file.name for file in desk.log.files.files] == ["trace.bin"]


@pytest.mark.usefixtures("kim")
def test_a_change_of_many_waits_for_whoever_began_it(desk: Desk) -> None:
    new_incident(desk.office)
    queue = desk.opened.window.rooms["queue"]
    assert isinstance(queue, QueuePage)
    queue.showing.show_view("open")
    queue.showing.feed.reload()
    desk.driver.settle()
    queue.list.table.choose_all()
    desk.driver.settle()
    queue.bulk.begin("assign")
    desk.driver.settle()
    assert queue.bulk.is_open()
    desk.driver.command("F2")
    desk.driver.find("kim", "Return")
    assert desk.opened.window.rooms["queue"] is not queue
    desk.driver.command("F2")
    desk.driver.press("Return")
    assert desk.opened.window.rooms["queue"] is queue
    assert queue.bulk.is_open()


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("way", ["make", "change"])
def test_nobody_is_told_or_offered_to_undo_what_another_began(desk: Desk, qtbot: QtBot, way: str) -> None:
    """The answer comes when somebody else is at the keyboard, on a page that was taken away."""
    session, tasks, window = desk.opened.session, desk.opened.tasks, desk.opened.window
    go_on, undone, me = threading.Event(), [], session.me

    def answer(_done: object) -> None:
        def then(_again: object) -> None:
            session.told.emit("Told by Oyelaran.", "good")
            session.undoable.emit("Done by Oyelaran.", lambda: undone.append("x"))

        then(None)
        tasks.ask(session, lambda: None, then)  # also what follows from the answer is theirs

    begin: Callable[..., None] = getattr(tasks, way)
    begin(window.rooms["queue"], lambda: go_on.wait(30), answer)
    desk.driver.patient = False
    desk.driver.command("F2")
    desk.driver.find("kim", "Return")
    qtbot.waitUntil(lambda: session.me != me)
    go_on.set()
    desk.driver.settle()
    assert window.toast.isHidden()
    desk.driver.command("Ctrl+Shift+Z")
    assert undone == []
    session.told.emit("Told by Kim.", "good")
    assert window.toast.text == "Told by Kim."


@pytest.mark.usefixtures("kim")
def test_nobody_waits_at_the_door_for_the_work_of_another(desk: Desk, qtbot: QtBot) -> None:
    session, go_on, me = desk.opened.session, threading.Event(), desk.opened.session.me
    for begin in (desk.opened.tasks.make, desk.opened.tasks.change):
        begin(session, lambda: go_on.wait(60), lambda _done: None)
    desk.driver.patient = False
    desk.driver.command("F2")
    desk.driver.find("kim", "Return")
    try:
        qtbot.waitUntil(lambda: session.me != me, timeout=20_000)
    finally:
        go_on.set()
