"""Searching: what is found, in what order, how much of it, and where it is marked."""

from __future__ import annotations

import pytest

from incidentdesk.domain.records import Person
from incidentdesk.services.lists.search import Found, Hit
from incidentdesk.storage import search
from walk import Walk


def found(walk: Walk, text: str, **options: object) -> Found:
    return walk.cases.search.find(text, **options)  # type: ignore[arg-type]


def uids(walk: Walk, text: str, **options: object) -> list[str]:
    return [hit.row.uid for hit in found(walk, text, **options).hits]


def only(walk: Walk, text: str) -> Hit:
    (hit,) = found(walk, text).hits
    return hit


def marked(hit: Hit) -> list[str]:
    return [hit.excerpt[start:end] for start, end in hit.excerpt_marks]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("labels", True),
        ("BLANK label", True),
        ("lab", True),
        ("lab ", False),
        ("abels", False),
        ("0x80070005", True),
        ("0x8007", True),
        ("80070005", True),
        ("srv-12.example", True),
        ("srv", True),
        ("Whitlock", True),
        ("oyelaran", True),
        ("marten", True),
        ("trace.png", True),
        ("ruled-in hypothesis", True),
        ("strasse", True),
        ("straße", True),
        ("labels nonsense", False),
        ('"come out"', True),
        ('"out come"', False),
        ('"come ou', True),
        ('"come ou"', False),
        ("„come out“", True),
        ("labels AND", False),
        ("labels *", True),
        ("无法", True),
        ("法登", True),
        ("", False),
        ("  ", False),
        ("*", False),
        ('"', False),
        ("()+-:^{}", False),
        ("\0", False),
        ("\ud83d", False),
    ],
)
def test_words_are_found_wherever_they_were_written(walk: Walk, text: str, is_found: bool) -> None:
    uid = walk.log(
        error_code="0x80070005", description="on srv-12.example in the Strasse 无法登录", assignee=walk.me
    )
    walk.cases.conversation.note(uid, "The cable was chewed by a marten", walk.me)
    walk.save(uid, hypotheses=[{"statement": "A ruled-in hypothesis"}], findings="trace.png")
    assert uids(walk, text) == ([uid] if is_found else [])
    assert found(walk, text).total == int(is_found)
    assert uids(walk, text, ranked=True) == ([uid] if is_found else [])


def test_search_follows_edits_and_numbers_come_first(walk: Walk) -> None:
    first = walk.log(title="Printer 2 is jammed")
    second = walk.log(title="Mail is slow")
    assert uids(walk, "2") == [second, first]
    assert uids(walk, "2", ranked=True) == [second, first]
    assert uids(walk, "2", limit=1, offset=1) == [first]
    assert uids(walk, "inc-2026-000002") == [second]
    assert found(walk, "2").total == 2
    walk.save(second, title="Mail is fast")
    assert uids(walk, "slow") == []
    assert uids(walk, "fast") == [second]


def test_the_new_assignee_is_found_and_the_old_one_no_more(walk: Walk) -> None:
    other = walk.cases.people.write_person(Person("", "Quintilla Vane"), walk.me)[0]
    uid = walk.log(assignee=other.uid)
    assert uids(walk, "quintilla") == [uid]
    walk.cases.lifecycle.assign(uid, walk.me, walk.me)
    assert uids(walk, "quintilla") == []


def test_the_newest_come_first_unless_they_are_ranked(walk: Walk) -> None:
    title = walk.log(title="Toner is empty", description="Nothing else.")
    walk.later(minutes=5)
    passing = walk.log(title="Mail is slow", description="While I changed the toner, mail was slow. " * 5)
    assert uids(walk, "toner") == [passing, title]
    assert uids(walk, "toner", ranked=True) == [title, passing]


def test_pages_follow_each_other_and_the_count_is_of_all(walk: Walk) -> None:
    logged = [walk.log(title=f"Scanner {number}") for number in range(7)]
    walk.log(title="Something else")
    for ranked in (False, True):
        pages = [found(walk, "scanner", ranked=ranked, limit=3, offset=offset) for offset in (0, 3, 6, 9)]
        assert [page.total for page in pages] == [7] * 4
        assert [page.searched for page in pages] == [8] * 4
        assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
        assert {hit.row.uid for page in pages for hit in page.hits} == set(logged)
        assert all(page.exact for page in pages)


def test_of_very_many_the_newest_are_ranked_and_none_is_left_out(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CLOSELY", 4)
    old = walk.log(title="Scanner scanner", description="Nothing.")
    rest = [walk.log(title=f"A rather longer title with a scanner in it, number {n}") for n in range(8)]
    best = walk.log(title="Scanner", description="Nothing.")
    newer = walk.log(title="Another of those longer titles in which a scanner stands")
    everything = uids(walk, "scanner", ranked=True)
    assert everything[0] == best
    assert set(everything[:4]) == {best, newer, rest[-1], rest[-2]}
    assert everything[4:] == [*reversed(rest[:-2]), old]
    assert uids(walk, "scanner", ranked=True, limit=3, offset=3) == everything[3:6]
    assert uids(walk, "scanner", ranked=True, limit=50, offset=6) == everything[6:]
    assert uids(walk, "scanner") == [newer, best, *reversed(rest), old]
    page = found(walk, "scanner", ranked=True, limit=2)
    assert (page.total, page.exact) == (11, False)
    # Number 3 comes first, and is not told a second time where its place would be; all others are told.
    three = uids(walk, "3")
    assert three[0] == rest[1]
    assert len(three) == len(set(three)) == found(walk, "3").total == 9
    pages = [uids(walk, "3", limit=2, offset=offset) for offset in range(0, 10, 2)]
    assert [one for page in pages for one in page] == three


def test_matches_are_marked_in_title_and_excerpt(walk: Walk) -> None:
    walk.log(
        title="Für alle: Drucker",
        description="x " * 300 + "die Straße ist gesperrt, der Drucker auch. " + "y " * 300,
    )
    hit = only(walk, "fur strasse druck")
    assert [hit.row.title[start:end] for start, end in hit.title_marks] == ["Für", "Drucker"]
    assert hit.field == "description"
    assert marked(hit) == ["Straße", "Drucker"]
    assert hit.excerpt.startswith("…")
    assert hit.excerpt.endswith("…")
    assert "\n" not in hit.excerpt


def test_the_excerpt_comes_from_where_the_words_stand(walk: Walk) -> None:
    uid = walk.log(title="Mail", description="Nothing to see.", error_code="KB5034441")
    walk.cases.conversation.note(uid, "A marten\nchewed the cable", walk.me)
    assert (only(walk, "5034441").field, marked(only(walk, "5034441"))) == ("error_code", ["5034441"])
    assert (only(walk, "marten chewed").field, marked(only(walk, "marten chewed"))) == (
        "words",
        ["marten", "chewed"],
    )
    nothing = only(walk, "mail")
    assert (nothing.field, nothing.excerpt, nothing.excerpt_marks) == ("description", "Nothing to see.", ())


def test_a_very_long_question_is_answered(walk: Walk) -> None:
    uid = walk.log(description=" ".join(f"word{n}" for n in range(1500)))
    assert uids(walk, " ".join(f"word{n}" for n in range(1500))) == [uid]
    assert uids(walk, " ".join(f"word{n}" for n in range(1501))) == []


def test_columns_can_be_asked_for(walk: Walk) -> None:
    walk.log(title="Mail", place="Ward 3")
    (hit,) = found(walk, "mail", columns=("place",)).hits
    assert hit.row.cells == ("Ward 3",)
