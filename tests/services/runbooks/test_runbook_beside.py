"""What stands beside an incident of runbooks, in one reading."""

from __future__ import annotations

from walk import Walk
from written_runbooks import asking, label_printer, python


def written(walk: Walk, *command: str) -> None:
    walk.cases.runbooks.write(label_printer(asking(command), head='keywords = ["zebrastripe"]\n'), walk.me)
    walk.cases.commands.approve("label-printer", 1, command, walk.me)


def test_runs_with_their_commands_and_the_people_in_them(walk: Walk) -> None:
    written(walk, *python("print('well')"))
    uid = walk.log()
    before = walk.cases.runbook_beside.of(uid)
    assert (before.runs, before.others["label-printer"]) == ((), "Label printer")
    run = walk.cases.runbook_runs.start(uid, "label-printer", walk.me)[0].run.uid
    commands = walk.cases.commands
    begun, _changes = commands.begin(run, 1, commands.plan(run, 1).command, walk.me)
    (going,) = walk.cases.runbook_beside.of(uid).told[run]
    assert (going.step, going.by, going.ended) == (1, walk.me, "")
    commands.record(begun, commands.execute(begun), walk.me)
    found = walk.cases.runbook_beside.of(uid)
    (told,) = found.told[run]
    assert (told.ended, told.exit_code, told.output, told.went_well) == ("itself", 0, "well\n", True)
    assert found.name(walk.me) == walk.page(uid).name(walk.me)
    assert "label-printer" not in found.others


def test_what_is_gone_through_is_not_offered_again(walk: Walk) -> None:
    written(walk, "true")
    uid = walk.log(title="A word nobody else knows: zebrastripe", description="Nothing more.")
    assert "label-printer" in {one.line.key for one in walk.cases.runbook_beside.of(uid).fitting}
    walk.cases.runbook_runs.start(uid, "label-printer", walk.me)
    assert "label-printer" not in {one.line.key for one in walk.cases.runbook_beside.of(uid).fitting}


def test_what_waits_for_me_is_what_i_own_or_began(walk: Walk) -> None:
    written(walk, "true")
    runbooks = walk.cases.runbooks
    assert (runbooks.waiting(walk.me).stale, runbooks.waiting(walk.me).edits) == ((), ())
    runbooks.set_owner("label-printer", walk.me, walk.me)
    runbooks.begin_draft("label-printer", walk.me)
    walk.time.advance(days=91)
    waiting = runbooks.waiting(walk.me)
    assert [one.key for one in waiting.stale] == ["label-printer"]
    assert [one.key for one in waiting.edits] == ["label-printer"]

    runbooks.mark_reviewed("label-printer", walk.me)
    assert runbooks.waiting(walk.me).stale == ()


def test_a_runbook_is_found_by_parts_of_its_words(walk: Walk) -> None:
    assert [one.key for one in walk.cases.runbooks.found("vpn", 5)] == ["vpn-down"]
    assert walk.cases.runbooks.found("nothing like it", 5) == ()
