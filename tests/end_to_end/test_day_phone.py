"""A day: a printer is fixed while its user is on the phone, and nothing of the record is left for later."""

from __future__ import annotations

from end_to_end.office import Desk
from end_to_end.phone import answer, write_a_call

MOST_SECONDS = 60
"""Operator time for the whole call, by the keystroke-level model; what is typed as text apart."""


def test_a_printer_is_fixed_on_the_phone_in_under_a_minute(desk: Desk) -> None:
    begin = desk.driver.effort
    write_a_call(desk)
    answer(desk, word=True)
    desk.driver.command("Ctrl+Return")
    effort = desk.driver.effort.since(begin)
    page = desk.office.only()
    assert page.incident.status == "closed"
    assert [stage.key for stage in page.definition.stages if not page.is_complete(stage)] == []
    assert page.facts["resolution"] == "Had the caller choose tray 2"
    assert page.incident.core["reporter"] == desk.office.reporter.uid
    assert effort.clicks == 0, "the keyboard alone"
    assert 0 < effort.seconds < MOST_SECONDS
