"""What is done in a restricted incident changes no answer that others get: they see not even that it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from incidentdesk.base.errors import UserFacingError
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.follow_ups.follow_ups import FollowUpQuestion
from incidentdesk.services.outages.outages import NewCaller
from services.doors import calls, doors, not_asked
from services.restricted.test_leaks import arguments, wrong_kind
from services.secret_desk import MARK, SecretDesk, make_secret_desk
from walk import Walk

NOT_COMPARED = {
    "pages.changed_since": "tells which uids changed, for pages to be read again",
    "channels.kinds": "objects without words of their own",
    "home.take_next": "writes",
}

COUNTED = re.compile(r"change_seq=\d+|incident-desk-board \S+ \d+|<.* at 0x\w+>")
"""The number of the newest change: it says that somebody did something, anywhere."""


@pytest.fixture
def secret(walk: Walk) -> SecretDesk:
    return make_secret_desk(walk)


def answers(secret: SecretDesk, me: str) -> dict[str, str]:
    """What every door that only reads says to ``me``, by the door and what it was asked."""
    found: dict[str, str] = {}
    given = arguments(secret, me)
    given["question"] += [FollowUpQuestion(state, text=MARK) for state in ("", "open")]
    with secret.cases.desk.seen_by(me):
        for name, door in doors(secret.cases):
            if name in not_asked() or name in NOT_COMPARED:
                continue
            own = {key: given.get(f"{name}/{key}", those) for key, those in given.items()}
            for one in calls(door, own):
                if wrong_kind(name, one) or "author" in one:
                    continue
                try:
                    said = repr(door(**one))
                except (UserFacingError, LookupError) as error:
                    said = repr(error)
                found[f"{name} {one}"] = COUNTED.sub("", said)
    return found


def acts(secret: SecretDesk) -> Mapping[str, Callable[[], object]]:
    """What the one who is named does, which others may know nothing of."""
    cases, me, uids = secret.cases, secret.insider, secret.uids
    itil, room, save = secret.itil, secret.room, secret.cases.stages.save
    lead, soon = secret.crew.uid("lead"), secret.walk.time.now().plus(30)
    caller = NewCaller(reporter=uids["reporter"])
    return {
        "words": lambda: save(room, {"title": "Plain", "description": "A plain one"}, {}, me),
        "service": lambda: save(room, {"service": None}, {}, me),
        "things": lambda: save(room, {"device": uids["device"], "reporter": uids["reporter"]}, {}, me),
        "assignee": lambda: save(room, {"assignee": lead}, {}, me),
        "nobody": lambda: save(room, {"assignee": None}, {}, me),
        "note": lambda: cases.conversation.note(itil, "A plain one", me),
        "follow-up": lambda: cases.follow_ups.add(itil, {"text": "A plain one", "owner": me}, me),
        "promise": lambda: cases.promises.make(itil, soon, me, whom="x", phone="1", note="x"),
        "caller": lambda: cases.outages.add_caller(uids["child"], caller, me),
        "file": lambda: cases.conversation.attach(itil, file_from_bytes("x", b"xyz"), me),
        "outage": lambda: cases.outages.mark_outage(itil, True, me),
        "evidence": lambda: cases.custody.take(itil, "x", "y", me),
        "notice": lambda: cases.restricted.set_notice(itil, "not_needed", me, reason="x"),
        "named": lambda: cases.restricted.name(itil, lead, me),
        "bridge": lambda: cases.response.set_bridge(room, "0800 1", me),
        "expert": lambda: cases.response.give_role(room, "expert", "Somebody", me),
        "update": lambda: cases.response.note_update(room, "internal", "A plain one", me),
        "runbook": lambda: cases.runbook_runs.start(room, "seal", me),
        "remark": lambda: cases.runbooks.remark("seal", 1, "missing", "A plain one", me, room),
        "report": lambda: cases.reporting.issue(uids["closed"], me, reason="again"),
        "again": lambda: cases.outages.link(itil, room, "related", me),
    }


def test_what_is_done_in_it_changes_no_answer_that_others_get(secret: SecretDesk) -> None:
    me = secret.crew.uid("administrator")
    before = answers(secret, me)
    assert len(before) > 200
    told = []
    for what, act in acts(secret).items():
        with secret.cases.desk.seen_by(secret.insider):
            act()
        after = answers(secret, me)
        told += [(what, asked) for asked, said in before.items() if after[asked] != said]
        before = after
    assert told == []
