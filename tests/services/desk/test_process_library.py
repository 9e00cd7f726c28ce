"""Definitions on disk and in the desk: own ones, new versions, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.process_parser import DefinitionError
from incidentdesk.services.desk import process_library
from incidentdesk.services.desk.process_library import check_beside, read_definition
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.use_cases import UseCases
from walk import Walk, rows_of

OWN = """
key = "printers"
version = 1
[[stage]]
key = "log"
fields = [{key = "title", required = true}, {key = "floor", kind = "number"}]
sets_status = "in_progress"
[[stage]]
key = "close"
fields = [{key = "done", kind = "yes_no", label = "Is it done?", required = true}]
sets_status = "closed"
"""


def write(cases: UseCases, text: str, name: str = "printers.toml") -> Path:
    folder = cases.desk.library.own_folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    cases.administration.reload_processes()
    return folder / name


def refused(cases: UseCases) -> list[str]:
    return [str(error) for error in cases.desk.library.refused]


def test_an_own_definition_works_like_ours(walk: Walk) -> None:
    write(walk.cases, OWN)
    logged = walk.cases.log.log({"title": "Jam", "floor": 3}, walk.me, process="printers")
    page = walk.page(logged.uid)
    assert (page.incident.process, page.incident.stage, page.facts["floor"]) == ("printers", "close", 3)
    walk.cases.administration.make_default("printers", walk.me)
    assert walk.page(walk.cases.log.log({"title": "Jam"}, walk.me).uid).incident.process == "printers"


def test_nothing_is_logged_under_the_process_of_what_is_raised(walk: Walk, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="Raise a major incident, or promote one"):
        walk.cases.administration.make_default("sre", walk.me)
    own = tmp_path / "sre.toml"
    own.write_text(walk.cases.desk.library.newest("sre").text.replace("version = 2", "version = 3"), "utf-8")
    with pytest.raises(RefusedError, match="not logged under"):
        walk.cases.administration.add_process(own, walk.me, make_default=True)
    assert walk.cases.administration.settings().default_process == "itil"
    assert walk.cases.desk.library.newest("sre").version == 2, "nothing was copied"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OWN.replace('kind = "number"', 'kind = "colour"'), "field “floor”"),
        (OWN.replace('key = "floor", kind = "number"', 'key = "findings", kind = "number"'), "“itil”"),
        (OWN.replace('key = "printers"\nversion = 1', 'key = "itil"\nversion = 2'), "version 2 of “itil”"),
    ],
)
def test_a_mistake_in_an_own_file_is_told_and_the_rest_works(walk: Walk, text: str, words: str) -> None:
    write(walk.cases, text)
    (told,) = refused(walk.cases)
    assert told.startswith("printers.toml")
    assert words in told
    assert walk.log()


def test_a_file_that_is_not_text_or_cannot_be_read_is_told(walk: Walk) -> None:
    folder = walk.cases.desk.library.own_folder
    (folder / "folder.toml").mkdir(parents=True)
    (folder / "latin.toml").write_bytes(OWN.encode() + b"# \xff")
    walk.cases.administration.reload_processes()
    told = refused(walk.cases)
    assert ["folder.toml" in told[0], "latin.toml" in told[1], len(told)] == [True, True, 2]
    assert {one.key for one in walk.cases.administration.processes()} == {"itil", "blank", "sre"}


def test_a_file_that_an_editor_marked_as_utf_8_is_read(walk: Walk) -> None:
    write(walk.cases, "\ufeff" + OWN)
    assert refused(walk.cases) == []


def test_the_same_version_with_other_bytes_is_refused(walk: Walk) -> None:
    path = write(walk.cases, OWN)
    first = walk.cases.log.log({"title": "Jam"}, walk.me, process="printers").uid
    write(walk.cases, OWN.replace("Is it done?", "Is it mended?"))
    with pytest.raises(UsageError, match="changed without a new version"):
        walk.cases.log.log({"title": "Jam"}, walk.me, process="printers")
    with pytest.raises(DefinitionError, match="Set version = 2"):
        walk.cases.administration.check_process(path)
    field = walk.page(first).definition.fields_by_key["done"][1]
    assert field.label == "Is it done?"


def test_an_old_version_stays_readable_when_its_file_is_replaced(walk: Walk) -> None:
    path = write(walk.cases, OWN)
    old = walk.cases.log.log({"title": "Jam"}, walk.me, process="printers").uid
    write(walk.cases, OWN.replace("version = 1", "version = 2").replace('"done"', '"finished"'))
    new = walk.cases.log.log({"title": "Jam"}, walk.me, process="printers").uid
    assert "done" in walk.page(old).definition.fields_by_key
    assert "finished" in walk.page(new).definition.fields_by_key
    walk.cases.stages.save(old, {"done": True}, {}, walk.me)
    assert walk.cases.stages.complete(old, "close", walk.me).status == "closed"
    path.unlink()
    walk.cases.administration.reload_processes()
    assert walk.page(new).definition.version == 2
    assert walk.page(old).facts["done"] is True


def test_an_old_version_is_readable_in_a_new_session(
    walk: Walk, desk_paths: DeskPaths, time: ManualTime
) -> None:
    path = write(walk.cases, OWN)
    uid = walk.cases.log.log({"title": "Jam"}, walk.me, process="printers").uid
    path.unlink()
    with headless(desk_paths, time) as again:
        assert again.pages.incident(uid, walk.me).definition.key == "printers"
        assert {row.stage_title for row in rows_of(again, "open", walk.me)} == {"close"}


def test_a_process_that_is_not_there_is_told(walk: Walk) -> None:
    with pytest.raises(UsageError, match="no process “nosuch”"):
        walk.cases.log.log({"title": "x"}, walk.me, process="nosuch")


def test_a_desk_that_came_without_its_process_files_goes_on(desk_paths: DeskPaths, time: ManualTime) -> None:
    with headless(desk_paths, time) as cases:
        file = write(cases, OWN)
        me = cases.people.whoever_is("", "someone").uid
        cases.administration.make_default("printers", me)
        cases.log.log({"title": "First"}, me)
    file.unlink()
    with headless(desk_paths, time) as cases:
        cases.administration.reload_processes()
        logged = cases.log.log({"title": "Second"}, me)
        assert cases.pages.incident(logged.uid, me).definition.key == "printers"


def test_ours_are_in_files_of_their_keys_and_clash_nowhere(cases: UseCases) -> None:
    definitions = cases.desk.library.all()
    assert {one.key for one in definitions} == {"blank", "itil", "sre"}
    for definition in definitions:
        check_beside(definition, definitions, definition.key)
        assert cases.desk.library.newest(definition.key) is definition


def test_what_ships_is_read_when_it_is_wanted(cases: UseCases, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def told(path: Path) -> ProcessDefinition:
        read.append(path.stem)
        return read_definition(path)

    monkeypatch.setattr(process_library, "read_definition", told)
    cases.desk.library.reload()
    cases.home.today("")
    cases.queue.rows(ListQuestion({"field": "sev", "op": "is", "value": "sev1"}), "", limit=5)
    assert read == []
    cases.desk.library.newest("itil")
    assert read == ["itil"]
