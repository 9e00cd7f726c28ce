"""Remarks that somebody has read and left as they are: remembered for their sentence, by each person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from incidentdesk.services.drafting import Draft, remarks_place

if TYPE_CHECKING:
    from incidentdesk.gui.session import WindowSession


class LeftAlone(QObject):
    """The marks of remarks that are not made again; ``changed`` is called when there are others.

    They lie with the drafts: they are a person's own, and survive the end of the program.
    """

    def __init__(self, session: WindowSession, changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._drafting, self._changed = session.tasks, session.drafting, changed
        self._place = ""
        self.marks: frozenset[str] = frozenset()

    def move_to(self, incident: str) -> None:
        """Go on to the review of another incident."""
        self._place, self.marks = remarks_place(incident), frozenset()
        self._tasks.draft(self, partial(self._drafting.of, self._place), partial(self._loaded, self._place))

    def leave(self, mark: str) -> None:
        """Make this remark no more."""
        self.marks |= {mark}
        self._tasks.draft(self, partial(self._drafting.keep, self._place, {mark: True}, {}))
        self._changed()

    def _loaded(self, place: str, kept: Mapping[str, Draft]) -> None:
        if place == self._place and kept:
            self.marks |= set(kept)
            self._changed()
