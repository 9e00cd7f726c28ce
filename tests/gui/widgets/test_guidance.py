from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.guidance import Banner, GuidanceBox


def test_guidance_hides_when_it_has_nothing_to_say(show: Show) -> None:
    box = GuidanceBox("Find out what changed.")
    show(box)
    assert box.isVisible()
    box.set_text("")
    assert box.isHidden()
    box.set_text("Test it.")
    assert box.isVisible()


def test_guidance_offers_its_links_to_the_keyboard(qtbot: QtBot, show: Show) -> None:
    done: list[str] = []
    box = GuidanceBox("Find out what changed.", [("Runbook", lambda: done.append("runbook"))])
    show(box)
    link = box.findChildren(ActionButton)[0]
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert done == ["runbook"]


def test_a_banner_is_named_and_acts(qtbot: QtBot, show: Show) -> None:
    done: list[str] = []
    banner = Banner("A draft was kept", "warning", [("Use it", lambda: done.append("used"))])
    show(banner)
    assert QAccessible.queryAccessibleInterface(banner).text(QAccessible.Text.Name) == "A draft was kept"
    qtbot.mouseClick(banner.actions_shown()[0], Qt.MouseButton.LeftButton)
    assert done == ["used"]
    banner.set_message("Saved", "good")
    assert (banner.text, banner.actions_shown()) == ("Saved", [])
    banner.set_message("", "good")
    assert banner.isHidden()


def test_a_banner_can_be_put_away(qtbot: QtBot, show: Show) -> None:
    banner = Banner("Busy", "danger")
    show(banner)
    close = [button for button in banner.findChildren(ActionButton) if button.accessibleName()]
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(close[0], Qt.MouseButton.LeftButton)
    assert banner.isHidden()


def test_an_empty_state_says_what_to_do(qtbot: QtBot, show: Show) -> None:
    empty = EmptyState(
        "inbox", "No incidents", "Nothing is open.", action="Log an incident", key_hint="Ctrl+N"
    )
    show(empty)
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    empty.set_texts("Nothing found", "Try fewer words.")
    assert (empty.title.text(), empty.text.text()) == ("Nothing found", "Try fewer words.")
