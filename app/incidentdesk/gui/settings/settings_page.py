"""The Settings room: a list of sections at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.about import AboutSection
from incidentdesk.gui.settings.appearance import AppearanceSection
from incidentdesk.gui.settings.backup import backup_section
from incidentdesk.gui.settings.board import board_section
from incidentdesk.gui.settings.channels import ChannelsSection
from incidentdesk.gui.settings.closing import ClosingSection
from incidentdesk.gui.settings.hours import HoursSection
from incidentdesk.gui.settings.incident_templates import TemplatesSection
from incidentdesk.gui.settings.lists import ListsSection
from incidentdesk.gui.settings.organisation import OrganisationSection
from incidentdesk.gui.settings.pin_and_lock import PinAndLockSection
from incidentdesk.gui.settings.practice import PracticeSection
from incidentdesk.gui.settings.processes import ProcessesSection
from incidentdesk.gui.settings.restricted import RestrictedSection
from incidentdesk.gui.settings.reviews import ReviewsSection
from incidentdesk.gui.settings.search import SearchSection
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.settings.staff import StaffSection
from incidentdesk.gui.settings.texts import TextsSection
from incidentdesk.gui.settings.transfer import TransferSection
from incidentdesk.gui.settings.updates import updates_section
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.section_list import SectionItem, SectionList

SECTIONS: dict[str, tuple[str, str, Callable[[WindowSession], Section]]] = {
    "organisation": (N_("Organisation"), "home", OrganisationSection),
    "staff": (N_("Staff"), "team", StaffSection),
    "hours": (N_("Hours"), "clock", HoursSection),
    "closing": (N_("Closing"), "check", ClosingSection),
    "restricted": (N_("Restricted incidents"), "eye", RestrictedSection),
    "pin": (N_("PIN and lock"), "lock", PinAndLockSection),
    "lists": (N_("Categories and lists"), "tag", ListsSection),
    "texts": (N_("Texts"), "note", TextsSection),
    "templates": (N_("Templates"), "copy", TemplatesSection),
    "channels": (N_("Channels"), "mail", ChannelsSection),
    "updates": (N_("Updates"), "clock", updates_section),
    "reviews": (N_("Reviews"), "calendar", ReviewsSection),
    "processes": (N_("Processes"), "runbooks", ProcessesSection),
    "board": (N_("Board"), "eye", board_section),
    "search": (N_("Search"), "search", SearchSection),
    "transfer": (N_("Import and export"), "download", TransferSection),
    "backup": (N_("Backup"), "save", backup_section),
    "practice": (N_("Practice desk"), "play", PracticeSection),
    "appearance": (N_("Appearance"), "sun", AppearanceSection),
    "about": (N_("About"), "info", AboutSection),
}
"""Key, title, drawing and maker of each section, in order."""


class SettingsPage(Page):
    """The settings. Sections are made when first opened, and keep what is typed while another is shown.

    Ctrl+S saves the section, Ctrl+Page Up and Ctrl+Page Down go to the one above and below.
    """

    theme_chosen = Signal(str)
    """``system``, ``light``, ``dark`` or ``high-contrast``: for the window to apply and remember."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self._sections: dict[str, Section] = {}
        self._current = ""
        items = [SectionItem(key, _(title), icon) for key, (title, icon, _make) in SECTIONS.items()]
        self.sections = SectionList(_("Settings"), items)
        self.sections.chosen.connect(self._chosen)
        self.sections.passed.connect(self.open_section)
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(self.stack, 1)
        for text, key, act in (
            (_("Save the section"), "Ctrl+S", lambda: self.section().save()),
            (_("Section above"), "Ctrl+PgUp", lambda: self._step(-1)),
            (_("Section below"), "Ctrl+PgDown", lambda: self._step(1)),
        ):
            add_action(self, text, key, act, whole_window=False)

    def section(self) -> Section:
        """The section that is shown; the first one before any was chosen."""
        if not self._current:
            self.open_section(next(iter(SECTIONS)))
        return self._sections[self._current]

    def open_section(self, key: str, target: str = "") -> None:
        """Show the section ``key``, at ``target`` within it."""
        if self._current and self._current != key:
            self._sections[self._current].leave()
        if key not in self._sections:
            made = SECTIONS[key][2](self.session)
            made.dirty_changed.connect(lambda: self.sections.set_dirty(key, made.is_dirty()))
            if isinstance(made, AppearanceSection):
                made.theme_chosen.connect(self.theme_chosen)
            self._sections[key] = made
            self.stack.addWidget(made)
        self._current = key
        self.sections.set_current(key)
        self.stack.setCurrentWidget(self._sections[key])
        self._sections[key].open(target)

    def show_target(self, target: str) -> None:
        """Show a section (``staff``), or a place within it (``lists/outcomes``); empty shows the last one."""
        key, _slash, within = target.partition("/")
        if key in SECTIONS:
            self.open_section(key, within)
        else:
            self.section()

    def focus_first(self) -> None:
        """Put the focus into the section that is shown, or on its name where nothing can be changed there."""
        self.section().focus_first()
        focused: QWidget | None = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused) or not focused.isEnabled():
            self.sections.button(self._current).setFocus()

    def leave(self) -> None:
        """Keep what is typed in any section."""
        for section in self._sections.values():
            section.leave()

    def holds_more(self) -> bool:
        """Whether something is not saved: a chosen logo is in no draft."""
        return any(section.is_dirty() for section in self._sections.values())

    def _chosen(self, key: str) -> None:
        self.open_section(key)
        self.focus_first()

    def _step(self, by: int) -> None:
        keys = list(SECTIONS)
        place = keys.index(self._current or keys[0]) + by
        if 0 <= place < len(keys):
            self.open_section(keys[place])
            self.focus_first()
