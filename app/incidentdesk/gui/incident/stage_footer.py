"""The bar below a stage: the way back, what is kept, what is left, and the step forward."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.gate import Missing
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar
from incidentdesk.gui.widgets.labels import text_label

ROOM_FOR_EDGES = 2 * 24 + 12
"""Margins at both ends and the space between the sides, in pixels."""
GAP = 8


class StageFooter(FooterBar):
    """``complete_wanted(print too)``, ``back_wanted``, ``hold_wanted``; ``gap_wanted`` for what lacks."""

    back_wanted = Signal()
    hold_wanted = Signal()
    complete_wanted = Signal(bool)
    gap_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: Missing | None = None
        self._prints = False
        self._shown: frozenset[QWidget] = frozenset()
        self.back = ActionButton("", icon_name="arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self._kept = text_label("", "muted")
        self._count = text_label("", "muted")
        self.gap = ActionButton("", kind="link")
        self.gap.clicked.connect(lambda: self.gap_wanted.emit(self._first))
        self.hold = ActionButton(_("Put on hold"), key_hint="Ctrl+H")
        self.hold.clicked.connect(self.hold_wanted)
        self.plain = ActionButton(_("Close"))
        self.plain.clicked.connect(lambda: self.complete_wanted.emit(False))
        self.complete = ActionButton("", kind="primary", key_hint="Ctrl+Return")
        self.complete.clicked.connect(lambda: self.complete_wanted.emit(self._prints))
        # What it says must not push the page aside: it takes the width there is, and says less in little.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.left.addWidget(self.back)
        self.left.addWidget(self._kept)
        for widget in (self._count, self.gap, self.hold, self.plain, self.complete):
            self.right.addWidget(widget)

    def show_way(self, *, back: str, complete: str, closes: bool, on_hold: bool, can_work: bool) -> None:
        """Name the stage before, the step forward, and say what is possible now."""
        self.back.setVisible(bool(back))
        self.back.setText(back)
        self._show(self.complete, can_work)
        self.complete.setText(complete)
        self._show(self.plain, can_work and closes)
        self._show(self.hold, can_work and not closes)
        self.hold.setText(_("Resume") if on_hold else _("Put on hold"))
        self._prints = closes
        self.setVisible(bool(back) or can_work)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is least missed while there is too little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - ROOM_FOR_EDGES - self.back.sizeHint().width() * self.back.isVisibleTo(self)
        wanted = [self.complete, self.plain, self.hold, self.gap, self._count, self._kept]
        for widget in wanted:
            if widget in self._shown:
                room -= widget.sizeHint().width() + GAP
                widget.setVisible(room >= 0 or widget is self.complete)

    def _show(self, widget: QWidget, shown: bool) -> None:
        self._shown = self._shown | {widget} if shown else self._shown - {widget}
        widget.setVisible(shown)

    def show_gaps(self, gaps: list[Missing]) -> None:
        """Say how much is left, and name the first with a way to it."""
        self._first = gaps[0] if gaps else None
        self._show(self._count, bool(gaps))
        self._show(self.gap, bool(gaps))
        if gaps:
            self._count.setText(ngettext("{n} left:", "{n} left:", len(gaps)).format(n=len(gaps)))
            self.gap.setText(gaps[0].label.partition(":")[0] or gaps[0].say)
            self.gap.setToolTip("\n".join(gap.say for gap in gaps))
        self._fit()

    def show_kept_at(self, zone: ZoneInfo, ms: int) -> None:
        """Say that the draft was kept at ``ms``, by the clocks of ``zone``."""
        at = datetime.fromtimestamp(ms / 1000, tz=zone)
        self.show_kept(_("Draft kept {time}").format(time=f"{at:%H:%M:%S}"))

    def show_kept(self, text: str) -> None:
        """Say when the draft was kept."""
        self._kept.setText(text)
        self._show(self._kept, bool(text))
        self._fit()
