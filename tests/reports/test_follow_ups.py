"""The follow-ups in the closure report."""

from __future__ import annotations

from reports.helpers import Story, text_of


def test_follow_ups_are_printed_with_owner_and_day(story: Story) -> None:
    story.whole()
    cases = story.cases
    values = {
        "text": "Block <driver> updates & test",
        "kind": "change",
        "owner": story.sato,
        "due": "2026-12-10",
    }
    cases.follow_ups.add(story.number, values, story.oyelaran)
    second, _changes = cases.follow_ups.add(story.number, {"text": "Write it down"}, story.oyelaran)
    gone = {"state": "dropped", "why_dropped": "It is written already"}
    cases.follow_ups.change(second.uid, gone, story.oyelaran)
    text = text_of(cases.reporting.issue(story.number, story.oyelaran)[1])
    assert "Follow-ups What is to be done Kind Owner Due State" in text
    assert "1 Block <driver> updates & test Change R. Sato 10 Dec 2026 Open" in text
    assert "It is written already Task M. Oyelaran 7 Dec 2026 Dropped" in text


def test_without_follow_ups_nothing_is_said_of_them(story: Story) -> None:
    story.whole()
    assert "Follow-ups" not in text_of(story.cases.reporting.issue(story.number, story.oyelaran)[1])
