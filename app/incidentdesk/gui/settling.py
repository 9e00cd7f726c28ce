"""Waiting until a window shows what it was asked to show: by its threads, its short timers, its PDF pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QSize, QTimer
from PySide6.QtPdf import QPdfPageRenderer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.gui.tasks import Tasks

PATIENCE_MS = 30_000
SHORT_MS = 1500
"""Single timers up to this length are waited for; longer ones take a message away again."""

LAYOUT_ROUNDS = 8
"""A new height is handed from one layout to the one around it by an event each; none is nested deeper."""


@contextmanager
def without_failure(tasks: Tasks) -> Iterator[None]:
    """Raise, when all is done, the first error that the window would only have told on its page."""
    errors: list[Exception] = []
    tasks.failed.connect(errors.append)
    try:
        yield
    finally:
        tasks.failed.disconnect(errors.append)
    if errors:
        raise errors[0]


def settle(window: QWidget, tasks: Tasks) -> None:
    """Let events run until nothing is under way; ``EnvironmentFault`` where that takes over half a minute."""
    loop, guard = QEventLoop(), _guard()
    guard.timeout.connect(loop.quit)
    tasks.idle.connect(loop.quit)
    try:
        QCoreApplication.processEvents()
        while (timer := _short_timer(window)) is not None or tasks.pending:
            if timer is not None:
                timer.timeout.connect(loop.quit)
            loop.exec()
            if timer is not None:
                timer.timeout.disconnect(loop.quit)
            _check(guard)
            QCoreApplication.processEvents()
        for _round in range(LAYOUT_ROUNDS):
            QCoreApplication.processEvents()
    finally:
        tasks.idle.disconnect(loop.quit)


def settle_pages(window: QWidget) -> None:
    """Let the pages of a PDF that are in sight be drawn, with the first one as the last of them.

    They are drawn in the order in which they were asked for; a view keeps what was drawn last of a page, so
    the first page is asked for once more at the size at which it is shown.
    """
    window.grab()
    for view in window.findChildren(QPdfView):
        renderer = view.findChild(QPdfPageRenderer)
        if (
            not view.isVisible()
            or not isinstance(renderer, QPdfPageRenderer)
            or view.document().pageCount() < 1
        ):
            continue
        loop, guard = QEventLoop(), _guard()
        guard.timeout.connect(loop.quit)
        renderer.pageRendered.connect(loop.quit)
        request = renderer.requestPage(0, _size_of_first_page(view))
        drawn: list[int] = []
        renderer.pageRendered.connect(lambda *about, drawn=drawn: drawn.append(about[-1]))
        while request not in drawn:
            loop.exec()
            _check(guard)
    QCoreApplication.processEvents()


def _size_of_first_page(view: QPdfView) -> QSize:
    margins, points = view.documentMargins(), view.document().pagePointSize(0)
    width = view.viewport().width() - margins.left() - margins.right()
    scale = view.devicePixelRatioF() * width / points.width()
    return QSize(round(points.width() * scale), round(points.height() * scale))


def _guard() -> QTimer:
    guard = QTimer()
    guard.setSingleShot(True)
    guard.start(PATIENCE_MS)
    return guard


def _check(guard: QTimer) -> None:
    if not guard.isActive():
        raise EnvironmentFault(
            _("The window does not come to rest."), _("Try again when this computer has less to do.")
        )


def _short_timer(window: QObject) -> QTimer | None:
    for timer in window.findChildren(QTimer):
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= SHORT_MS:
            return timer
    return None
