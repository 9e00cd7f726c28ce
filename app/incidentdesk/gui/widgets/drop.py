"""A place to paste a picture or drop a file; pressing it opens the system's file dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)  # fmt: skip
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import FIELD_RADIUS, current_theme, font
from incidentdesk.gui.widgets.painting import elided, focus_ring
from incidentdesk.gui.widgets.text import FIELD_HEIGHT, image_of, local_files


class FileDropArea(QAbstractButton):
    """Takes files and pictures and hands them up by ``files_chosen`` and ``image_pasted``.

    Drop, Ctrl+V, or a click or Enter for the file dialog, which does not block. It keeps nothing itself.
    """

    files_chosen = Signal(list)
    image_pasted = Signal(QImage)

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text or _("Paste a screenshot or drop a file"))
        self.setAccessibleName(self.text())
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dialog: QFileDialog | None = None
        self._hovered = False
        self.clicked.connect(self.open_dialog)

    def sizeHint(self) -> QSize:
        """A field's height."""
        return QSize(240, FIELD_HEIGHT)

    def open_dialog(self) -> None:
        """Ask for files with the system's dialog; the answer comes by ``files_chosen``."""
        if self._dialog is None:
            self._dialog = QFileDialog(self, _("Attach files"))
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self._dialog.filesSelected.connect(self._selected)
        self._dialog.open()

    def dialog(self) -> QFileDialog | None:
        """The dialog, once it was opened."""
        return self._dialog

    def take(self, data: QMimeData) -> bool:
        """Hand up what ``data`` holds; whether there was anything."""
        files, image = local_files(data), image_of(data)
        if files:
            self.files_chosen.emit(files)
        elif image is not None:
            self.image_pasted.emit(image)
        return bool(files) or image is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste, or open the dialog."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._set_hovered(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Stop showing that a drop is welcome."""
        self._set_hovered(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand up what was dropped."""
        self._set_hovered(False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self._set_hovered(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop showing it."""
        super().leaveEvent(event)
        self._set_hovered(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dashed frame and the words."""
        painter, theme = QPainter(self), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("accent_on" if self._hovered else "field"))
        painter.setPen(QPen(theme.colour("field_border"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), FIELD_RADIUS, FIELD_RADIUS
        )
        painter.setFont(font())
        painter.setPen(theme.colour("text" if self._hovered else "muted"))
        room = QRect(12, 0, self.width() - 24, self.height())
        text = elided(painter.fontMetrics(), self.text(), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _selected(self, names: list[str]) -> None:
        self.files_chosen.emit([Path(name) for name in names])

    def _set_hovered(self, hovered: bool) -> None:
        self._hovered = hovered
        self.update()
