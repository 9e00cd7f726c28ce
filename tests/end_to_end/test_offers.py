"""Who only reads is not offered what would only be refused: it is disabled, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Desk, Office
from end_to_end.outage import new_child, new_outage
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.incident.relative_row import RelativeRow
from incidentdesk.gui.similar.likeness_row import LikenessRow
from walk import Walk

WHO_MAY = "Only agents, leads and administrators may change anything."


@pytest.fixture
def reads(office: Office, qtbot: QtBot) -> Iterator[Desk]:
    """The window of somebody who only reads, on a desk with an outage and a child."""
    with office.reading() as cases:
        crew = hire(cases)
        reader = next(one for one in cases.people.staff() if one.uid == crew.uid("read_only"))
    with replace(office, me=reader).window(qtbot) as desk:
        yield desk


def refused(button: QAbstractButton) -> bool:
    """Whether a button is in sight and disabled, and says who may."""
    return button.isVisible() and not button.isEnabled() and button.toolTip().startswith(WHO_MAY)


def test_no_caller_is_offered_to_be_added_while_logging(office: Office, reads: Desk) -> None:
    new_outage(office, callers=1)
    reads.opened.window.show_room("log")
    reads.driver.settle()
    (row,) = reads.log.side.outages.rows
    assert refused(row.add_button)
    assert row.open_button.isEnabled()


def test_a_register_field_offers_nothing_new(reads: Desk) -> None:
    reads.opened.window.show_room("log")
    reads.driver.settle()
    editor = reads.log.form.editor("reporter")
    assert isinstance(editor, RegisterEditor)
    editor.select.setText("Nobody Known")
    editor.select.textEdited.emit("Nobody Known")
    reads.driver.settle()
    assert not editor.is_open()
    row = editor.select.highlighted()
    assert row is None or not row.add
    assert "choose “Add”" not in editor.not_taken("Nobody Known")


def test_links_are_neither_made_nor_taken_apart(office: Office, reads: Desk) -> None:
    uid = new_outage(office, callers=1)
    new_child(office, uid, "Room 4 cannot be booked")
    reads.show(uid)
    reads.driver.command("Alt+L")
    linked = reads.incident.outage.linked
    assert refused(linked.mark_button)
    assert refused(linked.link_button)
    (row,) = linked.findChildren(RelativeRow)
    assert refused(row.part_button)
    assert row.open_button.isEnabled()


def test_what_was_done_is_not_copied_into_an_incident(office: Office, reads: Desk) -> None:
    with office.reading() as cases:
        walk = Walk(cases, office.time, office.me.uid, office.reporter.uid)
        walk.closed()
        uid = walk.to("investigation")
    reads.show(uid)
    reads.driver.command("Ctrl+Shift+L")
    (row, *_others) = reads.incident.findChildren(LikenessRow)
    assert refused(row.link_button)
    assert refused(row.copy_button)


def test_no_follow_up_is_offered(office: Office, reads: Desk) -> None:
    with office.reading() as cases:
        uid = Walk(cases, office.time, office.me.uid, office.reporter.uid).to("investigation")
    reads.show(uid)
    offers = [
        one for one in reads.incident.findChildren(QAbstractButton)
        if one.text() == "Make follow-up" and one.isVisible()
    ]  # fmt: skip
    assert offers
    assert all(map(refused, offers))
