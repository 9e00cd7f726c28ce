"""The pages of a PDF, shown and printed. Imports QtPdf: import this module only where it may be missing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTemporaryFile, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import current_theme, theme_changes

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.25, 5.0
PRINT_DPI = 300
POINTS_PER_INCH = 72


class PdfPages(QPdfView):
    """All pages below each other; Ctrl with wheel, plus and minus zoom, 0 fits the width again."""

    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Qt reads the document in a thread of its own. A buffer made in Python would need the interpreter
        # there, and the two threads can wait for each other for ever; a file by its name needs nothing.
        self._file: QTemporaryFile | None = None
        # Beside the view and not in it: Qt 6.11 crashes when a view ends before a document it owns.
        self._pages = QPdfDocument(parent)
        self.setDocument(self._pages)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Pages of the document"))
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPageSpacing(12)
        self.fit_width()
        self.pageNavigator().currentPageChanged.connect(self._tell_page)
        theme_changes().changed.connect(self._use_theme)
        self._use_theme()

    def show_bytes(self, data: bytes) -> bool:
        """Show the document ``data``; whether it could be read."""
        self._pages.close()
        if self._file is not None:
            self._file.deleteLater()  # and with it what could not be removed before
        file = self._file = QTemporaryFile(self._pages)
        readable = _write(file, data) and self._pages.load(file.fileName()) == QPdfDocument.Error.None_
        # The document holds it open, and so nobody else needs its name: a program that is killed leaves
        # nothing behind. Windows removes no file that is open; there it goes with the view.
        file.remove()
        self._tell_page()
        return readable

    def page_count(self) -> int:
        """How many pages there are; 0 without a document."""
        return max(0, self._pages.pageCount())

    def page(self) -> int:
        """The page in view, counted from 1; 0 without a document."""
        return self.pageNavigator().currentPage() + 1 if self.page_count() else 0

    def pages(self) -> QPdfDocument:
        """The document, for printing."""
        return self._pages

    def fit_width(self) -> None:
        """Make the pages as wide as the view."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def zoom(self, factor: float) -> None:
        """Enlarge by ``factor``, within a quarter and five times."""
        if self.zoomMode() != QPdfView.ZoomMode.Custom:
            self.setZoomFactor(self._fitted())
            self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(max(LEAST_ZOOM, min(MOST_ZOOM, self.zoomFactor() * factor)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with plus, minus and 0."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM_STEP)
        elif event.key() == Qt.Key.Key_0:
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def _fitted(self) -> float:
        if not self.page_count():
            return 1.0
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        dots = self._pages.pagePointSize(0).width() * self.logicalDpiX() / POINTS_PER_INCH
        return max(LEAST_ZOOM, room / dots)

    def _tell_page(self) -> None:
        self.page_changed.emit(self.page(), self.page_count())

    def _use_theme(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Dark, current_theme().colour("backdrop"))
        self.setPalette(palette)


def _write(file: QTemporaryFile, data: bytes) -> bool:
    if not file.open():
        return False
    written = file.write(data) == len(data) and file.flush()
    file.close()
    return written


class PagePrinter(QObject):
    """Prints a document, one page a turn of the event loop, so that the window goes on answering.

    ``progress(done, total)`` follows each page, ``finished(complete)`` the last one or a cancellation.
    """

    progress = Signal(int, int)
    finished = Signal(bool)

    def __init__(self, document: QPdfDocument, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._printer = document, printer
        self._painter = QPainter()
        self._next = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._one_page)

    def start(self) -> bool:
        """Begin; False when the printer cannot be opened or there is no page, and nothing more happens."""
        self._printer.setFullPage(True)
        if not self._document.pageCount() or not self._painter.begin(self._printer):
            return False
        self._next = 0
        self._timer.start(0)
        return True

    def cancel(self) -> None:
        """Stop after the page that is being printed."""
        if self._timer.isActive():
            self._timer.stop()
            self._printer.abort()
            self._painter.end()
            self.finished.emit(False)

    def _one_page(self) -> None:
        if self._next:
            self._printer.newPage()
        paint_page(self._painter, self._printer, self._document, self._next)
        self._next += 1
        total = self._document.pageCount()
        self.progress.emit(self._next, total)
        if self._next == total:
            self._timer.stop()
            self._painter.end()
            self.finished.emit(True)


def paint_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """Paint ``page`` (from 0) onto the printer's sheet, at up to 300 dots an inch, never enlarged."""
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    points = document.pagePointSize(page)
    whole = points * (printer.resolution() / POINTS_PER_INCH)
    fit = min(1.0, sheet.width() / whole.width(), sheet.height() / whole.height())
    target = QRectF(0, 0, whole.width() * fit, whole.height() * fit)
    target.moveCenter(QRectF(0, 0, sheet.width(), sheet.height()).center())
    dots = min(printer.resolution(), PRINT_DPI) / POINTS_PER_INCH
    image = document.render(page, QSize(round(points.width() * dots), round(points.height() * dots)))
    painter.drawImage(target, image)
