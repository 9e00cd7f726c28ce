"""Whoever is named no longer, and whoever comes to the same window, finds nothing on pages left open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.restricted.test_window import ROOMS, words_of
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.seeing import RestrictedError
from services.secret_desk import MARK, SecretDesk, make_secret_desk
from walk import Walk

SECRETS = ("itil", "room", "child", "kid", "closed")


@pytest.fixture
def secret(office: Office) -> SecretDesk:
    with office.reading() as cases:
        return make_secret_desk(Walk(cases, office.time, office.me.uid, office.reporter.uid))


@pytest.fixture
def kim(office: Office, secret: SecretDesk) -> Person:
    """A colleague who is named on all that is restricted."""
    with office.reading() as cases:
        kim = cases.people.write_person(Person("", "Kim Lindqvist"), office.me.uid)[0]
        with cases.desk.seen_by(secret.insider):
            for key in SECRETS:
                cases.restricted.name(secret.uids[key], kim.uid, secret.insider)
        return kim


def look_at_all(desk: Desk, secret: SecretDesk) -> None:
    go = desk.opened.session.go
    for room in ROOMS:
        go.emit(room, "")
        desk.driver.settle()
    desk.opened.window.show_room("queue", "open")
    desk.driver.settle()
    for _line in range(5):
        desk.driver.press("Down")
    for key in SECRETS:
        go.emit("incident", secret.uids[key])
        desk.driver.settle()
    go.emit("response", secret.room)
    desk.driver.settle()
    go.emit("incident", secret.itil)
    desk.driver.settle()


def read_in(window: QWidget) -> list[tuple[str, str]]:
    """What somebody could read in the window now: who has it, and the words."""
    return [
        (f"{type(widget.parentWidget()).__name__} {type(widget).__name__}", text[:100])
        for widget in (window, *window.findChildren(QWidget))
        if widget.isVisibleTo(window)
        for text in words_of(widget)
        if MARK in text
    ]


@pytest.mark.slow
def test_whoever_is_named_no_longer_reads_no_more_on_open_pages(
    office: Office, secret: SecretDesk, kim: Person, qtbot: QtBot
) -> None:
    with replace(office, me=kim).window(qtbot) as desk:
        window = desk.opened.window
        look_at_all(desk, secret)
        assert read_in(window), "they see it now"
        desk.opened.tasks.start_watching()
        with office.reading() as cases, cases.desk.seen_by(secret.insider):
            for key in SECRETS:
                cases.restricted.unname(secret.uids[key], kim.uid, "moved on", secret.insider)
        qtbot.waitUntil(lambda: read_in(window) == [], timeout=10_000)
        for room in ("incident", *ROOMS, "response"):
            window.show_room(room, "")
            desk.driver.settle()
            assert read_in(window) == [], room
        assert all(isinstance(error, RestrictedError) for error in desk.failures)


@pytest.mark.slow
def test_who_comes_to_the_same_window_finds_nothing(
    office: Office, secret: SecretDesk, kim: Person, qtbot: QtBot
) -> None:
    with replace(office, me=kim).window(qtbot) as desk:
        window = desk.opened.window
        look_at_all(desk, secret)
        desk.driver.command("F2")
        desk.driver.find(office.me.name[:4].lower(), "Return")
        desk.driver.settle()
        assert desk.opened.session.me == office.me.uid
        for room in ("incident", *ROOMS, "response"):
            assert read_in(window) == [], room
            window.show_room(room, "")
            desk.driver.settle()
        assert read_in(window) == []
        assert desk.failures == []
