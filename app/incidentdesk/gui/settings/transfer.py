"""Settings, Import and export: the way to the room that does both."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label

WAYS = (
    (
        "import",
        N_("&Import…"),
        N_("Bring incidents of another system along, or a whole desk into an empty one."),
    ),
    ("export", N_("&Export…"), N_("Write a list, or the whole desk, to a file.")),
    ("imports", N_("Imports so &far…"), N_("See what earlier imports brought, and undo one.")),
)


class TransferSection(Section):
    """A card for each way, with a button that leads there."""

    def __init__(self, session: WindowSession) -> None:
        intro = _("Both have a room of their own; Ctrl+Shift+I opens it from anywhere.")
        super().__init__(session, _("Import and export"), intro, max_width=760)
        self.buttons: dict[str, ActionButton] = {}
        for key, title, about in WAYS:
            button = self.buttons[key] = ActionButton(_(title))
            button.clicked.connect(partial(self._go, key))
            card = Card()
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(text_label(_(about), wrap=True), 1)
            row.addWidget(button)
            card.body.addLayout(row)
            self.body.addWidget(card)

    def focus_first(self) -> None:
        """Start with the first way."""
        next(iter(self.buttons.values())).setFocus()

    def _go(self, key: str, _checked: bool = False) -> None:
        self.session.go.emit("transfer", key)
