"""Two people at the rows of one room: nothing is overwritten, and what was added by mistake goes again."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.chain import check_chain
from incidentdesk.services.response.response_rows import RowConflictError
from services.response_desk import ResponseDesk


@pytest.fixture
def number(room_desk: ResponseDesk) -> str:
    """An incident that was declared just now."""
    return room_desk.raised("sev2")


def test_cells_of_one_row_merge_and_a_conflict_saves_nothing(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    row = response.add_row(number, "decisions", {"proposal": "Fail over"}, me).row
    seen = room_desk.room(number).rows("decisions")[0]
    response.change_row(number, "decisions", row, {"backup": "Restore"}, me, base=seen)
    response.change_row(number, "decisions", row, {"objections": "None"}, me, base=seen)
    with pytest.raises(RowConflictError, match="changed the same meanwhile") as refused:
        response.change_row(number, "decisions", row, {"backup": "Wait", "outcome": "agreed"}, me, base=seen)
    assert refused.value.theirs == {"backup": "Restore"}
    kept = room_desk.room(number).rows("decisions")[0]
    assert (kept["backup"], kept["objections"], kept["outcome"]) == ("Restore", "None", "pending")
    response.change_row(number, "decisions", row, {"backup": "Restore", "outcome": "agreed"}, me, base=seen)
    assert room_desk.room(number).rows("decisions")[0]["outcome"] == "agreed", "both wrote the same"


def test_a_row_is_taken_back_unless_somebody_works_with_it(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    response.add_row(number, "needs", {"what": "A storage engineer"}, me)
    response.add_row(number, "needs", {"what": "A storrage"}, me)
    with pytest.raises(RefusedError, match="Somebody works with it"):
        response.take_back_row(number, "needs", "2", room_desk.people["Tim"])
    response.take_back_row(number, "needs", "2", me)
    assert [one["what"] for one in room_desk.room(number).rows("needs")] == ["A storage engineer"]
    assert room_desk.told(number, "needs_followup")[-1].headline == "Need 2: taken back"
    assert room_desk.told(number, "needs_followup")[-1].detail.startswith("A storrage")
    response.change_row(number, "needs", "1", {"owner": "Tim"}, me)
    with pytest.raises(RefusedError, match="Somebody works with it"):
        response.take_back_row(number, "needs", "1", me)
    response.add_row(number, "needs", {"what": "A storage desk"}, me)
    response.take_back_row(number, "needs", "2", me)
    assert [one["what"] for one in room_desk.room(number).rows("needs")] == ["A storage engineer"]
    page = room_desk.page(number)
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []


def test_without_its_minutes_an_action_is_due_no_more(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    row = response.add_row(number, "actions", {"what": "Restart", "minutes": 5}, me).row
    room_desk.time.advance(minutes=6)
    assert room_desk.room(number).late_actions == (row,)
    response.change_row(number, "actions", row, {"minutes": None}, me)
    assert room_desk.room(number).late_actions == ()
    assert room_desk.room(number).rows("actions")[0].get("due") is None
