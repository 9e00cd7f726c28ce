"""Runbooks that wait for whoever works here: those to look through, and edits to publish."""

from __future__ import annotations

from functools import partial

from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.home.day_lines import DayLine, runbook_line
from incidentdesk.gui.home.day_list import DayList
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.runbooks.runbooks import Waiting


class RunbooksDue(DayList):
    """Hidden while nothing waits. Enter opens a runbook or its edit, Space notes a look through."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(_("Runbooks that wait for you"), "", tick=_("Looked through"))
        self._session = session
        self.hide()
        self.opened.connect(lambda line: session.go.emit("runbooks", line.target))
        self.ticked.connect(self._tick)

    def read(self) -> None:
        """Read anew what waits."""
        ask = partial(self._session.cases.runbooks.waiting, self._session.me)
        self._session.tasks.ask(self, ask, self._show, topic="runbooks")

    def _show(self, waiting: Waiting) -> None:
        lines = [runbook_line(one) for one in waiting.stale]
        lines += [runbook_line(one, edit=True) for one in waiting.edits]
        self.show_lines(lines, len(lines))
        self.tick.setVisible(bool(waiting.stale))
        self.setVisible(bool(lines))

    def _tick(self, line: DayLine) -> None:
        session = self._session
        if line.key != "stale" or session.refuses(Right.WORK):
            return

        def done(_changes: Changes) -> None:
            session.told.emit(_("Noted: “{name}” was looked through today.").format(name=line.text), "good")

        session.tasks.change(
            self, partial(session.cases.runbooks.mark_reviewed, line.target, session.me), done
        )
