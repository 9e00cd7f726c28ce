"""Callers and linked incidents on the closure report."""

from __future__ import annotations

from incidentdesk.base.time_source import ManualTime
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.use_cases import UseCases
from reports.helpers import Story, text_of


def outage(cases: UseCases, time: ManualTime) -> Story:
    """A closed outage with sixty callers, two of them not reached, a child and one merged into it."""
    story = Story(cases, time)
    story.log()
    child = cases.log.log({"title": "Ward 5 prints blank labels"}, story.sato).number
    same = cases.log.log({"title": "Blank labels again"}, story.sato).number
    story.classify()
    outages = cases.outages
    outages.make_child(child, story.number, story.sato)
    outages.merge(same, story.number, story.sato)
    for number in range(59):
        outages.add_caller(story.number, NewCaller(name=f"Caller {number}", phone="5551234"), story.sato)
    story.investigate()
    story.resolve()
    lines = [one.uid for one in outages.callers(story.number).lines]
    outages.reach(story.number, lines[:58], "reached", story.sato, means="phone")
    outages.reach(story.number, lines[58:59], "waived", story.sato, note="On leave until May.")
    outages.reach(story.number, lines[59:], "waived", story.sato, note="No number known")
    outages.detach(story.number, [one.uid for one in outages.family(story.number).children], story.sato)
    outages.link(child, story.number, "related", story.sato)
    story.close()
    return story


def test_callers_are_counted_and_linked_incidents_told(cases: UseCases, time: ManualTime) -> None:
    story = outage(cases, time)
    said = text_of(cases.reporting.preview(story.number, story.sato, "closure"))
    for words in (
        "60 callers, 58 reached. 1 need not be told: On leave until May.",
        "1 need not be told: No number known.",
        "INC-2026-000002 Related Ward 5 prints blank labels New",
        "INC-2026-000003 Merged into this Blank labels again Cancelled",
        "“labels are fine now”. 60 callers, 58 reached.",
        "Filled in The reporter's word · 58 of 60 reached",
        "59 callers Caller 0, Caller 1, Caller 2,",
    ):
        assert words in said, words
    assert "5551234" not in said


def test_an_ordinary_incident_has_no_such_part(cases: UseCases, time: ManualTime) -> None:
    story = Story(cases, time)
    story.whole()
    said = text_of(cases.reporting.preview(story.number, story.sato, "closure"))
    assert "callers" not in said
    assert "Linked incidents" not in said
