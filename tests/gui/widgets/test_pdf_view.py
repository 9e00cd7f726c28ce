from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.pdf_pages import PdfPages
from incidentdesk.gui.widgets.pdf_view import PdfView


def document(pages: int) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.fillRect(1000, 1000, 4000, 4000, QColor(Qt.GlobalColor.red))
    painter.end()
    buffer.close()
    return held.data()


@pytest.fixture
def view(show: Show) -> PdfView:
    made = PdfView("Closure report")
    made.setMinimumHeight(600)
    show(made)
    return made


def pages_of(view: PdfView) -> PdfPages:
    return view.findChildren(PdfPages)[0]


def test_a_document_is_shown_with_its_pages(view: PdfView) -> None:
    assert view.has_viewer()
    assert view.show_bytes(document(3))
    assert view.page_count() == 3
    assert pages_of(view).isVisible()
    assert pages_of(view).page() == 1


def test_another_document_takes_its_place(view: PdfView) -> None:
    view.show_bytes(document(3))
    assert view.show_bytes(document(1))
    assert view.page_count() == 1


def test_damaged_bytes_are_said_to_be_so(qtbot: QtBot, view: PdfView) -> None:
    view.show_bytes(document(1))
    assert not view.show_bytes(b"no document at all")
    assert view.page_count() == 0
    assert pages_of(view).isHidden()
    with qtbot.waitSignal(view.open_outside):
        view._message.button.click()  # noqa: SLF001 - the only button that is shown


def test_keys_and_wheel_zoom(qtbot: QtBot, view: PdfView) -> None:
    view.show_bytes(document(2))
    pages = pages_of(view)
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_Plus)
    fitted = pages.zoomFactor()
    qtbot.keyClick(pages, Qt.Key.Key_Plus)
    assert pages.zoomFactor() == pytest.approx(fitted * 1.2)
    wheel = QWheelEvent(
        QPointF(50, 50), pages.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pages.viewport(), wheel)
    assert pages.zoomFactor() == pytest.approx(fitted)
    for _time in range(30):
        qtbot.keyClick(pages, Qt.Key.Key_Minus)
    assert pages.zoomFactor() == pytest.approx(0.25)
    qtbot.keyClick(pages, Qt.Key.Key_0)
    assert pages.zoomMode() == pages.ZoomMode.FitToWidth


def test_all_pages_are_printed(qtbot: QtBot, view: PdfView, tmp_path: Path) -> None:
    view.show_bytes(document(2))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job = view.printing(printer)
    assert job is not None
    with qtbot.waitSignal(job.finished) as caught:
        assert job.start()
    assert caught.args == [True]
    printed = QPdfDocument()
    assert printed.load(str(tmp_path / "printed.pdf")) == QPdfDocument.Error.None_
    assert printed.pageCount() == 2
    printed.close()


def test_printing_can_be_cancelled(qtbot: QtBot, view: PdfView, tmp_path: Path) -> None:
    view.show_bytes(document(5))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job = view.printing(printer)
    assert job is not None
    job.progress.connect(lambda _done, _total: job.cancel())
    with qtbot.waitSignal(job.finished) as caught:
        job.start()
    assert caught.args == [False]


def test_nothing_is_printed_without_a_document(view: PdfView) -> None:
    assert view.printing(QPrinter()) is None
    view.show_bytes(document(1))
    view.clear("The report appears here once the stage is filled.")
    assert view.printing(QPrinter()) is None
    assert view.page_count() == 0
