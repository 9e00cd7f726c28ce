"""Rows of something, each with the choice of what it becomes: columns of a file, words in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.cards import Card, PageBody, clear_layout
from incidentdesk.gui.widgets.labels import elided_label, text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import FIELD_HEIGHT

HEAD, GAP = 24, 6


class Pairs(QObject):
    """Rows of something and what it becomes, in a grid of their own scrolling area. Emits ``changed``."""

    changed = Signal()

    def __init__(self, card: Card, heads: tuple[str, str, str], height: int) -> None:
        super().__init__(card)
        self._heads = heads
        self._most = height
        self._selects: dict[tuple[str, str], SearchSelect] = {}
        self._shown: list[tuple[str, str]] = []
        self.area = PageBody(max_width=4000, centred=False)
        self.area.content.layout().setContentsMargins(0, 0, 12, 0)  # type: ignore[union-attr]
        self.area.foot.setContentsMargins(0, 0, 0, 0)
        self.area.setFixedHeight(height)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(GAP)
        for column, stretch in enumerate((3, 4, 3)):
            self.grid.setColumnStretch(column, stretch)
        self.area.body.addLayout(self.grid)
        card.body.addWidget(self.area)

    def begin(self) -> None:
        """Take away what is shown."""
        clear_layout(self.grid)
        self._selects = {}
        for column, head in enumerate(self._heads):
            self.grid.addWidget(text_label(head, "section"), 0, column)

    def add(
        self, key: tuple[str, str], texts: tuple[str, str], choices: Sequence[Choice], value: str, empty: str
    ) -> None:
        """A row of two texts and a choice."""
        row = len(self._selects) + 1
        for column, (text, role) in enumerate(zip(texts, ("strong", "muted"), strict=True)):
            label = elided_label("strong" if role == "strong" else "muted")
            label.setText(text)
            self.grid.addWidget(label, row, column)
        select = SearchSelect(choices, placeholder=empty)
        select.setAccessibleName(_("“{text}” becomes").format(text=texts[0]))
        select.set_value(value or None)
        select.changed.connect(lambda _key: self.changed.emit())
        self._selects[key] = select
        self.grid.addWidget(select, row, 2)

    def fit(self) -> None:
        """Be no higher than the rows are, nor than there is room for."""
        rows = len(self._selects)
        self.area.setFixedHeight(min(self._most, HEAD + rows * (FIELD_HEIGHT + GAP)))

    def values(self) -> dict[tuple[str, str], str]:
        """What each becomes; an empty text where nothing is chosen."""
        return {key: select.value() or "" for key, select in self._selects.items()}

    def select(self, key: tuple[str, str]) -> SearchSelect:
        """The choice of one row."""
        return self._selects[key]
