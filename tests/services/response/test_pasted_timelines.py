"""Pasted timelines become entries of an incident."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.moments import Moment
from incidentdesk.domain.records import Entry
from incidentdesk.intake.pasted_timeline import read_timeline
from incidentdesk.services.imports.import_types import Control
from incidentdesk.services.response.pasted_timelines import Pasted, PasteLook, PasteResult
from incidentdesk.services.response.room import moment_of
from intake.reviews_by_hand import BY_HAND, is_review, read_reviews, said
from services.response_desk import ResponseDesk


def read(desk: ResponseDesk, text: str) -> list[Pasted]:
    zone = desk.cases.desk.settings().zone
    return [Pasted(one.moment, one.text, one.line) for one in read_timeline(text, zone).entries]


def pasted(desk: ResponseDesk, ref: str) -> list[Entry]:
    return [one for one in desk.page(ref).entries if one.parameters.get("source") == "pasted"]


def words(entries: Sequence[Entry]) -> list[tuple[Moment, str]]:
    return [(moment_of(one), str(one.payload["text"])) for one in entries if isinstance(one.payload, dict)]


def look(desk: ResponseDesk, ref: str, text: str) -> PasteLook:
    return desk.cases.pasted_timelines.look(ref, read(desk, text))


def paste(desk: ResponseDesk, ref: str, text: str) -> PasteResult:
    return desk.cases.pasted_timelines.write(look(desk, ref, text), desk.me)


TEXT = """All times in UTC

