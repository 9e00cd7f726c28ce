"""Registers are filled from files: a verdict for each row, nothing twice, and all of it can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.services.registers.register_file_types import (
    Choices,
    FileControl,
    FileOrder,
    Filled,
    RowVerdict,
)
from walk import Walk


@pytest.fixture
def boss(walk: Walk) -> str:
    return walk.cases.people.write_person(Person("", "B. Oss", "administrator"), "")[0].uid


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def add(walk: Walk, register: str, name: str, **values: JsonValue) -> str:
    return walk.cases.registers.write(register, "", name, values, walk.me)[0].uid


def values(walk: Walk, register: str, name: str) -> dict[str, JsonValue]:
    found = walk.cases.registers.find(register, name, retired=True).entries
    assert len(found) == 1, found
    return walk.cases.registers.get(register, found[0].uid).values


def fill(walk: Walk, boss: str, file: Path, register: str, **choices: object) -> Filled:
    order = FileOrder(file, register, choices=Choices(**choices))  # type: ignore[arg-type]
    return walk.cases.register_files.fill(order, boss)


def counted(filled: Filled) -> dict[str, int]:
    return {verdict: count for verdict, count in filled.counts.items() if count}


def test_a_german_file_fills_reporters(walk: Walk, boss: str, file: Path) -> None:
    file.write_bytes(
        "Personalnummer;Nachname;Vorname;Durchwahl;E-Mail;Standort\r\n"
        "17;Müller;Jörg;4410;j.mueller@example.org;Station 3\r\n"
        "18;Groß;Ida;;ida@example.org;Station 3\r\n".encode("cp1252")
    )
    look = walk.cases.register_files.look(file, "reporter")
    assert look.reading.columns == {
        "Personalnummer": "key",
        "Nachname": "last_name",
        "Vorname": "first_name",
        "Durchwahl": "phone",
        "E-Mail": "mail",
        "Standort": "place",
    }
    assert (look.reading.encoding, look.reading.delimiter, look.missing) == ("cp1252", ";", "")
    assert [one.verdict for one in look.verdicts] == ["new", "new"]
    filled = fill(walk, boss, file, "reporter")
    assert counted(filled) == {"new": 2}
    assert filled.created == {"place": ("Station 3",)}
    (place,) = walk.cases.registers.find("place", "station").entries
    assert values(walk, "reporter", "muller") == {
        "key": "17", "phone": "4410", "mail": "j.mueller@example.org", "place": place.uid,
    }  # fmt: skip
    assert counted(fill(walk, boss, file, "reporter")) == {"unchanged": 2}
    assert len(walk.cases.register_files.batches()) == 1


def test_each_row_gets_its_verdict(walk: Walk, file: Path) -> None:
    add(walk, "device", "PC-1", serial="SN 1", kind="laptop")
    add(walk, "device", "PC-2", serial="SN-2")
    add(walk, "device", "PC-3", serial="SN-3")
    file.write_text(
        "Name,Serial number,Kind,Service,Colour\n"
        "PC-1,SN 1,desktop,,red\n"
        "pc-2,SN-2,,,red\n"
        "PC-X,sn3,,,red\n"
        ",SN-9,,,red\n"
        "PC-5,4.9E+11,,,red\n"
        "PC-6,SN-6,,Mail,red\n"
        "PC-6,SN-7,,,red\n"
        "PC-8,SN-8\n"
        "PC-9,SN-9,a,b,c,d,e\n",
        encoding="utf-8",
    )
    verdicts: list[RowVerdict] = []
    order = FileOrder(file, "device", choices=Choices(create=frozenset()))
    filled = walk.cases.register_files.preview(order, FileControl(verdict=verdicts.append))
    assert filled.state == "preview"
    told = [(one.places[0], one.verdict, " ".join(one.reasons)) for one in verdicts]
    assert [one[:2] for one in told] == [
        (2, "changed"), (3, "changed"), (4, "doubtful"), (5, "refused"), (6, "refused"), (7, "refused"),
        (8, "new"), (9, "new"), (10, "refused"),
    ]  # fmt: skip
    assert verdicts[0].fields[0].label == "Kind"
    assert (verdicts[0].fields[0].old, verdicts[0].fields[0].new) == ("laptop", "desktop")
    assert (verdicts[1].fields[0].old, verdicts[1].fields[0].new) == ("PC-2", "pc-2")
    assert verdicts[2].like == "PC-3 · SN-3"
    assert "same number" in told[2][2]
    assert "no name" in told[3][2]
    assert "rounded" in told[4][2]
    assert "“Mail” is not known" in told[5][2]
    assert "only 2 of 5 cells" in told[7][2]
    assert "7 cells where the heads are 5" in told[8][2]
    assert walk.cases.registers.find("device", "").total == 3
    assert any("Colour" in doubt for doubt in walk.cases.register_files.look(file, "device").reading.doubts)


def test_one_entry_in_two_rows_is_told(walk: Walk, boss: str, file: Path) -> None:
    file.write_text("Name;Mail\nIda Groß;i@x.org\nIDA GROSS;i@x.org\n", encoding="utf-8")
    filled = fill(walk, boss, file, "reporter")
    assert counted(filled) == {"new": 1, "refused": 1}
    assert filled.notable[0].reasons == ("Line 2 is about the same entry. Make one row of the two.",)


def test_look_alikes_are_left_added_or_joined(walk: Walk, boss: str, file: Path) -> None:
    dana = add(walk, "reporter", "Jan Müller", mail="jan@x.org", phone="0151 2345678")
    file.write_text("Name;Mail;Phone\nMuller, Jan;;\nJan Müller;other@x.org;77\n", encoding="utf-8")
    filled = fill(walk, boss, file, "reporter")
    assert counted(filled) == {"doubtful": 2}
    assert filled.batch == ""
    assert {one.like for one in filled.notable} == {"Jan Müller · 0151 2345678 · jan@x.org"}
    filled = fill(walk, boss, file, "reporter", decisions={2: "join", 3: "add"})
    assert counted(filled) == {"changed": 1, "new": 1}
    card = walk.cases.registers.get("reporter", dana)
    assert (card.name, card.values["mail"]) == ("Muller, Jan", "jan@x.org")


def test_a_new_number_is_a_change_and_an_empty_cell_is_none(walk: Walk, boss: str, file: Path) -> None:
    add(walk, "reporter", "Jan Moor", mail="jan@x.org", phone="1")
    file.write_text("Name;Mail;Phone\nJan Moor;;2\n", encoding="utf-8")
    assert counted(fill(walk, boss, file, "reporter")) == {"changed": 1}
    assert values(walk, "reporter", "jan moor") == {"mail": "jan@x.org", "phone": "2"}
    assert counted(fill(walk, boss, file, "reporter", clears=True)) == {"changed": 1}
    assert values(walk, "reporter", "jan moor") == {"phone": "2"}


def test_the_key_elsewhere_finds_who_has_a_new_name(walk: Walk, boss: str, file: Path) -> None:
    file.write_text("Employee ID;Name\n7;Ann Smith\n8;Ann Smith\n", encoding="utf-8")
    assert counted(fill(walk, boss, file, "reporter")) == {"new": 2}
    file.write_text("Employee ID;Name\n7;Ann Jones\n8;Ann Smith\n", encoding="utf-8")
    filled = fill(walk, boss, file, "reporter")
    assert counted(filled) == {"changed": 1, "unchanged": 1}
    assert filled.notable[0].fields[0].new == "Ann Jones"


def test_services_with_owners_priorities_and_yes(walk: Walk, boss: str, file: Path) -> None:
    file.write_text(
        "Anwendung;Kritisch;Verantwortlich;Vertretung;Priorität\n"
        "Mail;ja;M. Oyelaran;B. Oss;hoch\nChat;nein;;;P4\nWiki;vielleicht;;;\nFax;;Nobody;;\n",
        encoding="utf-8",
    )
    filled = fill(walk, boss, file, "service")
    assert counted(filled) == {"new": 2, "refused": 2}
    mail = values(walk, "service", "mail")
    assert mail["critical"] is True
    assert (mail["owner"], mail["backup_person"]) == (walk.me, boss)
    assert mail["provisional_priority"] in {"P1", "P2"}
    assert values(walk, "service", "chat") == {"provisional_priority": "P4"}
    assert "“vielleicht” is neither yes nor no" in filled.notable[0].reasons[0]
    assert "“Nobody” is not known" in filled.notable[1].reasons[0]


def test_people_may_be_added_by_choice(walk: Walk, boss: str, file: Path) -> None:
    file.write_text("Team;Members\nNetwork;M. Oyelaran; New Man|B. Oss\n".replace("; New", "|New"), "utf-8")
    assert counted(fill(walk, boss, file, "team")) == {"refused": 1}
    filled = fill(walk, boss, file, "team", create=frozenset({"person"}))
    assert filled.created == {"person": ("New Man",)}
    names = {one.uid: one.name for one in walk.cases.people.staff()}
    assert [names[str(uid)] for uid in values(walk, "team", "network")["members"]] == [  # type: ignore[union-attr]
        "M. Oyelaran", "New Man", "B. Oss",
    ]  # fmt: skip
    undone = walk.cases.register_files.undo(filled.batch, boss)
    assert undone.left == (("New Man", "Staff are kept, and no longer offered."),)
    assert [one.name for one in walk.cases.people.staff() if not one.active] == ["New Man"]


def test_undo_takes_back_what_nobody_went_on_with(walk: Walk, boss: str, file: Path) -> None:
    add(walk, "device", "PC-1", kind="laptop")
    old = add(walk, "device", "PC-2", kind="laptop", serial="2")
    file.write_text(
        "Device;Kind;Serial;Location\nPC-1;desktop;1;Ward\nPC-2;desktop;3;Ward\nPC-3;a;4;Ward\nPC-4;b;5;Ward\n",
        encoding="utf-8",
    )
    filled = fill(walk, boss, file, "device")
    assert counted(filled) == {"changed": 2, "new": 2}
    used, *_others = walk.cases.registers.find("device", "pc3").entries
    walk.log(device=used.uid)
    walk.cases.registers.write("device", old, "PC-2", {"serial": "9"}, walk.me)
    undone = walk.cases.register_files.undo(filled.batch[:30], boss)
    assert (undone.state, undone.deleted, undone.put_back) == ("undone", 1, 2)
    assert dict(undone.left) == {
        "PC-3": "It is in use by now; retire it if it shall not be offered.",
        "PC-2": "It was changed since; what was not is put back.",
        "Ward": "It is in use by now; retire it if it shall not be offered.",
    }
    assert values(walk, "device", "PC-1") == {"kind": "laptop"}
    assert values(walk, "device", "PC-2") == {"kind": "laptop", "serial": "9"}
    with pytest.raises(RefusedError, match="undone already"):
        walk.cases.register_files.undo(filled.batch, boss)
    with pytest.raises(UsageError, match="no file"):
        walk.cases.register_files.undo("nothing", boss)


def test_a_cancelled_file_goes_on_where_it_stopped(walk: Walk, boss: str, file: Path) -> None:
    lines = [f"Person {number:04};{number:04}" for number in range(450)]
    file.write_text("Name;Phone\n" + "\n".join(lines) + "\n", encoding="utf-8")
    seen: list[int] = []
    control = FileControl(progress=lambda one: seen.append(one.done), cancelled=lambda: len(seen) == 1)
    stopped = walk.cases.register_files.fill(FileOrder(file, "reporter"), boss, control)
    assert (stopped.state, stopped.total, seen) == ("stopped", 200, [200])
    assert walk.cases.register_files.batches()[0].state == "open"
    assert counted(fill(walk, boss, file, "reporter")) == {"new": 250, "unchanged": 200}


def test_a_person_corrects_how_the_file_is_read(walk: Walk, boss: str, file: Path) -> None:
    file.write_text("Wer;Nummer\nIda Groß;12\n", encoding="utf-8")
    look = walk.cases.register_files.look(file, "reporter")
    assert look.missing == "No column of the file is read into “Name”."
    with pytest.raises(UsageError, match="No column"):
        walk.cases.register_files.preview(FileOrder(file, "reporter"))
    corrected = replace(look.reading, columns={"Wer": "name", "Nummer": "phone"})
    look = walk.cases.register_files.look(file, "reporter", corrected)
    assert (look.missing, look.reading.columns) == ("", {"Wer": "name", "Nummer": "phone"})
    filled = walk.cases.register_files.fill(FileOrder(file, "reporter", look.reading), boss)
    assert counted(filled) == {"new": 1}
    assert values(walk, "reporter", "ida") == {"phone": "12"}


def test_filling_is_not_for_everybody(walk: Walk, file: Path) -> None:
    file.write_text("Name;Phone\nIda;1\n", encoding="utf-8")
    agent = walk.cases.people.write_person(Person("", "A. Gent"), walk.me)[0].uid
    with pytest.raises(RefusedError, match="may not retire entries of a register or fill it"):
        fill(walk, agent, file, "reporter")
    assert walk.cases.registers.find("reporter", "ida").total == 0
    assert walk.cases.register_files.batches() == ()


def test_damaged_letters_are_mended_by_choice(walk: Walk, boss: str, file: Path) -> None:
    file.write_text("Name;Phone\nJÃ¶rg Groß;1\n", encoding="utf-8")
    look = walk.cases.register_files.look(file, "reporter")
    assert look.reading.damaged == 1
    order = FileOrder(file, "reporter", replace(look.reading, repair=True))
    walk.cases.register_files.fill(order, boss)
    assert [one.name for one in walk.cases.registers.find("reporter", "jorg").entries] == ["Jörg Groß"]


def test_pages_of_very_many_have_each_entry_once(walk: Walk, boss: str, file: Path) -> None:
    lines = [f"{'pc' if number % 2 else 'lab'}-{number:03};ward pc" for number in range(700)]
    file.write_text("Device;Place\n" + "\n".join(lines) + "\n", encoding="utf-8")
    fill(walk, boss, file, "device")
    walk.cases.registers.retire("device", walk.cases.registers.named("device", "pc-001"), walk.me)
    wanted = [f"pc-{number:03}" for number in range(3, 700, 2)]
    wanted += [f"lab-{number:03}" for number in range(0, 700, 2)]
    for text, names in (("pc", wanted), ("", sorted(wanted))):
        found, total = [], 0
        for offset in range(0, 720, 90):
            page = walk.cases.registers.find("device", text, limit=90, offset=offset)
            found += [one.name for one in page.entries]
            total = page.total
        assert (found, total) == (names, 699)
