"""Beside the log page: incidents like the one that is being written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.similar.similar_list import SimilarList
from incidentdesk.services.lists.similar import Likeness, Likenesses, Similar

ASKED = ("title", "error_code", "service", "device", "category")
"""The fields that decide what is similar."""

LINKS = "_links"
"""What the chosen links are called in a draft."""

PAUSE_MS = 250
"""After so long a pause in typing it is asked."""


class SimilarHint(QWidget):
    """Asks while one types; the newest question wins. ``links`` are to be made once it is logged."""

    links_changed = Signal()
    """What is to be linked was chosen by hand."""

    def __init__(
        self,
        session: WindowSession,
        values: Callable[[], Mapping[str, JsonValue]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._values = values
        self._asked: dict[str, JsonValue] = {}
        self._told: Likenesses | None = None
        self.links: dict[str, str] = {}
        self.list = SimilarList(self._before())
        self.list.opened.connect(lambda one: session.go.emit("incident", one.row.uid))
        self.list.copy_wanted.connect(self._copy)
        self.list.link_wanted.connect(self._link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    @staticmethod
    def _before() -> str:
        return _("What is similar shows here while the title is typed.")

    def touch(self) -> None:
        """Something was typed."""
        self._pause.start()

    def clear(self) -> None:
        """Begin with the next call."""
        self._pause.stop()
        self.links.clear()
        self._asked = {}
        self._show(Likenesses((), 0, self._session.cases.desk.time.now()))

    def draft(self) -> dict[str, JsonValue]:
        """The chosen links, as they are kept with the draft of the call."""
        return {LINKS: dict(self.links)} if self.links else {}

    def take(self, links: JsonValue) -> None:
        """Go on with the links that were chosen before, from a draft: uids with their numbers."""
        if isinstance(links, dict):
            self.links = {uid: str(number) for uid, number in links.items()}

    def focus_first(self) -> None:
        """Put the focus on what can be done with the first one."""
        self.list.focus_first()

    def _ask(self) -> None:
        values = self._values()
        asked = {key: values[key] for key in ASKED if values.get(key)}
        if asked == self._asked:
            return
        self._asked = asked
        if not asked:
            self._show(Likenesses((), 0, self._session.cases.desk.time.now()))
            return
        ask = partial(self._session.cases.similar.to_values, asked)
        self._session.tasks.ask(self, ask, partial(self._answer, asked), topic="similar")

    def _answer(self, asked: Mapping[str, JsonValue], told: Likenesses) -> None:
        if asked == self._asked:
            self._show(told)

    def _show(self, told: Likenesses) -> None:
        self._told = told
        self.list.empty.setText(_("Nothing similar was found.") if self._asked else self._before())
        self.list.show_likenesses(told, linked=self.links)

    def _copy(self, one: Likeness) -> None:
        QGuiApplication.clipboard().setText(one.resolution)
        self._session.told.emit(
            _("The resolution of {number} is copied.").format(number=one.row.number), "good"
        )

    def _link(self, one: Likeness) -> None:
        uid, number = one.row.uid, one.row.number
        if self.links.pop(uid, None) is None:
            self.links[uid] = number
            words = _("It will be linked as a duplicate of {number} when it is logged.")
            self._session.told.emit(words.format(number=number), "good")
        self.links_changed.emit()
        if self._told is not None:
            self._show(self._told)


def link_all(similar: Similar, uid: str, originals: Iterable[str], me: str) -> None:
    """Link a logged incident as a duplicate of each of ``originals``; runs on the writing thread."""
    for original in originals:
        with suppress(RefusedError):  # linked by a call of before that was not answered
            similar.link_duplicate(uid, original, me)
