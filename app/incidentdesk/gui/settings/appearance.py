"""Settings, Appearance: light, dark, high contrast, or as the system is."""

from __future__ import annotations

from PySide6.QtCore import Signal

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.theme import current_choice, current_theme, theme_changes
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl

THEMES = {
    "system": (N_("System"), N_("Light or dark as this computer is set, and follows it when that changes.")),
    "light": (N_("Light"), N_("Always light, for bright rooms.")),
    "dark": (N_("Dark"), N_("Always dark, for control rooms and nights.")),
    "high-contrast": (
        N_("High contrast"),
        N_("Strong borders and colours, for whom the others are hard to read."),
    ),
}


class AppearanceSection(Section):
    """The choice of the theme. The window applies and remembers it."""

    theme_chosen = Signal(str)

    def __init__(self, session: WindowSession) -> None:
        intro = _("How the window looks on this computer, for you. Reports are always printed dark on white.")
        super().__init__(session, _("Appearance"), intro, max_width=760)
        self.themes = SegmentedControl([(key, _(title)) for key, (title, _say) in THEMES.items()])
        self.themes.changed.connect(lambda key: self.theme_chosen.emit(str(key)))
        card = Card()
        card.body.addWidget(FieldFrame(_("Theme"), self.themes))
        self.say = text_label("", "muted", wrap=True)
        card.body.addWidget(self.say)
        self.body.addWidget(card)
        theme_changes().changed.connect(self._show)
        self._show()

    def focus_first(self) -> None:
        """Start with the theme."""
        self.themes.setFocus()

    def _show(self) -> None:
        choice = current_choice()
        self.themes.set_value(choice)
        words = _(THEMES[choice][1])
        if choice == "system":
            words += " " + _("At present: {theme}.").format(theme=_(THEMES[current_theme().name][0]).lower())
        self.say.setText(words)
