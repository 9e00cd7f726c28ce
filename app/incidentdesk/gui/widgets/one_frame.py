"""Changing much of a page at once, so that it is painted once, as it will stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

ROUNDS = 4
"""A new height is handed from one layout to the one around it by an event each."""


@contextmanager
def one_frame(page: QWidget) -> Iterator[None]:
    """Let nothing of ``page`` be painted until all that is done inside has found its place."""
    page.setUpdatesEnabled(False)
    try:
        yield
        place_all()
    finally:
        page.setUpdatesEnabled(True)


def place_all(rounds: int = ROUNDS) -> None:
    """Let all that was shown or hidden find its place now; deep in a page that takes more rounds."""
    for _round in range(rounds):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
