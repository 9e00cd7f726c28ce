"""What stands in the way of an update, with what can be done: it waits, it failed, it may have gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from incidentdesk.gui.widgets.announcing import announce
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.guidance import BannerTone
from incidentdesk.gui.widgets.labels import text_label


class Notice(NamedTuple):
    """What is the matter, how pressing it is, and what can be done about it."""

    text: str
    tone: BannerTone
    acts: tuple[tuple[str, Callable[[], object]], ...] = ()


class Standing(QWidget):
    """Notices one below the other; the same ones are not shown anew.

    ``left`` where the focus was on one that is there no longer.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, tuple[str, ...]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.boxes: list[NoticeBox] = []
        self.hide()

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show ``notices``; screen readers hear what is new."""
        shown = [(one.text, tuple(words for words, _act in one.acts)) for one in notices]
        if shown == self._shown:
            for box, one in zip(self.boxes, notices, strict=True):
                box.acts = one.acts
            return
        self._shown = shown
        focused = QApplication.focusWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        for box in self.boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [NoticeBox(one) for one in notices]
        for box in self.boxes:
            self._column.addWidget(box)
        self.setVisible(bool(notices))
        for box in self.boxes:
            announce(box)
        if was_here:
            self.left.emit()


class NoticeBox(QFrame):
    """One notice in a tinted box."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.setProperty("surface", notice.tone)
        self.setAccessibleName(notice.text)
        self.text, self.acts = notice.text, notice.acts
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(text_label(notice.text, wrap=True))
        self.buttons = [self._button(place, words) for place, (words, _act) in enumerate(notice.acts)]
        if self.buttons:
            flow = Flow(gap=8, line_gap=8)
            flow.set_widgets(self.buttons)
            column.addWidget(flow)

    def _button(self, place: int, words: str) -> ActionButton:
        made = ActionButton(words)
        made.clicked.connect(lambda _checked=False: self.acts[place][1]())
        return made
