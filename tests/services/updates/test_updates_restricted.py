"""Updates of a restricted incident: what goes out by itself tells neither its title nor what it is about."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError
from incidentdesk.services.desk.seeing import seen_by
from services.post_office import web_server
from services.update_desk import UpdateDesk


def test_head_and_draft_tell_nothing_of_it(update_desk: UpdateDesk) -> None:
    cases, number, me = update_desk.room.cases, update_desk.number, update_desk.me
    cases.response.add_row(number, "impact_lines", {"what": "A mailbox is read by others"}, me)
    cases.restricted.restrict(number, "security", "They read along", me)
    with seen_by(me), web_server() as hook:
        for audience in ("internal", "executive", "external"):
            draft = update_desk.updates.draft(number, audience, me).text
            assert "mailbox" not in draft
            assert "Mail" not in draft
        update_desk.send(update_desk.hook(hook.url))
        update_desk.send(update_desk.hook(hook.url, audience="external"), audience="external")
        titles = [said["title"] for _headers, said in hook.got]
    assert titles == [f"{number} SEV 2 – Restricted incident", "Our services: Investigating"]


def test_who_is_not_named_sees_and_sends_nothing(update_desk: UpdateDesk) -> None:
    cases, number, ines = update_desk.room.cases, update_desk.number, update_desk.room.people["Ines"]
    text, _changes = update_desk.updates.tell_by_hand(number, update_desk.words(), "all", update_desk.me)
    cases.restricted.restrict(number, "security", "They read along", update_desk.me)
    with seen_by(ines):
        with pytest.raises(RefusedError, match="restricted"):
            update_desk.updates.view(number, ines)
        with pytest.raises(RefusedError, match="restricted"):
            update_desk.updates.draft(number, "internal", ines)
        with pytest.raises(RefusedError, match="restricted"):
            update_desk.updates.also_told(text.uid, "others", ines)
        assert cases.watched_majors.updates_due() == ()
