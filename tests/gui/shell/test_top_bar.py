"""What stands at the top of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from incidentdesk.gui.shell.top_bar import TopBar

LONG = "Universitätsklinikum für Allgemeine und Spezielle Medizin Nordhausen-Südharz"


def test_a_long_name_of_the_organisation_is_cut_visibly_and_told_in_full(qtbot: QtBot) -> None:
    bar = TopBar(QMenu())
    qtbot.addWidget(bar)
    bar.show_person("Maximiliane-Wilhelmine von Habsburg", LONG, "Zentrale Informationstechnik")
    bar.show_late(274)
    whole = f"{LONG} · Zentrale Informationstechnik"
    name = next(label for label in bar.findChildren(QLabel) if label.text() == whole)
    bar.resize(1200, bar.height())
    with qtbot.waitExposed(bar):
        bar.show()
    qtbot.waitUntil(lambda: name.toolTip() == whole)
    assert bar.person.geometry().left() >= name.geometry().right()
    assert bar.menu_button.geometry().right() <= 1200
    bar.show_person("Ana", "Northfield Clinic", "Service Desk")
    qtbot.waitUntil(lambda: name.toolTip() == "")
