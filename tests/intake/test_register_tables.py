"""Files that fill registers: their heads in many languages, and what else must be read right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incidentdesk.domain.registers import REGISTERS
from incidentdesk.intake.register_tables import CsvTables, propose_columns
from incidentdesk.services.registers.register_cells import targets_of


@pytest.mark.parametrize(
    ("register", "heads"),
    [
        ("reporter", {"Nom complet": "name", "Téléphone": "phone", "Courriel": "mail", "Lieu": "place"}),
        ("reporter", {"Apellidos": "last_name", "First Name": "first_name", "Matrícula": "key"}),
        (
            "reporter",
            {"samAccountName": "key", "DisplayName": "name", "telephoneNumber": "phone", "Mobile": ""},
        ),
        (
            "device",
            {"Hostname": "name", "Seriennummer": "serial", "Inventarnummer": "inventory", "Typ": "kind"},
        ),
        ("device", {"Asset tag": "inventory", "Assigned to": "user", "Vendor": "supplier", "Room": "place"}),
        ("service", {"Anwendung": "name", "Stellvertretung": "backup_person", "Kritisch": "critical"}),
        ("supplier", {"Firma": "name", "Hotline": "phone", "Vertragsnummer": "contract", "Hours": "hours"}),
        ("place", {"Bâtiment": "building", "Étage": "floor", "Salle": "name"}),
        ("team", {"Assignment group": "name", "Mitglieder": "members"}),
        ("reporter", {"姓": "last_name", "名": "first_name", "電話": "phone", "メール": "mail"}),
    ],
)
def test_heads_are_understood(register: str, heads: dict[str, str]) -> None:
    assert propose_columns(register, targets_of(REGISTERS[register]), tuple(heads)) == heads


def test_our_own_labels_and_keys_are_understood() -> None:
    for register, spec in REGISTERS.items():
        targets = targets_of(spec)
        assert propose_columns(register, targets, tuple(targets)) == {key: key for key in targets}
        assert propose_columns(register, targets, tuple(targets.values())) == {
            label: key for key, label in targets.items()
        }


def test_of_two_columns_the_likelier_is_taken() -> None:
    heads = ("Mobile", "Phone", "Comment", "Phone")
    assert propose_columns("reporter", targets_of(REGISTERS["reporter"]), heads) == {
        "Mobile": "",
        "Phone": "phone",
        "Comment": "note",
    }


def test_words_for_nothing_formulas_and_own_exports(tmp_path: Path) -> None:
    tables, targets = CsvTables(), targets_of(REGISTERS["supplier"])
    foreign = tmp_path / "foreign.csv"
    foreign.write_text("Name;Phone;Note\nZebra;n/a;'=1+1\nAcme;'+49 1;-\n", encoding="utf-16")
    reading = tables.inspect(foreign, "supplier", targets)
    assert (reading.encoding, reading.delimiter) == ("utf-16", ";")
    assert [dict(row.cells) for row in tables.rows(foreign, reading)] == [
        {"name": "Zebra", "phone": "", "note": "=1+1"},
        {"name": "Acme", "phone": "+49 1", "note": ""},
    ]
    own = tmp_path / "own.csv"
    own.write_text("uid,Name,Note\n1,a;b;c,-\n2,d;e;f,g;h\n", encoding="utf-8-sig")
    reading = tables.inspect(own, "supplier", targets)
    assert (reading.delimiter, reading.nulls) == (",", ())
    assert [dict(row.cells)["note"] for row in tables.rows(own, reading)] == ["-", "g;h"]


def test_what_a_person_says_of_the_file_rules(tmp_path: Path) -> None:
    tables, targets = CsvTables(), targets_of(REGISTERS["reporter"])
    file = tmp_path / "list.csv"
    file.write_bytes("List of staff\n\nName|Tel\nJörg|1\n".encode("cp437"))
    guessed = tables.inspect(file, "reporter", targets)
    said = tables.inspect(file, "reporter", targets, replace(guessed, encoding="cp437"))
    assert (said.head_line, said.columns) == (3, {"Name": "name", "Tel": "phone"})
    assert [dict(row.cells)["name"] for row in tables.rows(file, said)] == ["Jörg"]


@pytest.mark.parametrize(
    ("kind", "word", "key"),
    [
        ("yes_no", "JA", "yes"),
        ("yes_no", "Нет", "no"),
        ("yes_no", "maybe", ""),
        ("yes_no", "…", ""),
        ("priority", "hoch", "P2"),
    ],
)
def test_words_mean_keys(kind: str, word: str, key: str) -> None:
    assert CsvTables().meaning(kind, word) == key
