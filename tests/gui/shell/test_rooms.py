"""Rooms are made when they are first wanted, or in idle time after the first frame."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from gui.response.rooms import raise_one
from incidentdesk.domain.records import Person
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.response.room_cards import CARDS
from incidentdesk.gui.response.room_page import ResponsePage
from incidentdesk.gui.shell.room_list import ROOMS
from incidentdesk.gui.warm_up import MODULES, RESPONSE, WarmUp
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.lists.views import View

LAZY = (
    "gui.log.log_page", "gui.response.raise_page", "gui.incident.incident_page", "gui.forms.form",
    "gui.forms.context", "gui.settings.settings_page", "gui.palette.palette", "gui.palette.entries",
    "gui.bulk.bar", "gui.queue.preview", "gui.queue.column_chooser", "gui.filters.editor",
    "services.cases.pages",
    "gui.follow_ups.editor", "gui.follow_ups.follow_ups_page", "gui.queue.view_form",
    "gui.shell.shortcut_sheet", "domain.search_words", "storage.imports", "gui.signing.sign_in_page",
)  # fmt: skip


def test_a_window_on_the_queue_has_made_no_other_room(desk: Desk) -> None:
    rooms = desk.opened.window.rooms
    assert {room.key for room in ROOMS} == set(rooms)
    assert list(rooms.made()) == ["queue"]
    desk.driver.command("Ctrl+N")
    assert set(rooms.made()) == {"queue", "log"}
    assert rooms["log"] is rooms["log"]


def test_a_room_looks_as_it_was_left_when_the_program_is_started_again(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot, room="incident") as desk:
        desk.incident.splitter.setSizes([800, 500])  # as the mouse does
        sizes = desk.incident.state()["sizes"]
    with office.window(qtbot) as desk:
        assert "incident" not in desk.opened.window.rooms.made()  # and is not forgotten by that
    with office.window(qtbot) as desk:
        desk.opened.window.show_room("incident")
        desk.driver.settle()
        assert desk.incident.state()["sizes"] == sizes


def test_in_idle_time_the_incident_room_is_made_and_its_forms_with_the_first_incident(
    desk: Desk, qtbot: QtBot
) -> None:
    window, session = desk.opened.window, desk.opened.session
    warm_up = WarmUp(window.rooms, session, window)
    warm_up.start()
    assert set(window.rooms.made()) == {"queue"}
    qtbot.waitUntil(warm_up.is_at_rest, timeout=20_000)
    desk.driver.settle()
    assert set(window.rooms.made()) == {
        "queue",
        "incident",
    }  # no response room: it is not needed
    assert desk.incident.findChildren(StageForm) == []
    desk.show(new_incident(desk.office))
    qtbot.waitUntil(warm_up.is_at_rest, timeout=20_000)
    shown = desk.incident.stages.form
    definition = session.cases.desk.library.newest("itil")
    forms = [desk.incident.stages.forms.of(definition, stage).form for stage in definition.stages]
    assert len(desk.incident.stages.findChildren(StageForm)) == len(forms)
    for form in forms:
        assert all(form.editor(field.key) for field in form.fields())
        assert form.isVisible() == (form is shown)


def test_the_response_room_is_made_once_there_is_a_major_incident(desk: Desk, qtbot: QtBot) -> None:
    window, session = desk.opened.window, desk.opened.session
    warm_up = WarmUp(window.rooms, session, window)
    warm_up.start()
    qtbot.waitUntil(warm_up.is_at_rest, timeout=20_000)
    raise_one(desk.office, level="")
    session.tasks.changed.emit(Changes(things=frozenset({"elsewhere"})))
    desk.driver.settle()
    assert "response" not in window.rooms.made()
    raise_one(desk.office, level="sev1")
    session.tasks.changed.emit(Changes(things=frozenset({"elsewhere"})))
    qtbot.waitUntil(lambda: "response" in window.rooms.made(), timeout=20_000)
    desk.driver.settle()
    page = window.rooms["response"]
    assert isinstance(page, ResponsePage)
    assert set(page.cards) == {one.key for one in CARDS}


def test_the_response_room_is_made_while_somebody_raises_one(desk: Desk, qtbot: QtBot) -> None:
    window = desk.opened.window
    warm_up = WarmUp(window.rooms, desk.opened.session, window)
    warm_up.start()
    qtbot.waitUntil(warm_up.is_at_rest, timeout=20_000)
    desk.driver.command("Ctrl+Shift+N")
    qtbot.waitUntil(lambda: "response" in window.rooms.made(), timeout=20_000)
    assert window.room == "raise"


@pytest.mark.slow
def test_what_watches_every_page_needs_none_of_what_it_leads_to() -> None:
    watching = (
        *("incidentdesk.services.response.command_offers", "incidentdesk.services.restricted.notices"),
        *("incidentdesk.services.runbooks.time_boxes", "incidentdesk.services.handing.waiting_handover"),
        *(
            "incidentdesk.services.response.watched_majors",
            "incidentdesk.gui.backup_keeper",
            "incidentdesk.gui.board_keeper",
        ),
    )
    start = ("sys", "incidentdesk.cli.main", "incidentdesk.gui.application")
    program = f"import {', '.join((*start, *watching))}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "incidentdesk.services.response.watched_majors" in loaded
    heavy = {
        *("cases.case", "cases.pages", "response.response", "response.response_view", "handing.handovers"),
        *("board.board", "board.board_page", "runbooks.runbook_runs"),
    }
    assert not {f"incidentdesk.services.{name}" for name in heavy} & loaded
    assert "multiprocessing" not in loaded


@pytest.mark.slow
def test_what_is_not_seen_first_is_not_imported_first() -> None:
    program = "import sys, incidentdesk.cli.main, incidentdesk.gui.application; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "incidentdesk.gui.queue.queue_page" in loaded
    assert not {f"incidentdesk.{name}" for name in LAZY} & loaded
    assert not {"incidentdesk.cli.reading", "incidentdesk.services.samples.script"} & loaded
    assert "playhouse.migrations" not in loaded
    assert not {"multiprocessing", "argon2"} & loaded
    assert not [name for name in loaded if name.startswith(("reportlab", "incidentdesk.reports"))]


@pytest.mark.slow
def test_each_step_of_the_warming_up_imports_one_module_of_the_rooms() -> None:
    """A module that is not in the list, or stands too late in it, makes one long step of many short ones."""
    program = (
        "import sys, incidentdesk.cli.main, incidentdesk.gui.application\n"
        "from importlib import import_module\n"
        "from incidentdesk.gui.warm_up import MODULES, RESPONSE\n"
        "def ours(): return {name for name in sys.modules if name.startswith('incidentdesk.gui.')}\n"
        "for module in (*MODULES, *RESPONSE):\n"
        "    before = ours(); import_module('incidentdesk.gui.' + module)\n"
        "    print(module, *sorted(name for name in ours() - before if name.count('.') > 2))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == [*MODULES, *RESPONSE]
    assert {line[0]: line[1:] for line in lines if len(line) > 3} == {}


def test_rooms_of_whoever_comes_are_made_in_idle_time(desk: Desk, qtbot: QtBot) -> None:
    """Their views are read at once: the command field offers them."""
    window, session = desk.opened.window, desk.opened.session
    with desk.office.reading() as cases:
        kim, _changes = cases.people.write_person(Person("", "Kim Lindqvist"), desk.office.me.uid)
        cases.views.save(View("", "Only Kim", [], "number", (), kim.uid), kim.uid)
    warm_up = WarmUp(window.rooms, session, window)
    warm_up.start()
    qtbot.waitUntil(warm_up.is_at_rest, timeout=20_000)
    window.show_room("log")
    session.tasks.changed.emit(Changes(things=frozenset({"people"})))
    desk.driver.settle()
    desk.driver.command("F2")
    desk.driver.find("kim", "Return")
    qtbot.waitUntil(warm_up.is_at_rest, timeout=20_000)
    assert set(window.rooms.made()) == {"log", "incident"}
    assert "Only Kim" in [view.title for view in session.views]
