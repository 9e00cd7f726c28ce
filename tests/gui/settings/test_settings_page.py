from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from gui.settings.room import Opened, Room
from incidentdesk.gui.settings.settings_page import SECTIONS
from incidentdesk.gui.theme import apply_theme


@pytest.mark.parametrize("key", list(SECTIONS))
def test_each_section_opens_with_the_focus_in_its_first_field_and_names_for_all_controls(
    room: Room, key: str
) -> None:
    room.page.show_target(key)
    room.page.focus_first()
    room.settle()
    section = room.page.section()
    assert section.accessibleName() == room.page.sections.button(key).text()
    focused = room.page.window().focusWidget()
    assert focused is not None
    assert section.isAncestorOf(focused)
    for control in section.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = control.accessibleName() or (
                control.text() if isinstance(control, QAbstractButton) else ""
            )
            assert named or isinstance(control.parent(), QLineEdit), control


def test_arrow_keys_in_the_list_open_the_sections_and_the_focus_stays(room: Room) -> None:
    button = room.page.sections.button("organisation")
    button.setFocus()
    room.key(button, Qt.Key.Key_Down)
    assert room.page.sections.button("staff").hasFocus()
    assert room.page.section().header.title.text() == "Staff"
    room.key(room.page.sections.button("staff"), Qt.Key.Key_End)
    assert room.page.section().header.title.text() == "About"


def test_ctrl_page_down_goes_to_the_section_below(room: Room) -> None:
    room.key(room.page.window(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert room.page.section().header.title.text() == "Staff"
    room.key(room.page.window(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert room.page.section().header.title.text() == "Organisation"


def test_a_target_names_a_list_within_its_section(room: Room) -> None:
    room.page.show_target("lists/outcomes")
    room.settle()
    assert room.page.section().model.record(0).key == "fixed"
    room.page.show_target("")
    assert room.page.section().kind.key == "outcomes", "an empty target shows what was there"


class _Windows(QObject):
    """Notes each window that is shown while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_opening_sections_and_panels_never_flashes_a_window(room: Room, qapp: QApplication) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    for key in SECTIONS:
        room.page.show_target(key)
        room.settle()
        if hasattr(room.page.section(), "add"):
            room.page.section().add()
            room.settle()
    qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_what_is_typed_in_one_section_is_there_after_a_visit_to_another_and_is_marked(room: Room) -> None:
    name = room.page.section().form.editor("name")
    room.type_into(name, "Northfield Clinic")
    room.page.show_target("about")
    assert room.page.sections.button("organisation").accessibleDescription() == "Not saved yet"
    room.page.show_target("organisation")
    assert name.text() == "Northfield Clinic"
    room.save()
    assert room.page.sections.button("organisation").accessibleDescription() == ""
    assert room.on_desk(room.cases.administration.settings).organisation == "Northfield Clinic"


def test_each_theme_is_asked_for_by_its_key_and_the_choice_follows_the_look(
    room: Room, qapp: QApplication
) -> None:
    chosen = []
    room.page.theme_chosen.connect(chosen.append)
    room.page.theme_chosen.connect(lambda name: apply_theme(qapp, name))
    room.page.show_target("appearance")
    room.page.focus_first()
    section = room.page.section()
    assert section.themes.value() == "light"
    for letter, name in (("d", "dark"), ("h", "high-contrast"), ("s", "system")):
        room.qtbot.keyClicks(room.page.window().focusWidget(), letter)
        assert (chosen[-1], section.themes.value()) == (name, name)
    assert "At present: light" in section.say.text() or "At present: dark" in section.say.text()


def test_about_copies_the_path_and_opens_the_folder(room: Room, qapp: QApplication) -> None:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    try:
        room.page.show_target("about")
        section = room.page.section()
        room.click(section.copy_button)
        assert qapp.clipboard().text() == str(room.folder / "desk.sqlite3")
        room.click(section.folder_button)
        assert opened.paths == [room.folder]
    finally:
        QDesktopServices.unsetUrlHandler("file")
    words = " ".join(label.text() for label in section.findChildren(QLabel))
    for part in ("LGPL-3.0", "public domain", "SQLite", "Python", "desk.sqlite3-wal"):
        assert part in words
