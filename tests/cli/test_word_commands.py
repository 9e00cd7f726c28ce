"""Whose word closes an incident, and who confirms a P1, on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from walk import CLASSIFICATION, CLOSURE, INVESTIGATION, RESOLUTION, about, exact


def taken_to_closure(desk: Any, *given: str, **values: Any) -> str:
    """The number of an incident that waits for its closure."""
    now = datetime.now().astimezone()
    number = str(desk.json("log", "--title", "Switch drops packets", *given)["number"])
    first = {
        "description": "Packets are lost", "occurred": about(now - timedelta(minutes=9)), "channel": "mail",
    }  # fmt: skip
    stages = {
        "identification": first,
        "classification": CLASSIFICATION | {"assignee": "", **values},
        "investigation": INVESTIGATION | {"prevention": "Watch the switch"},
        "resolution": RESOLUTION | {"restored": exact(now)},
    }
    me = desk.json("show", number)["logged_by"]["uid"]
    stages["classification"]["assignee"] = me
    for stage, fields in stages.items():
        desk.json("fill", number, stage, "--values", desk.values(**fields), "--complete")
    return number


def test_the_owner_of_the_service_is_named(desk: Any) -> None:
    desk.json("register", "set", "reporter", "Ida Berg", "--set", "phone=ext. 4410")
    desk.json("register", "set", "service", "Ward network", "--set", "owner_reporter=Ida Berg")
    number = taken_to_closure(desk, "--set", "source=monitoring", "--set", "service=Ward network")
    asked = {"kind": "owner", "name": "Ida Berg", "phone": "ext. 4410"}
    assert desk.json("show", number)["word_of"] == asked
    assert "Ask the owner of Ward network: Ida Berg, ext. 4410." in desk("show", number).out
    refused = desk.json("fill", number, "closure", "--complete", code=3)
    says = [gap["say"] for gap in refused["missing"] if gap["field"] == "reporters_word"]
    assert says == ["Ask the owner of the service whether it works"]
    desk.json("fill", number, "closure", "--values", desk.values(**CLOSURE), "--complete")
    desk.json("register", "set", "reporter", "Ida Berg", "--set", "phone=ext. 1")
    shown = desk.json("show", number)
    assert (shown["status"], shown["word_of"]) == ("closed", asked)


def test_the_word_is_the_reporters_or_nobodys(desk: Any) -> None:
    theirs = taken_to_closure(desk, "--set", "reporter=Dana Whitlock")
    assert desk.json("show", theirs)["word_of"] == {
        "kind": "reporter",
        "name": "Dana Whitlock",
        "phone": None,
    }
    assert "Ask the owner" not in desk("show", theirs).out
    ours = taken_to_closure(desk, "--set", "source=testing")
    assert desk.json("show", ours)["word_of"] == {"kind": "nobody", "name": None, "phone": None}
    assert "no service whose owner could be asked" in desk("show", ours).out


def test_the_second_pair_of_eyes_is_asked_for_by_name(desk: Any) -> None:
    desk.add_person("B. Other")
    number = taken_to_closure(desk, "--set", "reporter=Dana Whitlock", impact="high", severity="high")
    file = desk.values(**CLOSURE)
    refused = desk.json("fill", number, "closure", "--values", file, "--complete", code=3)
    (gap,) = refused["missing"]
    assert (gap["stage"], gap["field"]) == ("closure", "retested_by")
    assert gap["say"] == "Whoever fixed a P1 does not confirm it alone: let one of these retest: B. Other"
    answer = desk("fill", number, "closure", "--complete")
    assert answer.code == 3
    assert gap["say"] in answer.out + answer.err
    assert desk("--as", "B. Other", "fill", number, "closure", "--complete").code == 0
    assert desk.json("show", number)["status"] == "closed"
