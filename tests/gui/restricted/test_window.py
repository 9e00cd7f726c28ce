"""Restricting an incident in the window by keys, and what those who are not named see of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from crew import NAMES
from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.records import Person
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.response.room_page import ResponsePage
from incidentdesk.gui.restricted.channel_warning import ChannelWarning
from incidentdesk.services.restricted.custody import Step
from services.secret_desk import MARK, make_secret_desk
from walk import Walk


@pytest.fixture
def kim(office: Office) -> Person:
    """A colleague who is no administrator."""
    with office.reading() as cases:
        return cases.people.write_person(Person("", "Kim Lindqvist"), office.me.uid)[0]


def restricted(office: Office, by: Person, ground: str = "security") -> str:
    uid = new_incident(office, "Somebody reads along")
    with office.reading() as cases:
        cases.lifecycle.assign(uid, by.uid, office.me.uid)
        cases.restricted.restrict(uid, ground, "They listen", by.uid, channels="mail, chat")
    return uid


ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole,
)  # fmt: skip


def answer(desk: Desk, keys: str, values: dict[str, object]) -> None:
    """Open a small form by its key, and answer it."""
    desk.driver.command(keys)
    form = desk.incident.action.form
    assert form is not None, f"{keys} opened no form"
    for key, value in values.items():
        form.set_field(key, value)  # type: ignore[arg-type]
    desk.driver.command("Ctrl+Return")


def texts(root: QWidget) -> Iterator[str]:
    """All words that a window has, shown or not: labels, fields, names, lines of lists."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from words_of(widget)


def words_of(widget: QWidget) -> Iterator[str]:
    """The words that one widget has by itself."""
    yield widget.accessibleName()
    yield widget.toolTip()
    yield widget.windowTitle()
    for name in ("text", "toPlainText", "title", "placeholderText"):
        ask = getattr(widget, name, None)
        if callable(ask):
            yield str(ask())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for row in range(min(model.rowCount(), 200)):
            for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
                for role in ROLES:
                    yield str(model.index(row, column).data(role))


def test_an_incident_is_restricted_and_lifted_by_keys(desk: Desk, kim: Person) -> None:
    uid = new_incident(desk.office, "Files are gone")
    desk.show(uid)
    answer(desk, "Alt+W", {"ground": "security", "reason": "Data copied", "people": [kim.uid]})
    head = desk.incident.head.restricted
    assert (head.mark.text, head.notice.text) == ("Restricted: Security", "Legal notice due in 3 d")
    answer(desk, "Alt+E", {"what": "Laptop 4711", "kept": "Safe"})
    answer(desk, "Alt+U", {"channels": "mail"})
    answer(desk, "Alt+G", {"state": "notified", "reason": "File 7"})
    assert head.notice.text == "Legal notice given"
    desk.driver.command("Alt+Shift+P")
    panel = desk.incident.side.restricted
    assert desk.driver.focused() is panel.people.button
    shown = "\n".join(texts(panel))
    for words in (
        "Kim Lindqvist",
        "Laptop 4711",
        "mail",
        "Legal notice given · File 7",
        "M. Oyelaran · window",
    ):
        assert words in shown
    answer(desk, "Alt+Shift+W", {"reason": "Settled"})
    assert head.isHidden()
    assert not desk.office.page(uid).incident.restricted


def test_who_is_not_named_reads_whom_to_ask(desk: Desk, kim: Person) -> None:
    uid = restricted(desk.office, kim)
    desk.show(uid)
    kept = desk.incident.kept
    assert desk.incident.faces.currentWidget() is kept
    assert kept.title.text() == "INC-2026-000001 is restricted"
    assert "Ask Kim Lindqvist" in kept.ask.text()
    assert "Somebody reads along" not in "\n".join(texts(desk.opened.window))
    assert desk.failures == []
    desk.driver.command("Esc")
    assert desk.opened.window.room == "queue"


def test_an_administrator_names_himself_with_a_reason(desk: Desk, kim: Person) -> None:
    uid = restricted(desk.office, kim)
    desk.show(uid)
    kept = desk.incident.kept
    assert not kept.confirm.isEnabled()
    kept.reason.setFocus()
    desk.driver.keys("Kim is ill")
    desk.driver.press("Return")
    assert desk.incident.page is not None
    assert desk.incident.page.incident.title == "Somebody reads along"
    with desk.office.reading() as cases, cases.desk.seen_by(kim.uid):
        view = cases.restricted.view(uid)
    named = [(one.name, one.how, one.reason) for one in view.sees]
    assert ("M. Oyelaran", "break_glass", "Kim is ill") in named
    assert ("M. Oyelaran", "window") in {(one.name, one.way) for one in view.openings}


