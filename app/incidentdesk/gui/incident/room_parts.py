"""What the incident room and the parts that stand in it know of each other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget

from incidentdesk.gui.action_panel import AskFor
from incidentdesk.gui.incident.side_panel import SidePanel
from incidentdesk.gui.incident.stage_panel import StagePanel
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage


class RoomPart(Protocol):
    """What now and then stands in the room in place of the stages, or above them."""

    def focus_first(self) -> bool:
        """Put the focus here where this is what is shown; whether it is."""

    def back(self) -> bool:
        """Put away what is open; whether anything was."""

    def leave(self) -> None:
        """Write what is typed as a draft now."""


class RoomAround(Protocol):
    """The room around a part: the incident, and the places where the part shows something."""

    session: WindowSession
    page: IncidentPage | None
    uid: str
    stages: StagePanel
    side: SidePanel
    middle: QStackedWidget

    def ask(self, form: AskFor, statuses: Collection[str]) -> None:
        """Open one of the small forms, where the incident's status allows it."""

    def show_work(self) -> None:
        """Show the stage again, in place of another page."""

    def focus_first(self) -> None:
        """Put the focus where the work begins."""
