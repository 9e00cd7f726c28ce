"""Pictures of the window's pages, light and dark, taken from the real window without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.records import Person
from incidentdesk.gui.application import Opened, opened
from incidentdesk.gui.incident.incident_page import IncidentRoom
from incidentdesk.gui.log.log_page import LogPage
from incidentdesk.gui.settings.settings_page import SECTIONS
from incidentdesk.gui.settling import settle, settle_pages, without_failure
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import LOG_PLACE, Drafting
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.views import view_of
from incidentdesk.services.use_cases import UseCases

SIZE = (1440, 900)
THEMES = ("light", "dark")
CALL: dict[str, JsonValue] = {
    "title": "Badge reader at the west entrance stays dark",
    "description": "Since this morning the reader shows no light and opens to nobody. The east one works.",
    "error_code": "E-17",
}
"""A call that is just being written down."""
MAJOR = "Nobody can sign in to the booking system"
"""A major incident that goes on, and below it what its room was told."""
TOLD = (
    "Login page answers 503 at all sites",
    "/hypothesis The certificate of the directory has expired",
    "/action @me 15m Look at the certificate of the directory",
    "/decision Let people sign in by the old way | Close it again",
)


def take_screenshots(
    cases: UseCases, drafting: Drafting, person: Person, paths: DeskPaths, uid: str, out: Path
) -> list[Path]:
    """Pictures of every page below ``out``, each in both themes; ``uid`` is a closed incident with a report.

    Raises ``EnvironmentFault`` where they cannot be written.
    """
    folder = out / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    for theme in THEMES:
        with opened(cases, drafting, person, paths, sample=True, theme=theme) as shown:
            shown.window.resize(*SIZE)
            shown.window.show()
            with without_failure(shown.tasks):
                if theme == THEMES[0]:
                    _raise_major(shown)
                taken += [_keep(shown.window, folder / f"{name}-{theme}.png") for name in _pages(shown, uid)]
                taken.append(_keep(_board(shown), folder / f"board-{theme}.png"))
        _forget_call(drafting)
    return taken


def _board(shown: Opened) -> QWidget:
    """The board, with what it has read."""
    opener = shown.window.board
    opener.open()
    settle(shown.window, shown.tasks)
    assert opener.board is not None  # noqa: S101 - opened
    return opener.board


def _pages(shown: Opened, uid: str) -> Iterator[str]:
    """Bring page after page into sight, and name each when it is complete."""
    window, tasks = shown.window, shown.tasks
    window.show_room("queue", "open")
    settle(window, tasks)
    being_worked_on = _in_investigation(shown) or uid
    window.show_room("queue", being_worked_on)
    settle(window, tasks)
    yield "queue"
    window.show_room("log")
    settle(window, tasks)
    _write_down_a_call(shown)
    settle(window, tasks)
    yield "log"
    window.show_room("incident", being_worked_on)
    settle(window, tasks)
    yield "incident"
    window.show_room("incident", uid)
    settle(window, tasks)
    room = window.rooms["incident"]
    assert isinstance(room, IncidentRoom) and room.page is not None  # noqa: S101, PT018 - settled
    for stage in room.page.definition.stages:
        room.show_stage(stage.key)
        settle(window, tasks)
        if stage.sets_status == "closed":
            room.side.show_report()
        else:
            room.side.tabs.setCurrentIndex(0)
        settle(window, tasks)
        settle_pages(window)
        yield f"stage-{stage.key}"
    room.side.show_files()
    settle(window, tasks)
    yield "files"
    for target in ("reporter", "service", "reporter/csv", "reporter/call-list"):
        window.show_room("registers", target)
        settle(window, tasks)
        settle_pages(window)
        yield f"registers-{target.replace('/', '-')}"
    window.show_room("response")
    settle(window, tasks)
    yield "response"
    window.show_room("runbooks")
    settle(window, tasks)
    yield "runbooks"
    window.show_room("runbooks", "certificate-expired")
    settle(window, tasks)
    yield "runbook"
    for section in SECTIONS:
        window.show_room("settings", section)
        settle(window, tasks)
        yield "settings" if section == next(iter(SECTIONS)) else f"settings-{section}"
    for section in ("import", "export", "imports"):
        window.show_room("transfer", section)
        settle(window, tasks)
        yield f"transfer-{section}"
    window.show_shortcuts()
    settle(window, tasks)
    yield "shortcuts"


def _raise_major(shown: Opened) -> None:
    """Let a major incident go on."""
    cases, me = shown.session.cases, shown.session.me

    def act() -> Changes:
        raised = cases.raising.raise_one(MAJOR, me, levels=["sev2"])
        for line in TOLD:
            cases.response_lines.write(raised.uid, line, me)
        return raised.changes

    shown.tasks.change(shown.window, act)
    settle(shown.window, shown.tasks)


def _write_down_a_call(shown: Opened) -> None:
    page = shown.window.rooms["log"]
    assert isinstance(page, LogPage)  # noqa: S101 - as application.opened made it
    now = shown.session.cases.desk.time.now()
    morning = Instant(now.ms - now.ms % 300_000 - 40 * 60_000, now.offset)
    for key, value in {**CALL, "occurred": moment_to_json(Moment.about(morning))}.items():
        page.form.set_field(key, value)
    page.focus_first()


def _in_investigation(shown: Opened) -> str:
    """The uid of an incident that the person is investigating; an empty string where there is none."""
    found: list[str] = []

    def look() -> str:
        question = ListQuestion(view_of("mine").condition)
        page = shown.session.cases.queue.rows(question, shown.session.me, limit=200)
        return next((row.uid for row in page.rows if row.stage == "investigation"), "")

    shown.tasks.ask(shown.window, look, found.append)
    settle(shown.window, shown.tasks)
    return found[0] if found else ""


def _forget_call(drafting: Drafting) -> None:
    drafting.drop(LOG_PLACE)
    drafting.close()


def _keep(window: QWidget, path: Path) -> Path:
    if not window.grab().save(str(path)):
        raise EnvironmentFault(
            _("“{file}” cannot be written.").format(file=path),
            _("Check the folder and the room on the disk."),
        )
    return path
