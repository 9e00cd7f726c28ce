"""Going through a runbook: order, reasons, the timeline, and its end."""

from __future__ import annotations

import pytest

from crew import hire
from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.runbooks.runbook_runs import RunView
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk
from written_runbooks import HOW_MANY, IS_IT_ON, TELL_THE_WARD, label_printer

TEXT = label_printer(HOW_MANY, IS_IT_ON + 'on_fail = "escalate"\n', TELL_THE_WARD)


def begun(walk: Walk) -> tuple[str, RunView]:
    walk.cases.runbooks.write(TEXT, walk.me)
    uid = walk.log()
    return uid, walk.cases.runbook_runs.start(uid, "label-printer", walk.me)[0]


def told(walk: Walk, uid: str) -> list[tuple[str, str]]:
    page = walk.page(uid)
    texts = ValueTexts(page.settings, page.names, page.definition)
    entries = [one for one in page.entries if one.kind.startswith("runbook")]
    return [(said.headline, said.detail) for said in (entry_text(one, page, texts) for one in entries)]


def states(view: RunView) -> list[str]:
    return [one.state for one in view.progress.steps]


def test_a_run_goes_step_by_step_to_its_end_and_the_timeline_tells_it(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    uid, view = begun(walk)
    assert (view.progress.next, view.version, view.runbook.name) == (1, 1, "Label printer")
    walk.time.advance(minutes=2)
    view, changes = runs.check_off(view.run.uid, 1, "ok", walk.me, answer="one")
    assert (states(view), changes.incidents) == (["ok", "open", "passed"], {uid})
    view, _changes = runs.check_off(view.run.uid, 2, "ok", walk.me, note="Green light\nand a beep")
    assert (view.run.state, view.progress.is_finished) == ("finished", True)
    assert told(walk, uid) == [
        ("Runbook started", "Label printer (version 1)"),
        ("Step 1: OK", "How many printers?\nAnswer: one"),
        ("Step 2: OK", "Is it on?\nGreen light\nand a beep"),
        ("Runbook finished", "Label printer (version 1)"),
    ]
    (line,) = [one for one in walk.cases.runbooks.all() if one.key == "label-printer"]
    assert (line.usage.runs, line.usage.finished, line.usage.failed_steps) == (1, 1, 0)
    assert line.usage.last == view.run.started
    assert runs.of(uid) == (runs.one(view.run.uid),)


def test_the_run_keeps_its_version_when_the_runbook_is_written_anew(walk: Walk) -> None:
    _uid, view = begun(walk)
    walk.cases.runbooks.write(TEXT.replace("How many printers?", "How many labels?"), walk.me)
    again = walk.cases.runbook_runs.one(view.run.uid)
    assert (again.version, again.runbook.steps[0].text) == (1, "How many printers?")


def test_skipping_needs_a_reason_and_a_question_an_answer_of_its_own(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    uid, view = begun(walk)
    run = view.run.uid
    for number, result, parts, said in (
        (1, "skipped", {}, "needs a reason"),
        (1, "ok", {}, "asks something"),
        (1, "ok", {"answer": "few"}, "no answer"),
        (1, "done", {}, "no result"),
        (9, "ok", {}, "no step 9"),
    ):
        with pytest.raises(UsageError, match=said):
            runs.check_off(run, number, result, walk.me, **parts)
    with pytest.raises(RefusedError, match="Do step 1 first"):
        runs.check_off(run, 2, "ok", walk.me)
    assert len(told(walk, uid)) == 1
    view, _changes = runs.check_off(run, 1, "skipped", walk.me, why="nobody knows")
    assert view.progress.of(1).last is not None
    assert view.progress.of(1).last.why == "nobody knows"
    assert told(walk, uid)[-1] == ("Step 1: Skipped", "How many printers?\nWhy: nobody knows")


def test_a_failure_to_be_escalated_holds_the_run_until_it_is_answered(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    uid, view = begun(walk)
    runs.check_off(view.run.uid, 1, "ok", walk.me, answer="many")
    view, _changes = runs.check_off(view.run.uid, 2, "failed", walk.me)
    assert (view.progress.escalated, view.run.state) == ((2,), "running")
    with pytest.raises(RefusedError, match="Do step 2 first"):
        runs.check_off(view.run.uid, 3, "ok", walk.me)
    view, _changes = runs.check_off(view.run.uid, 2, "ok", walk.me, note="R. Sato mended it")
    assert view.progress.next == 3
    assert told(walk, uid)[2][0] == "Step 2: Failed"


def test_one_may_be_left_with_a_reason_and_begun_anew(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    uid, view = begun(walk)
    with pytest.raises(RefusedError, match="already"):
        runs.start(uid, "label-printer", walk.me)
    with pytest.raises(UsageError, match="reason"):
        runs.leave(view.run.uid, " ", walk.me)
    runs.leave(view.run.uid, "wrong one", walk.me)
    assert told(walk, uid)[-1] == ("Runbook left", "Label printer (version 1)\nwrong one")
    with pytest.raises(RefusedError, match="over"):
        runs.check_off(view.run.uid, 1, "ok", walk.me, answer="one")
    assert runs.start(uid, "label-printer", walk.me)[0].run.uid != view.run.uid
    assert runs.current(uid).run.state == "running"


def test_of_several_the_one_is_named(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    uid, view = begun(walk)
    runs.start(uid, "printing-stuck", walk.me)
    with pytest.raises(UsageError, match="label-printer, printing-stuck"):
        runs.current(uid)
    assert runs.current(uid, "label-printer").run.uid == view.run.uid
    with pytest.raises(UsageError, match="gone through"):
        runs.current(uid, "vpn-down")
    with pytest.raises(UsageError, match="no run"):
        runs.one("nothing")


def test_a_retired_one_and_an_ended_incident_are_refused(walk: Walk) -> None:
    uid, view = begun(walk)
    walk.cases.runbooks.retire("vpn-down", walk.me)
    with pytest.raises(RefusedError, match="retired"):
        walk.cases.runbook_runs.start(uid, "vpn-down", walk.me)
    walk.cases.lifecycle.cancel(uid, "test", walk.me)
    with pytest.raises(RefusedError):
        walk.cases.runbook_runs.check_off(view.run.uid, 1, "ok", walk.me, answer="one")
    with pytest.raises(RefusedError):
        walk.cases.runbook_runs.start(uid, "dns-failing", walk.me)


def test_who_only_reads_goes_through_none(walk: Walk) -> None:
    uid, view = begun(walk)
    reads = hire(walk.cases).uid("read_only")
    for act in (
        lambda: walk.cases.runbook_runs.start(uid, "vpn-down", reads),
        lambda: walk.cases.runbook_runs.check_off(view.run.uid, 1, "ok", reads, answer="one"),
        lambda: walk.cases.runbook_runs.leave(view.run.uid, "x", reads),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert walk.cases.runbook_runs.of(uid)[0].progress.next == 1


def test_a_time_box_is_a_moment_and_counts_through_sleep(walk: Walk) -> None:
    _uid, view = begun(walk)
    due = view.progress.of(1).due
    assert due == view.run.started.plus(5)
    walk.time.advance(hours=8)
    again = walk.cases.runbook_runs.one(view.run.uid)
    assert again.progress.of(1).due == due
    assert again.now > due


def test_a_check_off_is_taken_back_and_the_timeline_tells_both(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    uid, view = begun(walk)
    run = view.run.uid
    runs.check_off(run, 1, "ok", walk.me, answer="one")
    runs.check_off(run, 2, "failed", walk.me)
    view, changes = runs.take_back(run, 2, walk.me)
    assert (states(view), view.progress.escalated) == (["ok", "open", "passed"], ())
    assert changes.incidents == {uid}
    assert told(walk, uid)[-1][0] == "Step 2: Taken back"
    view, _changes = runs.take_back(run, 1, walk.me)
    assert states(view)[0] == "open"
    with pytest.raises(RefusedError, match="not checked off"):
        runs.take_back(run, 1, walk.me)
    assert walk.cases.runbooks.page("label-printer").line.usage.failed_steps == 0


def test_a_run_that_had_ended_goes_on_when_its_last_step_is_taken_back(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    uid, view = begun(walk)
    runs.check_off(view.run.uid, 1, "ok", walk.me, answer="one")
    view, _changes = runs.check_off(view.run.uid, 2, "ok", walk.me)
    assert view.run.state == "finished"
    view, _changes = runs.take_back(view.run.uid, 2, walk.me)
    assert (view.run.state, view.run.ended, view.progress.next) == ("running", None, 2)
    runs.check_off(view.run.uid, 2, "ok", walk.me)
    runs.start(uid, "label-printer", walk.me)
    with pytest.raises(RefusedError, match="gone through already"):
        runs.take_back(view.run.uid, 2, walk.me)


def test_an_answer_that_was_taken_back_decides_nothing(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    _uid, view = begun(walk)
    view, _changes = runs.check_off(view.run.uid, 1, "ok", walk.me, answer="many")
    assert states(view) == ["ok", "open", "waiting"]
    runs.check_off(view.run.uid, 1, "ok", walk.me, answer="one")
    view, _changes = runs.take_back(view.run.uid, 1, walk.me)
    assert view.progress.of(1).last is not None
    assert view.progress.of(1).last.answer == "many"
    assert states(view) == ["ok", "open", "waiting"]


def test_who_may_not_work_takes_nothing_back(walk: Walk) -> None:
    runs = walk.cases.runbook_runs
    _uid, view = begun(walk)
    runs.check_off(view.run.uid, 1, "ok", walk.me, answer="one")
    with pytest.raises(NotAllowedError):
        runs.take_back(view.run.uid, 1, hire(walk.cases).uid("read_only"))
