"""What somebody may not do is shown disabled, with a tool tip that says who may."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner


class OnlyFor(QObject):
    """Widgets for those who have ``right``; for others they are disabled, whoever comes to the keyboard.

    A page that disables its own buttons for other reasons too asks ``session.may`` itself.
    """

    def __init__(self, session: WindowSession, right: Right, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._right = right
        self._banner: Banner | None = None
        self._guarded: list[tuple[QWidget, str]] = []
        session.person_changed.connect(self.show)
        session.surroundings_changed.connect(self.show)

    @property
    def why(self) -> str:
        """Who may, where the person at the keyboard may not; else empty."""
        return "" if self._session.may(self._right) else self._session.who_may(self._right)

    def guard(self, *widgets: QWidget) -> None:
        """Take care of ``widgets`` too."""
        self._guarded += [(widget, widget.toolTip()) for widget in widgets]
        self.show()

    def banner(self, parent: QWidget) -> Banner:
        """A banner in ``parent`` that says who may, while the person may not."""
        made = self._banner = Banner(closable=False, parent=parent)
        made.hide()
        self.show()
        return made

    def show(self) -> None:
        """Enable or disable them, and say why."""
        why = self.why
        if self._banner is not None and why != self._banner.text:
            self._banner.set_message(why, "neutral")
        for widget, tip in self._guarded:
            widget.setEnabled(not why)
            widget.setToolTip(why or tip)