def test_one_that_is_restricted_elsewhere_is_covered_at_once(desk: Desk, kim: Person, qtbot: QtBot) -> None:
    uid = new_incident(desk.office, "Somebody reads along")
    desk.show(uid)
    desk.opened.tasks.start_watching()
    with desk.office.reading() as cases:
        cases.lifecycle.assign(uid, kim.uid, kim.uid)
        cases.restricted.restrict(uid, "security", "They listen", kim.uid)
    incident = desk.incident
    qtbot.waitUntil(lambda: incident.faces.currentWidget() is incident.kept, timeout=10_000)
    assert incident.page is None


def test_a_late_notice_stands_on_every_page_of_those_named(office: Office, kim: Person, qtbot: QtBot) -> None:
    uid = restricted(office, office.me)
    with office.window(qtbot) as desk:
        strip = desk.opened.window.strips.notices
        assert strip.isHidden(), "three days are long"
        office.time.advance(minutes=60 * 24 * 4)
        strip.look()
        assert strip.isVisible()
        assert "the legal notice is late by" in strip.text
        desk.driver.click(strip.actions_shown()[0])
        assert desk.incident.uid == uid
    with replace(office, me=kim).window(qtbot) as desk:
        assert desk.opened.window.strips.notices.isHidden()


def test_what_not_to_use_is_said_beside_what_is_written(desk: Desk) -> None:
    uid = restricted(desk.office, desk.office.me)
    desk.show(uid)
    desk.driver.command("Alt+T")
    warning = desk.incident.telling.page.channels
    assert isinstance(warning, ChannelWarning)
    assert warning.isVisible()
    assert warning.label.text() == "Do not use: mail, chat. Somebody may read along."


def test_evidence_goes_from_hand_to_hand_in_the_panel(desk: Desk) -> None:
    uid = restricted(desk.office, desk.office.me)
    with desk.office.reading() as cases:
        cases.custody.take(uid, "Laptop 4711", "Safe", desk.office.me.uid)
        cases.custody.add(uid, 1, Step("handed", "Vault", "Officer Lund"), desk.office.me.uid)
    desk.show(uid)
    desk.driver.command("Alt+Shift+P")
    shown = "\n".join(texts(desk.incident.side.restricted))
    assert "Handed over · to Officer Lund · kept: Vault" in shown


ROOMS = ("home", "queue", "log", "follow_ups", "handover", "response", "runbooks", "registers", "transfer")


@pytest.mark.slow
@pytest.mark.parametrize("role", ["agent", "lead", "administrator", "read_only"])
def test_nothing_of_a_secret_is_in_any_page_of_those_who_are_not_named(
    office: Office, qtbot: QtBot, role: str
) -> None:
    with office.reading() as cases:
        secret = make_secret_desk(Walk(cases, office.time, office.me.uid, office.reporter.uid))
        outsider = cases.people.called(NAMES[role])
    with replace(office, me=outsider).window(qtbot) as desk:
        window, go = desk.opened.window, desk.opened.session.go
        for room in ROOMS:
            go.emit(room, "")
            desk.driver.settle()
            assert_tells_nothing(window, f"{role} in {room}")
        for room, uids in (("incident", secret.uids), ("response", {"room": secret.room})):
            for name in ("itil", "room", "closed", "child", "kid"):
                if name in uids:
                    go.emit(room, uids[name])
                    desk.driver.settle()
                    assert_tells_nothing(window, f"{role} opens {name} in {room}")
        go.emit("incident", secret.plain)
        desk.driver.settle()
        assert_tells_nothing(window, f"{role} opens what everybody opens")
        look_around_queue(desk)
        assert_tells_nothing(window, f"{role} looks around the queue")
        assert desk.failures == []
        assert MARK not in QApplication.clipboard().text()


def look_around_queue(desk: Desk) -> None:
    """Go through the lines of all that is open, with its preview, and look for the words themselves."""
    desk.opened.window.show_room("queue", "open")
    desk.driver.settle()
    page = desk.opened.window.rooms["queue"]
    assert isinstance(page, QueuePage)
    for _line in range(7):
        desk.driver.press("Down")
        assert_tells_nothing(desk.opened.window, "a line of the queue")
    desk.driver.command("Ctrl+K")
    desk.driver.keys(MARK[:6].lower())
    desk.driver.press("Esc")


def assert_tells_nothing(window: QWidget, where: str) -> None:
    found = [text for top in (window, *QApplication.topLevelWidgets()) for text in texts(top) if MARK in text]
    assert found == [], where


def test_the_queue_of_others_shows_a_lock_and_nothing_else(office: Office, kim: Person, qtbot: QtBot) -> None:
    uid = restricted(office, kim)
    with office.window(qtbot) as desk:
        desk.opened.window.show_room("queue", "open")
        desk.driver.settle()
        shown = "\n".join(texts(desk.opened.window.rooms["queue"]))
        assert "Restricted incident" in shown
        assert not {"Somebody reads along", "Dana Whitlock"} & set(shown.splitlines())
        desk.opened.session.go.emit("response", uid)
        desk.driver.settle()
        page = desk.opened.window.rooms["response"]
        assert isinstance(page, ResponsePage)
        assert page.stack.currentWidget() is page.kept
