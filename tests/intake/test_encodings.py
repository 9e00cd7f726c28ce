"""The encoding of a file is found by its marks, its bytes, and its letters."""

# ruff: noqa: RUF001 - letters of many scripts
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incidentdesk.base.errors import EnvironmentFault, UsageError
from incidentdesk.intake.encodings import detect_encoding
from incidentdesk.intake.formats.any_csv import ANY_CSV
from intake.conftest import BERLIN, MakeFile, ReadFile

TEXTS = {
    "German": ("für Größe Straße nicht möglich", ("utf-8", "cp1252", "latin-1", "utf-16")),
    "French": ("Problème de réseau : le mot de passe a été réinitialisé", ("cp1252", "latin-1", "utf-8-sig")),
    "Spanish": ("No puedo iniciar sesión, contraseña", ("cp1252", "cp850")),
    "Portuguese": ("não consigo acessar, senha inválida", ("cp1252",)),
    "Italian": ("non è possibile, perché", ("cp1252",)),
    "Swedish": ("Skrivaren går inte att nå från kontoret över", ("cp1252", "mac_roman")),
    "Polish": ("Błąd logowania, nie można uruchomić żadnej aplikacji", ("cp1250", "iso8859-2")),
    "Czech": ("Nelze se přihlásit, heslo vypršelo", ("cp1250",)),
    "Hungarian": ("Nem működik a nyomtató, kérem segítsen", ("cp1250",)),
    "Turkish": ("Şifre değiştirilemiyor, bağlantı yok", ("cp1254",)),
    "Russian": ("Не работает принтер на третьем этаже", ("cp1251", "koi8-r", "cp866", "iso8859-5")),
    "Ukrainian": ("Не працює принтер на третьому поверсі", ("cp1251",)),
    "Greek": ("Δεν λειτουργεί ο εκτυπωτής", ("cp1253",)),
    "Hebrew": ("המדפסת לא עובדת", ("cp1255",)),
    "Arabic": ("الطابعة لا تعمل", ("cp1256",)),
    "Chinese": ("无法登录系统 密码错误", ("gb18030", "utf-16-le", "utf-16-be", "utf-32")),
    "Traditional": ("無法登入系統 密碼錯誤", ("big5",)),
    "Japanese": ("ログインできません パスワードを忘れた", ("cp932", "euc-jp")),
    "Korean": ("로그인할 수 없습니다 비밀번호를 잊어버렸습니다", ("cp949", "euc-kr")),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, encoding) for language, (_text, encodings) in TEXTS.items() for encoding in encodings],
)
@pytest.mark.parametrize("count", [1, 40])
def test_texts_of_languages_come_back_to_the_letter(
    read_file: ReadFile, language: str, encoding: str, count: int
) -> None:
    """Among many rows in plain English, as exports are; one foreign row or forty."""
    text = TEXTS[language][0]
    lines = [
        f'INC{number},"{text if number < count else "printer does not print"}",New' for number in range(80)
    ]
    content = "number,short_description,state\r\n" + "\r\n".join(lines)
    _reading, records = read_file(content, encoding=encoding)
    assert [record.values["title"] for record in records[:count]] == [text] * count


KNOWN = {
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1255": "cp1255", "windows-1256": "cp1256",
    "iso-8859-5": "iso8859_5", "iso-8859-9": "cp1254", "KOI8-R": "koi8_r", "IBM866": "cp866",
    "IBM855": "cp855", "GB2312": "gb18030", "SHIFT_JIS": "cp932", "CP932": "cp932", "EUC-JP": "euc_jp",
    "EUC-KR": "cp949", "CP949": "cp949", "UTF-16BE": "utf-16-be", "UTF-32LE": "utf-32-le",
    "UTF-32": "utf-32", "UTF-16": "utf-16", "utf-8-sig": "utf-8-sig", "ascii": "utf-8",
}  # fmt: skip
"""By the name of a folder, or its start, the encoding that its files are in."""


def test_real_texts_in_many_encodings(nasty: Path) -> None:
    files = sorted(path for path in (nasty / "encodings").rglob("*") if path.is_file())
    seen = 0
    for path in files:
        name = path.parent.name
        wanted = KNOWN.get(name) or KNOWN.get(name.rpartition("-")[0])
        if wanted is None:
            continue
        seen += 1
        assert detect_encoding(path).encoding == wanted, path
    assert seen >= 25


@pytest.mark.parametrize("folder", ["iso-8859-2-czech", "iso-8859-2-hungarian", "iso-8859-2-slovak"])
def test_central_european_texts_are_read_right_under_either_name(nasty: Path, folder: str) -> None:
    """ISO 8859-2 and Windows-1250 share most letters; what counts is the text."""
    for path in (nasty / "encodings" / folder).iterdir():
        raw = path.read_bytes()
        letters = [char for char in raw.decode("iso8859-2") if char.isalpha()]
        assert [char for char in raw.decode(detect_encoding(path).encoding) if char.isalpha()] == letters


def test_an_unknown_encoding_is_said_to_be_unknown(nasty: Path) -> None:
    (path,) = (nasty / "encodings" / "Johab").iterdir()
    assert detect_encoding(path).odd


def test_a_close_call_is_said(read_file: ReadFile) -> None:
    reading, _records = read_file("number,title\n1,f\u00fcr\n".encode("mac_roman"))
    assert any("could also be mac_roman" in doubt for doubt in reading.doubts)


def test_the_encoding_can_be_corrected(read_file: ReadFile, tmp_path: Path) -> None:
    reading, records = read_file("number,title\n1,für\n".encode("mac_roman"))
    assert records[0].values["title"] != "für"
    corrected = replace(reading, encoding="mac_roman")
    (record,) = ANY_CSV.read(tmp_path / "export.csv", corrected, BERLIN)
    assert record.values["title"] == "für"


def test_single_bytes_of_another_encoding_are_kept_and_said(read_file: ReadFile) -> None:
    """Files put together from two exports: UTF-8, with a row in Windows-1252."""
    content = "number,title\n1,Größe\n2,".encode() + "für".encode("cp1252") + "\n3,Übung\n".encode()
    reading, records = read_file(content)
    assert reading.encoding == "utf-8"
    assert [record.values["title"] for record in records] == ["Größe", "für", "Übung"]
    assert [len(record.doubts) for record in records] == [0, 1, 0]
    assert "Line 3" in records[1].doubts[0]


def test_an_unknown_encoding_is_refused_with_the_next_step(read_file: ReadFile, tmp_path: Path) -> None:
    reading, _records = read_file("number,title\n1,a\n")
    with pytest.raises(UsageError, match="no encoding “klingon”"):
        list(ANY_CSV.read(tmp_path / "export.csv", replace(reading, encoding="klingon"), BERLIN))
    with pytest.raises(UsageError, match="not written in utf-16"):
        list(ANY_CSV.read(tmp_path / "export.csv", replace(reading, encoding="utf-16"), BERLIN))


def test_a_file_that_is_not_there_is_a_fault_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        ANY_CSV.inspect(tmp_path / "none.csv")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00\x00\x00\x00", b"\xff\xfe"])
def test_a_file_without_a_table_looks_like_nothing(make_file: MakeFile, content: bytes) -> None:
    reading = ANY_CSV.inspect(make_file(content))
    assert reading.likeness < 0.5
    assert reading.rows == 0
    assert reading.doubts
