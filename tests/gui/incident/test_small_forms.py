"""Half-typed small forms and chosen files are there again after a look elsewhere."""

from __future__ import annotations

import pytest

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from gui.response.rooms import hire
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.services.cases.conversation import file_from_bytes


def open_hold_with_note(desk: Desk) -> None:
    desk.driver.command("Ctrl+H")
    form = desk.incident.action.form
    assert form is not None
    form.focus_field("note")
    desk.driver.keys("We wait for the driver")


def hold_note(desk: Desk) -> object:
    form = desk.incident.action.form
    assert form is not None
    return form.values()["note"]


@pytest.mark.parametrize("away", ["another", "put away", "queue"])
def test_a_half_typed_hold_is_there_again(desk: Desk, away: str) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    open_hold_with_note(desk)
    if away == "another":
        desk.show(second)
        desk.driver.command("Ctrl+H")
        assert hold_note(desk) is None
        desk.show(first)
        desk.driver.command("Ctrl+H")
    elif away == "put away":
        desk.incident.action.put_away()
        desk.driver.command("Ctrl+H")
    else:
        desk.opened.window.show_room("queue")
        desk.driver.settle()
        desk.show(first)
    assert hold_note(desk) == "We wait for the driver"


def test_what_was_done_leaves_no_draft(desk: Desk) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    open_hold_with_note(desk)
    form = desk.incident.action.form
    assert form is not None
    form.focus_field("reason")
    desk.driver.find("supplier")
    desk.driver.command("Ctrl+Return")
    assert desk.office.page(uid).incident.status == "on_hold"
    desk.driver.command("Ctrl+H")
    assert desk.office.page(uid).incident.status == "in_progress"
    desk.driver.command("Ctrl+H")
    assert hold_note(desk) is None


def test_a_refusal_leaves_the_form_and_its_button(desk: Desk) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    open_hold_with_note(desk)
    form = desk.incident.action.form
    assert form is not None
    form.focus_field("reason")
    desk.driver.find("supplier")
    with desk.office.reading() as cases:
        cases.lifecycle.cancel(uid, "duplicate", desk.office.me.uid)
    desk.driver.command("Ctrl+Return")
    assert "is not open. Reopen it first." in desk.incident.action.refused.text()
    assert desk.incident.action.refused.isVisible()
    assert hold_note(desk) == "We wait for the driver"
    assert not desk.incident.action._busy  # noqa: SLF001


def test_chosen_files_are_there_again(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    files = desk.incident.side.files
    desk.show(first)
    files.pending.take([file_from_bytes("shot.png", b"123")])
    desk.driver.settle()
    desk.show(second)
    assert files.pending.files == ()
    desk.show(first)
    assert [one.name for one in files.pending.files] == ["shot.png"]
    assert not files.attach_button.isHidden()
    files.attach()
    desk.driver.settle()
    assert [one.name for one in desk.office.page(first).attachments] == ["shot.png"]
    desk.show(second)
    desk.show(first)
    assert files.pending.files == ()


def test_a_long_form_leaves_the_foot_of_the_page_whole(desk: Desk) -> None:
    hire(desk.office, "B. Marsh", "C. Diaz", "E. Wolff", "J. Arroyo", "K. Lindqvist", "R. Sato", "T. Okafor")
    uid = new_incident(desk.office)
    desk.opened.window.resize(1280, 600)
    desk.show(uid)
    desk.driver.command("Alt+W")
    assert desk.incident.action.kind == "restrict"
    footer = desk.incident.stages.footer
    assert footer.height() >= footer.sizeHint().height()


@pytest.mark.parametrize("keys", ["Ctrl+Shift+E", "Ctrl+Shift+K", "Ctrl+H"])
def test_in_a_low_window_the_form_is_whole(desk: Desk, keys: str) -> None:
    uid = new_incident(desk.office)
    desk.opened.window.resize(1280, 640)
    desk.show(uid)
    desk.driver.command(keys)
    form = desk.incident.action.form
    assert form is not None
    for frame in form.findChildren(FieldFrame):
        if frame.isVisible():
            assert frame.height() >= frame.sizeHint().height()
