from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.gui.theme import ThemeChoice, apply_theme, current_theme
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.cards import Card, FooterBar, PageBody, PageHeader
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.drop import FileDropArea
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.guidance import Banner, GuidanceBox
from incidentdesk.gui.widgets.matrix import PriorityMatrix
from incidentdesk.gui.widgets.pdf_view import PdfView
from incidentdesk.gui.widgets.rail import NavigationRail, RailItem
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.stepper import StageStepper, Step
from incidentdesk.gui.widgets.table_view import ListTable
from incidentdesk.gui.widgets.text import CodeEdit, GrowingTextEdit, LineEdit
from incidentdesk.gui.widgets.timeline import TimelineItem, TimelineView


def gallery() -> list[QWidget]:
    timeline, select = TimelineView(), SearchSelect([Choice("a", "Alpha")])
    timeline.set_items(
        [TimelineItem("1", "10:31", "R. Sato", "Hypothesis 1", "tested", chips=[("Confirmed", "good")])]
    )
    select.set_value("a")
    segmented = SegmentedControl([("a", "Alpha"), ("b", "Beta")])
    segmented.set_value("a")
    card = Card("Actions")
    card.body.addWidget(ActionButton("Cancel the incident", kind="danger"))
    header = PageHeader("Printer", above="INC-2026-000001")
    header.right.addWidget(Chip("P1 Critical", "p1"))
    footer = FooterBar()
    footer.right.addWidget(ActionButton("Log", kind="primary", key_hint="Ctrl+Enter"))
    steps = [Step("a", "Identification", "09:02", "done"), Step("b", "Closure", "", "current")]
    return [
        header,
        footer,
        card,
        PageBody(),
        timeline,
        NavigationRail([RailItem("log", "Log", "plus", primary=True)]),
        FieldFrame("Title", LineEdit("Text"), required=True),
        FieldFrame("Code", CodeEdit("0x80")),
        FieldFrame("Notes", GrowingTextEdit("Text")),
        FieldFrame("Category", select),
        FieldFrame("Kind", segmented),
        GuidanceBox("Find out what changed."),
        Banner("A draft was kept", "warning", [("Use it", lambda: None)]),
        EmptyState("inbox", "No incidents", "Log one.", action="Log"),
        FileDropArea(),
        IconButton("more", "More"),
        StageStepper(steps),
        PriorityMatrix(["Department"], ["Stopped", "Degraded"], [["P1", "P2"]], hit=(0, 1), sentence="P2."),
        ListTable("Incidents"),
        PdfView("Report"),
    ]


def colours_in(image: QImage) -> int:
    small = image.convertToFormat(QImage.Format.Format_RGB32)
    return len({small.pixel(x, y) for x in range(0, small.width(), 2) for y in range(0, small.height(), 2)})


@pytest.mark.parametrize("choice", ["light", "dark", "high-contrast"])
def test_every_widget_is_painted_in_every_theme(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, choice: ThemeChoice
) -> None:
    apply_theme(qapp, choice)
    blank = {"PageBody", "ListTable"}  # these show nothing until they are filled
    for number, widget in enumerate(gallery()):
        qtbot.addWidget(widget)
        widget.resize(600, max(widget.sizeHint().height(), 160))
        with qtbot.waitExposed(widget):
            widget.show()
        file = tmp_path / f"{number}.png"
        assert widget.grab().save(str(file))
        widget.close()
        name = type(widget).__name__
        assert colours_in(QImage(str(file))) >= (1 if name in blank else 3), name


def test_a_change_of_theme_repaints(qapp: QApplication, qtbot: QtBot) -> None:
    rail = NavigationRail([RailItem("log", "Log", "plus")])
    qtbot.addWidget(rail)
    with qtbot.waitExposed(rail):
        rail.show()
    light = rail.grab().toImage().pixelColor(1, 1)
    assert light == current_theme().colour("rail")
    apply_theme(qapp, "dark")
    assert rail.grab().toImage().pixelColor(1, 1) == current_theme().colour("rail") != light
    rail.close()


def test_whatever_can_have_the_focus_has_a_name(qtbot: QtBot) -> None:
    nameless: list[str] = []
    for widget in gallery():
        qtbot.addWidget(widget)
        for one in (widget, *widget.findChildren(QWidget)):
            reachable = (
                one.focusPolicy()
                and one.focusProxy() is None
                and one.objectName() != "qt_scrollarea_viewport"
            )
            told = QAccessible.queryAccessibleInterface(one) if reachable else None
            if told is not None and not told.text(QAccessible.Text.Name):
                nameless.append(f"{type(one).__name__} in {type(widget).__name__}")
    assert nameless == []
