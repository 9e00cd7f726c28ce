"""Errors, paths, identifiers, time and texts."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base import texts
from incidentdesk.base.errors import EnvironmentFault, RefusedError, UsageError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.paths import demo_paths, desk_paths, home_of
from incidentdesk.base.platform_specific import has_screen, is_network_path, user_data_folder
from incidentdesk.base.resources import resource_path
from incidentdesk.base.time_source import Instant, ManualTime, SystemTime, at_local, in_zone

BERLIN = ZoneInfo("Europe/Berlin")


def test_errors_lead_to_their_exit_codes() -> None:
    assert (UsageError("a").exit_code, RefusedError("a").exit_code, EnvironmentFault("a").exit_code) == (
        2,
        3,
        4,
    )
    assert str(UsageError("It is wrong.", "Do it right.")) == "It is wrong. Do it right."
    assert str(UsageError("It is wrong.")) == "It is wrong."


def test_identifiers_are_uuids_of_version_7_in_the_order_of_time() -> None:
    made = [new_uid(1_795_420_800_000 + number) for number in range(50)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    first = uuid.UUID(made[0])
    assert (first.version, first.variant) == (7, uuid.RFC_4122)
    assert first.int >> 80 == 1_795_420_800_000
    assert len({new_uid(0) for _ in range(1000)}) == 1000


def test_the_files_of_a_desk_lie_together(tmp_path: Path) -> None:
    paths = desk_paths(tmp_path / "x" / "d.sqlite3")
    assert {paths.drafts.parent, paths.processes.parent, paths.log.parent, paths.window.parent} == {
        tmp_path / "x"
    }
    assert paths.practice.folder == tmp_path / "x" / "practice"
    assert demo_paths(tmp_path).desk.is_relative_to(tmp_path)


def test_a_practice_desk_knows_its_home_where_that_is_there(tmp_path: Path) -> None:
    home = desk_paths(tmp_path / "desk.sqlite3")
    assert home_of(home) == home
    assert home_of(home.practice) == home.practice
    home.desk.touch()
    assert home_of(home.practice) == home
    assert home_of(desk_paths(home.practice.folder / "other.sqlite3")).desk.name == "other.sqlite3"


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "home/.local/share/incident-desk"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/incident-desk"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "home/Library/Application Support/Incident Desk"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/Incident Desk"),
        ("win32", {}, "home/AppData/Local/Incident Desk"),
    ],
)
def test_data_lies_where_each_system_keeps_it(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    assert user_data_folder(platform, environment, Path("home")) == Path(folder)


def test_a_screen_is_known_by_its_name() -> None:
    assert has_screen("win32", {})
    assert has_screen("linux", {"DISPLAY": ":0"})
    assert has_screen("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert not has_screen("linux", {})
    assert is_network_path(Path("//server/share/x"))
    assert not is_network_path(Path("/home/x"))


def test_resources_are_found() -> None:
    assert resource_path("processes", "itil.toml").is_file()


def test_an_instant_keeps_its_offset_and_compares_by_time() -> None:
    winter = Instant.of(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN))
    assert (winter.offset, winter.iso()) == (60, "2026-11-23T09:00+01:00")
    assert Instant.of(datetime(2026, 11, 23, 8, 0, tzinfo=UTC)).ms == winter.ms
    assert winter.plus(0.5).iso() == "2026-11-23T09:00:30+01:00"
    assert Instant(winter.ms + 7, 60).iso() == "2026-11-23T09:00:00.007+01:00"
    assert Instant(-1, 0).iso() == "1969-12-31T23:59:59.999+00:00"
    with pytest.raises(ValueError, match="without a zone"):
        Instant.of(datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize(
    ("day", "hour", "minute", "iso"),
    [
        (date(2026, 11, 23), 9, 0, "2026-11-23T09:00+01:00"),
        (date(2026, 10, 25), 2, 30, "2026-10-25T02:30+02:00"),  # shown twice: the first
        (date(2026, 7, 1), 0, 0, "2026-07-01T00:00+02:00"),
    ],
)
def test_local_times_become_instants(day: date, hour: int, minute: int, iso: str) -> None:
    assert at_local(day, hour, minute, BERLIN).iso() == iso


def test_a_local_time_that_the_clocks_skip_still_is_one() -> None:
    skipped = at_local(date(2026, 3, 29), 2, 30, BERLIN)
    assert abs(skipped.ms - at_local(date(2026, 3, 29), 3, 0, BERLIN).ms) <= 30 * 60_000


def test_a_manual_clock_stands_until_it_is_moved() -> None:
    time = ManualTime(datetime(2026, 11, 23, 8, 0, tzinfo=UTC), BERLIN)
    assert time.now() == time.now() == in_zone(time.now().ms, BERLIN)
    assert (time.now().iso(), time.zone) == ("2026-11-23T09:00+01:00", BERLIN)
    time.move_to(datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    assert time.now().iso() == "2026-07-01T10:00+02:00"


def test_the_computers_clock_is_now() -> None:
    before = datetime.now(tz=UTC)
    told = SystemTime(BERLIN).now()
    assert before - timedelta(seconds=1) <= told.local() <= datetime.now(tz=UTC) + timedelta(seconds=1)


def test_texts_without_a_catalogue_stay_english() -> None:
    texts.use_language(["xx"])
    assert (texts._("Log an incident"), texts.N_("Title")) == ("Log an incident", "Title")
    assert [texts.ngettext("{n} page", "{n} pages", n) for n in (1, 2)] == ["{n} page", "{n} pages"]


def test_a_name_written_from_right_to_left_turns_no_number_around() -> None:
    assert texts.isolated("Dana Whitlock") == "Dana Whitlock"
    assert texts.isolated("\u0645\u062d") == "\u2068\u0645\u062d\u2069"
