"""The times in the head: how long it goes on is worked out from what is stored, at each look."""

from __future__ import annotations

from end_to_end.office import Desk
from gui.response.rooms import open_room, raise_one


def test_how_long_it_goes_on_follows_the_clock(desk: Desk) -> None:
    uid = raise_one(desk.office)
    times = open_room(desk, uid).head.times
    assert (times.span.what, times.span.words) == ("Since it was declared", "0 min")
    desk.office.time.advance(minutes=34)
    times.look()
    assert times.span.words == "34 min"
    desk.office.time.advance(hours=8)
    times.look()
    assert times.span.words == "8 h 34 min"


def test_it_counts_from_the_impact_where_that_is_known(desk: Desk) -> None:
    uid = raise_one(desk.office)
    with desk.office.reading() as cases:
        at = {"precision": "exact", "at": "2026-11-23T08:32:00+01:00", "until": None}
        cases.response.set_milestone(uid, "impact_started", at, desk.office.me.uid)  # type: ignore[arg-type]
    times = open_room(desk, uid).head.times
    assert (times.span.what, times.span.words) == ("Going on for", "30 min")


def test_how_long_it_lasted_is_told_only_where_both_ends_are_known(desk: Desk) -> None:
    uid, me = raise_one(desk.office), desk.office.me.uid
    with desk.office.reading() as cases:
        at = {"precision": "exact", "at": "2026-11-23T09:02:00+01:00", "until": None}
        cases.response.set_milestone(uid, "mitigated", at, me)  # type: ignore[arg-type]
    times = open_room(desk, uid).head.times
    assert not times.span.isVisibleTo(times)
    with desk.office.reading() as cases:
        at = {"precision": "exact", "at": "2026-11-23T08:32:00+01:00", "until": None}
        cases.response.set_milestone(uid, "impact_started", at, me)  # type: ignore[arg-type]
    open_room(desk, uid)
    assert (times.span.what, times.span.words) == ("Lasted", "30 min")


def test_its_key_leads_to_the_first_of_them(desk: Desk) -> None:
    times = open_room(desk, raise_one(desk.office)).head.times
    desk.driver.command("Alt+T")
    assert times.facts["impact_started"].hasFocus()
    assert desk.driver.name() == "Impact began not known"
