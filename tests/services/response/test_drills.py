"""A drill is worked on like any other incident, and counts in no figure."""

from __future__ import annotations

from incidentdesk.domain.json_values import JsonValue
from services.response_desk import ResponseDesk

MINE: JsonValue = {"field": "process", "op": "is", "value": "sre"}


def test_a_drill_counts_in_no_figure(room_desk: ResponseDesk) -> None:
    cases, me = room_desk.cases, room_desk.me
    room_desk.raised("sev1")
    before = cases.home.today(me)
    drill = room_desk.raised("sev1", drill=True, service="Mail")
    room_desk.time.advance(hours=30)
    assert cases.queue.totals() == (2, 1)
    after = cases.home.today(me)
    assert after.figures["open"] == before.figures["open"] == 1
    assert (after.mine.total, len(after.mine.rows)) == (1, 2)
    assert cases.queue.counts({"all": MINE, "every": None}, me) == {"all": 1, "every": 1}
    about: JsonValue = {"field": "drill", "op": "is", "value": True}
    assert cases.queue.counts({"drills": about, "both": [MINE, {"any": [about, MINE]}]}, me) == {
        "drills": 1, "both": 2,
    }  # fmt: skip
    assert [one.row.number for one in cases.outages.beside({}).outages] == ["INC-2026-000001"]
    assert room_desk.told(drill, "declared")[0].marks == ("DRILL",)


def test_a_drill_is_worked_on_like_any_other(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1", drill=True, service="Mail")
    view = room_desk.room(number)
    assert [one.name for one in view.roles if one.state == "to_call"] == ["Ines", "J. Old"]
    assert room_desk.cases.watched_majors.updates_due()[0].drill
    room_desk.resolve(number)
    assert room_desk.room(number).incident.phase == "resolved"
    assert room_desk.page(number).facts["drill"] is True
