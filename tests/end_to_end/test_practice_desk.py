"""From our desk to the practice desk and back, in one process, with nothing of one on the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from end_to_end.desk_after_desk import Play, is_shown, run_through, window
from incidentdesk import bootstrap
from incidentdesk.base.errors import RefusedError
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.gui.application import make_application
from incidentdesk.gui.log.log_page import LogPage
from incidentdesk.gui.shell.practice_banner import PracticeBanner
from incidentdesk.gui.theme import apply_theme, current_choice
from incidentdesk.gui.welcome.welcome_page import WelcomePage
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.services.samples.departure import Departure

OURS, PRACTICE = partial(is_shown, practice=False), partial(is_shown, practice=True)


pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def home(tmp_path: Path) -> DeskPaths:
    """A desk of ours with one incident."""
    paths = desk_paths(tmp_path / "desk.sqlite3")
    with bootstrap.headless(paths) as cases:
        me = cases.people.whoever_is("", "R. Sato")
        cases.administration.name_organisation("Our works", "IT", None, me.uid)
        cases.log.log({"title": "Our own printer"}, me.uid)
    return paths


def titles(paths: DeskPaths) -> list[str]:
    with closing(sqlite3.connect(paths.desk)) as desk:
        return [title for (title,) in desk.execute("SELECT title FROM incident ORDER BY id")]


def drafts(paths: DeskPaths) -> list[str]:
    with closing(sqlite3.connect(paths.drafts)) as file:
        return [value for (value,) in file.execute("SELECT value FROM draft ORDER BY value")]


def test_one_key_leads_to_the_practice_desk_and_one_back(home: DeskPaths) -> None:
    seen: list[object] = []

    def play() -> Play:
        yield OURS
        window().resize(1200, 780)
        geometry = window().saveGeometry()
        apply_theme(make_application(), "dark")
        seen.append(window())
        action(window(), "Practice desk").trigger()
        yield PRACTICE
        there = QSettings(str(home.practice.window), QSettings.Format.IniFormat)
        assert there.value("window/geometry") == geometry  # the small screen of the tests moves it
        assert current_choice() == "dark"
        assert banner().isVisible()
        assert window() not in seen
        for room in ("queue", "log", "settings"):
            window().show_room(room)
            assert banner().isVisible()
        action(window(), "Back to our desk").trigger()
        yield OURS
        assert window().practice is None
        assert window().windowTitle() == "Incident Desk"
        window().close()

    assert run_through(home, play()) == 0


def test_nothing_of_one_desk_is_on_the_other(home: DeskPaths) -> None:
    def play() -> Play:
        yield OURS
        type_a_title("typed at our desk")
        window().session.leave.emit(Departure("practice"))
        yield PRACTICE
        log_page()
        yield PRACTICE
        assert log_page().form.values().get("title") in ("", None)
        type_a_title("typed for practice")
        cases, me = window().session.cases, window().session.me
        number: list[str] = []
        window().session.tasks.change(
            window(),
            lambda: cases.log.log({"title": "Practised"}, me),
            lambda done: number.append(done.number),
        )
        yield lambda: number
        assert number[0].startswith("DEMO-")
        assert number[0].endswith("-000017")
        banner_buttons()[1].click()
        yield OURS
        log_page()
        yield OURS
        assert log_page().form.values().get("title") == "typed at our desk"
        window().close()

    run_through(home, play())
    assert titles(home) == ["Our own printer"]
    assert "Practised" in titles(home.practice)
    assert '"typed at our desk"' in drafts(home)
    assert '"typed for practice"' in drafts(home.practice)
    assert '"typed for practice"' not in drafts(home)
    with bootstrap.headless(home) as ours, bootstrap.headless(home.practice) as practice:
        assert ours.desk_uid != practice.desk_uid
        assert not ours.administration.settings().practice
        assert (
            ours.administration.process_overview().folder != practice.administration.process_overview().folder
        )
    assert home.window != home.practice.window


def test_the_practice_desk_is_made_afresh_once_that_is_confirmed(home: DeskPaths) -> None:
    bootstrap.fill_practice_desk(home.practice, "R. Sato")
    with bootstrap.headless(home.practice) as cases:
        cases.log.log({"title": "Practised"}, cases.people.whoever_is("R. Sato", "").uid)
    made = uid_of(home.practice)

    def play() -> Play:
        yield PRACTICE
        type_a_title("typed for practice")
        banner_buttons()[0].click()
        banner_buttons()[1].click()  # keep it
        banner_buttons()[0].click()
        banner_buttons()[0].click()
        yield lambda: PRACTICE() and window().session.cases.desk_uid != made
        assert window().session.cases.queue is not None
        window().close()

    run_through(home, play(), practice=True)
    assert "Practised" not in titles(home.practice)
    assert len(titles(home.practice)) == 16
    assert not home.practice.drafts.exists()
    assert titles(home) == ["Our own printer"]


def test_an_export_of_the_practice_desk_never_comes_into_a_real_one(home: DeskPaths, tmp_path: Path) -> None:
    bootstrap.fill_practice_desk(home.practice, "R. Sato")
    file, new = tmp_path / "practice.json", desk_paths(tmp_path / "new" / "desk.sqlite3")
    with bootstrap.headless(home.practice) as practice:
        practice.exporting.whole_desk(file)
    with bootstrap.headless(new) as cases:
        me = cases.people.whoever_is("", "R. Sato").uid
        with pytest.raises(RefusedError, match="practice desk"):
            cases.desk_file.restore(file, me)
        assert cases.queue.totals()[0] == 0
        assert not cases.administration.settings().practice


def test_a_practice_desk_that_was_half_made_is_made_anew(home: DeskPaths) -> None:
    assert bootstrap.fill_practice_desk(home.practice, "R. Sato")
    assert not bootstrap.fill_practice_desk(home.practice, "R. Sato")
    with closing(sqlite3.connect(home.practice.desk)) as desk, desk:
        desk.execute("DELETE FROM setting_revision WHERE name = 'set_up'")
    assert bootstrap.fill_practice_desk(home.practice, "R. Sato")
    assert len(titles(home.practice)) == 16


def test_a_real_desk_in_its_place_is_left_alone(home: DeskPaths) -> None:
    home.practice.folder.mkdir()
    with bootstrap.headless(home.practice) as cases:
        cases.log.log({"title": "Somebody's own"}, cases.people.whoever_is("", "me").uid)

    def play() -> Play:
        yield OURS
        window().session.leave.emit(Departure("practice"))
        yield lambda: OURS() and not window().banner.isHidden() and "real desk" in window().banner.text
        window().close()

    run_through(home, play())
    assert titles(home.practice) == ["Somebody's own"]
    with pytest.raises(RefusedError, match="real desk"):
        bootstrap.fill_practice_desk(home.practice, "")


def test_a_new_desk_asks_and_looking_around_leaves_it_new(tmp_path: Path) -> None:
    home = desk_paths(tmp_path / "new" / "desk.sqlite3")

    def play() -> Play:
        yield OURS
        page = window().rooms["welcome"]
        assert isinstance(page, WelcomePage)
        assert window().room == "welcome"
        assert "is new" in page.choice.question.text()
        page.choice.look.click()
        yield PRACTICE
        assert window().room == "queue"
        banner_buttons()[1].click()
        yield OURS
        assert window().room == "welcome"
        window().close()

    run_through(home, play())
    assert titles(home) == []


def test_the_practice_desk_named_by_its_file_leads_home(home: DeskPaths) -> None:
    bootstrap.fill_practice_desk(home.practice, "R. Sato")

    def play() -> Play:
        yield PRACTICE
        banner_buttons()[1].click()
        yield OURS
        window().close()

    run_through(home.practice, play())


def test_what_is_tried_is_ticked(home: DeskPaths) -> None:
    def ticked() -> set[str]:
        head = window().practice
        assert head is not None
        return {key for key, task in head.try_this.tasks.items() if task.done}

    def do(act: Callable[[], object]) -> None:
        window().session.tasks.change(window(), act)

    def play() -> Play:
        yield PRACTICE
        assert ticked() == set()
        cases, me = window().session.cases, window().session.me
        logged: list[str] = []
        do(lambda: (done := cases.log.log({"title": "Printer"}, me), logged.append(done.uid))[0])
        yield lambda: ticked() == {"logged"}
        do(lambda: cases.lifecycle.hold(logged[0], "awaiting_part", me))
        yield lambda: ticked() == {"logged", "held"}
        do(lambda: cases.raising.raise_one("Booking is down", me))
        yield lambda: ticked() == {"logged", "held", "raised"}
        window().close()

    run_through(home, play(), practice=True)


def log_page() -> LogPage:
    window().show_room("log")
    page = window().rooms["log"]
    assert isinstance(page, LogPage)
    return page


def type_a_title(text: str) -> None:
    field = log_page().form.editor("title").widget
    field.setFocus()
    QTest.keyClicks(field, text)


def action(owner: QWidget, text: str) -> QAction:
    return next(one for one in owner.actions() if one.text() == text)


def banner() -> PracticeBanner:
    head = window().practice
    assert head is not None
    return head.banner


def banner_buttons() -> list[ActionButton]:
    return banner().actions_shown()


def uid_of(paths: DeskPaths) -> str:
    with bootstrap.headless(paths) as cases:
        return cases.desk_uid
