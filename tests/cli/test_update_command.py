"""Updates of major incidents on the command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cli.conftest import CommandLine
from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless
from incidentdesk.domain.update_sending import Channel
from services.post_office import Hook, closed_port, web_server

TEXT = "Mail: looking into it. Next update at 23:59."


@pytest.fixture
def number(desk: CommandLine) -> str:
    """The number of a declared major incident."""
    return str(desk.json("raise", "Mail is down", "--sev", "sev2")["number"])


@pytest.fixture
def hook() -> Iterator[Hook]:
    with web_server() as hook:
        yield hook


def channel(desk: CommandLine, url: str, audience: str = "internal", name: str = "Hook") -> None:
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        me = next(one.uid for one in cases.people.staff() if one.role == "administrator")
        cases.channels.write(Channel("", audience, "webhook", name), {"url": url}, "", me)


def test_a_draft_tells_what_is_known_and_what_to_look_at(desk: CommandLine, number: str) -> None:
    draft = desk.json("update", number, "draft", "internal")
    assert draft["text"].startswith("SEV 2 Mail is down – Investigating\nCondition: [… what is the matter]")
    assert [one["rule"] for one in draft["concerns"]] == ["gap"]
    assert (draft["turn"], draft["last"]) == (1, False)
    assert desk.json("update", number, "draft", "external", "--template", "resolved")["last"] is True
    assert desk("update", number, "draft", "external", "--template", "poem").code == 2


def test_a_text_is_sent_once_and_listed(desk: CommandLine, number: str, hook: Hook) -> None:
    channel(desk, hook.url)
    sent = desk.json("update", number, "send", "internal", TEXT)
    assert (sent["state"], sent["text"]) == ("sent", TEXT)
    assert [(one["channel"], one["state"]) for one in sent["sendings"]] == [("Hook", "sent")]
    listed = desk.json("update", number, "list")
    assert listed["audiences"]["internal"]["told"][0]["uid"] == sent["uid"]
    assert "23:59" in listed["next_due"]
    assert len(hook.got) == 1
    assert TEXT in desk("update", number, "list").out


def test_what_did_not_go_out_is_told_by_the_exit_code_and_tried_again(
    desk: CommandLine, number: str, hook: Hook
) -> None:
    channel(desk, hook.url)
    channel(desk, f"http://127.0.0.1:{closed_port()}/x", name="Down")
    answer = desk("update", number, "send", "internal", TEXT)
    assert answer.code == 4
    assert "failed  Down  no connection to the server" in answer.out
    again = desk.json("update", number, "retry", "internal", code=4)
    assert [(one["channel"], one["attempts"]) for one in again["sendings"]] == [("Hook", 1), ("Down", 2)]
    assert len(hook.got) == 1


def test_one_channel_can_be_named(desk: CommandLine, number: str, hook: Hook) -> None:
    channel(desk, hook.url)
    channel(desk, f"http://127.0.0.1:{closed_port()}/x", name="Down")
    desk.json("update", number, "send", "internal", TEXT, "--by", "hook")
    refused = desk.json("update", number, "send", "internal", TEXT, "--by", "Pigeon", code=2)
    assert "no channel “Pigeon”" in refused["error"]


def test_outward_the_commander_is_asked(desk: CommandLine, number: str, hook: Hook) -> None:
    channel(desk, hook.url, "external")
    desk.add_person("Ines")
    refused = desk.json("--as", "Ines", "update", number, "send", "external", TEXT, code=3)
    assert "has not approved" in refused["error"]
    asked = desk.json("--as", "Ines", "update", number, "ask", "external", TEXT)
    assert asked["state"] == "waiting"
    assert desk.json("--as", "Ines", "update", number, "approve", "external", code=3)["error"]
    assert desk.json("update", number, "approve", "external")["state"] == "approved"
    assert desk.json("--as", "Ines", "update", number, "send", "external", TEXT)["state"] == "sent"
    assert desk.json("update", number, "approve", "external", code=2)["error"]


def test_people_are_told_by_hand(desk: CommandLine, number: str) -> None:
    told = desk.json("update", number, "told", "executive", TEXT, "--whom", "the director, by phone")
    assert told["state"] == "sent"
    assert "Told by hand" in str(desk.json("show", number)) or told["told_at"]
    assert desk.json("update", number, "send", "executive", TEXT, code=2)["error"]
    assert desk.json("update", number, "retry", "executive", code=2)["error"]
