"""Whatever a register holds is found as a scan finds it, and comes back from its file as it was."""

from __future__ import annotations

import csv
import re
import string
import tempfile
import unicodedata
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.services.registers.register_file_types import FileOrder
from incidentdesk.services.use_cases import UseCases

ZONE = ZoneInfo("Europe/Berlin")
HOSTILE = string.ascii_letters + string.digits + " \r\n;,|\"'=+-@\t._-/()äßØéÉİı中文ทด№½…“”\u200f"
TEXTS = st.text(HOSTILE, max_size=12)
NAMES = TEXTS.filter(lambda text: bool(text.split()))
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES},
        optional={"phone": TEXTS, "mail": TEXTS, "place": TEXTS, "note": TEXTS, "key": TEXTS},
    ),
    max_size=6,
    unique_by=lambda entry: fold(entry.get("key", "").strip()) or object(),
)


def desk(folder: str) -> tuple[object, ManualTime]:
    time = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=ZONE), ZONE)
    return headless(desk_paths(Path(folder) / "desk.sqlite3"), time), time


def fill(cases: UseCases, entries: list[dict[str, str]]) -> str:
    me = cases.people.write_person(Person("", "M. E.", "administrator"), "")[0].uid
    for entry in entries:
        values: dict[str, JsonValue] = {key: text for key, text in entry.items() if key != "name"}
        cases.registers.write("reporter", "", entry["name"], values, me)
    return me


def everything(cases: UseCases) -> list[tuple[str, str, dict[str, JsonValue], bool]]:
    found = cases.registers.find("reporter", "", limit=1000, retired=True).entries
    cards = [cases.registers.get("reporter", one.uid) for one in found]
    told = [(card, str(card.values.get("place", ""))) for card in cards]
    return sorted(
        (card.uid, card.name, card.values | {"place": card.names.get(place, place)}, card.active)
        for card, place in told
    )


# The scan is written without anything of the program's.
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "\u0131": "i"})


def words_in(text: str) -> list[str]:
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(LETTERS))
    bare = "".join(one for one in whole if not unicodedata.combining(one)).translate(LETTERS)
    spaced = re.sub(r"([\u2e80-\u9fff\u0e00-\u0eff])", r" \1 ", bare)
    return re.findall(r"[^\W_]+", spaced)


def scan(entries: list[dict[str, str]], asked: str) -> list[str]:
    found = []
    for entry in entries:
        words = [
            word for key in ("name", "phone", "mail", "place", "key") for word in words_in(entry.get(key, ""))
        ]
        codes = [*entry["name"].split(), entry.get("phone", ""), entry.get("key", "")]
        words += ["".join(words_in(code)) for code in codes if re.search(r"\d", code)]
        if all(
            any(
                word.startswith(one) or (len(one) > 2 and re.search(r"\d", one) and one in word)
                for word in words
            )
            for one in words_in(asked)
        ):
            found.append(" ".join(entry["name"].split()))
    return sorted(found)


@SLOW
@given(ENTRIES, TEXTS)
def test_what_is_typed_finds_what_a_scan_finds(entries: list[dict[str, str]], asked: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        opened, _time = desk(folder)
        with opened as cases:  # type: ignore[attr-defined]
            fill(cases, entries)
            for text in (asked, *(entry["name"][:3] for entry in entries)):
                found = cases.registers.find("reporter", text, limit=100)
                names = sorted(one.name for one in found.entries)
                wanted = scan(entries, text) if words_in(text) or not text.strip() else []
                assert names == wanted, text
                assert found.total == len(names)


@SLOW
@given(ENTRIES)
def test_a_register_comes_back_from_its_file(entries: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "out.csv"
        opened, _time = desk(folder)
        with opened as cases:  # type: ignore[attr-defined]
            me = fill(cases, entries)
            before = everything(cases)
            if before:
                cases.registers.retire("reporter", before[0][0], me)
            before = everything(cases)
            assert cases.register_files.export("reporter", file) == len(before)
            filled = cases.register_files.fill(FileOrder(file, "reporter"), me)
            assert {verdict: n for verdict, n in filled.counts.items() if n} == (
                {"unchanged": len(before)} if before else {}
            )
            assert everything(cases) == before
        other, _time = desk(folder + "/other")
        with other as cases:  # type: ignore[attr-defined]
            me = fill(cases, [])
            filled = cases.register_files.fill(FileOrder(file, "reporter"), me)
            assert filled.counts["new"] == filled.total == len(before), filled.notable
            assert everything(cases) == before
        for row in csv.reader(file.read_text("utf-8-sig").splitlines()[1:]):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
