"""The practice desk: a desk of its own to look around and to try things; its numbers begin with DEMO."""

from __future__ import annotations

from typing import Literal

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.settings import PRACTICE, SET_UP
from incidentdesk.services.samples.sample_desk import fill_sample_desk
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import settings_rows

PREFIX = "DEMO"
COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What a file of SQLite's may have beside it, at the end of its name."""


State = Literal["empty", "half_made", "ready"]


def state_of(cases: UseCases) -> State:
    """How far the practice desk is made: the program may have been ended while it was.

    Raises ``RefusedError`` where the desk of ``cases`` is a real one.
    """
    settings = cases.desk.settings()
    if settings.practice:
        return "ready" if settings.set_up else "half_made"
    if cases.queue.totals()[0]:
        raise RefusedError(
            _("A real desk lies where the practice desk belongs. ({path})").format(
                path=cases.desk.database.path
            ),
            _("Move that file to another folder; nothing was changed."),
        )
    return "empty"


def make_practice_desk(cases: UseCases, time: ManualTime, me: Person) -> None:
    """Make the new desk of ``cases`` a practice desk, with incidents in every state.

    ``time`` is the clock of ``cases``; ``me`` is given a part of the work.
    """
    with cases.desk.changing("") as work:
        numbers: dict[str, JsonValue] = {"prefix": PREFIX, "width": work.settings.number_width}
        settings_rows.write_setting(work.session, "numbers", numbers, "", work.now)
        settings_rows.write_setting(work.session, PRACTICE, value=True, author="", at=work.now)
    fill_sample_desk(cases, time, me)
    with cases.desk.changing("") as work:
        settings_rows.write_setting(work.session, SET_UP, value=True, author="", at=work.now)


def whoever_practises(cases: UseCases, name: str, account: str) -> Person:
    """The person at the keyboard on the practice desk, who may do everything there; added at first use."""
    if not name:
        return cases.people.at_the_door("", account)
    for person in cases.people.staff():
        if fold(person.name) == fold(name):
            return person
    added, _changes = cases.people.write_person(Person("", name, "administrator"), "")
    return added


def clear_practice_desk(paths: DeskPaths) -> None:
    """Remove the practice desk at ``paths``, with its drafts, its window's memory and its own processes."""
    try:
        for file in (paths.desk, paths.drafts):
            for end in COMPANIONS:
                file.with_name(file.name + end).unlink(missing_ok=True)
        paths.window.unlink(missing_ok=True)
        for process in paths.processes.glob("*.toml"):
            process.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            _("The practice desk cannot be made new: {why}.").format(why=error.strerror or error),
            _("Close other windows and commands that use it, then start it afresh again."),
        ) from error
