"""A page that stands in the incident room for its stage for a while."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.services.cases.pages import IncidentPage


class StandIn(QWidget):
    """Such a page. What is typed on it is kept as a draft of the incident."""

    closed = Signal()
    """Its work is done, and the stage comes back."""

    def show_page(self, page: IncidentPage) -> None:
        """Show what belongs to this incident, or to what has become of it."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where the work begins."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Do what the page is for."""
        raise NotImplementedError

    def back(self) -> bool:
        """Stop what is under way; false where nothing is, and the page may go."""
        return False

    def leave(self) -> None:
        """Write the draft now."""
        raise NotImplementedError
