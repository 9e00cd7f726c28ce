"""Editors of text: one line, several lines that grow, and a line of fixed-width letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from incidentdesk.gui.theme import font, mono_font

FIELD_HEIGHT = 36
_LINE_END = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


def local_files(data: QMimeData) -> list[Path]:
    """The files of this computer that ``data`` names, folders left out."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


def image_of(data: QMimeData) -> QImage | None:
    """The picture that ``data`` holds, as a screenshot tool puts it on the clipboard.

    None if there is text too.
    """
    if not data.hasImage() or data.hasText():
        return None
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def _asks_for_redo(event: QEvent) -> bool:
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Redo)
    )


def _asks_to_empty(event: QEvent) -> bool:
    """Ctrl+U, which empties a line under X11, and which the window may have a use for."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_U
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )


class LineEdit(QLineEdit):
    """One line of text. Of lines that are pasted it makes one: Qt would keep their ends in the value."""

    def __init__(self, text: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setFont(font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self.textEdited.connect(self._join_lines)

    def sizeHint(self) -> QSize:
        """A field's height."""
        return QSize(240, FIELD_HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+U to the window, and the key of "redo" while nothing typed here can be done again."""
        if _asks_to_empty(event) or (_asks_for_redo(event) and not self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste lines as one, in one step that can be undone."""
        pasted = QGuiApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if _LINE_END.search(pasted) and not self.isReadOnly():
            self.insert(_joined(pasted))
            return
        super().keyPressEvent(event)

    def _join_lines(self, text: str) -> None:
        if not _LINE_END.search(text):
            return
        place = len(_joined(text[: self.cursorPosition()]))
        self.selectAll()
        self.insert(_joined(text))
        self.setCursorPosition(place)


def _joined(text: str) -> str:
    return " ".join(part for line in _LINE_END.split(text) if (part := line.strip()))


class CodeEdit(LineEdit):
    """One line of letters of one width: error codes, host names, commands."""

    def __init__(self, text: str = "", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, placeholder=placeholder, parent=parent)
        self.setFont(mono_font())


class GrowingTextEdit(QPlainTextEdit):
    """Several lines of plain text; as high as its text, from ``least`` to ``most`` lines.

    Tab goes to the next field, Ctrl+Tab writes a tab. Files and pictures that are dropped or pasted here are
    handed up by ``files_dropped`` (list of paths) and ``image_pasted`` (picture); of all else only the text
    is taken. A ``helper`` sees each event first, and tells whether it answered it.
    """

    files_dropped = Signal(list)
    image_pasted = Signal(QImage)

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        least: int = 2,
        most: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.helper: Callable[[QEvent], bool] | None = None
        self._least, self._most = least, most
        self._growing = False
        self.setFont(font())
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.setPlainText(text)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write a tab on Ctrl+Tab."""
        if event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.insertPlainText("\t")
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Tab from shortcuts of the page while typing here, and leave it an idle "redo"."""
        helper = getattr(self, "helper", None)  # events come while Qt still makes the field
        if helper is not None and helper(event):
            return True
        if _asks_for_redo(event) and not self.document().isRedoAvailable():
            event.ignore()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            wanted = (
                event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            )
            if wanted:
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A change of width wraps the text anew."""
        super().resizeEvent(event)
        self._grow()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, pictures and files."""
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text; hand files and pictures up."""
        files = local_files(source)
        image = image_of(source)
        if files:
            self.files_dropped.emit(files)
        elif image is not None:
            self.image_pasted.emit(image)
        elif source.hasText():
            self.insertPlainText(source.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files as well as text."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            return
        super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take files anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            return
        super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand dropped files up; text goes where it was dropped."""
        files = local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)
            return
        super().dropEvent(event)

    def _grow(self) -> None:
        if self._growing:
            return  # another height can wrap the lines anew, and this is asked again before it is all set
        self._growing = True
        for _pass in range(2):
            self._take_height()
        self._growing = False

    def _take_height(self) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        spacing = QFontMetrics(self.font()).lineSpacing()
        around = 2 * 5 + 1  # border and padding; Qt shows a scroll bar unless there is a pixel to spare
        wanted = lines * spacing + 2 * round(self.document().documentMargin()) + around
        if {self.height(), self.minimumHeight(), self.maximumHeight()} != {wanted}:
            self.setFixedHeight(wanted)
