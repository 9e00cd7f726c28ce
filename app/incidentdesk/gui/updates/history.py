"""What an audience was told, the newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.gui.updates.update_words import at_words, sent_words
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import rule
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.updates.update_view import TextView

FEW = 1
"""So many are shown before one asks for all."""


class History(QWidget):
    """The texts that went, with by what; more of them on demand. The same ones are not shown anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self._told: tuple[TextView, ...] = ()
        self._now: Instant | None = None
        self._words: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_told(self, told: tuple[TextView, ...], now: Instant) -> None:
        """Show what they were told."""
        self._told, self._now = told, now
        words = [f"{_head(one, now)}\n{one.text.text}" for one in told]
        if words != self._words:
            self._words = words
            self._fill(now)

    def _fill(self, now: Instant) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(self._told))
        if not self._told:
            return
        self._column.addWidget(rule())
        for one in self._told if self._all else self._told[:FEW]:
            self._column.addWidget(_Told(one, now))
        more = len(self._told) - FEW
        if more > 0:
            words = _("Show fewer") if self._all else ngettext("{n} more", "{n} more", more).format(n=more)
            link = ActionButton(words, kind="link")
            link.setAccessibleName(_("Fewer updates") if self._all else _("All updates"))
            link.clicked.connect(lambda _checked=False: self._toggle())
            self._column.addWidget(link)

    def _toggle(self) -> None:
        self._all = not self._all
        if self._now is not None:
            self._fill(self._now)
            links = self.findChildren(ActionButton)
            if links:
                links[-1].setFocus()


def _head(one: TextView, now: Instant) -> str:
    """When and by what a text went."""
    at = at_words(one.text.told, now) if one.text.told else ""
    marks = [at, sent_words(one, now), _("the last one") if one.text.last else ""]
    return " · ".join(part for part in marks if part)


class _Told(QWidget):
    """One text: when and by what it went, and its words."""

    def __init__(self, one: TextView, now: Instant) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text_label(_head(one, now), "strong", wrap=True))
        column.addWidget(text_label(one.text.text or _("(erased)"), "muted", wrap=True))
