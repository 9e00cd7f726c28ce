"""Dates as systems write them, and the order of day and month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.intake.dates import DateOrder, DateReader
from incidentdesk.intake.formats.any_csv import ANY_CSV
from intake.conftest import BERLIN, ReadFile

DAY_FIRST = DateReader(BERLIN, day_first=True)
MONTH_FIRST = DateReader(BERLIN, day_first=False)


def iso(reader: DateReader, text: str) -> str | None:
    found = reader.instant(text)
    return found.iso() if found else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-02-12 11:48:00", "2024-02-12T11:48+01:00"),
        ("2024-07-12T11:48:30.250Z", "2024-07-12T11:48:30.250+00:00"),
        ("2024-07-12T11:48:30+0530", "2024-07-12T11:48:30+05:30"),
        ("2024/7/1 9:05", "2024-07-01T09:05+02:00"),
        ("12-02-2024 11:48", "2024-02-12T11:48+01:00"),
        ("29/2/2016 01:16", "2016-02-29T01:16+01:00"),
        ("12.02.24 11:48 Uhr", "2024-02-12T11:48+01:00"),
        ("12/02/2024 à 11h48", "2024-02-12T11:48+01:00"),
        ("12/Feb/24 11:48 AM", "2024-02-12T11:48+01:00"),
        ("05/Oct/24 12:44 AM", "2024-10-05T00:44+02:00"),
        ("05/Oct/24 12:44 PM", "2024-10-05T12:44+02:00"),
        ("12 Feb, 2024 11:48", "2024-02-12T11:48+01:00"),
        ("Feb 12, 2024 11:48 p.m.", "2024-02-12T23:48+01:00"),
        ("Mon, 12 Feb 2024 11:48:00 +0100", "2024-02-12T11:48+01:00"),
        ("Mon Feb 12 11:48:00 2024", "2024-02-12T11:48+01:00"),
        ("12. März 2024 11:48", "2024-03-12T11:48+01:00"),
        ("12 août 2024", "2024-08-12T00:00+02:00"),
        ("12 juin 2024", "2024-06-12T00:00+02:00"),
        ("12 juillet 2024", "2024-07-12T00:00+02:00"),
        ("12 de dezembro de 2024", "2024-12-12T00:00+01:00"),
        ("2024年2月12日 下午3:05", "2024-02-12T15:05+01:00"),
        ("1707734880", "2024-02-12T10:48+00:00"),
        ("1707734880123", "2024-02-12T10:48:00.123+00:00"),
        ("45334.491666", "2024-02-12T11:48+01:00"),
        ("2024-02-12T24:00", None),
        ("31/31/2024", None),
        ("30/02/2024", None),
        ("3 days ago", None),
        ("#########", None),
        ("12 Foo 2024", None),
        ("12", None),
        ("0001-01-01", None),
    ],
)
def test_dates_as_systems_write_them(text: str, wanted: str | None) -> None:
    assert iso(DAY_FIRST, text) == wanted


def test_the_order_decides_only_what_can_be_either() -> None:
    assert iso(DAY_FIRST, "3/4/2024") == "2024-04-03T00:00+02:00"
    assert iso(MONTH_FIRST, "3/4/2024") == "2024-03-04T00:00+01:00"
    assert iso(DAY_FIRST, "3/14/2024") == iso(MONTH_FIRST, "14/3/2024") == "2024-03-14T00:00+01:00"


def test_a_day_alone_is_its_first_minute_or_its_last() -> None:
    end = DAY_FIRST.instant("12.02.2024", end_of_day=True)
    assert end is not None
    assert end.iso() == "2024-02-12T23:59+01:00"
    moment = moment_from_json(DAY_FIRST.moment("12.02.2024"))
    assert moment.precision == "between"


FORMS = {"/": "{0}/{1}/{2}", "-": "{0}-{1}-{2}", ".": "{0}.{1}.{2}"}
DAYS = st.lists(st.dates(date(1990, 1, 1), date(2060, 12, 31)), min_size=1, max_size=30)


@settings(deadline=None)
@given(DAYS, st.sampled_from(sorted(FORMS)), st.booleans(), st.booleans())
def test_the_order_of_a_column_is_found_or_said_to_be_open(
    days: list[date], sign: str, day_first: bool, padded: bool
) -> None:
    texts = []
    for day in days:
        parts = [f"{one:02}" if padded else str(one) for one in (day.day, day.month)]
        texts.append(FORMS[sign].format(*(parts if day_first else parts[::-1]), day.year))
    order = DateOrder()
    order.see(texts)
    tells = any(day.day > 12 for day in days)
    assert order.decided == (day_first if tells else None)
    assert order.either == sum(day.day <= 12 and day.day != day.month for day in days)
    if tells:
        reader = DateReader(BERLIN, day_first=order.decided is not False)
        read = [found.local().date() for text in texts if (found := reader.instant(text))]
        assert read == days


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 12, 31))  # noqa: DTZ001 - wall clocks


@settings(deadline=None)
@given(
    MOMENTS,
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%b/%Y %I:%M:%S %p", "%d %b, %Y %H:%M:%S"]),
)
def test_times_come_back_to_the_second(moment: datetime, form: str) -> None:
    whole = moment.replace(microsecond=0)
    reader = DateReader(ZoneInfo("UTC"), day_first=True)
    found = reader.instant(whole.strftime(form))
    assert found is not None
    assert found.local().replace(tzinfo=None) == whole


@settings(deadline=None)
@given(MOMENTS)
def test_spreadsheet_days_come_back_to_the_minute(moment: datetime) -> None:
    whole = moment.replace(second=0, microsecond=0)
    days = (whole - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - a wall clock
    found = DateReader(ZoneInfo("UTC"), day_first=True).instant(f"{days:.8f}")
    assert found is not None
    assert abs(found.local().replace(tzinfo=None) - whole) < timedelta(seconds=2)


def test_an_open_order_is_said_and_can_be_corrected(read_file: ReadFile, tmp_path: Path) -> None:
    reading, (first, _second) = read_file("number,title,created\n1,a,3/4/2024\n2,b,5/6/2024\n")
    assert reading.day_first is None
    assert any("cannot be told apart in 2 dates" in doubt for doubt in reading.doubts)
    assert first.logged is not None
    assert first.logged.iso() == "2024-04-03T00:00+02:00"
    corrected = replace(reading, day_first=False)
    first, _second = ANY_CSV.read(tmp_path / "export.csv", corrected, BERLIN)
    assert first.logged is not None
    assert first.logged.iso() == "2024-03-04T00:00+01:00"


def test_half_days_speak_for_the_month_first(read_file: ReadFile) -> None:
    reading, _records = read_file("number,title,created\n1,a,3/4/2024 9:00 AM\n")
    assert reading.day_first is False
    assert any("the month is taken" in doubt for doubt in reading.doubts)


def test_dates_that_disagree_are_said(read_file: ReadFile) -> None:
    rows = "1,a,13/4/2024\n2,b,14/5/2024\n3,c,2/20/2024\n4,d,1/2/2024\n"
    reading, records = read_file("number,title,created\n" + rows)
    assert reading.day_first is True
    assert any("Dates disagree: 2" in doubt for doubt in reading.doubts)
    days = [record.logged.local().date() for record in records if record.logged]
    assert days == [date(2024, 4, 13), date(2024, 5, 14), date(2024, 2, 20), date(2024, 2, 1)]


def test_a_text_that_is_no_date_is_kept_and_said_with_its_place(read_file: ReadFile) -> None:
    _reading, records = read_file("number,title,created\n1,a,13/4/2024\n2,b,soon\n")
    assert records[1].logged is None
    assert records[1].rest == {"created": "soon"}
    assert records[1].doubts == (
        "Line 3, column “created”: “soon” is no date that can be read; it was left to the notes.",
    )


def test_the_zone_is_the_desks_unless_the_reading_names_one(read_file: ReadFile, tmp_path: Path) -> None:
    reading, (record,) = read_file("number,title,created\n1,a,2024-07-01 12:00\n")
    assert record.logged is not None
    assert record.logged.iso() == "2024-07-01T12:00+02:00"
    (record,) = ANY_CSV.read(tmp_path / "export.csv", replace(reading, zone="America/New_York"), BERLIN)
    assert record.logged is not None
    assert record.logged.iso() == "2024-07-01T12:00-04:00"
    with pytest.raises(UsageError, match="no time zone “Mars/Olympus”"):
        list(ANY_CSV.read(tmp_path / "export.csv", replace(reading, zone="Mars/Olympus"), BERLIN))
