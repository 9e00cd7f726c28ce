"""``follow-up add|list|set``."""

from __future__ import annotations

from cli.conftest import CommandLine

TEXT = "Block the driver update"


def test_one_is_added_listed_and_done(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank", "--as", "")["number"]
    made = desk.json("follow-up", "add", number, TEXT, "--kind", "change", "--due", "in 3 days")
    assert (made["name"], made["kind"], made["state"], made["overdue"]) == (
        f"{number}/1",
        "change",
        "open",
        False,
    )
    assert desk.json("follow-up", "list", "--mine")["follow_ups"] == [made]
    assert desk.json("follow-up", "list", "--overdue")["total"] == 0
    done = desk.json("follow-up", "set", made["name"], "--state", "done", "--link", "CHG-7")
    assert (done["state"], done["link"], done["ended_at"] is None) == ("done", "CHG-7", False)
    assert desk.json("follow-up", "list")["follow_ups"] == []
    assert desk.json("follow-up", "list", number)["total"] == 1
    assert desk.json("show", number)["follow_ups"][0]["state"] == "done"
    assert f"{number}/1  Done" in desk("follow-up", "list", "--all").out
    assert TEXT in desk("show", number).out


def test_what_is_wrong_is_told_and_changes_nothing(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    assert (
        desk.json("follow-up", "add", number, TEXT, "--due", "yesterday", code=2)["remedy"]
        == "Correct --due."
    )
    assert "no follow-up" in desk.json("follow-up", "set", f"{number}/1", "--state", "done", code=2)["error"]
    desk("follow-up", "add", number, TEXT)
    assert "reason" in desk.json("follow-up", "set", f"{number}/1", "--state", "dropped", code=2)["error"]
    assert desk("follow-up", "set", f"{number}/1").code == 2
    why = desk.json("follow-up", "set", f"{number}/1", "--state", "dropped", "--why", "Replaced")
    assert why["why_dropped"] == "Replaced"
