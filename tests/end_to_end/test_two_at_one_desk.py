"""No SQL on the window's thread, and what others change is seen without losing what is typed here."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from peewee import InterfaceError
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from end_to_end.mouse import Mouse
from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import findings, new_incident
from incidentdesk.gui import tasks as tasks_module
from incidentdesk.gui.incident.incident_page import IncidentRoom
from incidentdesk.storage.database import DeskDatabase


def test_a_query_on_the_windows_thread_raises(desk: Desk) -> None:
    uid = new_incident(desk.office)
    cases, me = desk.opened.session.cases, desk.office.me.uid
    with pytest.raises(InterfaceError):
        cases.pages.incident(uid, me)
    with pytest.raises(InterfaceError):
        cases.stages.save(uid, {"findings": "x"}, {}, me)
    assert findings_in_file(desk.office, uid) is None


def test_connections_are_opened_on_the_worker_threads_only(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only before the window is there may its own thread look into the file, and it lets go of it again."""
    uid = new_incident(office)
    opened_on: list[str] = []
    connect = DeskDatabase.connect

    def noted(self: DeskDatabase, *, write: bool, read: bool) -> None:
        opened_on.append(threading.current_thread().name)
        connect(self, write=write, read=read)

    with office.window(qtbot) as desk:
        monkeypatch.setattr(DeskDatabase, "connect", noted)
        desk.show(uid)
        desk.driver.keys("The driver was updated overnight.")
        desk.driver.command("Ctrl+S")
        desk.driver.command("Ctrl+R")
        desk.driver.command("Ctrl+1")
        monkeypatch.undo()
    threads = {name.rsplit("_", 1)[0] for name in opened_on}
    assert threads == {"read", "write", "documents"}


def findings_in_file(office: Office, uid: str) -> object:
    return office.page(uid).facts.get("findings")


@pytest.fixture
def watching(office: Office, qtbot: QtBot) -> Iterator[Desk]:
    """A window that looks out for other processes."""
    with office.window(qtbot) as desk:
        desk.opened.tasks.start_watching()
        yield desk
    assert not desk.failures


def test_a_change_from_elsewhere_is_shown_within_a_second(watching: Desk, qtbot: QtBot) -> None:
    office, room = watching.office, watching.incident
    uid = new_incident(office)
    watching.show(uid)
    watching.driver.keys("Typed here")
    look_once(watching, qtbot)
    with office.reading() as other:
        other.stages.save(uid, {"diagnosis": "Found elsewhere"}, {}, office.me.uid)
        other.conversation.note(uid, "Said elsewhere", office.me.uid)
    qtbot.waitUntil(lambda: value(room, "diagnosis") == "Found elsewhere", timeout=1000)
    assert findings(watching) == "Typed here"
    assert watching.driver.name() == "What was found, required"
    watching.driver.keys(" and on")
    watching.driver.command("Ctrl+S")
    page = office.page(uid)
    assert (page.facts["findings"], page.facts["diagnosis"]) == ("Typed here and on", "Found elsewhere")


def test_a_conflict_shows_both_and_loses_neither(watching: Desk, qtbot: QtBot) -> None:
    office, room = watching.office, watching.incident
    uid = new_incident(office)
    watching.show(uid)
    look_once(watching, qtbot)
    watching.driver.keys("Mine")
    with office.reading() as other:
        other.stages.save(uid, {"findings": "Theirs"}, {}, office.me.uid)
    watching.driver.command("Ctrl+S")
    form = room.stages.form
    assert form is not None
    assert form.conflicts() == ["findings"]
    assert findings(watching) == "Mine"
    assert findings_in_file(office, uid) == "Theirs"
    shown = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert any("Theirs" in text for text in shown)
    assert watching.driver.has_focus(form)


def test_the_conflict_is_settled_by_a_choice(watching: Desk, qtbot: QtBot) -> None:
    office, room = watching.office, watching.incident
    uid = new_incident(office)
    watching.show(uid)
    look_once(watching, qtbot)
    watching.driver.keys("Mine")
    with office.reading() as other:
        other.stages.save(uid, {"findings": "Theirs"}, {}, office.me.uid)
    watching.driver.command("Ctrl+S")
    Mouse(watching).press("Keep mine")
    watching.driver.command("Ctrl+S")
    assert findings_in_file(office, uid) == "Mine"
    assert room.stages.form is not None
    assert room.stages.form.conflicts() == []


def value(room: IncidentRoom, key: str) -> object:
    return room.stages.form.values()[key] if room.stages.form is not None else None


def look_once(desk: Desk, qtbot: QtBot) -> None:
    """Wait until the window has looked for the first time: it tells changes from then on."""
    qtbot.waitUntil(lambda: desk.opened.tasks._version is not None, timeout=5 * tasks_module.WATCH_MS)  # noqa: SLF001
