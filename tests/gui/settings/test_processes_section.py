from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester

from gui.settings.room import PATIENCE, Opened, Room, words_of
from incidentdesk.base.resources import resource_path
from incidentdesk.gui.settings.process_check import BETWEEN
from incidentdesk.gui.settings.processes import ProcessesSection

OWN = (
    resource_path("processes", "blank.toml")
    .read_text(encoding="utf-8")
    .replace('key = "blank"', 'key = "field-service"')
    .replace('title = "Blank"', 'title = "Field service"')
)


@pytest.fixture
def processes(room: Room) -> ProcessesSection:
    room.page.show_target("processes")
    room.page.focus_first()
    room.settle()
    section = room.page.section()
    assert isinstance(section, ProcessesSection)
    return section


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    path = tmp_path / "drafted here.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def rows(section: ProcessesSection) -> list[tuple[str, ...]]:
    return [
        tuple(section.model.index(row, column).data() for column in range(5))
        for row in range(section.model.rowCount())
    ]


def test_shipped_processes_are_listed_and_can_be_read(processes: ProcessesSection) -> None:
    QAbstractItemModelTester(processes.model, QAbstractItemModelTester.FailureReportingMode.Fatal, processes)
    keys = {row[1]: row for row in rows(processes)}
    assert keys["itil"][3:] == ("the program", "Default")
    assert keys["blank"][3:] == ("the program", "")
    words = words_of(processes.preview)
    for expected in ("Investigation and analysis", "What was found", "required", "To complete: "):
        assert expected in words


def test_a_definition_is_chosen_checked_read_and_made_the_default(
    room: Room, processes: ProcessesSection, own_file: Path
) -> None:
    room.key(processes.table, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    dialog = processes.dialog()
    assert dialog.isVisible(), "and the page is not blocked by it"
    dialog.selectFile(str(own_file))
    dialog.accept()
    room.settle()
    assert processes.check.heading.text() == "To add: Field service"
    room.qtbot.waitUntil(lambda: "Is it done?" in words_of(processes.check.preview))
    assert rows(processes) == [row for row in rows(processes) if row[1] != "field-service"], "not added yet"
    room.click(processes.check.default_button)
    assert (room.folder / "processes" / "field-service.toml").read_text(encoding="utf-8") == OWN
    assert ("Field service", "field-service", "1", "field-service.toml", "Default") in rows(processes)
    assert processes.title.text() == "Field service"
    assert room.told[-1] == "“Field service” is added, and new incidents are logged under it."


def test_new_incidents_are_logged_under_the_own_process(
    room: Room, processes: ProcessesSection, own_file: Path
) -> None:
    processes.check_file(own_file)
    room.settle()
    room.key(processes.check.default_button, Qt.Key.Key_Return)
    logged = []
    values = {"title": "Till 3 prints nothing"}
    room.session.tasks.change(room.page, lambda: room.cases.log.log(values, room.session.me), logged.append)
    room.settle()
    page = room.on_desk(lambda: room.cases.pages.incident(logged[0].uid, room.session.me))
    assert page.incident.process == "field-service"


def test_the_process_of_what_is_raised_is_offered_as_no_default(processes: ProcessesSection) -> None:
    processes.table.select_row([row[1] for row in rows(processes)].index("sre"))
    assert processes.default_button.isHidden()
    processes.table.select_row([row[1] for row in rows(processes)].index("blank"))
    assert not processes.default_button.isHidden()


def test_make_default_and_back_again(room: Room, processes: ProcessesSection) -> None:
    processes.table.select_row([row[1] for row in rows(processes)].index("blank"))
    room.click(processes.default_button)
    assert room.on_desk(room.cases.administration.settings).default_process == "blank"
    room.undoable[-1][1]()
    room.settle()
    assert room.on_desk(room.cases.administration.settings).default_process == "itil"


BROKEN = [
    ("no TOML", "key = ", "drafted here.toml", "is not TOML"),
    ("no stages", 'key = "x"\nversion = 1\n', "drafted here.toml", "has no stages"),
    ("unknown kind", OWN.replace('"yes_no"', '"maybe"'),
     f"stage “close”{BETWEEN}field “done”", "no kind that is known"),
    ("unknown list", OWN.replace('kind = "yes_no"', 'kind = "choice", choices_from = "colours"'),
     f"stage “close”{BETWEEN}field “done”", "unknown list “colours”"),
    ("unknown field in a gate", OWN.replace('needs = [{field = "done"', 'needs = [{field = "finished"'),
     "stage “close”", "unknown field “finished”"),
    ("key twice", OWN.replace('{key = "description", width = "full"}', '{key = "title"}'),
     f"stage “log”{BETWEEN}field “title”", "used twice"),
    ("misspelt entry", OWN.replace("required = true, width", "requird = true, width"),
     f"stage “log”{BETWEEN}field “title”", "unknown entry “requird”"),
    ("another kind elsewhere",
     OWN.replace('{key = "done"', '{key = "findings", kind = "number"}, {key = "done"'),
     "field “findings”", "in the process “itil”"),
    ("a version that is taken", OWN.replace('"field-service"', '"blank"'),
     "drafted here.toml", "another version 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "words"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_mistake_is_shown_with_its_place_and_remedy_and_can_be_corrected(
    room: Room, processes: ProcessesSection, own_file: Path, text: str, place: str, words: str
) -> None:
    own_file.write_text(text, encoding="utf-8")
    processes.check_file(own_file)
    room.settle()
    mistake = processes.check.mistake
    assert mistake is not None
    assert mistake.where.startswith("drafted here.toml")
    assert place in mistake.where
    assert words in mistake.mistake
    assert mistake.remedy
    assert processes.check.add_button.isHidden()
    assert processes.check.again_button.hasFocus()
    own_file.write_text(OWN, encoding="utf-8")
    room.key(processes.check.again_button, Qt.Key.Key_Return)
    assert processes.check.mistake is None
    assert processes.check.add_button.isVisible()


def test_a_refused_file_in_the_folder_is_shown_and_read_again_after_it_was_mended(
    room: Room, processes: ProcessesSection
) -> None:
    folder = room.folder / "processes"
    folder.mkdir()
    (folder / "mine.toml").write_text(OWN.replace('"yes_no"', '"maybe"'), encoding="utf-8")
    room.click(processes.reload_button)
    mistake = f"mine.toml{BETWEEN}stage “close”{BETWEEN}field “done”"
    room.qtbot.waitUntil(lambda: mistake in words_of(processes.list_side), timeout=PATIENCE)
    assert "field-service" not in {row[1] for row in rows(processes)}
    (folder / "mine.toml").write_text(OWN, encoding="utf-8")
    room.click(processes.reload_button)
    assert ("Field service", "field-service", "1", "mine.toml", "") in rows(processes)
    assert "cannot be used" not in words_of(processes.list_side)


def test_cancel_adds_nothing(room: Room, processes: ProcessesSection, own_file: Path) -> None:
    processes.check_file(own_file)
    room.settle()
    room.click(processes.check.cancel_button)
    assert processes.list_side.isVisible()
    assert not (room.folder / "processes").exists()


def test_the_folder_is_made_and_opened(room: Room, processes: ProcessesSection) -> None:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    try:
        room.click(processes.folder_button)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opened.paths == [room.folder / "processes"]
    assert opened.paths[0].is_dir()
