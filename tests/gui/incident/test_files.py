"""The files beside an incident."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from end_to_end.office import Desk
from gui.incident.test_keys import new_incident
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.services.cases.conversation import file_from_bytes


def told(desk: Desk) -> list[str]:
    """What the panel says of files."""
    labels = desk.incident.side.files.content.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def test_where_there_are_none_that_is_said(desk: Desk) -> None:
    uid = new_incident(desk)
    desk.show(uid)
    desk.incident.side.show_files()
    assert told(desk) == ["No files yet."]
    desk.opened.session.tasks.change(
        desk.opened.window,
        lambda: desk.opened.session.cases.conversation.attach(
            uid, file_from_bytes("trace.log", b"nothing"), desk.office.me.uid
        ),
    )
    desk.driver.settle()
    assert told(desk)[0] == "trace.log"
    buttons = desk.incident.side.files.content.findChildren(ActionButton)
    assert [one.accessibleName() for one in buttons if one.text() == "Save as…"] == ["Save trace.log as"]
