"""How one file is read: what was detected, each part of which a person can correct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.gui.widgets.writing import offer_writing
from incidentdesk.services.jobs.import_looks import Looked

ORDERS = {None: "found", True: "day", False: "month"}


class ReadingCard(Card):
    """The parts of a ``Reading``, in three columns.

    ``format_wanted`` and ``writing_wanted`` (encoding or delimiter) ask for another look at the file; what
    else is corrected comes with ``corrected``. ``save_wanted`` and ``load_wanted`` are for the settings.
    """

    format_wanted = Signal(str)
    writing_wanted = Signal(object)
    corrected = Signal(object)
    save_wanted = Signal()
    load_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._reading = Reading("csv")
        self.heading = text_label("", "subheading")
        self.load = ActionButton(_("Load settings…"))
        self.load.clicked.connect(lambda _checked=False: self.load_wanted.emit())
        self.save = ActionButton(_("Save settings…"), icon_name="save")
        self.save.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.load)
        head.addWidget(self.save)
        self.doubts = Banner(closable=False)
        self._make_editors()
        self.body.setSpacing(12)
        self.body.addLayout(head)
        self.body.addWidget(self.doubts)
        self.body.addLayout(self._grid())
        self._connect()

    def _make_editors(self) -> None:
        self.format = SearchSelect()
        self.encoding = SearchSelect()
        self.delimiter = SegmentedControl()
        self.order = SegmentedControl(
            [("found", _("As found")), ("day", _("Day first")), ("month", _("Month first"))]
        )
        self.zone = SearchSelect([Choice(name, name) for name in sorted(available_timezones())])
        self.zone.setPlaceholderText(_("The desk's zone"))
        self.nulls = LineEdit(placeholder=_("such as NULL, n/a"))
        self.damage = SegmentedControl([("repair", _("Repair")), ("leave", _("Leave"))])

    def _grid(self) -> QGridLayout:
        self.frames = {
            "format": FieldFrame(_("Forma&t"), self.format),
            "encoding": FieldFrame(_("&Encoding"), self.encoding),
            "delimiter": FieldFrame(_("Cells &parted by"), self.delimiter),
            "order": FieldFrame(_("Dates like 3/4"), self.order),
            "zone": FieldFrame(_("Times without a &zone are in"), self.zone),
            "nulls": FieldFrame(_("&Words for nothing"), self.nulls),
            "damage": FieldFrame(_("&Damaged text"), self.damage),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for place, frame in enumerate(self.frames.values()):
            grid.addWidget(frame, place // 3, place % 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return grid

    def _connect(self) -> None:
        self.format.changed.connect(self._format_chosen)
        self.encoding.changed.connect(lambda key: self._rewrite(encoding=key))
        self.delimiter.changed.connect(lambda key: self._rewrite(delimiter=key))
        self.order.changed.connect(lambda key: self._correct(day_first=_order_of(key)))
        self.zone.changed.connect(lambda key: self._correct(zone=key or ""))
        self.nulls.editingFinished.connect(self._nulls_typed)
        self.damage.changed.connect(lambda key: self._correct(repair=key == "repair"))

    def offer_formats(self, formats: Sequence[tuple[str, str]]) -> None:
        """The formats there are, by key and title."""
        self.format.set_choices([Choice(key, title) for key, title in formats])

    def show_file(self, looked: Looked) -> None:
        """Show how ``looked`` is read."""
        reading = self._reading = looked.reading
        self.heading.setText(_("How “{file}” is read").format(file=looked.path.name))
        self.doubts.set_message("\n".join(reading.doubts), "warning")
        self.format.set_value(looked.format, looked.title)
        offer_writing(self.encoding, self.delimiter, reading.encoding, reading.delimiter)
        self.order.set_value(ORDERS[reading.day_first])
        self.zone.set_value(reading.zone or None)
        self.nulls.setText(", ".join(reading.nulls))
        self.damage.set_value("repair" if reading.repair else "leave")
        words = ngettext(
            "{n} text is damaged, and can be repaired.",
            "{n} texts are damaged, and can be repaired.",
            reading.damaged,
        )
        self.frames["damage"].set_help(words.format(n=f"{reading.damaged:,}"))
        self.frames["damage"].setVisible(bool(reading.damaged or reading.repair))
        self.frames["delimiter"].setVisible(looked.path.suffix.lower() not in {".json", ".ndjson"})

    def _format_chosen(self, key: str | None) -> None:
        if key:
            self.format_wanted.emit(key)

    def _rewrite(self, **parts: str | None) -> None:
        if all(parts.values()):
            self.writing_wanted.emit(replace(self._reading, **parts))  # type: ignore[arg-type]

    def _correct(self, **parts: object) -> None:
        self._reading = replace(self._reading, **parts)  # type: ignore[arg-type]
        self.corrected.emit(self._reading)

    def _nulls_typed(self) -> None:
        words = tuple(word.strip() for word in self.nulls.text().split(",") if word.strip())
        if words != self._reading.nulls:
            self._correct(nulls=words)


def _order_of(key: object) -> bool | None:
    return {"day": True, "month": False}.get(str(key))
