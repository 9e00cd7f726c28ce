"""What the window asks of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.session import WindowSession


class Page(QWidget):
    """A room of the window. Pages are made once for a person and shown again and again."""

    tells_offers = False
    """Whether offers of command are told on the page itself."""

    tells_update_of = ""
    """The uid of the incident whose next update, and whose late actions, the page itself tells."""

    tells_time_boxes = False
    """Whether the time boxes that ran out are told on the page itself."""

    filled = Signal()
    """What the page was asked to show is on it."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session.place)
        self.session = session

    def show_target(self, target: str) -> None:
        """The person came here, for ``target`` (a uid, a view, a section; may be empty): load and show it."""

    def target_in(self, room: str) -> str:
        """What ``room`` shows when the person goes there from here; empty for what it shows by itself."""
        return ""

    def get_ready(self) -> Iterator[None]:
        """Make what will be wanted here before the person comes, a few milliseconds at a time."""
        yield from ()

    def complete(self) -> None:
        """Make what the page would make bit by bit: all its keys are to be listed."""

    def focus_first(self) -> None:
        """Put the focus where the work begins."""

    def leave(self) -> None:
        """The person goes elsewhere: what is typed is written as a draft now."""

    def holds_more(self) -> bool:
        """Whether something goes on here, or stands here and is in no draft: it would end with the page."""
        return False

    def close_down(self) -> None:
        """The window was closed: what is under way outside of it ends."""

    def search(self, text: str) -> None:
        """Show what fits ``text``, where the page can; an empty text shows what was there before."""

    def show_condition(self, condition: JsonValue, names: Mapping[str, str]) -> None:
        """Show what holds ``condition``, where the page can; ``names`` are those of people in it by uid."""

    def state(self) -> dict[str, object]:
        """Sizes and choices to remember until the program is started again."""
        return {}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what ``state`` remembered; anything odd in it is passed over."""
