"""Words that runbooks and incidents share, and conditions as sentences."""

from __future__ import annotations

from incidentdesk.domain.conditions import parse_condition
from incidentdesk.domain.runbook import Runbook, Step
from incidentdesk.domain.runbook_words import alike, words_of
from incidentdesk.services.desk.runbook_library import shipped
from incidentdesk.services.runbooks.runbook_conditions import condition_text


def book(key: str, *steps: str, keywords: tuple[str, ...] = ()) -> Runbook:
    made = tuple(Step(number, text, "do") for number, text in enumerate(steps, 1))
    return Runbook(key, key, (), keywords, (), "", 90, {}, made, "", "")


def test_a_word_by_which_it_is_named_brings_it_and_others_say_how_likely_it_is() -> None:
    books = [
        book("a", "Restart the spooler and the queue", keywords=("printer",)),
        book("b", "Look at the modem"),
    ]
    assert [one.key for one in alike("The printer hums", books)] == ["a"]
    assert alike("The spooler and its queue", books) == [], "words of steps are the words of any work"
    assert alike("The printer and its queue", books)[0].words == ("printer", "queue")
    assert alike("", books) == alike("anything", []) == []


def test_a_rare_word_weighs_more_than_one_that_all_have() -> None:
    books = [book(key, "Ask the network team", keywords=(key,)) for key in ("alpha", "beta", "gamma")]
    (found,) = alike("network team: gamma fails", books)[:1]
    assert (found.key, found.words[0]) == ("gamma", "gamma")


def test_what_is_slow_at_the_front_desk_is_no_sign_of_an_attack() -> None:
    said = "Booking slow at the front desk. Pages take a minute, some time out."
    assert alike(said, list(shipped().values())) == []


def test_words_are_folded_and_scripts_without_spaces_go_in_pairs() -> None:
    assert words_of("Größe GRÖSSE size size") == ("grösse", "size")
    assert words_of("打印机坏") == ("打印", "印机", "机坏")


def test_a_condition_is_read_as_a_sentence() -> None:
    raw = {
        "all": [
            {"field": "answer_2", "op": "one_of", "value": ["a", "b"]},
            {"not": {"field": "step_1", "op": "is", "value": "ok"}},
            {
                "any": [
                    {"field": "priority", "op": "is", "value": "P1"},
                    {"field": "sev", "op": "is_not_empty"},
                ]
            },
        ]
    }
    assert condition_text(parse_condition(raw, where="here")) == (
        "the answer to step 2 is one of: a, b and (not so: step 1 is ok) "
        "and (Priority is P1 or SEV level is given)"
    )
