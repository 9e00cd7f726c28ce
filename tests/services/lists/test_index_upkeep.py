"""The care of the search index: it is checked, merged and made anew while people go on working."""

from __future__ import annotations

import sqlite3

import pytest

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.domain.search_words import search_words
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import search_index
from walk import Walk


def behind_our_back(walk: Walk, *statements: str) -> list[tuple[object, ...]]:
    """Run ``statements`` on the file with nothing of ours but the function."""
    connection = sqlite3.connect(walk.cases.desk.database.path, isolation_level=None)
    connection.create_function("search_words", 1, search_words, deterministic=True)
    try:
        found: list[tuple[object, ...]] = []
        for statement in statements:
            found = connection.execute(statement).fetchall()
        return found
    finally:
        connection.close()


def make_stale(walk: Walk) -> None:
    """Change a text so that the index does not hear of it."""
    (trigger,) = behind_our_back(walk, "SELECT sql FROM sqlite_master WHERE name = 'search_update'")
    behind_our_back(
        walk,
        "DROP TRIGGER search_update",
        "UPDATE incident SET title = 'Zebra' WHERE id = 1",
        str(trigger[0]),
    )


def rebuild(cases: UseCases) -> None:
    cases.index.begin_rebuild()
    while cases.index.rebuild_some():
        pass


def uids(walk: Walk, text: str) -> list[str]:
    return [hit.row.uid for hit in walk.cases.search.find(text).hits]


def test_the_index_counts_what_it_holds(walk: Walk) -> None:
    assert walk.cases.index.state().indexed == 0
    for number in range(130):
        walk.log(title=f"Scanner {number}")
    state = walk.cases.index.state(with_size=True)
    assert (state.indexed, state.incidents, state.rebuilding, state.verdict) == (130, 130, False, "")
    assert state.size > 1000
    assert walk.cases.search.find("scanner", limit=1).searched == 130


def test_a_true_index_passes_and_a_stale_one_does_not(walk: Walk) -> None:
    first = walk.log(title="Mail is slow")
    walk.log(title="Toner is empty 无法")
    assert walk.cases.index.check().verdict == "ok"
    assert walk.cases.search.find("mail").doubt == ""
    make_stale(walk)
    state = walk.cases.index.check()
    assert (state.verdict, state.checked_ms) == ("stale", walk.time.now().ms)
    assert walk.cases.search.find("mail").doubt == "stale"
    assert uids(walk, "zebra") == []
    rebuild(walk.cases)
    assert uids(walk, "zebra") == [first]
    assert walk.cases.search.find("zebra").doubt == ""
    assert walk.cases.index.check().verdict == "ok"


def test_others_write_while_it_is_checked(walk: Walk) -> None:
    walk.log(title="Mail is slow")
    looked: list[str] = []

    def log_meanwhile() -> bool:
        if not looked:
            looked.append(walk.log(title="Logged while it was checked"))
        return False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("incidentdesk.storage.search_check._STEPS", 1)
        assert walk.cases.index.check(log_meanwhile).verdict == "ok"
    assert uids(walk, "meanwhile") == []
    assert uids(walk, "while checked") == looked


def test_a_cancelled_check_says_nothing(walk: Walk) -> None:
    walk.log(title="Mail is slow")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("incidentdesk.storage.search_check._STEPS", 1)
        assert walk.cases.index.check(lambda: True).verdict == ""


def test_a_rebuild_goes_on_while_people_work_and_is_whole_in_the_end(walk: Walk) -> None:
    old = [walk.log(title=f"Scanner {number}") for number in range(60)]
    make_stale(walk)
    walk.cases.index.begin_rebuild()
    assert uids(walk, "scanner") == []
    new = walk.log(title="A new scanner")
    found = walk.cases.search.find("scanner")
    assert (found.total, found.searched, found.incidents, found.doubt) == (1, 1, 61, "rebuilding")
    walk.save(old[0], title="Changed before its turn")
    with walk.cases.desk.database.writing() as session:
        search_index.index_some(session, 20, 0)
    assert walk.cases.search.find("scanner").total == 21
    walk.save(old[59], title="Changed after its turn")
    walk.save(new, description="Changed")
    assert walk.cases.index.check().verdict == "", "what is not whole yet is not judged"
    walk.cases.index.begin_rebuild()  # a second start goes on with the first
    rebuild(walk.cases)
    state = walk.cases.index.state()
    assert (state.indexed, state.incidents, state.rebuilding) == (61, 61, False)
    assert state.rebuilt_ms == walk.time.now().ms
    assert walk.cases.index.check().verdict == "ok"
    assert uids(walk, "before turn") == [old[0]]
    assert uids(walk, "after turn") == [old[59]]
    left = behind_our_back(walk, "SELECT name FROM sqlite_master WHERE name LIKE 'incident_search_old%'")
    assert left == []


def test_many_pieces_are_merged_until_there_is_nothing_left_to_merge(walk: Walk) -> None:
    for number in range(40):
        walk.log(title=f"Scanner {number}")

    def pieces() -> int:
        ((count,),) = behind_our_back(walk, "SELECT count(DISTINCT segid) FROM incident_search_idx")
        return int(str(count))

    before = pieces()
    steps = 0
    while walk.cases.index.merge_some():
        steps += 1
    assert before == 40
    assert steps > 0
    assert pieces() < 10
    assert walk.cases.index.check().verdict == "ok"
    assert walk.cases.search.find("scanner").total == 40


def test_a_damaged_index_is_told_as_such_and_can_be_rebuilt(walk: Walk) -> None:
    uid = walk.log(title="Mail is slow")
    behind_our_back(walk, "UPDATE incident_search_data SET block = x'00' WHERE id > 10")
    with pytest.raises(EnvironmentFault, match="search index is damaged"):
        walk.cases.search.find("mail")
    assert walk.cases.index.check().verdict == "stale"
    rebuild(walk.cases)
    assert uids(walk, "mail") == [uid]


def test_only_a_changed_text_touches_the_index(walk: Walk) -> None:
    uid = walk.log(title="Mail is slow")
    question = "SELECT max(id), count(*) FROM incident_search_data"
    before = behind_our_back(walk, question)
    walk.cases.lifecycle.hold(uid, "awaiting_user", walk.me, wake=walk.time.now().plus(60))
    assert behind_our_back(walk, question) == before
    walk.save(uid, title="Mail is fast")
    assert behind_our_back(walk, question) != before
