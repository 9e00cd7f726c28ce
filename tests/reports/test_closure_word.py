"""The closure report on whose word it was, a desk that closed by itself, and one who confirmed alone."""

from __future__ import annotations

from typing import Any

import pytest

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.storage import settings_rows
from reports.helpers import Story, at, moment, text_of

NO_ANSWERS = [("phone", 24), ("mail", 25), ("phone", 26)]


def attempts(story: Story) -> list[dict[str, Any]]:
    """Three tries on three days, by two means."""
    return [
        {"at": moment(10, 0, day=day), "by": story.oyelaran, "means": means, "result": "no_answer"}
        for means, day in NO_ANSWERS
    ]


def owned(story: Story, name: str = "Ward network", **values: JsonValue) -> str:
    """A service with an owner on the staff."""
    owner = story.cases.people.write_person(Person("", "Ida Berg", phone="ext. 4410"), story.sato)[0].uid
    given = {"owner": owner} | values
    return story.cases.registers.write("service", "", name, given, story.sato)[0].uid


def resolved(story: Story, **more: Any) -> None:
    """From the call to the fix."""
    story.log(**more)
    story.classify()
    story.investigate()
    story.resolve()


def printed(story: Story) -> str:
    return text_of(story.cases.reporting.preview(story.number, story.oyelaran))


def test_the_service_owner_gave_the_word(story: Story) -> None:
    resolved(story, source="monitoring", reporter=None, service=owned(story))
    story.close()
    said = printed(story)
    for words in (
        "Confirmation: the service owner's word",
        "Ida Berg, ext. 4410, owner of Ward network: Restored. Phone, 23 Nov 2026, 11:42 UTC+1 "
        "(by M. Oyelaran): “labels are fine now”. 2 attempts in all: phone.",
        "The service owner's word: Restored",
        "Attempts to reach the service owner",
        "Service owner Name Ida Berg",
    ):
        assert words in said, words
    assert "Dana Whitlock" not in said


def test_with_nobody_named_it_says_so(story: Story) -> None:
    resolved(story, source="testing", reporter=None)
    story.close(reporters_word="not_needed", word_reason="Found before anybody used it", contact_attempts=[])
    said = printed(story)
    assert "No owner of a service was named: Not needed. Noted by M. Oyelaran" in said
    assert "Reason: Found before anybody used it." in said


def test_the_reporters_word_is_called_so(story: Story) -> None:
    story.whole()
    said = printed(story)
    assert "Confirmation: the reporter's word" in said
    assert "Reporter Name Dana Whitlock" in said
    assert "by itself" not in said
    assert "confirmed it alone" not in said


def test_the_desk_closed_it_by_itself(story: Story) -> None:
    resolved(story)
    story.save(story.oyelaran, category="software.printing", impact="low", severity="low")
    story.time.move_to(at(12, 0, day=26))
    story.save(
        story.oyelaran, retest="passed", retested_by=story.oyelaran, outcome="fixed",
        closing_category="software.printing", contact_attempts=attempts(story),
    )  # fmt: skip
    with story.cases.desk.changing(story.sato) as work:
        chosen: JsonValue = {"reopen_days": 5, "close_unanswered": True}
        settings_rows.write_setting(work.session, "closing", chosen, story.sato, work.now)
    (one,) = story.cases.unanswered.run().items
    assert one.closes, one.why
    said = printed(story)
    for words in (
        "Dana Whitlock: No answer. Phone, 26 Nov 2026, 10:00 UTC+1 (by M. Oyelaran). "
        "3 attempts in all: phone, mail. "
        "The desk closed it by itself, 26 Nov 2026, 12:00 UTC+1, as nobody answered.",
        "Closure the desk itself · 26 Nov 2026, 12:00 UTC+1",
    ):
        assert words in said, words


@pytest.mark.parametrize("alone", [True, False])
def test_beside_the_signatures_it_says_who_confirmed_alone(story: Story, alone: bool) -> None:
    if alone:
        story.cases.people.write_person(Person(story.oyelaran, "M. Oyelaran", active=False), story.sato)
    me = story.sato
    story.number = story.cases.log.log(
        {"title": "No labels", "description": "None", "reporter": story.dana, "source": "user_report",
         "channel": "phone", "occurred": moment(8, 50, "about")}, me,
    ).number  # fmt: skip
    story.classify(impact="high", severity="high", assignee=me)
    story.investigate()
    story.resolve()
    story.time.move_to(at(11, 43))
    story.save(
        me, retest="passed", retested_by=me if alone else story.oyelaran, reporters_word="restored",
        closing_category="software.printing", outcome="fixed",
    )  # fmt: skip
    story.complete("closure", me)
    words = "R. Sato fixed this P1 incident and confirmed it alone: nobody else worked at the desk then."
    assert (words in printed(story)) == alone


def test_a_later_closing_by_two_is_not_called_alone(story: Story) -> None:
    test_beside_the_signatures_it_says_who_confirmed_alone(story, alone=True)
    story.cases.people.write_person(Person(story.oyelaran, "M. Oyelaran", "administrator"), story.sato)
    story.cases.lifecycle.undo_close(story.number, story.sato)
    story.complete("closure", story.oyelaran)
    assert "confirmed it alone" not in printed(story)
