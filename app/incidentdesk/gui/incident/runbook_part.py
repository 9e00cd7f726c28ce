"""Where the incident room leads through runbooks: a line above the stage, and a page in place of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.records import Entry
from incidentdesk.domain.runbook_progress import TAKEN_BACK
from incidentdesk.gui.incident.room_parts import RoomAround
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.cases.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.runbooks.runbook_place import RunbookPlace

ASKED_DAYS = 14
"""So long after a close it is asked what was wrong in the runbooks that were used."""
DAY_MS = 86_400_000


class RunbookPart(QObject):
    """The page is made at its first use; the line is told by the timeline alone."""

    def __init__(self, room: RoomAround) -> None:
        super().__init__(room.middle)
        self._room = room
        self._place: RunbookPlace | None = None
        self._answered: set[tuple[str, str]] = set()
        self.line = Banner()
        self.line.closed.connect(self._put_away)
        self.line.hide()

    @property
    def place(self) -> RunbookPlace:
        """The page with the runbooks."""
        if self._place is None:
            from incidentdesk.gui.runbooks.runbook_place import RunbookPlace

            self._place = RunbookPlace(self._room.session)
            self._place.closed.connect(self._room.show_work)
            self._room.middle.addWidget(self._place)
        return self._place

    def open(self) -> None:
        """Show the runbooks that fit, and the one that is gone through."""
        if self._room.page is not None:
            self._room.stages.leave()
            if not _runs(self._room.page.entries)[1]:
                self._put_away()  # what was asked is answered there, or not at all
            self.line.hide()
            self.place.panel.show_incident(self._room.uid)
            self._room.middle.setCurrentWidget(self.place)
            self.place.focus_first()

    def is_shown(self) -> bool:
        """Whether the page stands in place of the stage."""
        return self._place is not None and self._room.middle.currentWidget() is self._place

    def show_page(self, page: IncidentPage) -> None:
        """The incident was read again, or is another one."""
        if self.is_shown():
            self.place.panel.show_incident(page.incident.uid)
        text, act = _line(page)
        if not text or self.is_shown() or (page.incident.uid, text) in self._answered:
            self.line.hide()
        elif text != self.line.text or self.line.isHidden():
            self.line.set_message(text, "accent", ((act, self.open),))

    def focus_first(self) -> bool:
        """Put the focus on what is due; false where the page is not shown."""
        if self.is_shown():
            self.place.focus_first()
        return self.is_shown()

    def back(self) -> bool:
        """Put a question away, else go back to the stage; false where the page is not shown."""
        if not self.is_shown():
            return False
        if self.place.panel.put_away():
            return True
        self.leave()
        self._room.show_work()
        return True

    def _put_away(self) -> None:
        """The line was answered, or is not wanted."""
        self._answered.add((self._room.uid, self.line.text))

    def leave(self) -> None:
        """Write what is typed as drafts now."""
        if self._place is not None:
            self._place.panel.leave()


def _line(page: IncidentPage) -> tuple[str, str]:
    """What the line says, and what it leads to; empty where there is nothing to say."""
    names, going = _runs(page.entries)
    incident = page.incident
    if going and incident.status in OPEN_STATUSES:
        return _("Under way: the runbook {names}.").format(names=_listed(going)), _("Go on")
    closed = incident.closed
    is_recent = closed is None or page.now.ms - closed.ms < ASKED_DAYS * DAY_MS
    if names and incident.status in {"resolved", "closed"} and is_recent:
        words = _("Used: the runbook {names}. Which step was wrong or missing?")
        return words.format(names=_listed(names)), _("Say it")
    return "", ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(_("“{name}”").format(name=name) for name in dict.fromkeys(names))


def _runs(entries: Iterable[Entry]) -> tuple[list[str], list[str]]:
    """The names of the runbooks that were begun, and of those that go on."""
    names: dict[str, str] = {}
    going: dict[str, str] = {}
    for one in entries:
        run, name = str(one.parameters.get("run")), str(one.parameters.get("name"))
        taken_back = one.kind == "runbook_step" and one.parameters.get("result") == TAKEN_BACK
        if one.kind == "runbook_started" or taken_back:
            names[run] = going[run] = name
        elif one.kind == "runbook_ended":
            going.pop(run, None)
    return list(names.values()), list(going.values())
