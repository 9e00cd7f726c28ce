"""``close-unanswered`` and ``log --continues``."""

from __future__ import annotations

from cli.conftest import CommandLine


def test_nothing_is_closed_where_nothing_waits(desk: CommandLine) -> None:
    desk("log", "--title", "Labels come out blank")
    assert desk.json("close-unanswered", "--dry-run") == {"dry_run": True, "incidents": []}
    assert "0 incidents closed" in desk("close-unanswered").out


def test_what_ended_is_logged_again(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    assert desk("log", "--continues", number).code == 3, "it is open"
    desk("cancel", number, "--reason", "test")
    again = desk.json("log", "--continues", number)["number"]
    assert again != number
    assert desk.json("show", again)["title"] == "Labels come out blank"
    assert desk("log", "--continues", number, "--title", "Another").code == 2
    assert desk("log").code == 2, "a title is needed"
