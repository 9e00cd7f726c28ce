"""The timelines of real reviews: all of them can be pasted; six were read by hand as well."""

from __future__ import annotations

import re

import pytest

from incidentdesk.domain.moments import Precision, sort_ms
from incidentdesk.intake.pasted_result import DoubtKind, LeftWhy, Missing, PastedTimeline, ZoneSource
from incidentdesk.intake.pasted_timeline import read_timeline
from intake.conftest import BERLIN
from intake.reviews_by_hand import BY_HAND, MYBINDER, is_review, said


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.split("/")[-1][:18])
def test_entries_and_times_are_those_read_by_hand(reviews: dict[str, str], path: str) -> None:
    wanted = BY_HAND[path]
    entries = read_timeline(reviews[path], BERLIN).entries
    assert [said(entry.moment) for entry in entries] == [time for time, _words in wanted]
    for entry, (_time, words) in zip(entries, wanted, strict=True):
        assert entry.text.startswith(words), f"line {entry.line}"


def accounted(read: PastedTimeline) -> set[int]:
    numbers = {number for entry in read.entries for number in range(entry.line, entry.last_line + 1)}
    return numbers | {left.line for left in read.left} | set(read.structure)


# Links to pictures that stand between the heading and the first time.
PROSE_INSIDE = {f"{MYBINDER}2020-07-09-simultaneous-launches-scipy.md": [16, 18, 19, 20]}


def test_every_review_with_a_timeline_can_be_pasted(reviews: dict[str, str]) -> None:
    found = {path: read_timeline(text, BERLIN) for path, text in reviews.items() if is_review(path)}
    assert len(found) >= 60
    for path, read in found.items():
        lines = reviews[path].split("\n")
        assert read.entries, path
        assert read.zone.source in {ZoneSource.WRITTEN, ZoneSource.ENTRIES}, path
        assert not read.missing, path
        inside = [left.line for left in read.left if left.why is LeftWhy.NO_TIME]
        assert inside == PROSE_INSIDE.get(path, []), path
        timed = [left for left in read.left if left.text.startswith("|") and "20" in left.text[:8]]
        assert not timed, path
        filled = {number for number, line in enumerate(lines, 1) if line.strip()}
        assert filled <= accounted(read), path


def test_entries_are_in_order_or_the_doubt_is_told(reviews: dict[str, str]) -> None:
    told = set()
    for path, text in reviews.items():
        read = read_timeline(text, BERLIN)
        doubted = {doubt.line for doubt in read.doubts if doubt.kind is DoubtKind.OUT_OF_ORDER}
        told |= {(path.split("/")[-1][:10], line) for line in doubted}
        latest = None
        for entry in read.entries:
            at = sort_ms(entry.moment)
            end = entry.moment.until.ms if entry.moment.until else at
            if latest is not None and end is not None and end < latest:
                assert entry.line in doubted, (path, entry.line)
                latest = at
            latest = max(at, latest or at) if at is not None else latest
    assert told == {("PM2021-011", 23), ("PM2023-001", 27), ("2018-04-18", 46)}


def test_only_the_slip_of_the_keyboard_has_no_time(reviews: dict[str, str]) -> None:
    unknown = {
        (path, entry.written)
        for path, text in reviews.items()
        if is_review(path)
        for entry in read_timeline(text, BERLIN).entries
        if entry.moment.precision is Precision.UNKNOWN
    }
    assert {path.split("/")[-1][:10] for path, _written in unknown} == {"PM2020-003"}
    assert all(written.startswith("20202-01-") for _path, written in unknown)


def moments(text: str) -> list[str]:
    return [said(entry.moment) for entry in read_timeline(text, BERLIN).entries]


def test_a_timeline_alone_and_from_a_spreadsheet_is_the_same(reviews: dict[str, str]) -> None:
    tables = 0
    for path, text in reviews.items():
        if not is_review(path) or "2020-07-09" in path:  # whose date stands in its title only
            continue
        wanted = moments(text)
        entries = read_timeline(text, BERLIN).entries
        lines = text.split("\n")
        zone = next(line for line in lines if " PST" in line or line.startswith(("All times", "| Date and")))
        part = lines[entries[0].line - 1 : entries[-1].last_line]
        head = [] if "| Date and" in zone else [zone]
        if part[0].startswith("|"):
            tables += 1
            start = entries[0].line - 3
            cells = [line.strip("| ").split("|") for line in lines[start : entries[-1].last_line]]
            rows = ["\t".join(map(str.strip, row)) for number, row in enumerate(cells) if number != 1]
            assert moments("\n".join([*head, *rows])) == wanted, path
            part = lines[start : entries[-1].last_line]
        assert moments("\n".join([*head, *part])) == wanted, path
    assert tables >= 30


def test_a_review_copied_from_its_page_without_any_marks_is_the_same(reviews: dict[str, str]) -> None:
    headed = [path for path in reviews if path.startswith(f"{MYBINDER}20") and "2020-07-09" not in path]
    assert len(headed) >= 20
    for path in headed:
        assert moments(re.sub(r"(?m)^#+ ", "", reviews[path])) == moments(reviews[path]), path


ZONE_DOUBTS = {
    "2017-09-27": "UTC-7", "2017-10-17": "UTC-7", "2018-03-31": "UTC-7",  # PST in summer
    "2018-07-30": "contradicts", "2020-07-09": "America/Los_Angeles", "2017-11-30": "like those before",
    "2022-06-02": "UTC+2", "PM2020-005": "UTC+2", "PM2020-007": "UTC+2",  # CET in summer
}  # fmt: skip


def test_a_zone_is_followed_literally_and_the_doubt_is_told(reviews: dict[str, str]) -> None:
    told = {
        path.split("/")[-1][:10]: doubt.text
        for path, text in reviews.items()
        if is_review(path)
        for doubt in read_timeline(text, BERLIN).doubts
        if doubt.kind is DoubtKind.ZONE
    }
    assert told.keys() == ZONE_DOUBTS.keys()
    for name, words in ZONE_DOUBTS.items():
        assert words in told[name]


def test_the_zone_that_was_meant_can_be_named(reviews: dict[str, str]) -> None:
    text = reviews[f"{MYBINDER}2017-09-27-hub-403.md"]
    literal, meant = read_timeline(text, BERLIN), read_timeline(text, BERLIN, zone_words="US/Pacific")
    assert said(literal.entries[0].moment) == "exact 2017-09-27T13:06-08:00"
    assert said(meant.entries[0].moment) == "exact 2017-09-27T13:06-07:00"
    assert meant.zone.source is ZoneSource.GIVEN
    assert not meant.doubts


def test_a_template_without_times_says_what_is_missing(reviews: dict[str, str]) -> None:
    read = read_timeline(reviews[f"{MYBINDER}template-incident-report.md"], BERLIN)
    assert not read.entries
    assert [doubt.kind for doubt in read.doubts] == [DoubtKind.ZONE]
    assert "convenient" in read.doubts[0].text
    assert Missing.DATE not in read.missing
