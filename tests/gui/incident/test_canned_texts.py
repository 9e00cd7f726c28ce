"""Canned texts where the desk writes: notes, stages, messages."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident


def test_a_key_is_expanded_in_a_note_and_undone(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    desk.driver.command("Ctrl+M")
    desk.driver.keys("Hello. ;left")
    desk.driver.press("Tab")
    note = desk.incident.side.composer.text
    assert note.toPlainText() == "Hello. Called, nobody answered; left a message with our number."
    assert desk.driver.focused() is note
    desk.driver.command("Ctrl+Z")
    assert note.toPlainText() == "Hello. ;left"


def test_the_list_works_on_a_stage_and_esc_leaves_only_the_list(desk: Desk) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    form = desk.incident.stages.form
    assert form is not None
    form.focus_field("findings")
    desk.driver.command("Ctrl+;")
    desk.driver.keys("tri")
    desk.driver.press("Return")
    assert form.values()["findings"] == "Tried so far:"
    desk.driver.command("Ctrl+;")
    desk.driver.press("Esc")
    assert form.values()["findings"] == "Tried so far:"
    assert desk.driver.name() == "What was found, required"


def test_the_sheet_of_keys_tells_of_it(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    desk.driver.command("F1")
    words = {label.text() for label in desk.opened.window.sheet.findChildren(QLabel)}
    assert {"Insert a canned text", "Tell the reporter…"} <= words
