"""Reading runbooks, and telling what is wrong in one."""

from __future__ import annotations

import pytest

from incidentdesk.domain.conditions import Test as AskedTest
from incidentdesk.domain.runbook import Repeat, command_sha256
from incidentdesk.domain.runbook_parser import DefinitionError, parse_runbook
from incidentdesk.services.desk.runbook_library import shipped

HEAD = """
key = "label-printer"
name = "Label printer prints nothing"
review_every = 90
"""
STEP = """
[[step]]
number = 1
kind = "check"
text = "Is it on?"
"""


def mistake(text: str) -> tuple[str, str, str]:
    with pytest.raises(DefinitionError) as told:
        parse_runbook(text, "labels.toml")
    return told.value.place, told.value.message, told.value.next_step


def test_all_that_is_written_is_read() -> None:
    text = (
        HEAD
        + """
services = ["Printing"]
keywords = ["label"]
owner_role = "first-line"
meaning = " Jobs are lost. "
triggers = [{when = {field = "sev", op = "at_most", value = "sev2"}, say = "it is SEV 1 or SEV 2"}]
"""
        + STEP
        + """
expected = "A light"
minutes = 5
on_fail = 2

[[step]]
number = 2
kind = "decide"
section = "mitigation"
text = "Swap it?"
answers = ["yes", "no"]
danger = true
skill = "printers"
needs_previous = false
command = ["lpstat", "-p", "label printer"]
when = {field = "step_1", op = "is", value = "failed"}
repeat = {minutes = 5, until = "it prints", at_most = 3}
"""
    )
    one = parse_runbook(text, "labels.toml")
    assert (one.key, one.name, one.review_every, one.owner_role) == (
        "label-printer",
        "Label printer prints nothing",
        90,
        "first-line",
    )
    assert (one.services, one.keywords, one.sections) == (
        ("Printing",),
        ("label",),
        {"meaning": "Jobs are lost."},
    )
    assert [trigger.say for trigger in one.triggers] == ["it is SEV 1 or SEV 2"]
    first, second = one.steps
    assert (first.number, first.kind, first.expected, first.minutes, first.on_fail) == (
        1,
        "check",
        "A light",
        5,
        2,
    )
    assert (first.needs_previous, first.danger, first.section) == (True, False, "diagnosis")
    assert second.command == ("lpstat", "-p", "label printer")
    assert second.when == AskedTest("step_1", "is", "failed")
    assert second.repeat == Repeat(5, "it prints", 3)
    assert (second.answers, second.danger, second.needs_previous) == (("yes", "no"), True, False)
    assert one.text == text


@pytest.mark.parametrize(
    ("text", "place", "said", "remedy"),
    [
        ("key = ", "labels.toml", "is not TOML", "Correct"),
        (HEAD, "labels.toml", "no steps", "[[step]]"),
        (HEAD + "stepps = 1\n" + STEP, "labels.toml", "“stepps”", "Use only"),
        (HEAD.replace("90", "0") + STEP, "labels.toml", "review_every", "whole number"),
        (HEAD + STEP.replace("1", "7"), "labels.toml, step 1", "number 7", "1, 2, 3"),
        (HEAD + STEP.replace("check", "chekc"), "labels.toml, step 1", "“chekc”", "question"),
        (HEAD + STEP + 'command = "ping host"\n', "labels.toml, step 1", "no list of arguments", '["ping"'),
        (HEAD + STEP + "command = []\n", "labels.toml, step 1", "no program", "first"),
        (HEAD + STEP + 'command = ["c:/x/clean.BAT"]\n', "labels.toml, step 1", "batch file", "program"),
        (HEAD + STEP + "on_fail = 1\n", "labels.toml, step 1", "leads nowhere", "escalate"),
        (HEAD + STEP + "on_fail = [2]\n", "labels.toml, step 1", "leads nowhere", "escalate"),
        (HEAD + STEP + 'answers = ["a"]\n', "labels.toml, step 1", "no question", "decide"),
        (HEAD + STEP.replace("check", "wait"), "labels.toml, step 1", "how long", "minutes"),
        (
            HEAD + STEP + 'when = {field = "answer_1", op = "is", value = "x"}\n',
            "labels.toml, step 1",
            "answer_1",
            "earlier step",
        ),
        (
            HEAD + STEP + 'when = {field = "title", op = "iz", value = "x"}\n',
            "labels.toml, step 1",
            "unknown op",
            "condition",
        ),
        (HEAD + STEP + "repeat = {minutes = 5}\n", "labels.toml, step 1, repeat", "until", "enough"),
        (HEAD + 'triggers = [{say = "x"}]\n' + STEP, "labels.toml, triggers", "when", "meant"),
        (
            HEAD + 'triggers = [{when = {field = "title", op = "is_not_empty"}}]\n' + STEP,
            "labels.toml, triggers",
            "say",
            "reason",
        ),
    ],
)
def test_a_mistake_is_told_with_place_and_remedy(text: str, place: str, said: str, remedy: str) -> None:
    found = mistake(text)
    assert found[0] == place
    assert said in found[1]
    assert remedy in found[2]


def test_a_command_is_marked_by_its_exact_arguments() -> None:
    marks = [
        command_sha256(one)
        for one in (
            ("echo", "a b"),
            ("echo", "a", "b"),
            ("echo", "a  b"),
            ("echo", "a b", ""),
            ("echo", "ä b"),
        )
    ]
    assert len(set(marks)) == len(marks)
    assert command_sha256(("echo", "a b")) == marks[0]


def test_each_shipped_runbook_is_whole() -> None:
    assert len(shipped()) >= 6
    for key, one in shipped().items():
        assert one.key == key
        assert one.triggers, key
        assert one.keywords, key
        assert {"meaning", "impact", "diagnosis", "mitigation", "escalation", "rollback", "verification",
                "communication"} == set(one.sections), key  # fmt: skip
        assert len(one.steps) >= 8, key
        assert one.steps[-1].section == "verification", key
        expected = [step.number for step in one.steps if step.kind in {"check", "do"} and not step.expected]
        assert not expected, f"{key}: steps without an expected result: {expected}"
