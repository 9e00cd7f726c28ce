"""The two faces of a table's row: one line to read, and its columns to edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import Asking, is_required, is_shown
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.placing import new_grid, place
from incidentdesk.gui.forms.table_texts import Row, RowText
from incidentdesk.gui.theme import ROW_HEIGHT, SMALL_PIXELS, current_theme, font
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.due import chip_size, paint_chip
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded

MakeEditor = Callable[[Field, FormContext], Editor]

SIDE = 12
GAP = 12
BADGE = 26
WIDEST = 0.34
"""The part of a row that a column beside the main one may take."""


class RowSummary(QAbstractButton):
    """One row to read. Enter or a click opens it, Delete removes it, Alt with Up or Down moves it."""

    opened = Signal()
    removed = Signal()
    moved = Signal(int)
    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text: RowText | None = None
        self._number = 1
        self._widths: list[int] = []
        self._chip_width = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Enter opens, Delete removes, Alt+Up and Alt+Down move the row"))
        self.clicked.connect(self.opened)

    def set_row(self, number: int, text: RowText, widths: list[int], chip_width: int) -> None:
        """Show another row; ``widths`` are those that all rows of the table share."""
        self._number, self._text, self._widths, self._chip_width = number, text, widths, chip_width
        self.setAccessibleName(_("Row {n}: {text}").format(n=number, text=text.spoken or _("empty")))
        self.update()

    def sizeHint(self) -> QSize:
        """A row's height."""
        return QSize(200, ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove, move the row, or go to the next."""
        key, step = event.key(), {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.AltModifier and step:
            self.moved.emit(step)
        elif modifiers != Qt.KeyboardModifier.NoModifier:
            event.ignore()
        elif step:
            self.stepped.emit(step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint badge, cells, chip and focus."""
        if self._text is None:
            return
        painter, theme, text = QPainter(self), current_theme(), self._text
        if self.underMouse():
            rounded(
                painter, self.rect().adjusted(2, 2, -2, -2), fill=theme.colour("hover"), border=None, radius=5
            )
        left, right = SIDE, self.width() - SIDE
        if text.numbered:
            self._paint_badge(painter, QRect(left, 0, BADGE, self.height()))
            left += BADGE + 10
        if self._chip_width:
            paint_chip(
                painter,
                QRect(right - self._chip_width, 0, self._chip_width, self.height()),
                text.chip,
                text.tone,
            )
            right -= self._chip_width + GAP
        self._paint_cells(painter, text, left, right)
        if self.hasFocus():
            focus_ring(painter, self.rect().adjusted(2, 2, -2, -2), radius=5)

    def _paint_badge(self, painter: QPainter, rect: QRect) -> None:
        assert self._text is not None  # noqa: S101 - asked by the caller
        ink, ground = current_theme().pair(self._text.tone)
        box = QRect(rect.left(), rect.center().y() - 9, BADGE, 20)
        rounded(painter, box, fill=ground, border=None, radius=10)
        painter.setFont(font(SMALL_PIXELS, QFont.Weight.DemiBold))
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_cells(self, painter: QPainter, text: RowText, left: int, right: int) -> None:
        theme = current_theme()
        painter.setFont(font())
        widths = fitted(self._widths, text.main, right - left)
        for cell, width in zip(text.cells, widths, strict=True):
            if width <= 0:
                continue
            painter.setPen(theme.colour("danger" if cell.wrong else "muted" if cell.muted else "text"))
            room = QRect(left, 0, width, self.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter, elided(painter.fontMetrics(), cell.text, width)
            )
            left += width + GAP


def natural_widths(texts: list[RowText]) -> tuple[list[int], int]:
    """The widths that columns and chip need in the widest of the rows."""
    metrics = QFontMetrics(font())
    columns = [
        max(_width(metrics, text.cells[place].text) for text in texts)
        for place in range(len(texts[0].cells) if texts else 0)
    ]
    return columns, max((chip_size(text.chip).width() for text in texts if text.chip), default=0)


def _width(metrics: QFontMetrics, text: str) -> int:
    # Eliding counts in fractions of pixels, which the whole ones of the advance can lack.
    return metrics.horizontalAdvance(text) + 4 if text else 0


def fitted(widths: list[int], main: int, room: int) -> list[int]:
    """Widths within ``room``: the main column takes what the others, none too wide, leave."""
    most = int(room * WIDEST)
    found = [0 if place == main else min(width, most) for place, width in enumerate(widths)]
    used = sum(width + GAP for place, width in enumerate(found) if place != main and width)
    found[main] = max(80, room - used)
    return found


class RowEditor(QFrame):
    """One row to edit, a field for each column. Enter is done, Esc too."""

    changed = Signal()
    done = Signal()
    remove = Signal()

    def __init__(self, field: Field, context: FormContext, make: MakeEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._context = context
        self.editors: dict[str, Editor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        column.setSpacing(12)
        fields = QWidget(self)
        self._grid: QGridLayout = new_grid(fields)
        column.addWidget(fields)
        for one in field.columns:
            editor = make(one, context)
            editor.frame = FieldFrame(
                one.label, editor.widget, required=one.required, help=one.help, parent=fields
            )
            editor.changed.connect(self._changed)
            self.editors[one.key] = editor
        column.addLayout(self._buttons())
        self._refresh()

    def set_row(self, row: Row) -> None:
        """Show the cells of ``row``, in value or draft form."""
        for key, editor in self.editors.items():
            editor.set_draft(row.get(key))
        self._refresh()

    def values(self) -> Row:
        """The cells that are answered."""
        cells = {key: editor.value() for key, editor in self.editors.items()}
        return {key: value for key, value in cells.items() if not is_missing(value)}

    def drafts(self) -> Row:
        """The cells as a draft keeps them, text that is no value included."""
        cells = {key: editor.draft() for key, editor in self.editors.items()}
        return {key: value for key, value in cells.items() if not is_missing(value)}

    def settle(self) -> None:
        """Take in every cell what can be taken."""
        for editor in self.editors.values():
            editor.settle()

    def focus_first_empty(self, main: str) -> None:
        """Go to the first required cell that is empty, else to the column ``main``."""
        empty = [key for key, one in self.editors.items() if one.field.required and one.is_empty()]
        self.editors[next(iter([*empty, main]))].focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Done on Enter and Esc."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.done.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page: it closes the row."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)

    def _buttons(self) -> QHBoxLayout:
        done = ActionButton(_("Done"), key_hint="Enter")
        done.clicked.connect(self.done)
        remove = ActionButton(_("Remove the row"), kind="link")
        remove.clicked.connect(self.remove)
        row = QHBoxLayout()
        row.addWidget(done)
        row.addWidget(remove)
        row.addStretch(1)
        return row

    def _changed(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        """Show the columns that apply to the row; their conditions are asked against its cells."""
        asking = self._context.asking(self.values())
        shown: list[tuple[QWidget, str]] = []
        for editor in self.editors.values():
            editor.refresh(asking)
            if editor.frame is not None:
                self._show(editor, editor.frame, asking)
                if _applies(editor.field, asking):
                    shown.append((editor.frame, editor.field.width))
        place(self._grid, shown)

    def _show(self, editor: Editor, frame: FieldFrame, asking: Asking) -> None:
        frame.setVisible(_applies(editor.field, asking))
        required = is_required(editor.field, asking)
        if frame.is_required() != required:
            frame.set_required(required)


def _applies(column: Field, asking: Asking) -> bool:
    return not column.hidden and is_shown(column, asking)


def cells_of(row: JsonValue) -> Row:
    """``row`` as cells; empty where it is none."""
    return dict(row) if isinstance(row, dict) else {}
