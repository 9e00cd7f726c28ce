"""Updates for each audience: what the templates make of what is known, and what is remarked on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import at_local
from incidentdesk.domain.update_words import AUDIENCES
from incidentdesk.domain.updates import OpenAction, UpdateFacts, check_update, draft_update
from incidentdesk.services.desk.languages import update_words

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 26)
WORDS = update_words()
KNOWN = UpdateFacts(
    zone=BERLIN,
    said={
        "sev": "SEV 2", "title": "Mail is slow", "phase": "Mitigating", "public": "Identified",
        "condition": "sending takes up to ten minutes", "business": "Invoices leave late",
        "step": "Move the queue to the second server", "service": "E-mail", "who": "the main site",
        "changed": "The queue shrinks", "lasting": "none",
    },
    actions=(OpenAction("Operations lead", "move the queue", at_local(TODAY, 10, 45, BERLIN)),),
    needs=("somebody who knows the spam filter",),
    since=at_local(TODAY, 9, 50, BERLIN),
    ended=at_local(TODAY, 11, 20, BERLIN),
    next_at=at_local(TODAY, 11, 0, BERLIN),
    today=TODAY,
)  # fmt: skip
NOTHING = UpdateFacts(zone=BERLIN)
HOSTS = ("mx01", "srv-print")


def rules(key: str, text: str) -> list[str]:
    return [one.rule for one in check_update(key, text, WORDS, devices=HOSTS, people=["Anna Keller"])]


def test_the_internal_text_has_condition_actions_needs_and_the_next_time() -> None:
    assert draft_update("internal", KNOWN, WORDS) == (
        "SEV 2 Mail is slow – Mitigating\n"
        "Condition: sending takes up to ten minutes\n"
        "Actions: Operations lead: move the queue, until 10:45\n"
        "Needs: somebody who knows the spam filter\n"
        "Next update at 11:00."
    )


def test_the_last_word_to_staff_tells_the_end_what_lasts_and_what_is_left_to_do() -> None:
    assert draft_update("internal_resolved", KNOWN, WORDS) == (
        "SEV 2 Mail is slow – over since 11:20\n"
        "Condition: it works again, and we have checked that it does.\n"
        "Effects that last: none.\n"
        "Still under way: Operations lead: move the queue, until 10:45\n"
        "Still needed: somebody who knows the spam filter\n"
        "This is the last update. Tell the service desk where something does not work yet."
    )
    done = replace(KNOWN, actions=(), needs=())
    assert "Still" not in draft_update("internal_resolved", done, WORDS)


def test_an_action_that_nobody_has_yet_is_told_without_a_name() -> None:
    facts = replace(KNOWN, actions=(OpenAction("", "free the disk", at_local(TODAY, 10, 45, BERLIN)),))
    assert "\nActions: free the disk\n" in draft_update("internal", facts, WORDS)


def test_what_may_be_left_out_is_and_what_may_not_is_a_gap() -> None:
    assert draft_update("scope", NOTHING, WORDS) == (
        "The incident with [… service] concerns [… who is concerned]. "
        "What they notice: [… what is the matter].\n"
        "Next update at [… time of the next update]."
    )
    assert "Since" not in draft_update("first", NOTHING, WORDS)
    assert "Since 09:50" in draft_update("first", KNOWN, WORDS)


def test_paragraphs_stay_apart_and_one_that_is_left_out_leaves_no_room() -> None:
    text = "Head\n\nActions: {actions?}\n\n\nNext update at {next}.\n"
    words = replace(WORDS, templates={"own": replace(WORDS.templates["internal"], text=text)})
    until = "Actions: Operations lead: move the queue, until 10:45"
    assert draft_update("own", KNOWN, words) == f"Head\n\n{until}\n\nNext update at 11:00."
    shorter = replace(KNOWN, actions=())
    assert draft_update("own", shorter, words) == "Head\n\nNext update at 11:00."


def test_a_time_of_another_day_has_its_date() -> None:
    facts = UpdateFacts(zone=BERLIN, next_at=at_local(TODAY, 0, 30, BERLIN), today=date(2026, 11, 25))
    assert draft_update("internal", facts, WORDS).endswith("Next update at 26 Nov 2026, 00:30.")


@pytest.mark.parametrize("key", sorted(WORDS.templates))
def test_every_template_passes_its_own_checks_once_all_is_known(key: str) -> None:
    text = draft_update(key, KNOWN, WORDS)
    assert "{" not in text
    assert check_update(key, text, WORDS, devices=HOSTS) == ()
    gaps = rules(key, draft_update(key, NOTHING, WORDS))
    assert "gap" in gaps
    assert set(gaps) <= {"gap", "next_time"}


def test_every_audience_has_its_templates() -> None:
    by_audience = {
        audience: [one.key for one in WORDS.templates.values() if one.audience == audience]
        for audience in AUDIENCES
    }
    assert by_audience == {
        "internal": ["internal", "internal_resolved"],
        "executive": ["executive", "executive_resolved"],
        "external": ["first", "scope", "update", "no_change", "resolved"],
    }


NEXT = " Next update at 11:00."
PROMISES = [
    "Mail will be fixed by 14:00.",
    "We expect it to be back at 3 pm.",
    "It should be working again in 20 minutes.",
    "The service will be up and running within two hours.",
    "We will resolve this before noon.",
    "All will be restored shortly.",
    "Fixed no later than tomorrow.",
    "The ETA is not known.",
    "We hope that mail is back to normal this afternoon.",
]
NO_PROMISES = [
    "Mail was restored at 14:02.",
    "Mail had been fixed by 14:00.",
    "The queue has shrunk since 10:20.",
    "We will report again at 11:30.",
    "We are working on it.",
    "Mail is back since 10:31.",
    "The office is open until 18:00.",
    "Next step: we will move the queue\nOne of two servers is back at 3 pm",
]


@pytest.mark.parametrize("text", PROMISES)
def test_a_promise_of_a_time_is_found(text: str) -> None:
    assert rules("update", text + NEXT) == ["promise"]
    assert rules("internal", text + NEXT) == []


@pytest.mark.parametrize("text", NO_PROMISES)
def test_what_is_past_or_of_the_next_update_is_no_promise(text: str) -> None:
    assert rules("update", text + NEXT) == []


OTHERS = [
    ("mx01 is slow.", "host", "mx01"),
    ("MX01.example.org is slow.", "host", "MX01.example.org"),
    ("Ask Anna Keller.", "name", "Anna Keller"),
    ("It is probably the network.", "guess", "probably"),
    ("The outage goes on.", "outage", "outage"),
    ("It is […].", "gap", "[…]"),
]


@pytest.mark.parametrize(("text", "rule", "words"), OTHERS)
def test_what_no_outward_text_may_say_is_named(text: str, rule: str, words: str) -> None:
    found = check_update("update", text + NEXT, WORDS, devices=HOSTS, people=["Anna Keller"])
    assert [(one.rule, one.text) for one in found] == [(rule, words)]
    assert found[0].say
    assert found[0].ask


def test_a_device_is_no_part_of_another_word() -> None:
    assert rules("update", "The mx012 and srv-printer stand." + NEXT) == []


def test_a_full_outage_may_be_called_so() -> None:
    assert check_update("update", "The outage goes on." + NEXT, WORDS, full_outage=True) == ()


@pytest.mark.parametrize(
    "text", ["All is slow.", "Next update soon.", "Next update. It was 11:00.", "At 11:00."]
)
def test_the_time_of_the_next_update_is_asked_for_until_the_last(text: str) -> None:
    assert rules("update", text) == ["next_time"]
    assert rules("resolved", text) == []


MORE = [NEXT, "mx01", "[…", "]", "next update", "25:99", "\n", "will be", "fixed"]
PIECES = st.sampled_from([*PROMISES, *NO_PROMISES, *MORE]) | st.text(max_size=10)
KEYS = st.sampled_from(sorted(WORDS.templates))


@given(KEYS, st.lists(PIECES, max_size=8).map(" ".join))
def test_each_span_is_the_text_it_names(key: str, text: str) -> None:
    for one in check_update(key, text, WORDS, devices=HOSTS, people=["Anna Keller"]):
        assert one.text == text[one.start : one.end]


@given(st.dictionaries(st.sampled_from(sorted(WORDS.gaps)), st.text(max_size=20)), KEYS)
def test_what_was_said_stands_in_the_draft(said: dict[str, str], key: str) -> None:
    text = draft_update(key, UpdateFacts(zone=BERLIN, said=said), WORDS)
    for name, words in said.items():
        if f"{{{name}}}" in WORDS.templates[key].text and name not in {"actions", "needs"}:
            assert words.strip().rstrip(".").strip() in text
