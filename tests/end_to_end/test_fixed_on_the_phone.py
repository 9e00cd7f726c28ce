"""Fixed on the phone: from the log page to resolved, or closed with the caller's word, on one more page."""

from __future__ import annotations

from end_to_end.office import Desk
from end_to_end.phone import answer, go_to, write_a_call

MOST_ANSWERS = 6


def test_the_page_asks_for_at_most_six_answers(desk: Desk) -> None:
    write_a_call(desk)
    quick = desk.office.only().definition.quick
    assert quick is not None
    assert len(quick.answers) <= MOST_ANSWERS
    form = desk.incident.quick.form
    assert form is not None
    of_answers = {key for one in quick.answers for key in one.fields} | {
        f"quick_{one.row_of}_{column}" for one in quick.answers for column in one.columns
    }
    assert set(form.visible_keys()) == of_answers
    assert form.values()["impact"], form.values()["severity"]


def test_with_the_callers_word_it_closes(desk: Desk) -> None:
    write_a_call(desk)
    answer(desk, word=True)
    desk.driver.command("Ctrl+Return")
    page = desk.office.only()
    assert page.incident.status == "closed"
    assert page.facts["hypotheses"][0]["way"] == "evident"  # type: ignore[index,call-overload]
    assert page.facts["reporters_word"] == "restored"
    assert page.incident.core["restored"] is not None


def test_without_the_callers_word_it_ends_resolved(desk: Desk) -> None:
    driver = desk.driver
    write_a_call(desk)
    answer(desk, word=False)
    driver.command("Ctrl+Return")
    form = desk.incident.quick.form
    assert form is not None
    assert form.editor("recovery_test").has_focus()  # the caller's word would have said so
    assert "back_to_normal" in form.visible_keys()
    driver.keys("Printed a page from here")
    go_to(desk, "back_to_normal")
    driver.choose("1")
    driver.command("Ctrl+Return")
    page = desk.office.only()
    assert page.incident.status == "resolved"
    assert page.incident.stage == "closure"
    assert page.facts.get("reporters_word") is None
    assert desk.incident.stages.isVisible()
    assert driver.has_focus(desk.incident.stages)


def test_a_missing_answer_is_asked_for_on_the_page(desk: Desk) -> None:
    driver = desk.driver
    write_a_call(desk)
    form = desk.incident.quick.form
    assert form is not None
    asked = form.visible_keys()
    driver.find("printing")
    driver.command("Ctrl+Return")
    assert form.editor("quick_hypotheses_statement").has_focus()
    assert form.editor("quick_hypotheses_statement").problem
    driver.keys("The wrong tray")
    driver.press("Tab")
    driver.keys("Looked with the caller")
    driver.command("Ctrl+Return")
    form = desk.incident.quick.form
    assert form is not None
    assert form.editor("resolution").has_focus()
    assert form.editor("resolution").problem == "Write what was done"
    assert form.values()["quick_hypotheses_statement"] == "The wrong tray"
    assert form.visible_keys()[: len(asked)] == asked
    assert desk.office.only().incident.status == "in_progress"


def test_an_urgent_one_asks_for_prevention_on_the_same_page(desk: Desk) -> None:
    driver = desk.driver
    write_a_call(desk, urgent=True)
    answer(desk, word=True)
    go_to(desk, "impact")
    driver.choose("1")
    go_to(desk, "severity")
    driver.choose("1")
    driver.command("Ctrl+Return")
    form = desk.incident.quick.form
    assert form is not None
    assert form.isVisible()
    assert form.editor("prevention").has_focus()
    assert form.values()["resolution"] == "Had the caller choose tray 2"
    driver.keys("Lock the tray in the driver")
    driver.command("Ctrl+Return")
    page = desk.office.only()
    assert (page.incident.priority, page.incident.status) == ("P1", "closed")
    assert page.facts["prevention"] == "Lock the tray in the driver"


def test_esc_leads_to_the_stages_and_keeps_the_answers(desk: Desk) -> None:
    driver = desk.driver
    write_a_call(desk)
    driver.find("printing")
    go_to(desk, "resolution")
    driver.keys("Had the caller choose tray 2")
    driver.press("Esc")
    assert desk.incident.stages.isVisible()
    assert desk.driver.has_focus(desk.incident.stages)
    desk.show(f"{desk.office.only().incident.uid}/quick")
    form = desk.incident.quick.form
    assert form is not None
    assert form.values()["resolution"] == "Had the caller choose tray 2"
