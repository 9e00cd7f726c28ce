"""Telling screen readers what they would not notice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget) -> None:
    """Let a screen reader say at once what ``widget`` is called: it shows a message."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # its names are made when it is imported

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def tell_description(widget: QWidget) -> None:
    """Let a screen reader say how ``widget`` is described now."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
