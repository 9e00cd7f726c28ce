"""Damaged text is mended to the letter, and sound text is left alone."""

# ruff: noqa: RUF001 - letters of many scripts
from __future__ import annotations

import csv
import io
import json
import lzma
import string
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from incidentdesk.intake.damage import is_damaged, repair
from intake.conftest import ReadFile
from samples_outside import outside


def damage(text: str) -> str:
    """``text`` in UTF-8, read as Windows-1252; the five bytes that it lacks come as control characters."""
    return "".join(
        chr(byte) if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


SOUND = [
    *("für", "Größe ÄNDERN", "„Spaß“ und „Fuß“", "« sécurité\xa0»", "CAFÉ\xa0!", "CITÉ»", "PERÚ»", "IRMÃ»"),
    *(
        "L’ARRÊT",
        "voilà\xa0»",
        "无法登录",
        "プリンター",
        "Не работает",
        "Ошибка №5",
        "20\xa0°C",
        "naïve “quoted”",
    ),
    *("Ñ", "ÅSE»", "Øl»", "œuvre…", "10 € – 20 £", "tiếng Việt", "Łódź", "ΟΧΙ", "שלום", "مرحبا", "👍🏽 done"),
    *("Straße·Nr", "Íšin", "é", "±5", "½"),
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair(text) == text
    assert not is_damaged(text)


@pytest.mark.parametrize("text", SOUND)
@pytest.mark.parametrize("times", [1, 2, 3])
def test_damaged_text_is_mended(text: str, times: int) -> None:
    damaged = text
    for _time in range(times):
        damaged = damage(damaged)
    assert is_damaged(damaged)
    assert repair(damaged) == text


ALPHABETS = [
    *(
        string.ascii_lowercase + letters
        for letters in ("äöüß", "éèàçêôûœ", "ñáéíóú", "ãõçáéâ", "øåæ", "äåö", "ışğçöü")
    ),
    *(string.ascii_lowercase + letters for letters in ("ąęłśćżźńó", "řčěůžšáíéý", "áéíóöőúüű", "ăâîșț")),
    *("абвгдежзиклмнопрстуфхцчшщыьэюя", "αβγδεζηθικλμνξοπρστυφχψω"),
    *("无法登录系统密码错误更新故障", "のプリンターエラーログイン不可", "네트워크로그인오류비밀번호"),
]
WORDS = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=2, max_size=12))
CASES = st.sampled_from([str.lower, str.capitalize])
PLAIN = st.text(string.ascii_lowercase + string.digits + ".,:/-", min_size=1, max_size=8)
TEXTS = st.lists(st.builds(lambda word, case: case(word), WORDS, CASES) | PLAIN, min_size=1)
SEPARATORS = st.sampled_from([" ", "\n", "  ", " – ", " • ", ", ", " „", "“ "])


@settings(deadline=None)
@given(TEXTS, SEPARATORS, st.integers(1, 2))
def test_whatever_was_damaged_comes_back(words: list[str], separator: str, times: int) -> None:
    text = separator.join(words)
    assume(repair(text) == text)
    damaged = text
    for _time in range(times):
        damaged = damage(damaged)
    assert repair(damaged) == text


@settings(deadline=None)
@given(TEXTS, SEPARATORS)
def test_text_of_words_is_never_changed(words: list[str], separator: str) -> None:
    text = separator.join(words)
    assert repair(text) == text


@settings(deadline=None)
@given(st.text())
def test_repair_comes_to_rest(text: str) -> None:
    """What is mended is not damaged any more, unless it was damaged more often than is met."""
    mended = repair(text)
    assert not is_damaged(mended)


def test_a_damaged_quotation_is_mended_and_the_sound_rest_kept() -> None:
    text = f"Grüße\n> {damage('Größe für Übung')}\n{damage('nächste')} Straße"
    assert repair(text) == "Grüße\n> Größe für Übung\nnächste Straße"


def cells(name: str) -> list[list[str]]:
    raw = lzma.decompress(outside("data", name).read_bytes()).decode("utf-8-sig")
    return [row[:2] for row in csv.reader(io.StringIO(raw, newline=""))][1:]


def test_real_tickets_are_mended_as_their_repaired_copy_is() -> None:
    """All 598 damaged cells but two, which the copy left half damaged; the other 7,900 are not touched."""
    raw, fixed = cells("tickets_multilang_mojibake_raw.csv.xz"), cells("tickets_multilang_fixed.csv.xz")
    pairs = [
        (one, other)
        for row, mended in zip(raw, fixed, strict=True)
        for one, other in zip(row, mended, strict=True)
    ]
    damaged = [(one, other) for one, other in pairs if one != other]
    assert len(damaged) == 598
    unlike = [(one, other) for one, other in damaged if repair(one) != other]
    assert len(unlike) == 2
    assert all(is_damaged(other) for _one, other in unlike)
    assert all(repair(other) == other for one, other in damaged if (one, other) not in unlike)
    assert sum(repair(one) != one for one, other in pairs if one == other) == 4, (
        "four that the copy left damaged"
    )


def test_a_file_says_how_much_is_damaged_and_mends_it_when_asked(read_file: ReadFile, tmp_path: Path) -> None:
    from dataclasses import replace

    from incidentdesk.intake.formats.any_csv import ANY_CSV
    from intake.conftest import BERLIN

    text = f"number,title\n1,{damage('Drucker für Köln')}\n2,Drucker für Bonn\n3,{damage('更新')}\n"
    reading, records = read_file(text)
    assert reading.damaged == 2
    assert not reading.repair
    assert any("2 texts are damaged" in doubt and "fÃ¼r" in doubt for doubt in reading.doubts)
    assert records[0].values["title"] == damage("Drucker für Köln"), "nothing is changed unasked"
    mended = list(ANY_CSV.read(tmp_path / "export.csv", replace(reading, repair=True), BERLIN))
    assert [record.values["title"] for record in mended] == ["Drucker für Köln", "Drucker für Bonn", "更新"]


def test_naughty_strings_are_not_taken_for_damage(nasty: Path) -> None:
    strings: list[str] = json.loads((nasty / "blns" / "blns.json").read_text(encoding="utf-8"))
    changed = [one for one in strings if repair(one) != one]
    assert changed == []
