"""The timelines of real reviews: all of them can be pasted; six were read by hand as well."""

from __future__ import annotations

import re

import pytest

from incidentdesk.domain.moments import Moment, Precision, sort_ms
from incidentdesk.intake.pasted_result import DoubtKind, LeftWhy, Missing, PastedTimeline, ZoneSource
from incidentdesk.intake.pasted_timeline import read_timeline
from intake.conftest import BERLIN

MYBINDER = "mybinder/docs/source/incident-reports/"
TEMPLATES = ("templates/", "README.md", "index.md", ".gitignore", f"{MYBINDER}template-", "dfds/PMyyyy")


def is_review(path: str) -> bool:
    return not any(part in path for part in TEMPLATES)


def said(moment: Moment) -> str:
    """``exact 2018-01-18T04:19-08:00``, ``between … …``."""
    ends = [instant.iso() for instant in (moment.at, moment.until) if instant]
    return " ".join([moment.precision.value, *ends])


# Written by hand, from reading the reviews: the time, and the first words of the entry.
BY_HAND: dict[str, list[tuple[str, str]]] = {
    "dfds/PM2019-009 - Kubernetes network infrastructure IP starvation.md": [
        ("exact 2019-11-29T12:00+01:00", "Proactively scaling up Hellman"),
        ("exact 2019-11-30T08:24+01:00", "Automated warning from AWS"),
        ("exact 2019-11-30T09:00+01:00", "Started working on a long-term"),
        ("exact 2019-11-30T10:30+01:00", "Scaling down cluster by 2 nodes"),
        ("exact 2019-12-02T04:30+01:00", "Scaling down cluster by 1 node"),
        ("between 2019-12-03T00:00+01:00 2019-12-03T23:59+01:00", "Surge new deployments"),
        ("exact 2019-12-04T03:00+01:00", "Solution completed"),
        ("exact 2019-12-04T09:30+01:00", "Asking teams to temporarily"),
        ("exact 2019-12-05T03:30+01:00", "Started replacing Hellman"),
        ("exact 2019-12-05T05:30+01:00", "Forcefully killing nodes"),
        ("exact 2019-12-05T06:00+01:00", "Network infrastructure replacement"),
        ("exact 2019-12-05T06:10+01:00", "Some Kubernetes daemon sets"),
        ("exact 2019-12-05T07:00+01:00", "All systems verified"),
        ("exact 2019-12-05T12:00+01:00", "Pull request to review changes"),
    ],
    "dfds/PM2022-006 - ALB 502 errors.md": [
        ("between 2020-12-21T00:00+00:00 2020-12-21T23:59+00:00", "Created bulk-apply-limitrange.sh"),
        ("between 2021-09-10T00:00+00:00 2021-09-10T23:59+00:00", "Traefik v2 went live"),
        ("between 2021-01-01T00:00+00:00 2022-12-31T23:59+00:00", "bulk-apply-limitrange.sh was run"),
        ("between 2022-05-01T00:00+00:00 2022-05-31T23:59+00:00", "Detected on unknown date in May"),
        ("between 2022-05-25T00:00+00:00 2022-05-25T23:59+00:00", "CE started investigating"),
        ("between 2022-06-02T00:00+00:00 2022-06-02T23:59+00:00", "CE discovered that the traefik pods"),
        ("between 2022-06-02T00:00+00:00 2022-06-02T23:59+00:00", "We found out that the traefik"),
        ("between 2022-06-02T00:00+00:00 2022-06-02T23:59+00:00", "The limitrange in the traefik"),
        ("exact 2022-06-07T08:30+00:00", "Exclude Traefik namespace"),
        ("between 2022-06-10T00:00+00:00 2022-06-10T23:59+00:00", "By looking at the logs"),
    ],
    "dfds/PM2022-008 - CRUD operations on K8s Service resources unavailable.md": [
        ("exact 2022-08-03T11:38+00:00", "Alerted by end-user team"),
        ("exact 2022-08-03T11:50+00:00", "Started looking into"),
        ("exact 2022-08-03T12:08+00:00", "Issue identified"),
        ("exact 2022-08-03T12:18+00:00", "Issue recreated in K8s sandbox"),
        ("between 2022-08-03T12:26+00:00 2022-08-03T12:59+00:00", "Fix deployed in K8s sandbox"),
        ("exact 2022-08-03T13:06+00:00", "Fix deployed in affected"),
        ("exact 2022-08-03T13:25+00:00", "User reporting back"),
    ],
    f"{MYBINDER}2017-11-30-oom-proxy.md": [
        ("exact 2017-11-30T16:22-08:00", "Node runs out of memory"),
        ("exact 2017-11-30T16:59-08:00", "Investigation starts after noticing"),
        ("exact 2017-11-30T17:02-08:00", "Suggestion that it might be"),
        ("exact 2017-11-30T17:04-08:00", "Chris reports that proxy pods"),
        ("exact 2017-11-30T17:07-08:00", "Tim asks if"),
        ("exact 2017-11-30T17:09-08:00", "jupyterhub pod shows lots"),
        ("exact 2017-11-30T17:12-08:00", "Tim asks how to contact"),
        ("exact 2017-11-30T17:14-08:00", "Chris runs `kubectl describe`"),
        ("exact 2017-11-30T17:18-08:00", "Chris suggests to try cordoning"),
        ("exact 2017-11-30T17:20-08:00", "Chris notices that proxy pod"),
        ("exact 2017-11-30T17:21-08:00", "Service is restored"),
    ],
    f"{MYBINDER}2018-04-18-cull-flood.md": [
        ("exact 2018-04-18T12:35+02:00", "Upgrade of jupyterhub"),
        ("between 2018-04-18T13:30+02:00 2018-04-18T13:45+02:00", "Launch success drops to zero."),
        ("exact 2018-04-18T14:29+02:00", "Binder outage is reported"),
        ("exact 2018-04-18T14:49+02:00", "After returning the deployment"),
        ("exact 2018-04-18T14:43+02:00", "[apply changes to jupyterhub chart]"),
        ("exact 2018-04-18T14:55+02:00", "[pull updated jupyterhub"),
        ("exact 2018-04-18T15:36+02:00", "[deploy to mybinder.org]"),
        ("exact 2018-04-18T17:03+02:00", "Believing the issue to be resolved"),
        ("exact 2018-04-18T17:23+02:00", "Observing culler behavior"),
        ("exact 2018-04-18T19:47+02:00", "Latest deploy is attempted"),
        ("exact 2018-04-19T11:00+02:00", "Fix for image-culler bug"),
        ("exact 2018-04-19T11:07+02:00", "This deploy is successful except"),
        ("exact 2018-04-19T11:27+02:00", "Deploy is successful, but"),
        ("exact 2018-04-19T11:47+02:00", "To avoid reverting"),
        ("exact 2018-04-19T11:58+02:00", "On investigation of logs"),
    ],
    f"{MYBINDER}2018-07-08-podsnips-aplenty.md": [
        ("about 2018-07-08T18:30+02:00", "Launch success drops to zero."),
        ("exact 2018-07-08T22:48+02:00", "Suspicious behavior reported"),
        ("exact 2018-07-08T23:25+02:00", "Investigation launched."),
        ("exact 2018-07-09T08:00+02:00", "Manual max-age culling"),
        ("exact 2018-07-09T10:00+02:00", "Investigating hub logs"),
    ],
    f"{MYBINDER}2020-07-09-simultaneous-launches-scipy.md": [
        ("exact 2020-07-09T07:30-07:00", "First report"),
        ("exact 2020-07-09T07:35-07:00", "Note pending pods"),
        ("exact 2020-07-09T07:35-07:00", "Node limit increased"),
        ("exact 2020-07-09T07:42-07:00", "Launches are back to normal"),
    ],
}  # fmt: skip


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
