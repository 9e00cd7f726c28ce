"""How a file for a register is read, and what becomes of rows that are not clear: both can be corrected."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.pairs import Pairs
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.writing import offer_writing
from incidentdesk.services.registers.register_file_types import Choices, FileLook

MOST_HEIGHT = 300


class FileCard(Card):
    """``rewritten(Reading)`` where encoding or delimiter is corrected; ``decided`` where a choice is."""

    rewritten = Signal(object)
    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._reading = Reading("csv")
        self.heading = text_label("", "subheading")
        self.said = text_label("", "muted", wrap=True)
        self.doubts = Banner(closable=False)
        self.encoding = SearchSelect()
        self.delimiter = SegmentedControl()
        self.empty_cells = SegmentedControl(
            [("keep", _("Keep what is here")), ("clear", _("Empty the field"))]
        )
        self.unknown = SegmentedControl([("add", _("Add them")), ("refuse", _("Refuse the row"))])
        self.doubtful = SegmentedControl(
            [("skip", _("Leave")), ("join", _("Take for that entry")), ("add", _("Add as new"))]
        )
        self.empty_cells.set_value("keep")
        self.unknown.set_value("add")
        self.doubtful.set_value("skip")
        self.body.setSpacing(12)
        for widget in (self.heading, self.said, self.doubts):
            self.body.addWidget(widget)
        self.body.addLayout(self._grid())
        self.encoding.changed.connect(lambda key: self._rewrite(encoding=key))
        self.delimiter.changed.connect(lambda key: self._rewrite(delimiter=key))
        for choice in (self.empty_cells, self.unknown, self.doubtful):
            choice.changed.connect(lambda _key: self.decided.emit())

    def show_look(self, look: FileLook, name: str) -> None:
        """Show how the file called ``name`` is read."""
        reading = self._reading = look.reading
        self.heading.setText(_("How “{file}” is read").format(file=name))
        rows = ngettext("{n} row", "{n} rows", reading.rows).format(n=f"{reading.rows:,}")
        heads = _("{rows}, heads in line {line}").format(rows=rows, line=reading.head_line)
        self.said.setText(heads)
        self.doubts.set_message("\n".join(reading.doubts), "warning")
        offer_writing(self.encoding, self.delimiter, reading.encoding, reading.delimiter)

    def choices(self) -> Choices:
        """What is decided of rows that are not clear."""
        chosen = Choices(doubtful=self.doubtful.value() or "skip", clears=self.empty_cells.value() == "clear")
        return chosen if self.unknown.value() != "refuse" else replace(chosen, create=frozenset())

    def _rewrite(self, **parts: str | None) -> None:
        if all(parts.values()):
            self.rewritten.emit(replace(self._reading, **parts))  # type: ignore[arg-type]

    def _grid(self) -> QGridLayout:
        frames = (
            FieldFrame(_("&Encoding"), self.encoding),
            FieldFrame(_("Cells &parted by"), self.delimiter),
            FieldFrame(_("Empty cells"), self.empty_cells),
            FieldFrame(_("Places, services, devices that are not here"), self.unknown),
            FieldFrame(_("Rows that look like an entry that is here"), self.doubtful),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for place, frame in enumerate(frames):
            grid.addWidget(frame, place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        return grid


class FileColumnsCard(Card):
    """Each head of the file with some of its cells, and the field that it becomes. Emits ``corrected``."""

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.said = text_label("", "muted", wrap=True)
        self.body.addWidget(text_label(_("What its columns become"), "subheading"))
        self.body.addWidget(self.said)
        self.pairs = Pairs(self, (_("Column"), _("For example"), _("Becomes")), MOST_HEIGHT)
        self.pairs.changed.connect(self._changed)

    def show_look(self, look: FileLook) -> None:
        """Show the columns of a file."""
        choices = [Choice(key, label) for key, label in look.targets.items()]
        self.pairs.begin()
        reading = look.reading
        for place, head in enumerate(reading.heads):
            cells = dict.fromkeys(" ".join(row[place].split()) for row in reading.sample if place < len(row))
            example = " · ".join(cell for cell in cells if cell)
            if (head, "") not in self.pairs.values():
                target = reading.columns.get(head, "")
                self.pairs.add((head, ""), (head, example), choices, target, _("Left out"))
        self.pairs.fit()
        self._say(look.missing)

    def _changed(self) -> None:
        self._say("")
        self.corrected.emit({head: target for (head, _none), target in self.pairs.values().items()})

    def _say(self, missing: str) -> None:
        values = self.pairs.values()
        rest = sum(1 for target in values.values() if not target)
        words = ngettext(
            "{n} of {all} columns has no field here and is left out.",
            "{n} of {all} columns have no field here and are left out.",
            rest,
        )
        told = words.format(n=rest, all=len(values)) if rest else _("Every column has its field.")
        self.said.setText(" ".join(part for part in (missing, told) if part))
