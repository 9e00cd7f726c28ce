"""``log --template``."""

from __future__ import annotations

from cli.conftest import CommandLine


def test_a_template_fills_what_is_not_set(desk: CommandLine) -> None:
    number = desk.json("log", "--template", "pw", "--set", "impact=medium")["number"]
    shown = desk.json("show", number)
    assert shown["title"] == "Password does not work"
    number = desk.json("log", "--template", "pw", "--title", "Cannot sign in")["number"]
    assert desk.json("show", number)["title"] == "Cannot sign in"


def test_no_title_and_no_such_template_are_refused(desk: CommandLine) -> None:
    assert desk("log").code == 2
    refused = desk("log", "--template", "nothing")
    assert refused.code == 2
    assert "printer" in refused.err
