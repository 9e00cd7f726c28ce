"""``tell``."""

from __future__ import annotations

from cli.conftest import CommandLine


def test_the_reporter_is_told_and_it_is_noted(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    shown = desk.json("tell", number, "--template", "logged", "--show")
    assert shown["unfilled"] == ["reporter"]
    assert not shown["told"]
    told = desk.json("tell", number, "--template", "logged", "--means", "mail", "--text", "We have it.")
    assert (told["text"], told["means"], told["told"]) == ("We have it.", "mail", True)
    timeline = desk.json("show", number)["timeline"]
    (entry,) = [one for one in timeline if one["kind"] == "reporter_told"]
    assert entry["payload"]["text"] == "We have it."


def test_a_place_that_nothing_fills_is_refused(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    refused = desk("tell", number, "--template", "resolved")
    assert refused.code == 2
    assert "{restored}" in refused.err
    assert desk("tell", number, "--template", "nothing").code == 2
    assert all(one["kind"] != "reporter_told" for one in desk.json("show", number)["timeline"])
