"""The timeline of a response room, and the line by which it goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from incidentdesk.base.texts import _
from incidentdesk.gui.response.room_entries import ALL, FILTERS, PINNED, RoomEntries, fits
from incidentdesk.gui.response.typed_line import TypedLine
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.timeline import TimelineView
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.response.response_view import RoomView

LEAST_HEIGHT = 320


class TimelineCard(RoomCard):
    """As high as its column; the list scrolls by itself."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Timeline"))
        self.page: IncidentPage | None = None
        self._entries = RoomEntries()
        self._shown: tuple[object, ...] = ()
        self.line = TypedLine(session)
        self.narrow = SegmentedControl(clearable=False)
        self.narrow.setAccessibleName(_("Show of the timeline"))
        self.narrow.changed.connect(lambda _key: self._show_entries())
        self.timeline = TimelineView()
        self._none = text_label("", "muted", wrap=True)
        self._none.hide()
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._offer(pinned=False)
        self.narrow.set_value(ALL)
        for widget in (self.line, self.narrow, self._none):
            self.body.addWidget(widget)
        self.body.addWidget(self.timeline, 1)

    def show_room(self, view: RoomView) -> None:
        """Offer the line where something can be written; the entries come with the page."""
        self.line.show_incident(view.incident.uid)
        self.line.setVisible(self.may_change(view))
        self._none.setText(_("None recorded.") if self.is_record(view) else _("Nothing of that kind yet."))

    def show_page(self, page: IncidentPage) -> None:
        """Show the entries as they are now."""
        if self.page is None or self.page.incident.uid != page.incident.uid:
            self._entries, self._shown = RoomEntries(), ()
        self.page = page
        self._offer(pinned=any(fits([entry], PINNED) for entry in page.entries))
        self._show_entries()

    def leave(self) -> None:
        """Write what is typed as a draft now."""
        self.line.leave()

    def focus_first(self) -> bool:
        """The line, or where nothing can be written the entries."""
        if self.line.isHidden():
            self.timeline.setFocus()
        else:
            self.line.begin()
        return True

    def begin_command(self) -> bool:
        """Go to the line, with the commands in sight."""
        if self.line.isHidden():
            return False
        self.line.begin("/")
        return True

    def _offer(self, *, pinned: bool) -> None:
        wanted = [(key, _(text)) for key, text in FILTERS.items() if key != PINNED or pinned]
        if wanted != self.narrow.options():
            self.narrow.set_options(wanted)

    def _show_entries(self) -> None:
        if self.page is None:
            return
        narrowed, page = str(self.narrow.value() or ALL), self.page
        shown = (page.incident.entry_count, narrowed, page.now.local().date(), page.names)
        if shown == self._shown:
            return
        self._shown = shown
        items = self._entries.items(page, narrowed)
        self.timeline.set_items(items)
        self._none.setVisible(not items)
        self.timeline.setVisible(bool(items))
