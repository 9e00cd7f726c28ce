"""Emptying a field of many incidents in the list: seen beforehand, done, and taken back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.conftest import office
from end_to_end.office import Desk, Office
from incidentdesk.gui.bulk.forms import ValueForm
from incidentdesk.gui.queue.queue_page import QueuePage

__all__ = ["office"]


@pytest.fixture
def uids(office: Office) -> list[str]:
    """Three incidents at a place."""
    with office.reading() as cases:
        return [
            cases.log.log({"title": f"Door {number}", "place": "Hall"}, office.me.uid).uid
            for number in range(3)
        ]


def places(office: Office, uids: list[str]) -> list[object]:
    return [office.page(uid).incident.core.get("place") for uid in uids]


def asked(desk: Desk) -> tuple[QueuePage, ValueForm]:
    """All are chosen in the list, and it is asked which field is set."""
    desk.opened.window.show_room("queue", "open")
    desk.driver.settle()
    queue = desk.opened.window.rooms["queue"]
    assert isinstance(queue, QueuePage)
    queue.list.table.choose_all()
    queue.bulk.begin("set")
    desk.driver.settle()
    form = queue.bulk.panel.form
    assert isinstance(form, ValueForm)
    return queue, form


def test_a_place_is_emptied_by_keyboard_and_taken_back(office: Office, uids: list[str], qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        queue, form = asked(desk)
        driver = desk.driver
        driver.find("Place", "Return")
        driver.press("Alt+Y")
        qtbot.waitUntil(form.empty.isChecked)
        assert form.editor is not None
        assert not form.editor.isEnabled()
        driver.press("Ctrl+Return")
        panel = queue.bulk.panel
        lines = [panel.lines.model.line(number) for number in range(3)]
        assert [line.changes for line in lines if line is not None] == [(("place", "Hall", None),)] * 3
        assert places(office, uids) == ["Hall"] * 3
        driver.press("Ctrl+Return")
        assert places(office, uids) == [None] * 3
        panel.undo()
        driver.settle()
        assert places(office, uids) == ["Hall"] * 3
        panel.put_away()


def test_the_title_is_not_offered_to_be_emptied(office: Office, uids: list[str], qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        queue, form = asked(desk)
        desk.driver.find("Title")
        assert form.field.value() == "title"
        assert not form.empty.isVisible()
        queue.bulk.panel.put_away()
        assert places(office, uids) == ["Hall"] * 3
