"""What is done with many incidents: from the list to the page of a bulk change, and back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.queue import reading
from incidentdesk.gui.queue.queue_list import QueueList
from incidentdesk.gui.queue.showing import Showing
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.lists.list_columns import FieldInfo

if TYPE_CHECKING:
    from incidentdesk.gui.bulk.panel import BulkPanel
    from incidentdesk.gui.filters.value_editors import Lent


class BulkWork(QObject):
    """Opens the page of a bulk change over the list, and closes it again; ``left`` then."""

    left = Signal()

    def __init__(self, session: WindowSession, shown: QueueList, showing: Showing, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._list = shown
        self._showing = showing
        self._fields: dict[str, FieldInfo] = {}
        self._lent: Lent | None = None
        self._panel: BulkPanel | None = None
        shown.bulk_asked.connect(self.begin)
        self._only = OnlyFor(session, Right.WORK, self)
        shown.bulk_bar_made.connect(lambda bar: self._only.guard(*bar.buttons.values()))
        shown.table.span_asked.connect(self._choose_span)

    @property
    def panel(self) -> BulkPanel:
        """The page, imported and made at its first use: few of those who open the queue need it."""
        if self._panel is None:
            from incidentdesk.gui.bulk.panel import BulkPanel

            self._panel = BulkPanel(self._session)
            self._list.column.addWidget(self._panel, 1)
            self._panel.left.connect(self._leave)
            if self._lent is not None:
                self._panel.set_fields(self._fields, self._lent)
        return self._panel

    def set_fields(self, fields: dict[str, FieldInfo], lent: Lent) -> None:
        """Say which fields there are."""
        self._fields, self._lent = fields, lent
        if self._panel is not None:
            self._panel.set_fields(fields, lent)

    def is_open(self) -> bool:
        """Whether the page is shown, or will be once the list is in sight again."""
        return self._panel is not None and not self._panel.isHidden()

    def stop(self) -> None:
        """End what is under way."""
        if self._panel is not None:
            self._panel.stop()

    def begin(self, kind: str) -> None:
        """Ask what ``kind`` needs for those that are chosen, or for the one the keyboard is on."""
        chosen, current = self._list.chosen, self._list.current_uid()
        if not (chosen or current) or self._session.refuses(Right.WORK):
            return
        count = chosen.count(self._list.model.rowCount()) if chosen else 1
        if chosen.everything:
            question, without = self._showing.question, frozenset(chosen.without)
            find = partial(reading.all_uids, self._session.cases, question, self._session.me, without)
        else:
            find = partial(list, self._in_order(chosen.uids or {current}))
        self._list.show_panel(self.panel, shown=True)
        self.panel.begin(kind, count, find)

    def _in_order(self, uids: set[str]) -> list[str]:
        """As the list shows them; those that it has not at hand come last."""
        here = [row.uid for _number, row in self._list.model.rows_here() if row.uid in uids]
        return [*here, *sorted(uids.difference(here))]

    def _leave(self) -> None:
        self._list.show_panel(self.panel, shown=False)
        self.left.emit()

    def _choose_span(self, first: int, last: int) -> None:
        """Choose rows of which some were not read yet."""
        session, question = self._session, self._showing.question
        work = partial(reading.uids_between, session.cases, question, session.me, first, last)

        def choose(uids: list[str]) -> None:
            if question == self._showing.question:
                self._list.table.take(uids)

        session.tasks.ask(self, work, choose, topic="span")
