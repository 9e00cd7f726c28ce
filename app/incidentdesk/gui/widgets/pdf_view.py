"""A PDF inside the window, with its title, its page number and zoom; a way out where QtPdf is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.labels import text_label

if TYPE_CHECKING:
    from incidentdesk.gui.widgets.pdf_pages import PagePrinter, PdfPages


class PdfView(QFrame):
    """Shows a document given as bytes.

    ``open_outside`` is emitted when the person asks for the system's viewer.
    """

    open_outside = Signal()

    def __init__(self, title: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "backdrop")
        self._title = text_label(title, "backdrop")
        self._place = text_label("", "backdrop")
        self._pages = _make_pages(self)
        self._readable = False
        self._buttons: list[IconButton] = []
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        head.addSpacing(8)
        for button in self._zoom_buttons():
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(8)
        column.addLayout(head)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._other = QFrame()
        self._other.setProperty("surface", "card")
        self._message = EmptyState(
            "file", _("No document yet"), "", action=_("Open in the system's viewer"), parent=self._other
        )
        self._message.acted.connect(self.open_outside)
        QVBoxLayout(self._other).addWidget(self._message)
        self._stack.addWidget(self._other)
        if self._pages is not None:
            self._stack.addWidget(self._pages)
            self._pages.page_changed.connect(self._show_place)
            self.setFocusProxy(self._pages)
        self.clear()

    def has_viewer(self) -> bool:
        """Whether documents can be shown here; without, they can only be opened outside."""
        return self._pages is not None

    def page_count(self) -> int:
        """How many pages the shown document has."""
        return self._pages.page_count() if self._pages is not None and self._readable else 0

    def set_title(self, title: str) -> None:
        """Show another title above the pages."""
        self._title.setText(title)

    def clear(self, text: str = "") -> None:
        """Show no document, and ``text`` in its place."""
        self._readable = False
        self._message.set_texts(_("No document yet"), text)
        self._message.button.hide()
        self._show_message()

    def show_bytes(self, data: bytes) -> bool:
        """Show the document ``data``; False when it cannot be read or shown, and the page says so."""
        if self._pages is None:
            self._message.set_texts(
                _("This document cannot be shown here"), _("The viewer is not installed.")
            )
            self._message.button.show()
            self._show_message()
            return False
        self._readable = self._pages.show_bytes(data)
        if not self._readable:
            self._message.set_texts(_("This document cannot be shown here"), _("It may be damaged."))
            self._message.button.show()
            self._show_message()
            return False
        self._stack.setCurrentWidget(self._pages)
        self._show_buttons()
        return True

    def printing(self, printer: QPrinter, parent: QObject | None = None) -> PagePrinter | None:
        """The job that prints the shown document, to be started by the caller; None when none is shown."""
        if self._pages is None or not self._readable:
            return None
        from incidentdesk.gui.widgets.pdf_pages import PagePrinter

        return PagePrinter(self._pages.pages(), printer, parent or self)

    def _zoom_buttons(self) -> list[IconButton]:
        pages = self._pages
        if pages is None:
            return []
        for drawing, name, key, act in (
            ("zoom-out", _("Smaller"), "-", lambda: pages.zoom(1 / 1.2)),
            ("fit-width", _("Fit the width"), "0", pages.fit_width),
            ("zoom-in", _("Larger"), "+", lambda: pages.zoom(1.2)),
        ):
            button = IconButton(drawing, name, key_hint=key)
            button.clicked.connect(lambda _checked=False, act=act: act())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.append(button)
        return self._buttons

    def _show_message(self) -> None:
        self._place.setText("")
        self._stack.setCurrentWidget(self._other)
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button in self._buttons:
            button.setVisible(self._readable)

    def _show_place(self, page: int, count: int) -> None:
        self._place.setText(_("Page {page} of {count}").format(page=page, count=count) if count else "")


def _make_pages(parent: QWidget) -> PdfPages | None:
    try:
        from incidentdesk.gui.widgets.pdf_pages import PdfPages
    except ImportError:  # Qt's viewer is a package of its own, and some systems leave it out
        return None
    return PdfPages(parent)
