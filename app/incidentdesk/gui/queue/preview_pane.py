"""The place beside the list in which an incident is previewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from incidentdesk.gui.session import WindowSession

if TYPE_CHECKING:
    from incidentdesk.gui.queue.preview import PreviewPanel


class PreviewPane(QFrame):
    """Empty at first: the preview is imported and made by ``panel``, after the first list is painted.

    ``continued``, ``taken`` and ``menu_asked`` (a place) are those of the preview.
    """

    continued = Signal()
    taken = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setMinimumWidth(260)
        self._session = session
        self._uid = ""
        self._panel: PreviewPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)  # beside the line at its left

    @property
    def panel(self) -> PreviewPanel:
        """The preview."""
        if self._panel is None:
            from incidentdesk.gui.queue.preview import PreviewPanel

            panel = self._panel = PreviewPanel(self._session, self)
            self._column.addWidget(panel)
            panel.continued.connect(self.continued)
            panel.taken.connect(self.taken)
            panel.menu_asked.connect(self.menu_asked)
            panel.show_incident(self._uid)
        return self._panel

    def show_incident(self, uid: str, *, make: bool) -> None:
        """Preview an incident, soon; where there is no preview yet and it is not to be made now, later."""
        self._uid = uid
        if self._panel is not None:
            self._panel.show_incident(uid)
        elif make:
            self.panel  # noqa: B018 - it is made

    def rest(self) -> None:
        """Forget a reading that was to come soon."""
        if self._panel is not None:
            self._panel.rest()

    def tell_time(self) -> None:
        """Tell the time left anew, without reading."""
        if self._panel is not None:
            self._panel.tell_time()
