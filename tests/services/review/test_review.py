"""The draft of a review: what the timeline says of each field, with roles in place of names."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.review_days import ReviewDays
from incidentdesk.domain.review_rules import Need
from incidentdesk.services.response.pasted_timelines import Pasted
from incidentdesk.services.response.response_notes import Note
from incidentdesk.services.review.review import ReviewDraft
from incidentdesk.services.review.review_times import level_minutes, sections
from services.response_desk import RESOLUTION, ResponseDesk


def draft(desk: ResponseDesk, ref: str) -> ReviewDraft:
    return desk.cases.review.draft(ref, desk.me)


def said(desk: ResponseDesk, ref: str, key: str) -> str:
    return str(draft(desk, ref).fields[key].value)


@pytest.fixture
def ref(room_desk: ResponseDesk) -> str:
    """A whole response: it began at 8:40, was declared at 9:00, mitigated at 10:00, resolved at 10:30."""
    desk = room_desk
    response, me, paul = desk.cases.response, desk.me, desk.people["Paul"]
    number = desk.raised("sev2")
    response.set_milestone(number, "impact_started", desk.now(20), me)
    response.set_milestone(number, "detected", desk.now(5), me)
    response.note(number, "change", "Paul put release 7 of the mail store out", me, Note(desk.after(-60)))
    response.note(number, "alert", "Queue over 5000", me, Note(desk.after(-6), link="https://graphs/1"))
    response.give_role(number, "operations", paul, me)
    response.add_row(number, "impact_lines", {"what": "No mail for anybody", "users": 120, "share": 40}, me)
    response.add_row(number, "hypotheses", {"statement": "Release 7 by Paul leaks memory"}, paul)
    desk.time.advance(minutes=10)
    response.note_update(number, "internal", "We look at it", me, last=False)
    response.set_sev(number, ["sev1"], me, reason="Nobody has mail")
    response.change_row(number, "hypotheses", "1", {"result": "confirmed", "test": "Went back on one"}, me)
    response.add_row(number, "actions", {"what": "Ask Rosa for a canary", "state": "handed_on"}, me)
    desk.time.advance(minutes=50)
    response.note_update(number, "external", "Mail is slow. Paul Ng works on it", me, last=False)
    response.set_milestone(number, "mitigated", desk.now(), me)
    desk.time.advance(minutes=30)
    desk.cases.stages.save(number, {**RESOLUTION, "fix_kind": "workaround"}, {}, me)
    desk.cases.stages.save(number, {"source": "user_report"}, {}, me)
    response.change_row(number, "actions", "1", {"owner": desk.people["Rosa"]}, me)
    response.note_update(number, "external", "It works again", me, last=True)
    response.go_to(number, "resolved", me, reason="It works again")
    return number


def test_summary_and_impact_tell_times_levels_and_users(room_desk: ResponseDesk, ref: str) -> None:
    summary, impact = said(room_desk, ref, "summary"), said(room_desk, ref, "impact_summary")
    assert summary == (
        "Mail is down: began 23 Nov 2026, 08:40 UTC+1, ended 23 Nov 2026, 10:00 UTC+1, after 1 h 20 min. "
        "What was confirmed: Release 7 by an operations lead leaks memory. "
        "What was done: Went back to the last release."
    )
    assert impact.splitlines() == [
        "From 23 Nov 2026, 08:40 UTC+1 to 23 Nov 2026, 10:00 UTC+1: 1 h 20 min.",
        "SEV 1 Critical for 50 min, SEV 2 Major for 10 min.",
        "- No mail for anybody, 120 users, 40 % of users",
    ]


def test_where_nobody_said_when_it_began_the_summary_does_not_either(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2")
    room_desk.time.advance(minutes=30)
    room_desk.cases.response.set_milestone(number, "mitigated", room_desk.now(), room_desk.me)
    assert said(room_desk, number, "summary") == (
        "Mail is down: declared 23 Nov 2026, 09:00 UTC+1, impact ended 23 Nov 2026, 09:30 UTC+1."
    )


def test_detection_says_how_by_which_role_and_how_late(room_desk: ResponseDesk, ref: str) -> None:
    assert said(room_desk, ref, "detection_review").splitlines() == [
        "Found by: User. Raised by the commander.",
        "Detected 23 Nov 2026, 08:55 UTC+1, 15 min after the impact began.",
        "First alert 23 Nov 2026, 08:54 UTC+1: Queue over 5000",
        "https://graphs/1",
        "Acknowledged 23 Nov 2026, 09:00 UTC+1.",
    ]


def test_what_led_up_to_it_is_what_was_done_in_the_day_before(room_desk: ResponseDesk, ref: str) -> None:
    line = "23 Nov 2026, 08:00 UTC+1: An operations lead put release 7 of the mail store out"
    assert said(room_desk, ref, "lead_up") == f"- {line}"
    assert said(room_desk, ref, "trigger") == line


def test_factors_come_from_confirmed_hypotheses_and_lessons_from_what_is_left(
    room_desk: ResponseDesk, ref: str
) -> None:
    fields = draft(room_desk, ref).fields
    assert fields["contributing_factors"].value == [
        {"factor": "Release 7 by an operations lead leaks memory"}
    ]
    due = moment_to_json(Moment.exact(room_desk.after(15 * 1440)))
    assert fields["lessons"].value == [
        {
            "what": "Ask a member of staff for a canary", "state": "open", "owner": room_desk.people["Rosa"],
            "due": due,
        }
    ]  # fmt: skip
    assert fields["review_owner"].value == room_desk.me
    assert str(fields["temporary_fixes"].value).splitlines() == [
        "- A workaround is in place: Went back to the last release",
        "- Handed on: Ask a member of staff for a canary",
    ]
    assert fields["supporting_data"].value == "- https://graphs/1"


def test_communication_tells_who_was_told_when_and_what_was_late(room_desk: ResponseDesk, ref: str) -> None:
    assert said(room_desk, ref, "communication_review").splitlines() == [
        "The first word went out 10 min after the declaration.",
        "2 updates were late.",
        "- 23 Nov 2026, 09:10 UTC+1: staff, by the commander",
        "- 23 Nov 2026, 10:00 UTC+1: the public, by the commander (20 min late)",
        "- 23 Nov 2026, 10:30 UTC+1: the public, by the commander (10 min late)",
    ]
    assert "Paul" not in said(room_desk, ref, "external_text")


def test_the_timeline_is_told_by_phase(room_desk: ResponseDesk, ref: str) -> None:
    source = draft(room_desk, ref).source
    found = [(one.title, [entry.kind for entry in one.entries]) for one in sections(source)]
    assert [title for title, _kinds in found] == [
        "Lead-up", "Before it was declared", "Investigating", "Resolved",
    ]  # fmt: skip
    assert found[0][1] == ["change"]
    assert "alert" in found[1][1]
    assert "saved" not in {kind for _title, kinds in found for kind in kinds}
    assert level_minutes(source) == [("sev1", 50.0), ("sev2", 10.0)]


def test_a_pasted_one_is_told_by_its_milestones_and_without_what_was_taken_back(
    room_desk: ResponseDesk,
) -> None:
    desk = room_desk
    pasting = desk.cases.pasted_timelines
    number = desk.raised("sev2")
    desk.cases.response.set_milestone(number, "impact_started", desk.now(600), desk.me)
    desk.cases.response.set_milestone(number, "detected", desk.now(590), desk.me)
    desk.cases.response.set_milestone(number, "mitigated", desk.now(500), desk.me)
    wrong = pasting.look(number, [Pasted(Moment.exact(desk.after(-580)), "A wrong line", 1)])
    pasting.undo(number, pasting.write(wrong, desk.me).cause, desk.me)
    lines = [(-700, "Release"), (-595, "Pages are slow"), (-560, "Went back"), (-490, "All fine")]
    pasting.write(
        pasting.look(number, [Pasted(Moment.exact(desk.after(m)), t, n) for n, (m, t) in enumerate(lines)]),
        desk.me,
    )
    source = draft(desk, number).source
    told = [
        (one.title, [source.entry(e).detail for e in one.entries if e.kind == "observation"])
        for one in sections(source)
    ]
    assert [one for one in told if one[1]] == [
        ("Lead-up", ["Release"]),
        ("From the beginning of the impact", ["Pages are slow"]),
        ("From its detection", ["Went back"]),
        ("After the impact", ["All fine"]),
    ]
    assert level_minutes(source) == [("sev2", 100.0)]
    assert "A wrong line" not in str(told)


def test_it_is_required_by_its_size_and_late_when_its_days_are_over(
    room_desk: ResponseDesk, ref: str
) -> None:
    need = draft(room_desk, ref).need
    assert (need.need, need.reasons, need.late) == (Need.REQUIRED, ("size", "by_hand", "users"), False)
    assert need.due is not None
    assert need.due.iso() == "2026-11-26T23:59+01:00"
    assert need.why().startswith("it was SEV 1 or SEV 2, somebody had to go back")
    room_desk.time.advance(days=4)
    assert draft(room_desk, ref).need.late


def test_nothing_is_drafted_where_the_timeline_says_nothing(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev4")
    room_desk.cases.stages.save(number, {"source": "monitoring"}, {}, room_desk.me)
    found = draft(room_desk, number)
    assert found.need.need is Need.NONE
    assert "lead_up" not in found.fields
    assert "communication_review" not in found.fields
    assert "contributing_factors" not in found.fields


def test_no_field_of_the_draft_has_a_name_of_the_staff(room_desk: ResponseDesk, ref: str) -> None:
    fields = draft(room_desk, ref).fields
    texts: list[JsonValue] = [one.value for one in fields.values() if isinstance(one.value, str)]
    names = {"Paul", "Rosa", "Ines", "Tim", "Oyelaran"}
    assert texts
    assert not {name for name in names for text in texts if name in str(text) and len(str(text)) != 36}


def test_a_review_that_others_read_is_in_review(room_desk: ResponseDesk, ref: str) -> None:
    room_desk.cases.stages.save(ref, {"review_state": "in_review"}, {}, room_desk.me)
    assert room_desk.page(ref).incident.phase == "in_review"
    room_desk.cases.stages.save(ref, {"review_state": "reviewed"}, {}, room_desk.me)
    assert [one.headline for one in room_desk.told(ref, "phase_change")][-1] == "Phase: In review"
    room_desk.review(ref)
    room_desk.cases.response.go_to(ref, "closed", room_desk.me)
    assert room_desk.page(ref).incident.phase == "closed"


def test_reviews_are_due_by_the_size_and_drills_are_not(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    for level, drill in (("sev3", False), ("sev1", True)):
        number = desk.raised(level, drill=drill)
        desk.resolve(number)
    (due,) = desk.cases.review.due()
    assert (due.number, due.sev, due.due.iso(), due.late) == (ref, "sev1", "2026-11-26T23:59+01:00", False)
    desk.time.advance(days=4)
    assert desk.cases.review.due()[0].late
    desk.review(ref)
    desk.cases.response.go_to(ref, "closed", desk.me, reason="Written")
    assert desk.cases.review.due() == ()


QUICK = ReviewDays({"sev1": 1, "other": 2}, {"sev1": False, "other": True}, {"sev1": 3, "other": 4})


def test_other_days_rule_what_is_not_closed_yet(room_desk: ResponseDesk, ref: str) -> None:
    desk = room_desk
    desk.cases.administration.set_review_days(QUICK, desk.me)
    (due,) = desk.cases.review.due()
    assert due.due.iso() == "2026-11-24T23:59+01:00"
    assert draft(desk, ref).need.due == due.due
    assert desk.cases.administration.settings().review == QUICK


def test_only_administrators_say_when_reviews_are_due_and_within_bounds(room_desk: ResponseDesk) -> None:
    set_days = room_desk.cases.administration.set_review_days
    with pytest.raises(RefusedError):
        set_days(QUICK, room_desk.people["Ines"])
    for days in (0, 366):
        with pytest.raises(UsageError, match=f"“{days}” is no number of days"):
            set_days(QUICK._replace(lessons={"other": days}), room_desk.me)
    assert room_desk.cases.administration.settings().review.days["sev1"] == 3
