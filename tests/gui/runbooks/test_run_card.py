"""Going through a runbook in the response room: suggested, begun, checked off, taken back, left."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Desk, Office
from gui.runbooks.books import PRINTER, begin, beside, on_desk, raise_one, room, row, write
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.gui.runbooks.run_panel import RunPanel
from incidentdesk.gui.runbooks.step_answers import StepAnswers
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.timeline_texts import entry_text
from incidentdesk.services.use_cases import UseCases
from services.response_desk import RESOLUTION


def resolve(cases: UseCases, uid: str, office: Office) -> None:
    me, now = office.me.uid, moment_to_json(Moment.exact(office.time.now()))
    cases.response.note_update(uid, "internal", "It works", me, last=True)
    cases.response.set_milestone(uid, "mitigated", now, me)
    cases.stages.save(uid, RESOLUTION, {}, me)
    cases.response.go_to(uid, "resolved", me, reason="Small")


def answers(panel: RunPanel, number: int) -> StepAnswers:
    found = row(panel, number).answers
    assert found is not None
    return found


def headlines(desk: Desk, uid: str) -> list[str]:
    page = desk.office.page(uid)
    texts = ValueTexts(page.settings, page.names, page.definition)
    return [entry_text(one, page, texts).headline for one in page.entries if one.kind.startswith("runbook")]


def states(desk: Desk, uid: str) -> list[str]:
    return [one.state for one in beside(desk, uid).runs[-1].progress.steps]


def begun(desk: Desk) -> tuple[str, RunPanel]:
    write(desk.office, PRINTER)
    uid = raise_one(desk.office)
    return uid, begin(desk, uid, "label-printer")


def test_what_fits_is_offered_with_the_reason_and_begun_by_the_keyboard(desk: Desk) -> None:
    write(desk.office, PRINTER)
    uid = raise_one(desk.office)
    panel = room(desk, uid)
    desk.driver.command("Alt+K")
    assert desk.driver.name() == "Begin “Label printer”"
    desk.driver.press("Return")
    assert headlines(desk, uid) == ["Runbook started"]
    assert panel.name.text() == "Label printer"
    assert panel.progress.text() == "0 of 4"
    assert panel.steps.isAncestorOf(desk.driver.focused())


def test_any_other_runbook_may_be_chosen(desk: Desk) -> None:
    panel = room(desk, raise_one(desk.office, "A word that no runbook knows"))
    assert "No runbook fits" in panel.fitting.none.text()
    desk.driver.click(panel.fitting.other)
    desk.driver.find("VPN", then="Return")
    assert panel.name.text() == "VPN or remote access does not connect"


def test_where_it_is_resolved_none_is_offered(desk: Desk) -> None:
    write(desk.office, PRINTER)
    uid = raise_one(desk.office)
    assert room(desk, uid).fitting.isVisible()
    on_desk(desk, lambda cases: resolve(cases, uid, desk.office))
    panel = room(desk, uid)
    assert not panel.fitting.isVisible()
    assert panel.nothing.isVisible()


def test_a_run_by_the_keyboard_alone_to_its_end(desk: Desk) -> None:
    uid, panel = begun(desk)
    driver = desk.driver
    driver.choose("m")  # the answer “many” by its first letter
    driver.command("Alt+Y")
    assert (states(desk, uid), panel.progress.text()) == (["ok", "open", "waiting", "waiting"], "1 of 4")
    assert row(panel, 1).said.text() == "Answer: many"
    assert desk.opened.window.toast.text == "Step 1 is checked off."
    driver.command("Alt+F")
    assert desk.opened.window.toast.text == "Step 2 is noted as failed."
    assert "Call the printer people" in panel.steps.escalated.text
    driver.command("Alt+K")
    driver.command("Alt+Z")
    assert panel.steps.escalated.isHidden()
    driver.command("Alt+Y")
    driver.command("Alt+Y")
    assert driver.name() == "Yes, it is done"
    driver.press("Return")
    driver.command("Alt+S")
    driver.keys("nobody is there")
    driver.press("Return")
    view = beside(desk, uid).runs[0]
    assert view.run.state == "finished"
    assert [one.state for one in view.progress.steps] == ["ok", "ok", "ok", "skipped"]
    assert row(panel, 4).said.text() == "Why: nobody is there"
    assert headlines(desk, uid)[-2:] == ["Step 4: Skipped", "Runbook finished"]
    assert panel.after.isVisible()


def test_a_question_is_not_done_without_its_answer(desk: Desk) -> None:
    uid, panel = begun(desk)
    desk.driver.command("Alt+Y")
    assert answers(panel, 1).told.text() == "Give the answer first."
    assert states(desk, uid)[0] == "open"


def test_danger_is_asked_about_in_place(desk: Desk) -> None:
    uid, panel = begun(desk)
    for _number in (1, 2):
        answers(panel, _number).put({"answer": "one"})
        desk.driver.command("Alt+Y")
    desk.driver.click(answers(panel, 3).ok_button)
    assert answers(panel, 3).sure_button.isVisible()
    assert states(desk, uid)[2] == "open"
    desk.driver.press("Tab")
    desk.driver.press("Return")  # Not yet
    assert not answers(panel, 3).sure_button.isVisible()
    assert states(desk, uid)[2] == "open"


def test_the_check_off_can_be_undone_and_steps_go_in_order(desk: Desk) -> None:
    uid, panel = begun(desk)
    assert row(panel, 2).answers is None
    answers(panel, 1).put({"answer": "one"})
    desk.driver.command("Alt+Y")
    desk.driver.command("Ctrl+Shift+Z")
    assert states(desk, uid)[0] == "open"
    assert headlines(desk, uid)[-1] == "Step 1: Taken back"


def test_what_is_typed_stays_as_a_draft_and_while_others_work(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        uid, panel = begun(desk)
        desk.driver.press("Tab")
        desk.driver.keys("two on ward 3")
        on_desk(desk, lambda cases: cases.response.set_bridge(uid, "4400", office.me.uid))
        panel.show_incident(uid)
        desk.driver.settle()
        assert answers(panel, 1).note.toPlainText() == "two on ward 3"
        assert answers(panel, 1).note.hasFocus()
    with office.window(qtbot) as desk:
        panel = room(desk, uid)
        assert answers(panel, 1).note.toPlainText() == "two on ward 3"
        desk.driver.command("Alt+K")
        desk.driver.choose("o")
        desk.driver.command("Alt+Y")
        assert row(panel, 1).said.text() == "Answer: one\ntwo on ward 3"
    with office.window(qtbot) as desk:
        panel = room(desk, uid)
        assert answers(panel, 2).note.toPlainText() == ""


def test_leaving_needs_a_reason_and_asks_what_was_wrong(desk: Desk) -> None:
    uid, panel = begun(desk)
    desk.driver.click(panel.leaving.link)
    desk.driver.press("Return")
    assert "Say why" in panel.leaving.told.text()
    desk.driver.keys("another way was found")
    desk.driver.press("Return")
    assert beside(desk, uid).runs[0].run.state == "left"
    assert panel.after.isVisible()
    assert panel.fitting.isVisible()


def test_what_was_wrong_becomes_an_edit_of_the_runbook(desk: Desk) -> None:
    _uid, panel = begun(desk)
    run = beside(desk, panel.uid).runs[0].run.uid
    on_desk(desk, lambda cases: cases.runbook_runs.leave(run, "done by hand", desk.office.me.uid))
    panel.show_incident(panel.uid)
    desk.driver.settle()
    desk.driver.click(panel.after.add_button)
    assert "Choose the step" in panel.after.told.text()
    panel.after.step.set_value("2")
    panel.after.text.setFocus()
    desk.driver.keys("The light is blue by now")
    desk.driver.click(panel.after.add_button)
    draft = on_desk(desk, lambda cases: cases.runbooks.page("label-printer").draft)
    assert draft is not None
    said = draft.remarks[0]
    assert (said["step"], said["what"], said["text"]) == (2, "wrong", "The light is blue by now")
    assert said["incident"] == "INC-2026-000001"
    desk.driver.click(panel.after.open_link)
    assert desk.opened.window.room == "runbooks"


def test_who_may_only_read_is_offered_nothing(desk: Desk) -> None:
    write(desk.office, PRINTER)
    uid = raise_one(desk.office)
    reader = on_desk(desk, lambda cases: hire(cases).uid("read_only"))
    on_desk(desk, lambda cases: cases.runbook_runs.start(uid, "label-printer", desk.office.me.uid))
    staff = on_desk(desk, lambda cases: cases.people.staff())
    desk.opened.session.change_person(next(one for one in staff if one.uid == reader))
    panel = room(desk, uid)
    assert row(panel, 1).text.text() == "How many printers?"
    assert row(panel, 1).answers is None
    assert not panel.fitting.isVisible()
    assert not panel.leaving.link.isVisible()


def test_two_runs_at_once_are_chosen_between(desk: Desk) -> None:
    uid, panel = begun(desk)
    desk.driver.click(panel.more_link)
    panel.begin("vpn-down")
    desk.driver.settle()
    assert panel.which.value_label().startswith("VPN or remote access does not connect · Under way")
    first = beside(desk, uid).runs[0].run.uid
    panel.which.changed.emit(first)
    desk.driver.settle()
    assert row(panel, 1).text.text() == "How many printers?"
