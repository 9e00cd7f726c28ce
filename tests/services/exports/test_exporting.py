"""Incidents as a table and as JSON: all that were chosen, all of each, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

import rich_desk
from incidentdesk.base.errors import EnvironmentFault, RefusedError, UsageError
from incidentdesk.domain.field_kinds import FIELD_KINDS, Typing
from incidentdesk.domain.spreadsheet import DANGEROUS, original
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.exports.exporting import EVERYTHING, TableForm
from incidentdesk.services.lists.queue import ListQuestion
from samples_outside import outside
from walk import Walk, exact


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=delimiter))
    assert {len(line) for line in lines} == {len(lines[0])}
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def exported(
    walk: Walk, path: Path, question: ListQuestion | None = None, **form: Any
) -> list[dict[str, str]]:
    done = walk.cases.exporting.to_csv(path, question or EVERYTHING, walk.me, TableForm(**form))
    found = table(path, {"semicolon": ";", "tab": "\t"}.get(form.get("delimiter", ""), ","))
    assert done.incidents == len(found)
    return found


@pytest.mark.parametrize("delimiter", ["comma", "semicolon", "tab"])
def test_hostile_text_comes_back_and_no_cell_is_a_formula(walk: Walk, tmp_path: Path, delimiter: str) -> None:
    rich_desk.fill(walk)
    found = exported(walk, tmp_path / "all.csv", delimiter=delimiter)
    titles = {one["description"]: one for one in found}
    for text in rich_desk.NASTY:
        (cell,) = (one for one in titles if original(one) == text)
        assert cell[:1] not in DANGEROUS
    for one in found:
        for key, cell in one.items():
            assert key[:1] not in DANGEROUS
            assert not cell or cell[0] not in DANGEROUS


def test_samples_of_csv_injection_are_harmless(walk: Walk, tmp_path: Path) -> None:
    with tarfile.open(outside("data", "nasty_dev.tar.xz")) as archive:
        payloads = archive.extractfile("nasty/csv-injection/Intruder/csv-payload.txt")
        strings = archive.extractfile("nasty/blns/blns.json")
        assert payloads
        assert strings
        texts = [*payloads.read().decode().splitlines(), *json.load(strings)]
    kept = [text for text in texts if text.strip() and len(text) < 5000]
    assert len(kept) > 100
    for text in kept:
        walk.cases.log.log({"title": text}, walk.me)
    found = exported(walk, tmp_path / "all.csv", columns=("title",))
    stored = [
        walk.page(row.uid).incident.title
        for row in walk.cases.queue.rows(EVERYTHING, walk.me, limit=5000).rows
    ]
    assert [original(one["title"]) for one in found] == stored
    assert not [one for one in found if one["title"][0] in DANGEROUS]


def test_every_field_has_its_cell(walk: Walk, tmp_path: Path) -> None:
    uid = walk.closed(title="Labels", severity="high")
    walk.cases.conversation.attach(uid, file_from_bytes("a.txt", b"a"), walk.me)
    (one,) = exported(walk, tmp_path / "all.csv")
    page = walk.page(uid)
    for key, cell in (
        ("number", "INC-2026-000001"),
        ("status", "closed"),
        ("assignee", "M. Oyelaran"),
        ("reporter", "Dana Whitlock"),
        ("logged_by", "M. Oyelaran"),
        ("occurred", "about 2026-11-23T08:50+01:00"),
        ("restored", "2026-11-23T09:00+01:00"),
        ("logged", "2026-11-23T09:00+01:00"),
        ("closed", "2026-11-23T09:00+01:00"),
        ("closure_completed", "2026-11-23T09:00+01:00"),
        ("provisional", "no"),
        ("back_to_normal", "yes"),
        ("reopen_count", "0"),
        ("cause_category", "change.deployment"),
        ("uid", uid),
        ("process_version", str(page.definition.version)),
    ):
        assert one[key] == cell, key
    assert json.loads(one["hypotheses"]) == page.facts["hypotheses"]
    filled = {key for key, value in page.facts.items() if value not in (None, "", [], {})}
    not_in_a_table = {"unanswered_attempts", "unanswered_days", "unanswered_means", "confirmed_untested"}
    assert filled - not_in_a_table <= {key for key, cell in one.items() if cell}


def test_what_was_merged_is_told_by_where_it_went(walk: Walk, tmp_path: Path) -> None:
    into, uid = walk.log(), walk.log()
    walk.cases.outages.merge(uid, into, walk.me)
    number = walk.page(into).incident.number
    lines = exported(walk, tmp_path / "words.csv", words=True)
    assert sorted(line["Status"] for line in lines) == [f"Merged into {number}", "New"]
    keys = exported(walk, tmp_path / "keys.csv")
    assert sorted(line["status"] for line in keys) == ["cancelled", "new"]


def test_words_are_those_of_the_pages(walk: Walk, tmp_path: Path) -> None:
    walk.closed()
    (one,) = exported(walk, tmp_path / "words.csv", words=True)
    assert (one["Status"], one["Impact"], one["Category"]) == (
        "Closed",
        "1 to 5 users",
        "Software · Printing",
    )
    assert one["Provisional priority"] == "No"
    assert (one["Stage"], one["Process"]) == ("Closure", "ITIL incident")


def test_times_can_be_read_again(walk: Walk, tmp_path: Path) -> None:
    now = walk.time.now().local()
    between = exact(now.replace(hour=7)) | {"precision": "between", "until": exact(now)["at"]}
    unknown = {"precision": "unknown", "at": None, "until": None}
    walk.log(occurred=between)
    walk.log(occurred=unknown)
    walk.log()
    cells = [one["occurred"] for one in exported(walk, tmp_path / "all.csv")]
    assert cells == [
        "2026-11-23T07:00+01:00/2026-11-23T09:00+01:00", "unknown", "about 2026-11-23T08:50+01:00",
    ]  # fmt: skip
    typing = Typing(walk.time.now(), walk.time.zone)
    newest = walk.cases.queue.rows(ListQuestion(sort="-number"), walk.me, limit=1).rows[0]
    assert FIELD_KINDS["moment"].parse(cells[2], typing) == walk.page(newest.uid).incident.core["occurred"]


def test_own_fields_and_old_versions_have_columns(walk: Walk, tmp_path: Path) -> None:
    uids = rich_desk.fill(walk)
    path = walk.cases.desk.library.own_folder / "printers.toml"
    newer = rich_desk.OWN_PROCESS.replace("version = 1", "version = 2").replace(
        '{key = "floor", kind = "number"}, ', '{key = "wing", kind = "code"}, '
    )
    path.write_text(newer, encoding="utf-8")
    walk.cases.administration.reload_processes()
    walk.cases.log.log({"title": "Jam", "wing": "-7"}, walk.me, process="printers")
    found = exported(walk, tmp_path / "all.csv")
    (own,) = (one for one in found if one["uid"] == uids["own"])
    assert (own["floor"], own["printers.uid"], own["wing"]) == ("3.5", "mine", "")
    assert json.loads(own["parts"]) == [{"by": "M. Oyelaran", "name": "drum"}, {"name": "fuser"}]
    assert found[-1]["wing"] == "'-7"
    assert "'=Is it done?" in exported(walk, tmp_path / "words.csv", words=True)[0]


def test_numbers_stay_numbers(walk: Walk, tmp_path: Path) -> None:
    rich_desk.fill(walk)
    walk.cases.log.log({"title": "Cellar", "floor": -2}, walk.me, process="printers")
    assert exported(walk, tmp_path / "all.csv", columns=("floor",))[-1] == {"floor": "-2"}


def test_chosen_columns_order_and_condition(walk: Walk, tmp_path: Path) -> None:
    low, high = walk.log(title="b"), walk.log(title="a", urgent=True)
    walk.log(title="c")
    question = ListQuestion([{"field": "title", "op": "one_of", "value": ["a", "b"]}], sort="title")
    found = exported(walk, tmp_path / "some.csv", question, columns=("priority", "title", "uid"))
    assert found == [
        {"priority": "P1", "title": "a", "uid": high},
        {"priority": "P3", "title": "b", "uid": low},
    ]
    assert list(found[0]) == ["priority", "title", "uid"]
    with pytest.raises(UsageError, match="There is no column “colour”"):
        exported(walk, tmp_path / "none.csv", columns=("colour",))
    assert not (tmp_path / "none.csv").exists()


def test_the_mark_is_there_only_when_asked_for(walk: Walk, tmp_path: Path) -> None:
    walk.log(title="für 无法")
    exported(walk, tmp_path / "plain.csv")
    exported(walk, tmp_path / "marked.csv", mark=True)
    plain, marked = ((tmp_path / name).read_bytes() for name in ("plain.csv", "marked.csv"))
    assert marked == b"\xef\xbb\xbf" + plain
    assert "für 无法".encode() in plain


def test_more_than_one_page_is_written_whole(walk: Walk, tmp_path: Path) -> None:
    titles = [f"Number {number}" for number in range(201)]
    for title in titles:
        walk.cases.log.log({"title": title}, walk.me)
    steps: list[tuple[int, int]] = []
    path = tmp_path / "all.csv"
    walk.cases.exporting.to_csv(path, EVERYTHING, walk.me, progress=lambda done, of: steps.append((done, of)))
    assert [one["title"] for one in table(path)] == titles
    assert steps == [(200, 201), (201, 201)]
    walk.cases.exporting.to_json(tmp_path / "all.json", EVERYTHING, walk.me)
    document = json.loads((tmp_path / "all.json").read_bytes())
    assert [one["title"] for one in document["incidents"]] == titles


def test_a_part_has_all_about_its_incidents_and_nothing_of_others(walk: Walk, tmp_path: Path) -> None:
    uids = rich_desk.fill(walk)
    path = tmp_path / "part.json"
    walk.cases.exporting.to_json(
        path, ListQuestion([{"field": "process", "op": "is", "value": "printers"}]), walk.me
    )
    document = json.loads(path.read_bytes())
    assert document["part"] is True
    (own,) = document["incidents"]
    assert own["uid"] == uids["own"]
    assert [entry["hash"] for entry in own["timeline"]] == [
        one.hash for one in walk.page(uids["own"]).entries
    ]
    assert [one["key"] for one in document["processes"]] == ["printers"]
    assert [one["name"] for one in document["staff"]] == ["M. Oyelaran"]
    assert document["reporters"] == []
    assert [one["size"] for one in document["files"]] == [600_000]
    assert [one["position"] for one in document["pieces"]] == [0, 1, 2]
    assert "settings" not in document
    assert document["end"]["counts"]["incidents"] == 1


def test_a_part_has_the_callers_of_its_incidents(walk: Walk, tmp_path: Path) -> None:
    uids = rich_desk.fill(walk)
    path = tmp_path / "part.json"
    question = ListQuestion([{"field": "title", "op": "contains", "value": "by a switch"}])
    walk.cases.exporting.to_json(path, question, walk.me)
    document = json.loads(path.read_bytes())
    assert [one["incident"] for one in document["callers"]] == [uids["outage"]] * 4
    assert len(document["caller_attempts"]) == 2
    assert {one["name"] for one in document["reporters"]} == {"Dana Whitlock", "Never Called"}
    assert document["links"] == []


def test_an_export_that_is_stopped_leaves_the_file_as_it_was(walk: Walk, tmp_path: Path) -> None:
    walk.log()
    path = tmp_path / "all.csv"
    path.write_text("precious", encoding="utf-8")
    for act in (walk.cases.exporting.to_csv, walk.cases.exporting.to_json):
        with pytest.raises(RefusedError, match="stopped"):
            act(path, EVERYTHING, walk.me, cancelled=lambda: True)
    with pytest.raises(RefusedError, match="stopped"):
        walk.cases.exporting.whole_desk(path, cancelled=lambda: True)
    assert path.read_text(encoding="utf-8") == "precious"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["all.csv"]


def test_a_folder_that_is_not_there_is_told(walk: Walk, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        walk.cases.exporting.to_csv(tmp_path / "none" / "all.csv", EVERYTHING, walk.me)


def test_cells_that_excel_cannot_show_are_counted(walk: Walk, tmp_path: Path) -> None:
    walk.log(description="x" * 40_000)
    path = tmp_path / "all.csv"
    done = walk.cases.exporting.to_csv(path, EVERYTHING, walk.me)
    assert done.long_cells == 1
    assert len(table(path)[0]["description"]) == 40_000
