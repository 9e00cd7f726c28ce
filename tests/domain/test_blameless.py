"""The language check of reviews: forty sentences, its subjects, its spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.blameless import Remark, check_language, sentences
from incidentdesk.services.desk.languages import blameless_words

WORDS = blameless_words()
STAFF = ("Anna Keller", "Will Mark", "Søren O'Neill", "Jo Li")

BLAMING = {
    "The engineer failed to check the backup before the change.": "counterfactual",
    "The night shift should have called the manager at once.": "counterfactual",
    "If only the certificate had been looked at in May.": "counterfactual",
    "The administrator did not read the release notes.": "counterfactual",
    "We could have prevented this with ten minutes of work.": "counterfactual",
    "The on-call technician neglected the second alarm.": "counterfactual",
    "The restore should have been tested after the move.": "counterfactual",
    "The operator restarted the mail server and forgot to tell anybody.": "counterfactual",
    "The team in charge of the firewall never tested the new rule.": "counterfactual",
    "Someone on the service desk didn\u2019t pass on the call.": "counterfactual",
    "Who approved the change?": "what_and_how",
    "Why did the service desk wait for an hour?": "what_and_how",
    "The outage goes back to human error.": "condition",
    "A careless command emptied the table.": "condition",
    "The volume was deleted by mistake.": "condition",
    "The contractor caused the outage with an untested script.": "condition",
    "Anna Keller restarted the wrong host.": "name",
    "The root cause was a full disk.": "root_cause",
    "It was obviously the new driver.": "hindsight",
    "They just had to look at the dashboard.": "hindsight",
}
FINE = [
    "The job failed to start after the reboot.",
    "The disk failed at 03:12, and the array went on without it.",
    "The monitor did not send an alert, as its mail queue was full.",
    "The load balancer failed to remove the dead node.",
    "After the restart by the engineer the service failed to bind its port.",
    "The script that the administrator wrote failed to handle an empty list.",
    "The engineers' dashboard did not show the queue.",
    "The commander asked for a rollback, which failed to finish in time.",
    "Users could not sign in for forty minutes.",
    "Customers did not receive their invoices until noon.",
    "The on-call engineer restarted the pod at 10:31.",
    "The runbook had no step for a locked volume.",
    "The service desk had the alert on screen 4 minutes after it was sent.",
    "Just before 10:00 the queue began to grow.",
    "Two factors contributed: the full disk and the missing alert.",
    "What did the dashboard show at that time?",
    "We did not see any lost messages.",
    "The two nodes lost their lease, so they did not accept writes.",
    "How did the change reach production?",
    "The team rolled back the change within six minutes.",
]


def rules(text: str) -> list[str]:
    return [remark.rule for remark in check_language(text, WORDS, STAFF)]


def test_the_set_is_twenty_and_twenty() -> None:
    assert (len(BLAMING), len(FINE)) == (20, 20)


@pytest.mark.parametrize(("sentence", "rule"), BLAMING.items())
def test_every_blaming_sentence_is_found(sentence: str, rule: str) -> None:
    assert rule in rules(sentence)


def test_at_most_one_fine_sentence_in_ten_is_flagged() -> None:
    flagged = [sentence for sentence in FINE if rules(sentence)]
    assert len(flagged) * 10 <= len(FINE), flagged
    for sentence in (
        "The job failed to start.",
        "The disk failed.",
        "The job failed to start because the disk failed.",
    ):
        assert not rules(sentence)


SUBJECTS = [
    ("The engineer, who was new here, failed to ask.", True),
    ("The engineer who was on call failed to ask.", True),
    ("The script, which had been tested, failed to run.", False),
    ("The engineer that failed to ask had left.", True),
    ("In the night the engineer on duty failed to look.", True),
    ("The job of the operator failed to start.", False),
    ("The operator script failed to start.", False),
    ("The restart was done, but the manager neglected to tell us.", True),
    ("The vendor\u2019s driver had not been signed.", False),
    ("They did not answer.", True),
    ("The disks were slow and they did not answer.", False),
    ("The user should have read the message.", True),
    ("@anna failed to answer.", True),
    ("Keller failed to answer.", True),
    ("The technician repeatedly failed to log on to the host.", True),
    ("The engineer on the late shift\nfailed to look.", True),
    ("Ask the engineer\n\nfailed to start", False),
    ("- the engineer\n- failed to start", False),
    ("We should have a spare disk here.", False),
    ("We should have the spare disk at hand.", False),
    ("We should have had a spare disk here.", True),
    ("We had not found the cause by then.", False),
    ("The service desk ran the check and the host failed to answer.", False),
]


@pytest.mark.parametrize(("sentence", "flagged"), SUBJECTS)
def test_the_subject_decides(sentence: str, flagged: bool) -> None:
    found = {"counterfactual"} & set(rules(sentence))
    assert bool(found) is flagged


def test_a_remark_names_its_words_its_sentence_its_reason_and_a_question() -> None:
    text = "All was well.\n- The engineer should have been careful. It was late."
    assert check_language(text, WORDS) == (
        Remark(
            rule="counterfactual",
            text="should have been",
            start=text.index("should"),
            end=text.index(" careful"),
            sentence_start=text.index("The engineer"),
            sentence_end=text.index(" It was"),
            say="This tells what somebody did not do, with what is known only today.",
            ask="What did they see and know at that time, and what made it reasonable?",
        ),
    )


def test_names_are_found_in_full_and_in_parts_that_are_no_other_word() -> None:
    text = "Anna saw it, Will called O'Neill, and the mark will stay. Will Mark agreed with Anna Keller."
    found = [remark.text for remark in check_language(text, WORDS, STAFF) if remark.rule == "name"]
    assert found == ["Anna", "O'Neill", "Will Mark", "Anna Keller"]


def test_code_and_addresses_are_not_looked_at() -> None:
    assert not rules(
        "It printed `user failed to log in` and ```\nroot cause\n``` (https://x.example/human error-free)"[
            :-12
        ]
    )


def test_a_language_without_words_of_its_own_has_the_english_ones() -> None:
    assert blameless_words("xx") == WORDS
    assert blameless_words("../en") == WORDS


MORE = ["\n", "- ", "`", "Anna", "\u2019", "who", "failed to", ",", "and", "1. ", "\u0130"]
PIECES = st.lists(st.sampled_from([*BLAMING, *FINE, *MORE]) | st.text(max_size=15), max_size=12)


@given(PIECES)
def test_each_span_is_the_text_it_names(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for remark in check_language(text, WORDS, STAFF):
        assert remark.text == text[remark.start : remark.end] != ""
        assert remark.sentence_start <= remark.start < remark.end <= remark.sentence_end
        assert remark.say
        assert remark.ask


@given(PIECES)
def test_sentences_stand_one_after_the_other(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for first, last in sentences(text):
        assert end <= first < last <= len(text)
        assert text[first:last] == text[first:last].strip()
        end = last


@given(st.sampled_from(sorted(BLAMING)), st.lists(st.sampled_from(FINE), max_size=4))
def test_a_blaming_sentence_is_found_among_others(blaming: str, others: list[str]) -> None:
    text = " ".join([*others, blaming])
    assert BLAMING[blaming] in rules(text)
