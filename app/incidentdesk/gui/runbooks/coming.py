"""Putting the focus on what has just been shown, deep in a page that scrolls to whatever has the focus."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incidentdesk.gui.widgets.one_frame import place_all

DEPTH = 12
"""So many layouts stand around what a step takes, one in the other."""


def come_to(widget: QWidget) -> None:
    """Let all find its place first: the page would scroll to where ``widget`` was before."""
    place_all(DEPTH)
    widget.setFocus()