- 2026-11-20 10:00: Load rises
- 2026-11-20 about 10:10: Mail is late
- 2026-11-20 10:20 - 10:30: Nodes restarted
- 2026-11-20 11:00: All is well
"""


@pytest.fixture
def ref(room_desk: ResponseDesk) -> str:
    """The number of a declared major incident."""
    return room_desk.raised("sev2")


def test_every_review_becomes_the_entries_that_were_read(room_desk: ResponseDesk) -> None:
    desk, pastings = room_desk, room_desk.cases.pasted_timelines
    count, by_hand = 0, set[str]()
    for path, text in read_reviews().items():
        entries = read(desk, text.replace("| 20202-", "| 2020-").replace("|20202-", "|2020-"))
        if not entries or not is_review(path):
            continue
        ref = desk.raised()
        result = pastings.write(pastings.look(ref, entries), desk.me)
        found = pasted(desk, ref)
        assert words(found) == [(one.moment, one.text.strip()) for one in entries], path
        assert {(one.author, one.cause, one.kind) for one in found} == {
            (desk.me, result.cause, "observation")
        }, path
        assert (result.added, result.there, result.stopped) == (len(entries), 0, False)
        if path in BY_HAND:
            assert [said(moment_of(one)) for one in found] == [time for time, _words in BY_HAND[path]]
            by_hand.add(path)
        count += 1
    assert count >= 60
    assert by_hand == set(BY_HAND)


def test_a_time_that_cannot_be_read_is_refused_with_its_lines(room_desk: ResponseDesk, ref: str) -> None:
    path = next(path for path in read_reviews() if "PM2020-003" in path)
    shown = look(room_desk, ref, read_reviews()[path])
    assert [one.line for one in shown.undated] == [14, 15, 16, 17, 18]
    with pytest.raises(UsageError, match=r"line 14 .*Nothing was added") as told:
        room_desk.cases.pasted_timelines.write(shown, room_desk.me)
    assert "date" in told.value.next_step
    assert not pasted(room_desk, ref)


def test_a_look_writes_nothing_and_says_what_would_be_added(room_desk: ResponseDesk, ref: str) -> None:
    before = room_desk.page(ref).entries
    shown = look(room_desk, ref, TEXT)
    assert [one.text for one in shown.new] == ["Load rises", "Mail is late", "Nodes restarted", "All is well"]
    assert not shown.there
    assert room_desk.page(ref).entries == before


def test_precision_is_told_in_words_and_found_by_them(room_desk: ResponseDesk, ref: str) -> None:
    paste(room_desk, ref, TEXT)
    assert [one.marks for one in room_desk.told(ref, "observation")] == [
        ("pasted",), ("about", "pasted"), ("until 20 Nov 2026, 10:30", "pasted"), ("pasted",),
    ]  # fmt: skip
    hits = room_desk.cases.search.find("restarted").hits
    assert [hit.row.number for hit in hits] == [ref]


def test_pasted_twice_adds_only_what_is_new(room_desk: ResponseDesk, ref: str) -> None:
    paste(room_desk, ref, TEXT)
    again = paste(room_desk, ref, TEXT)
    assert (again.added, again.there, again.cause) == (0, 4, "")
    longer = TEXT + "- 2026-11-20 11:30: Review planned\n"
    shown = look(room_desk, ref, longer)
    assert (len(shown.there), [one.text for one in shown.new]) == (4, ["Review planned"])
    more = paste(room_desk, ref, longer)
    assert (more.added, more.there) == (1, 4)
    assert len(pasted(room_desk, ref)) == 5


def test_the_same_words_at_another_time_are_another_entry(room_desk: ResponseDesk, ref: str) -> None:
    paste(room_desk, ref, TEXT)
    assert paste(room_desk, ref, TEXT.replace("11:00", "11:01")).added == 1
    once = "- 2026-11-21 08:00 UTC: Restart\n"
    assert [paste(room_desk, ref, once * times).added for times in (1, 2, 2, 1)] == [1, 1, 0, 0]


def test_what_somebody_else_pasted_since_the_look_is_not_added_twice(
    room_desk: ResponseDesk, ref: str
) -> None:
    shown = look(room_desk, ref, TEXT)
    paste(room_desk, ref, TEXT)
    late = room_desk.cases.pasted_timelines.write(shown, room_desk.people["Ines"])
    assert (late.added, late.there) == (0, 4)


def test_taken_back_it_stays_with_a_correction_and_can_be_pasted_again(
    room_desk: ResponseDesk, ref: str
) -> None:
    desk, pastings = room_desk, room_desk.cases.pasted_timelines
    cause = paste(desk, ref, TEXT).cause
    assert pastings.undo(ref, cause, desk.people["Ines"])[0] == 4
    correction = desk.page(ref).entries[-1]
    assert correction.kind == "correction"
    assert correction.parameters["corrects"] == [one.uid for one in pasted(desk, ref)]
    assert "4 pasted entries" in desk.told(ref, "correction")[0].detail
    with pytest.raises(RefusedError, match="already"):
        pastings.undo(ref, cause, desk.me)
    desk.cases.response.note(ref, "observation", "Typed", desk.me)
    for other in ("no-such", desk.page(ref).entries[-1].cause):
        with pytest.raises(UsageError, match="Nothing was pasted"):
            pastings.undo(ref, other, desk.me)
    assert paste(desk, ref, TEXT).added == 4
    assert paste(desk, ref, TEXT).added == 0


LONG = "".join(f"- 2026-11-{1 + n // 60:02} 10:{n % 60:02} UTC: Step {n}\n" for n in range(600))


def test_stopped_it_goes_on_when_pasted_again(room_desk: ResponseDesk, ref: str) -> None:
    stop = threading.Event()
    control = Control(progress=lambda _one: stop.set(), cancelled=stop.is_set)
    pastings, entries = room_desk.cases.pasted_timelines, read(room_desk, LONG)
    first = pastings.write(pastings.look(ref, entries), room_desk.me, control)
    assert first.stopped
    assert 0 < first.added < 600
    second = pastings.write(pastings.look(ref, entries), room_desk.me)
    assert (second.added + first.added, second.there, second.stopped) == (600, first.added, False)
    assert [text for _moment, text in words(pasted(room_desk, ref))] == [f"Step {n}" for n in range(600)]
    assert {one.cause for one in pasted(room_desk, ref)} == {first.cause, second.cause}


def test_what_somebody_else_pastes_between_two_batches_is_not_added_twice(
    room_desk: ResponseDesk, ref: str
) -> None:
    pastings, entries = room_desk.cases.pasted_timelines, read(room_desk, LONG)
    others: list[PasteResult] = []

    def tell(_progress: object) -> None:
        if not others:
            others.append(pastings.write(pastings.look(ref, entries), room_desk.people["Ines"]))

    mine = pastings.write(pastings.look(ref, entries), room_desk.me, Control(progress=tell))
    assert (mine.added + others[0].added, mine.there) == (600, others[0].added)
    assert mine.changes.incidents == {look(room_desk, ref, TEXT).incident}
    assert len(pasted(room_desk, ref)) == 600


@pytest.mark.parametrize(
    ("line", "words_told"),
    [
        ("- 2026-11-30 10:00 UTC: Not yet", "still to come"),
        ("- 2026-11-20 10:00 UTC\n", "no words"),
        ("- 10:00 UTC: Some day", "no time"),
    ],
)
def test_an_unsound_entry_lets_nothing_be_added(
    room_desk: ResponseDesk, ref: str, line: str, words_told: str
) -> None:
    with pytest.raises(UsageError, match=words_told):
        paste(room_desk, ref, f"{line}\n- 2026-11-20 11:00 UTC: Sound\n")
    assert not pasted(room_desk, ref)


def test_an_incident_of_any_process_and_state_takes_one(room_desk: ResponseDesk) -> None:
    desk = room_desk
    logged = desk.cases.log.log({"title": "Printer"}, desk.me).number
    assert paste(desk, logged, TEXT).added == 4
    desk.cases.lifecycle.cancel(logged, "A mistake", desk.me)
    assert paste(desk, logged, TEXT.replace("Load", "Heat")).added == 1
    with pytest.raises(UsageError, match="no incident"):
        look(desk, "INC-2026-000099", TEXT)
