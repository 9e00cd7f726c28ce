"""What a role may not do, tried in the window: refused as on the command line, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crew import NAMES, ROLES_IN_WORDS, Crew, hire
from end_to_end.office import Desk, Office
from incidentdesk.domain.rights import ROLES, Right, may
from incidentdesk.gui.bulk.forms import ValueForm
from incidentdesk.gui.filters.value_editors import ChoiceValue
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.settings.settings_page import SettingsPage
from incidentdesk.gui.settings.staff import StaffSection
from walk import Walk

PATIENCE = 15_000


@dataclass(frozen=True)
class Place:
    """An office with somebody of each role, an open and a closed incident (uids)."""

    office: Office
    crew: Crew
    open: str
    closed: str

    @contextmanager
    def as_role(self, role: str, qtbot: QtBot, room: str = "queue") -> Iterator[Desk]:
        """The window of somebody with ``role``."""
        with self.office.reading() as cases:
            person = next(one for one in cases.people.staff() if one.uid == self.crew.uid(role))
        with replace(self.office, me=person).window(qtbot, room=room) as desk:
            yield desk


@pytest.fixture
def place(office: Office) -> Place:
    with office.reading() as cases:
        crew = hire(cases)
        walk = Walk(cases, office.time, office.me.uid, office.reporter.uid)
        return Place(office, crew, walk.to("investigation"), walk.closed())


def said(desk: Desk) -> str:
    """What the window tells: in its banner, or in its toast."""
    window = desk.opened.window
    return window.banner.text if window.banner.isVisible() else window.toast.text


def page(desk: Desk, name: str) -> QWidget:
    return desk.opened.window.rooms[name]


def reopen(desk: Desk, place: Place) -> None:
    desk.show(place.closed)
    desk.driver.press("Ctrl+Shift+R")


def take_the_close_back(desk: Desk, place: Place) -> None:
    desk.show(place.closed)
    desk.driver.press("Ctrl+Shift+U")


def take(desk: Desk, place: Place) -> None:
    desk.show(place.open)
    desk.driver.press("Ctrl+T")


def write_a_note(desk: Desk, place: Place) -> None:
    desk.show(place.open)
    desk.driver.press("Ctrl+M")


def hold(desk: Desk, place: Place) -> None:
    desk.show(place.open)
    desk.driver.press("Ctrl+H")


def take_from_the_list(desk: Desk, _place: Place) -> None:
    desk.opened.window.show_room("queue", "open")
    desk.driver.settle()
    desk.driver.press("T")


def take_the_next(desk: Desk, _place: Place) -> None:
    desk.opened.window.show_room("home")
    desk.driver.settle()
    desk.driver.press("T")


def change_many(desk: Desk, _place: Place) -> None:
    desk.opened.window.show_room("queue", "open")
    desk.driver.settle()
    desk.driver.press("B")


def log(desk: Desk, _place: Place) -> None:
    desk.opened.window.show_room("log")
    desk.driver.settle()
    desk.log.log()


def add_a_person(desk: Desk, _place: Place) -> None:
    desk.opened.window.show_room("settings", "staff")
    desk.driver.settle()
    desk.driver.press("Alt+A")


def add_to_a_list(desk: Desk, _place: Place) -> None:
    desk.opened.window.show_room("settings", "lists")
    desk.driver.settle()
    desk.driver.press("Alt+A")


def add_a_process(desk: Desk, _place: Place) -> None:
    desk.opened.window.show_room("settings", "processes")
    desk.driver.settle()
    desk.driver.press("Alt+A")


TRIES: tuple[tuple[Right, Callable[[Desk, Place], None]], ...] = (
    (Right.WORK, take),
    (Right.WORK, write_a_note),
    (Right.WORK, hold),
    (Right.WORK, take_from_the_list),
    (Right.WORK, take_the_next),
    (Right.WORK, change_many),
    (Right.WORK, log),
    (Right.REOPEN, reopen),
    (Right.REOPEN, take_the_close_back),
    (Right.SETTINGS, add_a_person),
    (Right.SETTINGS, add_to_a_list),
    (Right.SETTINGS, add_a_process),
)


@pytest.mark.parametrize(
    ("role", "right", "act"),
    [(role, right, act) for right, act in TRIES for role in ROLES if not may(role, right)],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_a_key_that_is_refused_says_who_may(
    place: Place, qtbot: QtBot, role: str, right: Right, act: Callable[[Desk, Place], None]
) -> None:
    with place.office.reading() as cases:
        before = cases.desk.change_seq()
    with place.as_role(role, qtbot) as desk:
        act(desk, place)
        desk.driver.settle()
        told = {ROLES_IN_WORDS[one] for one in ("work", right) if not may(role, Right(one))}
        assert any(f"Only {words} may " in said(desk) or f"; {words} may." in said(desk) for words in told)
        desk.failures.clear()
    with place.office.reading() as cases:
        assert cases.desk.change_seq() == before


def test_who_only_reads_sees_everything_disabled_with_a_reason(place: Place, qtbot: QtBot) -> None:
    who = "Only agents, leads and administrators may change anything. Ask "
    with place.as_role("read_only", qtbot, "log") as desk:
        assert not desk.log.footer.isEnabled()
        assert desk.log.footer.toolTip().startswith(who)
        desk.show(place.open)
        room = desk.incident
        assert room.stages.banner.text.startswith(who)
        assert room.stages.footer.complete.isHidden()
        assert not room.side.composer.isEnabled()
        assert room.side.composer.toolTip().startswith(who)
        desk.show(place.closed)
        room.side.show_report()
        desk.driver.settle()
        assert not room.side.report.issue_button.isEnabled()
        assert room.side.report.print_button.isEnabled()
        desk.opened.window.show_room("queue", "open")
        desk.driver.settle()
        queue = page(desk, "queue")
        assert isinstance(queue, QueuePage)
        queue.list.table.choose_all()
        desk.driver.settle()
        assert all(not button.isEnabled() for button in queue.list.bulk_bar.buttons.values())
        assert queue.list.bulk_bar.buttons["hold"].toolTip().startswith(who)


def test_a_bulk_change_says_beforehand_why_it_will_be_refused(place: Place, qtbot: QtBot) -> None:
    with place.as_role("agent", qtbot) as desk:
        desk.opened.window.show_room("queue", "open")
        desk.driver.settle()
        queue = page(desk, "queue")
        assert isinstance(queue, QueuePage)
        queue.list.table.choose_all()
        queue.bulk.begin("set")
        panel = queue.bulk.panel
        form = panel.form
        assert isinstance(form, ValueForm)
        form.field.set_value("priority_override")
        form.field.changed.emit("priority_override")
        assert isinstance(form.editor, ChoiceValue)
        form.editor.set_value("P1")
        panel.go_on()
        desk.driver.settle()
        line = panel.lines.model.line(0)
        assert line is not None
        assert line.verdict == "refused"
        assert line.why.startswith("A. Gent may not set a priority by hand; leads and administrators may.")
        assert not panel.next_button.isEnabled()
        panel.put_away()


def test_the_menu_offers_what_one_may_do(place: Place, qtbot: QtBot) -> None:
    def offered(desk: Desk, uid: str) -> set[str]:
        desk.show(uid)
        return {action.text() for action in desk.incident.actions() if action.data()()}

    with place.as_role("agent", qtbot) as desk:
        assert "Take it over" in offered(desk, place.open)
        assert "Reopen…" not in offered(desk, place.closed)
        assert (
            "Only leads and administrators may reopen an incident. Ask one of: "
            in desk.incident.stages.banner.text
        )
    with place.as_role("lead", qtbot) as desk:
        assert "Reopen…" in offered(desk, place.closed)
        assert "Reopen it to go on." in desk.incident.stages.banner.text
    with place.as_role("read_only", qtbot) as desk:
        assert not offered(desk, place.open) & {"Take it over", "Assign…", "Save", "Write a note"}
        assert "Print the report" in offered(desk, place.open)


def test_an_agent_is_not_offered_what_a_lead_decides(place: Place, qtbot: QtBot) -> None:
    with place.as_role("agent", qtbot) as desk:
        desk.show(f"{place.open}/classification")
        form = desk.incident.stages.form
        assert form is not None
        (link,) = [one for one in form.links() if one.text() == "Set the priority by hand…"]
        assert not link.isEnabled()
        assert link.toolTip().startswith("Only leads and administrators may set a priority by hand.")
        desk.show(f"{place.open}/closure")
        form = desk.incident.stages.form
        assert form is not None
        word = form.editor("reporters_word")
        assert [key for key, _label in word.control.options()] == ["restored", "not_restored", "no_answer"]  # type: ignore[attr-defined]
        assert "“Not needed” is not offered." in word.widget.accessibleDescription()
    with place.as_role("lead", qtbot) as desk:
        desk.show(f"{place.open}/closure")
        form = desk.incident.stages.form
        assert form is not None
        assert "not_needed" in dict(form.editor("reporters_word").control.options())  # type: ignore[attr-defined]


def test_what_is_refused_after_typing_stays_typed(place: Place, qtbot: QtBot) -> None:
    """The right was taken away while a lead was typing; the window has not heard of it yet."""
    with place.as_role("lead", qtbot) as desk:
        desk.show(f"{place.open}/closure")
        stages = desk.incident.stages
        form = stages.form
        assert form is not None
        form.set_field("reporters_word", "not_needed")
        form.set_field("word_reason", "Found by monitoring")
        with place.office.reading() as cases:
            lead = next(one for one in cases.people.staff() if one.uid == place.crew.uid("lead"))
            cases.people.write_person(replace(lead, role="agent"), place.office.me.uid)
        desk.driver.press("Ctrl+S")
        desk.driver.settle()
        refused = f"{NAMES['lead']} may not do without the reporter's word; leads and administrators may."
        assert refused in said(desk)
        assert form.values()["word_reason"] == "Found by monitoring"
        assert desk.failures
        desk.failures.clear()
    with place.as_role("lead", qtbot) as desk:
        desk.show(f"{place.open}/closure")
        form = desk.incident.stages.form
        assert form is not None
        qtbot.waitUntil(lambda: form.values()["word_reason"] == "Found by monitoring", timeout=PATIENCE)
        assert form.values()["reporters_word"] == "not_needed"
        form.set_field("reporters_word", "restored")
        desk.failures.clear()


def test_settings_are_read_by_all_and_follow_a_role_that_changes(place: Place, qtbot: QtBot) -> None:
    with place.as_role("agent", qtbot, "settings") as desk:
        settings = page(desk, "settings")
        assert isinstance(settings, SettingsPage)
        settings.show_target("staff")
        desk.driver.settle()
        staff = settings.section()
        assert isinstance(staff, StaffSection)
        staff.edit_row(0)
        assert not staff.add_button.isEnabled()
        assert not staff.panel.form.isEnabled()
        assert staff.panel.save_button.isHidden()
        assert staff.active_button.isHidden()

        def promote() -> object:
            session = desk.opened.session
            return session.cases.people.write_person(
                replace(session.person, role="administrator"), place.office.me.uid
            )

        desk.opened.session.tasks.change(settings, promote)
        qtbot.waitUntil(lambda: staff.add_button.isEnabled(), timeout=PATIENCE)
        desk.driver.settle()
        assert staff.add_button.toolTip() == ""
        staff.edit_row(1)
        assert staff.panel.form.isEnabled()
        assert not staff.panel.save_button.isHidden()


def test_all_of_it_follows_the_person_who_comes_to_the_keyboard(place: Place, qtbot: QtBot) -> None:
    with place.as_role("lead", qtbot, "log") as desk:
        session, window = desk.opened.session, desk.opened.window
        people = {one.role: one for one in session.surroundings.staff if one.name in NAMES.values()}
        assert desk.log.footer.isEnabled()
        desk.show(place.closed)
        assert "Reopen it to go on." in desk.incident.stages.banner.text
        session.change_person(people["read_only"])
        desk.driver.settle()
        desk.show(place.open)
        assert desk.incident.stages.banner.text.startswith("Only agents, leads and administrators may change")
        window.show_room("log")
        desk.driver.settle()
        assert not desk.log.footer.isEnabled()
        session.change_person(people["lead"])
        desk.driver.settle()
        window.show_room("log")
        desk.driver.settle()
        assert desk.log.footer.isEnabled()
        desk.show(f"{place.open}/classification")
        form = desk.incident.stages.form
        assert form is not None
        assert all(link.isEnabled() for link in form.links())


def test_the_last_administrator_is_told_in_the_panel(place: Place, qtbot: QtBot) -> None:
    with place.office.reading() as cases:
        for one in cases.people.staff():
            if one.role == "administrator" and one.uid != place.office.me.uid:
                cases.people.write_person(replace(one, role="agent"), place.office.me.uid)
    with place.office.window(qtbot, room="settings") as desk:
        settings = page(desk, "settings")
        assert isinstance(settings, SettingsPage)
        settings.show_target("staff")
        desk.driver.settle()
        staff = settings.section()
        assert isinstance(staff, StaffSection)
        names = [record.name for record in staff.model.records()]
        staff.edit_row(names.index(place.office.me.name))
        staff.panel.form.put({"role": "lead"})
        QTest.keyClick(desk.opened.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        desk.driver.settle()
        assert "M. Oyelaran is the only administrator. Make somebody else" in staff.panel.banner.text
        assert staff.panel.form.values()["role"] == "lead"
        staff.panel.put_away()
