"""Runbooks and incidents for the tests of their pages: written as another process does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from end_to_end.office import Desk, Office
from incidentdesk.gui.response.room_page import ResponsePage
from incidentdesk.gui.runbooks.run_panel import RunPanel
from incidentdesk.gui.runbooks.step_row import StepRow
from incidentdesk.services.runbooks.runbook_beside import Beside
from incidentdesk.services.use_cases import UseCases
from written_runbooks import HOW_MANY, IS_IT_ON, TELL_THE_WARD, asking, label_printer, runbook

T = TypeVar("T")

PRINTER = label_printer(
    HOW_MANY,
    IS_IT_ON + 'expected = "A green light."\nminutes = 10\non_fail = "escalate"\n',
    'kind = "do"\ntext = "Pull the plug of the whole ward"\ndanger = true\n',
    TELL_THE_WARD,
    head="""services = ["Printing"]
keywords = ["zebrastripe"]
meaning = "Labels come out blank."
escalation = "Call the printer people: ext. 4400."
""",
)


def on_desk(desk: Desk | Office, act: Callable[[UseCases], T]) -> T:
    """Act as another process does."""
    office = desk.office if isinstance(desk, Desk) else desk
    with office.reading() as cases:
        return act(cases)


def write(office: Office, text: str) -> None:
    """Keep a runbook."""
    on_desk(office, lambda cases: cases.runbooks.write(text, office.me.uid))


def write_command(office: Office, command: tuple[str, ...], *, approved: bool = True) -> None:
    """Keep the runbook “ask-it”, whose first step runs ``command``."""
    write(
        office,
        runbook("ask-it", "Ask it", asking(command), 'kind = "do"\ntext = "Write down what it said"\n'),
    )
    if approved:
        on_desk(office, lambda cases: cases.commands.approve("ask-it", 1, command, office.me.uid))


def raise_one(office: Office, title: str = "Labels are blank: zebrastripe") -> str:
    """A major incident that is declared; gives its uid."""
    return on_desk(office, lambda cases: cases.raising.raise_one(title, office.me.uid, levels=["sev1"]).uid)


def beside(desk: Desk | Office, uid: str) -> Beside:
    """What the desk holds of runbooks for an incident."""
    return on_desk(desk, lambda cases: cases.runbook_beside.of(uid))


def room(desk: Desk, uid: str) -> RunPanel:
    """The panel of the response room of an incident, which is shown."""
    desk.opened.session.go.emit("response", uid)
    desk.driver.settle()
    page = desk.opened.window.rooms["response"]
    assert isinstance(page, ResponsePage)
    panel = page.cards["runbook"].findChild(RunPanel)
    assert panel is not None
    return panel


def begin(desk: Desk, uid: str, key: str) -> RunPanel:
    """The same, with a runbook begun by its button."""
    panel = room(desk, uid)
    panel.begin(key)
    desk.driver.settle()
    return panel


def row(panel: RunPanel, number: int) -> StepRow:
    """The row of a step."""
    return panel.steps.rows[number]
