"""Tab leads through the window as one reads it, whatever came into it later."""

from __future__ import annotations

from end_to_end.driver import Driver
from end_to_end.office import Desk
from walk import CLASSIFICATION, about


def tour(driver: Driver, steps: int) -> list[str]:
    """The names of what Tab comes to from here."""
    names = []
    for _step in range(steps):
        driver.press("Tab")
        names.append(driver.name().removesuffix(", required"))
    return names


def open_investigation(desk: Desk) -> None:
    office = desk.office
    with office.reading() as cases:
        values = {
            "title": "Labels come out blank", "description": "No text on any of them.",
            "reporter": office.reporter.uid, "occurred": about(office.time.now().local()),
        }  # fmt: skip
        uid = cases.log.log(values, office.me.uid).uid
        cases.stages.save(uid, CLASSIFICATION, {}, office.me.uid)
        cases.stages.complete(uid, "classification", office.me.uid)
    desk.show(uid)


def test_from_the_last_field_to_the_buttons_below(desk: Desk) -> None:
    driver = desk.driver
    open_investigation(desk)
    assert driver.name() == "What was found, required"
    names = tour(driver, 16)
    assert names[:8] == [
        "Add a hypothesis", "The cause is evident", "Link a known error", "Not pursued…",
        "Diagnosis: the cause, in a sentence", "Cause category", "What would prevent it", "Follow-up",
    ]  # fmt: skip
    assert "Complete investigation" in names
    assert "Log" not in names[: names.index("Complete investigation")]


def test_through_a_row_that_was_added_and_on(desk: Desk) -> None:
    driver = desk.driver
    open_investigation(desk)
    driver.press("Tab")
    driver.press("Space")
    assert driver.name() == "Hypothesis, required"
    names = tour(driver, 9)
    assert names[:2] == ["How it was tested", "Open"]
    assert names[names.index("Add a hypothesis") :] == [
        "Add a hypothesis", "The cause is evident", "Link a known error", "Not pursued…",
        "Diagnosis: the cause, in a sentence",
    ]  # fmt: skip


def test_back_into_the_form_from_the_buttons(desk: Desk) -> None:
    driver = desk.driver
    open_investigation(desk)
    desk.incident.stages.footer.back.setFocus()
    driver.press("Shift+Tab")
    assert driver.name() == "Add the follow-up"
    for name in ("Due", "Owner", "Follow-up", "What would prevent it"):
        driver.press("Shift+Tab")
        assert driver.name() == name


def test_from_the_last_field_of_a_call_to_files_and_buttons(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    names = tour(driver, 16)
    assert names[:6] == [
        "Who told us", "Since when", "What happens", "Error code", "Follow-up by", "User, phone",
    ]  # fmt: skip
    last = names.index("Detected at another time than reported")
    assert names[last + 2 : last + 6] == ["Fix now", "Log, next call", "Log and classify", "Log"]


def test_from_a_small_form_to_its_buttons(desk: Desk) -> None:
    driver = desk.driver
    open_investigation(desk)
    driver.command("Ctrl+H")
    assert driver.name() == "Why does it wait?, required"
    assert tour(driver, 5) == ["Wakes", "Waiting for", "Note", "Put on hold", "Never mind"]


def test_once_around_the_window_and_back(desk: Desk) -> None:
    driver = desk.driver
    open_investigation(desk)
    start, forth = driver.focused(), [driver.focused()]
    while not forth[1:] or forth[-1] is not start:
        driver.press("Tab")
        forth.append(driver.focused())
        assert len(forth) < 60, "Tab never comes back"
    names = [stop.accessibleName() for stop in forth]
    assert {"Note", "Timeline", "Search", "What can be done", "Beside the form"} <= set(names)
    back = [start]
    for _step in forth[1:]:
        driver.press("Shift+Tab")
        back.append(driver.focused())
    assert back == forth[::-1]
