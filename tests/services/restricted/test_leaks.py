"""Nothing of a restricted incident comes out of any door of the use cases for those who are not named."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from incidentdesk.base.errors import RefusedError, UserFacingError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.exports.export_table import TableForm
from incidentdesk.services.exports.exporting import EVERYTHING
from incidentdesk.services.follow_ups.follow_ups import FollowUpQuestion
from incidentdesk.services.lists.bulk import BulkAction
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.restricted.custody import Step
from incidentdesk.services.updates.updates import Update
from services.doors import calls, doors, needed, not_asked
from services.secret_desk import KEY, MARK, NAME, SecretDesk, make_secret_desk
from walk import Walk

OUTSIDERS = ("agent", "lead", "administrator", "read_only", "nobody")

P4: JsonValue = {"field": "priority", "op": "is", "value": "P4"}

OF_REGISTERS = frozenset(
    {"people", "registers", "call_lists", "register_files", "administration", "queue.catalogue"}
    | {"response_lines.words", "review.draft"}
)
"""Subjects and doors that tell the names in registers, which are no secret."""


@pytest.fixture
def secret(walk: Walk) -> SecretDesk:
    return make_secret_desk(walk)


def words_in(found: object) -> str:
    """Everything that stands in what a door gave, also in a document."""
    if isinstance(found, bytes):
        if found.startswith(b"%PDF"):
            return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(found)).pages)
        return found.decode("utf-8", "replace")
    data = getattr(found, "data", None)
    return repr(found) + (words_in(data) if isinstance(data, bytes) else "")


def arguments(secret: SecretDesk, me: str) -> dict[str, list[Any]]:
    """What each argument is asked with, by its name."""
    uids, (itil, room) = secret.uids, secret.numbers
    now = secret.walk.time.now()
    everything: list[JsonValue] = [
        None,
        {"field": "title", "op": "contains", "value": MARK},
        {"field": "reporter", "op": "is", "value": uids["reporter"]},
        {"field": "assignee", "op": "is_not_empty"},
        {"not": {"field": "service", "op": "is", "value": "x"}},
        {"field": "findings", "op": "contains", "value": MARK},
        {"field": "status", "op": "is_not", "value": "cancelled"},
    ]
    questions = [ListQuestion(one, sort) for one in everything for sort in ("next_due", "number", "title")]
    names = [f"{itil}/1", uids["follow"]]
    title = f"Somebody copied files {MARK}"
    alike = [
        {"title": title, "reporter": uids["reporter"]},
        {"title": title, "service": uids["service"], "device": uids["device"]},
    ]
    return {
        "ref": [uids["itil"], itil, uids["room"], room, uids["closed"], uids["child"], secret.plain],
        "other": [secret.plain, uids["room"]], "into": [secret.plain], "parent": [secret.plain],
        "original": [secret.plain], "incident": [uids["itil"]],
        "uid": [*uids.values()], "link_uid": [uids["link"]], "run": [uids["run"]],
        "uids": [[uids["itil"], uids["room"], uids["child"]], [uids["caller"]], [secret.plain]],
        "author": [me], "me": [me], "viewer": [me], "account": [""],
        "text": ["x"], "search.find/text": [MARK, KEY, MARK[:4], NAME, itil, "x"],
        "line": ["/note x", "/action @"], "cursor": [9],
        "condition": everything, "conditions": [{str(n): one for n, one in enumerate(everything)}],
        "question": [*questions], "limit": [500], "since": [now.plus(-60 * 24 * 9)], "since_ms": [0],
        "change_seq": [0], "values": [{"text": "x"}, {"title": "x"}, {"name": "x"}, {"note": "x"}],
        "similar.to_values/values": alike, "outages.beside/values": alike,
        "base": [{}], "name": names, "register": ["reporter", "service", "device", "person"],
        "reporter": [uids["reporter"]], "word": [NAME], "sha256": [uids["file"], uids["report"]],
        "key": ["seal"], "version": [1], "number": [1], "item": [1], "step": [Step("moved", "x")],
        "reason": ["x"], "why": ["x"], "say": ["x"], "to_stage": ["investigation"], "title": ["x"],
        "stage_key": ["closure", "investigation"], "completed": ["closure"], "due": [now.plus(60)],
        "person": [me], "who": ["x"], "to": [me], "role": ["expert"], "phase": ["resolved"],
        "audience": ["internal"], "bridge": ["x"], "at": [None], "levels": [["sev1"]], "table": ["actions"],
        "row": ["1"], "kind": ["decision", "related", "duplicate"], "yes": [True],
        "state": ["reached", "due"], "new": [NewCaller(name="x")], "typed": [{}],
        "confirmed": [["x"]], "cause": ["x"], "entries": [[]],
        "what": ["wrong"], "kept": ["x"], "channels": ["x"], "ground": ["other"], "means": ["phone"],
        "file": [file_from_bytes("x.txt", b"x")], "answers": [{}], "result": ["done"],
        "action": [BulkAction("assign", person=me), BulkAction("set", values={"place": "x"})],
        "update": [Update("internal", 1, "internal", "x")], "template": ["internal"],
        "read": ["x"], "whom": ["x"],
        "note": ["x"], "sending": [uids["update"]], "arrived": [True],
        "path": [secret.cases.desk.database.path.parent / "out"],
    }  # fmt: skip


def told(door: Any, given: dict[str, Any]) -> str:
    try:
        return words_in(door(**given))
    except (UserFacingError, LookupError) as error:
        return repr(error) + str(error) + repr(vars(error))


def uid_of(secret: SecretDesk, who: str) -> str:
    return "" if who == "nobody" else secret.crew.uid(who)


def test_every_door_is_asked_or_not_for_a_reason(secret: SecretDesk) -> None:
    given = arguments(secret, secret.insider)
    every = dict(doors(secret.cases))
    assert not_asked() - every.keys() == set(), "these are no more"
    asked = every.keys() - not_asked()
    lacking = {name: [one for one in needed(every[name]) if one not in given] for name in asked}
    assert {name: those for name, those in lacking.items() if those} == {}, "say what they are asked with"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_door_tells_anything(secret: SecretDesk, who: str) -> None:
    me, leaks, refused = uid_of(secret, who), set(), 0
    given = arguments(secret, me)
    given["question"] += [FollowUpQuestion(state, text=MARK) for state in ("", "open")]
    with secret.cases.desk.seen_by(me):
        for name, door in doors(secret.cases):
            if name in not_asked():
                continue
            own = {key: given.get(f"{name}/{key}", those) for key, those in given.items()}
            for one in calls(door, own):
                if wrong_kind(name, one) or one.get("author") == "":
                    continue  # an empty author is the program itself
                asked = repr(one)
                words = told(door, one)
                refused += "RestrictedError" in words
                registers = not OF_REGISTERS.isdisjoint({name, name.split(".")[0]})
                for mark in (MARK,) if registers else (MARK, NAME):
                    if mark in words and mark not in asked:
                        leaks.add((name, mark, words[max(0, words.index(mark) - 90) :][:160]))
    assert leaks == set()
    assert refused > 100


def wrong_kind(name: str, given: dict[str, Any]) -> bool:
    question = given.get("question")
    return question is not None and isinstance(question, FollowUpQuestion) is not name.startswith(
        "follow_ups"
    )


def seen_by_outsiders(secret: SecretDesk) -> Any:
    return secret.cases.desk.seen_by(secret.crew.uid("administrator"))


def test_an_export_tells_number_status_and_priority_and_nothing_else(
    secret: SecretDesk, tmp_path: Path
) -> None:
    me, exporting = secret.crew.uid("administrator"), secret.cases.exporting
    with seen_by_outsiders(secret):
        for form in (TableForm(), TableForm(words=True)):
            done = exporting.to_csv(tmp_path / "all.csv", EVERYTHING, me, form)
            text = done.path.read_text(encoding="utf-8")
            assert (MARK in text, NAME in text) == (False, False)
            lines = [line for line in text.splitlines() if "Restricted incident" in line]
            assert len(lines) == done.kept == 5
            assert all(number in text for number in secret.numbers)
        done = exporting.to_json(tmp_path / "all.json", EVERYTHING, me)
        text = done.path.read_text(encoding="utf-8")
        assert (MARK in text, NAME in text, done.kept) == (False, False, 5)
        with pytest.raises(RefusedError, match="5 incidents are restricted"):
            exporting.whole_desk(tmp_path / "desk.json")
        assert not (tmp_path / "desk.json").exists()


def test_who_is_named_gets_everything(secret: SecretDesk, tmp_path: Path) -> None:
    me, cases = secret.insider, secret.cases
    with cases.desk.seen_by(me):
        for uid in (secret.itil, secret.room):
            page = cases.pages.incident(uid, me)
            assert MARK in page.incident.core["title"]
            assert MARK in repr(page.entries)
        assert cases.search.find(MARK).total == 5
        assert MARK in words_in(cases.reporting.preview(secret.uids["closed"], me))
        assert cases.conversation.bytes_of(secret.uids["file"]) == f"content {MARK}".encode()
        assert MARK in repr(cases.response.view(secret.room))
        done = cases.exporting.to_csv(tmp_path / "all.csv", EVERYTHING, me)
        assert done.kept == 0
        assert MARK in done.path.read_text(encoding="utf-8")
        whole = cases.exporting.whole_desk(tmp_path / "desk.json")
        assert MARK in whole.path.read_text(encoding="utf-8")


def test_a_list_tells_what_is_kept_last_and_bare(secret: SecretDesk) -> None:
    me, queue = secret.crew.uid("lead"), secret.cases.queue
    with secret.cases.desk.seen_by(me):
        page = queue.rows(EVERYTHING, me, limit=50)
        assert [row.kept for row in page.rows] == [False, True, True, True, True, True]
        assert {row.title for row in page.rows[1:]} == {"Restricted incident"}
        assert queue.count(None, me) == 6
        assert [row.uid for row in queue.rows(EVERYTHING, me, limit=2, offset=4).rows] == [
            row.uid for row in page.rows[4:]
        ]
        assert queue.place(EVERYTHING, me, page.rows[5].uid) == 5
        assert queue.uids(EVERYTHING, me) == [secret.plain]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (P4, True),
        ({"field": "status", "op": "is_not", "value": "closed"}, True),
        ({"field": "number", "op": "is", "value": "NUMBER"}, True),
        ({"any": [{"field": "title", "op": "is", "value": "x"}, P4]}, True),
        ({"field": "title", "op": "contains", "value": MARK}, False),
        ({"field": "title", "op": "is_not_empty"}, False),
        ({"field": "assignee", "op": "is_empty"}, False),
        ({"not": {"field": "title", "op": "contains", "value": "nothing like it"}}, False),
        ({"field": "logged", "op": "after", "value": {"days": -9}}, False),
        ([P4, {"field": "service", "op": "is_not", "value": "x"}], False),
    ],
)  # fmt: skip
def test_only_what_may_be_known_finds_it(secret: SecretDesk, condition: Any, found: bool) -> None:
    me, number = secret.crew.uid("lead"), secret.numbers[0]
    if isinstance(condition, dict) and condition.get("value") == "NUMBER":
        condition = {**condition, "value": number}
    with secret.cases.desk.seen_by(me):
        rows = secret.cases.queue.rows(ListQuestion(condition), me, limit=50).rows
        assert (number in {row.number for row in rows}) is found
        assert secret.cases.queue.count(condition, me) == len(rows)
        assert secret.cases.queue.counts({"x": condition}, me)["x"] == len(rows)


def test_a_hand_over_leaves_it_out_also_where_it_was_written_before(secret: SecretDesk) -> None:
    cases, me = secret.cases, secret.insider
    with cases.desk.seen_by(me):
        drawn = cases.handovers.draft(me)
        written, _changes = cases.handovers.write(me, notes={secret.plain: "Later a secret"})
        assert MARK not in repr((drawn, written))
        cases.stages.save(secret.plain, {"title": f"Now {MARK}"}, {}, me)
        written, _changes = cases.handovers.write(me, notes={secret.plain: "Later a secret"})
        assert MARK in repr(written)
        cases.restricted.restrict(secret.plain, "security", "An attack", me)
    with seen_by_outsiders(secret):
        old = cases.handovers.one(written.uid)
        assert (MARK in repr(old), "Later a secret" in repr(old)) == (False, False)
        assert MARK not in words_in(cases.handovers.pdf(old))
        assert MARK not in repr(cases.handovers.accept(written.uid, secret.crew.uid("agent")))
