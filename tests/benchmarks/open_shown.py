"""What it takes to open an incident, to change it and to log one, from the person's act to the painted frame.

Run by hand: ``python tests/benchmarks/open_shown.py [--incidents N] [--desk FILE] [--rounds N]``. Beside our
pages stand bare widgets, made and painted in the same run before any theme is applied: a form with a line,
box or text for each field of the stage, and a list for the timeline. A timer of 1 ms beats meanwhile; the
longest pause between two beats is the stall. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from benchmarks.painted import HEADINGS, Costs, Heartbeat, Painted, measure, rest
from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.records import Person
from incidentdesk.gui.application import Opened, make_application, opened
from incidentdesk.gui.incident.incident_page import IncidentRoom
from incidentdesk.gui.log.log_page import LogPage
from incidentdesk.gui.warm_up import WarmUp
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.lists.queue import ListQuestion

SIZE = (1440, 900)


def main() -> None:
    """Measure the bare widgets, then the window, and print a line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--incidents", type=int, default=0, help="logged beside those of the sample desk")
    parser.add_argument("--desk", default="", help="a desk that is there already")
    parser.add_argument("--rounds", type=int, default=40)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        paths = desk_paths(Path(arguments.desk) if arguments.desk else Path(folder) / "desk.sqlite3")
        person, pages = _desk(paths, arguments.incidents, arguments.rounds)
        sys.stdout.write(f"{'milliseconds':28} {HEADINGS}\n")
        say("bare form and list", _bare_forms(pages, arguments.rounds))
        with _window(paths, person) as shown:
            _show(shown, pages, arguments.rounds)


def say(name: str, costs: Costs) -> None:
    """Print one line."""
    sys.stdout.write(f"{name:28} {costs}\n")
    sys.stdout.flush()


def _desk(paths: DeskPaths, incidents: int, rounds: int) -> tuple[Person, list[IncidentPage]]:
    """The sample desk (or the one that is there), and pages to open: as many as rounds, in all stages."""
    with bootstrap.headless(paths) as cases:
        person = cases.people.whoever_is("", "bench")
    bootstrap.fill_practice_desk(paths, person.name)
    with bootstrap.headless(paths) as cases:
        for number in range(incidents):
            cases.log.log(
                {"title": f"Printer {number}", "description": "Labels are blank. " * 20}, person.uid
            )
        is_open = {"field": "status", "op": "one_of", "value": list(OPEN_STATUSES)}
        uids = [row.uid for row in cases.queue.rows(ListQuestion(is_open), person.uid, limit=rounds).rows]
        return person, [cases.pages.incident(uid, person.uid) for uid in uids]


@contextmanager
def _window(paths: DeskPaths, person: Person) -> Iterator[Opened]:
    cases = bootstrap.use_cases(paths, bootstrap.system_time())
    drafting = bootstrap.drafting(cases, paths, person)
    with opened(cases, drafting, person, paths, sample=True, theme="light") as shown:
        shown.window.resize(*SIZE)
        shown.window.show()
        warm_up = WarmUp(shown.window.rooms, shown.session, shown.window)
        warm_up.start()
        while not warm_up.is_at_rest():
            rest(50)
        yield shown


def _bare_forms(pages: list[IncidentPage], rounds: int) -> Costs:
    costs, beat = Costs(), Heartbeat()
    for _round, page in zip(range(rounds), cycle(pages)):
        window = QWidget()
        window.resize(*SIZE)
        window.show()
        row = QHBoxLayout(window)
        rest(10)
        painted: list[Painted] = []

        def act(page: IncidentPage = page, row: QHBoxLayout = row, painted: list[Painted] = painted) -> None:
            form, timeline = _bare_form(page), QListWidget()
            timeline.addItems([f"{entry.kind} {entry.seq}" for entry in page.entries])
            painted.append(Painted(timeline.viewport()))
            row.addWidget(form, 2)
            row.addWidget(timeline, 1)

        measure(costs, beat, act, lambda painted=painted: bool(painted[0].seen))  # type: ignore[misc]
        window.close()
        window.deleteLater()
    return costs


