"""A call by phone, and the answers that fix it there."""

from __future__ import annotations

from end_to_end.office import Desk


def write_a_call(desk: Desk, *, urgent: bool = False) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Cannot print")
    driver.press("Tab")
    driver.find("dana")
    driver.keys("8:50")
    driver.press("Tab")
    driver.keys("Nothing comes out.")
    if urgent:
        driver.command("Ctrl+U")
    driver.command("Ctrl+Shift+Return")


def go_to(desk: Desk, key: str) -> None:
    form = desk.incident.quick.form
    assert form is not None
    for _step in range(40):
        if form.editor(key).has_focus():
            return
        desk.driver.press("Tab")
    raise AssertionError(f"Tab never comes to {key}")


def answer(desk: Desk, *, word: bool) -> None:
    """The answers in their order; impact and severity stay as they are proposed."""
    driver = desk.driver
    assert driver.name() == "Category, required"
    driver.find("printing")
    go_to(desk, "quick_hypotheses_statement")
    driver.keys("The printer was switched to the wrong tray")
    driver.press("Tab")
    driver.keys("Looked at the display with the caller")
    go_to(desk, "resolution")
    driver.keys("Had the caller choose tray 2")
    go_to(desk, "outcome")
    driver.find("guided")
    if word:
        go_to(desk, "reporters_word")
        driver.choose("1")
