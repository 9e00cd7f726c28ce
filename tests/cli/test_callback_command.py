"""``callback promise|list|done|drop|undo`` and ``take-next``."""

from __future__ import annotations

from cli.conftest import CommandLine


def test_a_callback_is_promised_listed_and_made(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    made = desk.json(
        "callback", "promise", number, "--by", "tomorrow 9:00", "--whom", "Eva", "--phone", "4410"
    )
    assert (made["number"], made["whom"], made["phone"], made["state"]) == (number, "Eva", "4410", "open")
    assert desk.json("callback", "list")["callbacks"] == [made]
    assert made["uid"] in desk("callback", "list").out
    desk("callback", "done", made["uid"], "--note", "She knows")
    assert desk.json("callback", "list")["callbacks"] == []
    assert desk.json("callback", "list", number)["callbacks"][0]["state"] == "kept"
    desk("callback", "undo", made["uid"])
    desk("callback", "drop", made["uid"], "--why", "She called herself")
    kinds = [entry["kind"] for entry in desk.json("show", number)["timeline"]]
    assert [kind for kind in kinds if kind.startswith("promise")] == [
        "promised", "promise_kept", "promise_open_again", "promise_dropped",
    ]  # fmt: skip


def test_what_is_wrong_is_told(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    assert desk("callback", "promise", number, "--by", "tomorrow 9:00").code == 2, "nobody is named"
    assert desk("callback", "promise", number, "--by", "whenever", "--whom", "Eva").code == 2
    assert desk("callback", "done", "nothing").code == 2


def test_the_next_one_is_taken(desk: CommandLine) -> None:
    desk("log", "--title", "Usual", "--set", "assignee=")
    urgent = desk.json("log", "--title", "Urgent", "--urgent", "--set", "assignee=")["number"]
    assert desk.json("take-next")["number"] == urgent
    assert "Usual" in desk("take-next").out
    assert desk("take-next").code == 3
