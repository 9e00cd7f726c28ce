"""The head of the list: the filter bar, how many incidents there are, and what changes how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.filters.bar import FilterBar
from incidentdesk.gui.filters.chips import HEIGHT
from incidentdesk.gui.filters.tree import Path, TestPart, part_at
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.services.lists.list_columns import FieldInfo

if TYPE_CHECKING:
    from incidentdesk.gui.filters.editor import FilterEditor
    from incidentdesk.gui.filters.value_editors import Lent

LEAST_HEIGHT = 49
"""Room, in pixels, for the order of hits also where it is hidden: else a search would move all rows."""


class QueueHead(QFrame):
    """What stands above the table.

    ``ranked(bool)`` when the order of hits is switched; ``save_asked``, ``discard_asked`` for a changed view;
    ``cancel_asked`` while a question takes its time. ``search_made(text)`` where words are to be looked for;
    ``left`` when the line in which a filter is made is put away.
    """

    ranked = Signal(bool)
    save_asked = Signal()
    discard_asked = Signal()
    cancel_asked = Signal()
    search_made = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.bar = FilterBar()
        self._editor: FilterEditor | None = None
        self._fields: tuple[Sequence[FieldInfo], Lent] | None = None
        self.told = text_label("", "muted")
        self.told.setFixedHeight(HEIGHT)
        self.changed_mark = text_label(_("Changed"), "accent")
        self.changed_mark.setContentsMargins(8, 0, 0, 0)
        self.save_button = ActionButton(_("Save"), key_hint="Ctrl+S")
        self.discard_button = ActionButton(_("Discard"), kind="quiet")
        tail = (self.changed_mark, self.save_button, self.discard_button)
        for widget in tail:
            widget.setFixedHeight(HEIGHT)
        self.bar.set_tail(tail)
        self.order = SegmentedControl(clearable=False)
        self.order.setAccessibleName(_("Order of the hits"))
        self.order.set_options([("newest", _("Newest")), ("best", _("Best match"))])
        self.order.set_value("newest")
        self.sort_button = IconButton("sort", _("Sort by"), key_hint="S", quiet=True)
        self.columns_button = IconButton("table", _("Columns"), key_hint="C", quiet=True)
        self.waiting = self._waiting_strip()
        self._lay_out()
        self._connect()
        self.show_changed(changed=False)
        self.show_search(searching=False)

    @property
    def editor(self) -> FilterEditor:
        """The line in which filters are made; imported and made at its first use."""
        if self._editor is None:
            from incidentdesk.gui.filters.editor import FilterEditor

            editor = self._editor = FilterEditor()
            self._column.insertWidget(1, editor)
            editor.made.connect(self._take_test)
            editor.removed.connect(self.bar.remove)
            editor.group_made.connect(self.bar.group_part)
            editor.search_made.connect(self.search_made)
            editor.left.connect(self.left)
            if self._fields is not None:
                editor.set_fields(*self._fields)
        return self._editor

    def is_editing(self) -> bool:
        """Whether a filter is being made."""
        return self._editor is not None and self._editor.isVisible()

    def set_fields(self, fields: Sequence[FieldInfo], lent: Lent) -> None:
        """Say what can be asked for."""
        self._fields = fields, lent
        if self._editor is not None:
            self._editor.set_fields(fields, lent)

    def add_filter(self, path: Path = ()) -> None:
        """Begin a filter in the group at ``path``."""
        self.editor.begin(path)

    def is_ranked(self) -> bool:
        """Whether the best hits are to stand first."""
        return self.order.value() == "best"

    def show_changed(self, *, changed: bool) -> None:
        """Offer to save or discard what was changed in the view."""
        self.bar.show_tail(shown=changed)

    def show_search(self, *, searching: bool) -> None:
        """Offer the order of hits in place of sorting."""
        self.order.setVisible(searching)
        self.sort_button.setVisible(not searching)

    def show_waiting(self, *, waiting: bool) -> None:
        """Say that a question takes its time."""
        self.waiting.setVisible(waiting)

    def _waiting_strip(self) -> QFrame:
        strip = surface("accent")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setFixedWidth(120)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Looking through the incidents"))
        cancel = ActionButton(_("Cancel"), kind="quiet", key_hint="Esc")
        cancel.clicked.connect(lambda _checked=False: self.cancel_asked.emit())
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(text_label(_("Looking through all incidents for this…")))
        row.addWidget(bar)
        row.addStretch(1)
        row.addWidget(cancel)
        strip.hide()
        return strip

    def _lay_out(self) -> None:
        head = surface("header")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 7, 8, 6)
        row.setSpacing(6)
        head.setMinimumHeight(LEAST_HEIGHT)
        row.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.order, self.told, self.sort_button, self.columns_button):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self._column.addWidget(self.waiting)

    def _connect(self) -> None:
        self.save_button.clicked.connect(lambda _checked=False: self.save_asked.emit())
        self.discard_button.clicked.connect(lambda _checked=False: self.discard_asked.emit())
        self.order.changed.connect(lambda key: self.ranked.emit(key == "best"))
        self.bar.add_asked.connect(self.add_filter)
        self.bar.edit_asked.connect(self._edit)

    def _take_test(self, path: Path, part: TestPart, new: bool) -> None:
        self.bar.put(path, part, new=new)
        self.left.emit()

    def _edit(self, path: Path) -> None:
        part = part_at(self.bar.group, path)
        if isinstance(part, TestPart):
            self.editor.edit(path, part)
