"""The review on paper: every part of it, roles in place of names, and names only where that is chosen."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.domain.rights import Right
from incidentdesk.intake.pasted_timeline import read_timeline
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.response.pasted_timelines import Pasted
from intake.reviews_by_hand import read_reviews
from reports.helpers import ZONE, Story, at, moment, text_of

SHORT = "dfds/PM2021-004 - ADFS outage.md"
LONG = "mybinder/docs/source/incident-reports/2018-02-20-jupyterlab-announcement.md"
WRITTEN: dict[str, JsonValue] = {
    "review_state": "closed",
    "summary": "Sato's release 7 stopped the mail; R. Sato went back to 6.",
    "contributing_factors": [
        {"factor": "No canary", "kind": "process"},
        {"factor": "A limit that nobody knew", "kind": "technical"},
    ],
    "went_well": "M. Oyelaran saw it within five minutes.",
    "went_wrong": "The first word was late.",
    "lucky": "It was a quiet hour.",
    "share_list": "Heads of wards",
}  # fmt: skip


def reviewed(story: Story, pasted: str = "", **more: JsonValue) -> str:
    """The number of a major incident with a closed review."""
    cases, me, sato = story.cases, story.oyelaran, story.sato
    number = cases.raising.raise_one("Mail is down", me, levels=["sev2"]).number
    response = cases.response
    response.set_milestone(number, "impact_started", moment(8, 40), me)
    response.set_milestone(number, "detected", moment(8, 45, "about"), me)
    response.give_role(number, "operations", sato, me)
    response.add_row(number, "hypotheses", {"statement": "Release 7 leaks", "result": "confirmed"}, sato)
    if pasted:
        lines = read_timeline(pasted, ZONE).entries
        look = cases.pasted_timelines.look(number, [Pasted(one.moment, one.text, one.line) for one in lines])
        cases.pasted_timelines.write(look, me)
    story.time.move_to(at(10, 0))
    response.set_milestone(number, "mitigated", moment(9, 50), me)
    resolution: dict[str, JsonValue] = {
        "resolution": "Went back to release 6", "fix_kind": "workaround", "recovery_test": "Ten mails",
        "back_to_normal": True,
    }  # fmt: skip
    cases.stages.save(number, resolution, {}, me)
    response.note_update(number, "external", "Mail works again, thanks to R. Sato", me, last=True)
    response.go_to(number, "resolved", me, reason="It works")
    lessons: list[JsonValue] = [
        {"what": "Add a canary", "owner": sato, "due": moment(9, 0, day=30), "state": "open",
         "turns_into": "monitor", "aim": "detect", "verify": moment(9, 0, day=30)},
        {"what": "Buy another store", "owner": me, "due": moment(9, 0, day=30), "state": "declined",
         "evidence": "Too dear"},
    ]  # fmt: skip
    values = {**WRITTEN, "lessons": lessons, "review_owner": sato, "verify_fix": moment(9, 0, day=30), **more}
    cases.stages.save(number, values, {}, me)
    response.go_to(number, "closed", me, reason="Written and read")
    return number


def test_it_tells_all_of_the_review(story: Story) -> None:
    number = reviewed(story)
    report, data, _changes = story.cases.reporting.issue(number, story.oyelaran, "review")
    text = text_of(data)
    assert (report.kind, report.version) == ("review", 1)
    for said in (
        "Incident review", "Northfield Clinic", f"{number} · Closed", "First level SEV 2 Major",
        "Impact from 23 Nov 2026, 08:40 UTC+1", "23 Nov 2026, about 08:45 UTC+1, after 5 min",
        "Owner An operations lead", "No canary", "A limit that nobody knew", "It was a quiet hour",
        "1 Add a canary To be verified 30 Nov 2026, 09:00 UTC+1", "Why not: Too dear", "Monitor Detect",
        "clocks of Europe/Berlin", "Investigating", "Hypothesis 1: confirmed", "Heads of wards",
        "Owner of the review", "Facilitator", "Page 1 of", "version 1",
    ):  # fmt: skip
        assert said in text, said
    assert re.search(r"Timeline .*Before it was declared.*Investigating.*Resolved", text)
    assert "Follow-ups" not in text, "a lesson's follow-up is told once, as the lesson"


def test_no_name_is_on_paper_unless_that_is_chosen(story: Story) -> None:
    number = reviewed(story)
    plain = text_of(story.cases.reporting.preview(number, story.oyelaran, "review"))
    assert "An operations lead's release 7 stopped the mail; an operations lead went back to 6." in plain
    assert not re.search(r"Sato|Oyelaran", plain)
    named = text_of(story.cases.reporting.preview(number, story.oyelaran, "review", with_names=True))
    assert "An operations lead's release 7 stopped the mail" in named, "what is written tells roles"
    assert re.search(r"1 Add a canary .*R\. Sato", named)
    assert "thanks to R. Sato" in named
    assert "Timeline and lessons name people" in named


def test_who_may_not_name_people_is_refused(story: Story) -> None:
    number = reviewed(story)
    agent = story.cases.people.write_person(Person("", "A. Gent"), story.oyelaran)[0].uid
    with pytest.raises(NotAllowedError) as refused:
        story.cases.reporting.issue(number, agent, "review", with_names=True)
    assert refused.value.right is Right.NAME_PEOPLE
    assert "Add a canary" in text_of(story.cases.reporting.preview(number, agent, "review"))


def test_what_was_no_major_incident_has_no_review(story: Story) -> None:
    story.whole()
    with pytest.raises(RefusedError, match="was no major incident"):
        story.cases.reporting.preview(story.number, story.oyelaran, "review")


def test_one_that_went_back_keeps_its_review(story: Story) -> None:
    number, cases, me = story.log(), story.cases, story.oyelaran
    cases.promotion.promote(number, ["sev2"], me)
    cases.stages.save(number, {"summary": "A driver blanked the labels."}, {}, me)
    cases.promotion.return_(number, me, "One ward only")
    text = text_of(cases.reporting.preview(number, me, "review"))
    assert "A driver blanked the labels." in text
    assert "Declared: SEV 2 Major" in text


def test_closure_report_and_review_have_versions_of_their_own(story: Story) -> None:
    number, cases, me = reviewed(story), story.cases, story.oyelaran
    closure, review = cases.reporting.issue(number, me)[0], cases.reporting.issue(number, me, "review")[0]
    again = cases.reporting.issue(number, me, "review", "A lesson was wrong")
    assert (closure.version, review.version, again[0].version) == (1, 1, 2)
    assert "Version 2 replaces version 1: A lesson was wrong" in text_of(again[1])
    assert cases.reporting.latest(number, me) == closure
    latest = cases.reporting.latest(number, me, "review")
    assert latest is not None
    assert latest.version == 2


@pytest.mark.parametrize("path", [SHORT, LONG])
def test_a_real_one_is_printed_whole(story: Story, path: str) -> None:
    pasted = read_reviews()[path]
    number = reviewed(story, pasted)
    rendered = story.cases.reporting.preview(number, story.oyelaran, "review")
    text = _letters(text_of(rendered))
    for one in read_timeline(pasted, ZONE).entries:
        first = next(line for line in one.text.splitlines() if line.strip())
        assert _letters(first)[:60] in text, first
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(rendered.data)).pages]
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert min(map(len, pages[:-1])) > 400, "no page is left half empty by a part that did not fit"


def test_the_same_content_gives_the_same_bytes(story: Story) -> None:
    number = reviewed(story)
    one, other = (story.cases.reporting.preview(number, story.oyelaran, "review") for _turn in range(2))
    assert one.data == other.data


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())