def _bare_form(page: IncidentPage) -> QWidget:
    form = QWidget()
    layout = QFormLayout(form)
    for one in page.current_stage.fields:
        layout.addRow(one.label, _bare_editor(one, page))
    return form


def _bare_editor(one: Field, page: IncidentPage) -> QWidget:
    words = str(page.facts.get(one.key) or "")
    if one.kind in {"long_text", "table", "checklist"}:
        return QPlainTextEdit(words)
    if one.kind in {"choice", "multi_choice", "yes_no", "person", "team", "service", "device"}:
        box = QComboBox()
        box.addItems([choice.label for choice in one.choices] or ["One", "Two", "Three"])
        return box
    return QLineEdit(words)


def _show(shown: Opened, pages: list[IncidentPage], rounds: int) -> None:
    """Open, step, save and log in the real window."""
    window, beat = shown.window, Heartbeat()
    window.show_room("queue", "open")
    rest(300)
    first, again = Costs(), Costs()
    room = window.rooms["incident"]
    assert isinstance(room, IncidentRoom)
    frame = Painted(room.stages.body.content, lambda: room.page and room.page.incident.uid)
    for number, page in zip(range(rounds + len(pages)), cycle(pages)):
        uid, costs = page.incident.uid, first if number < len(pages) else again
        frame.seen.clear()
        measure(
            costs,
            beat,
            lambda uid=uid: window.show_room("incident", uid),  # type: ignore[misc]
            lambda uid=uid: uid in frame.seen,  # type: ignore[misc]
        )
        window.show_room("queue", "open")
        rest(80)
    say("an incident, first time", first)
    say("an incident", again)
    say("another stage of it", _steps(shown, room, beat, pages[0], rounds))
    say("save a field", _saves(shown, room, beat, pages[0], rounds))
    say("log, to the card", _logs(shown, beat, rounds))


def _steps(shown: Opened, room: IncidentRoom, beat: Heartbeat, page: IncidentPage, rounds: int) -> Costs:
    costs, keys = Costs(), [stage.key for stage in page.definition.stages[:4]]
    frame = Painted(room.stages.body.content, lambda: room.stages.stage and room.stages.stage.key)
    shown.window.show_room("incident", page.incident.uid)
    rest(200)
    for _round, key in zip(range(rounds), cycle(reversed(keys))):
        frame.seen.clear()
        measure(
            costs,
            beat,
            lambda key=key: room.show_stage(key),  # type: ignore[misc]
            lambda key=key: key in frame.seen,  # type: ignore[misc]
        )
    return costs


def _saves(shown: Opened, room: IncidentRoom, beat: Heartbeat, page: IncidentPage, rounds: int) -> Costs:
    """From Ctrl+S to the new entry on the timeline."""
    costs = Costs()
    shown.window.show_room("incident", f"{page.incident.uid}/{page.definition.stages[0].key}")
    rest(200)
    frame = Painted(room.side.timeline.viewport(), lambda: len(room.side.timeline.items()))
    for number in range(rounds):
        form, before = room.stages.form, len(room.side.timeline.items())
        assert form is not None
        form.set_field("title", f"Printer {number}")
        rest(400)  # until the draft is kept
        frame.seen.clear()
        measure(costs, beat, room.stages.save, lambda before=before: before + 1 in frame.seen)  # type: ignore[misc]
    return costs


def _logs(shown: Opened, beat: Heartbeat, rounds: int) -> Costs:
    """From Ctrl+Enter to the card."""
    costs, log = Costs(), shown.window.rooms["log"]
    assert isinstance(log, LogPage)
    frame = Painted(log.card)
    for number in range(rounds):
        shown.window.show_room("log")
        log.form.set_field("title", f"Labels come out blank {number}")
        rest(400)
        frame.seen.clear()
        measure(costs, beat, log.log, lambda: bool(frame.seen))
    return costs


if __name__ == "__main__":
    main()
