"""The first question: look around, or set up our desk."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, PageBody
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label

WIDTH = 880
ICON = 32


class WayCard(Card):
    """One of the two ways: a drawing, a title, what happens, and the button that goes there."""

    def __init__(self, icon_name: str, title: str, lines: tuple[str, ...], button: ActionButton) -> None:
        super().__init__()
        self.body.setContentsMargins(24, 24, 24, 24)
        self.body.setSpacing(12)
        self.body.addWidget(Drawing(icon_name, "accent", size=ICON))
        self.body.addWidget(text_label(title, "subheading"))
        for line in lines:
            self.body.addWidget(text_label(line, "muted", wrap=True))
        self.body.addStretch(1)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class ChoicePage(QWidget):
    """Both ways beside each other; ``look_chosen`` and ``ours_chosen`` follow click, Enter or Alt+letter."""

    look_chosen = Signal()
    ours_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ours = ActionButton(_("&Set up our desk"), kind="primary")
        self.look = ActionButton(_("&Look around"))
        self.ours.clicked.connect(lambda _checked=False: self.ours_chosen.emit())
        self.look.clicked.connect(lambda _checked=False: self.look_chosen.emit())
        page = PageBody(max_width=WIDTH)
        page.body.setSpacing(20)
        page.body.addSpacing(32)
        self.question = text_label("", "muted", wrap=True)
        page.body.addWidget(text_label(_("Welcome to Incident Desk"), "heading"))
        page.body.addWidget(self.question)
        ways = QHBoxLayout()
        ways.setSpacing(20)
        ways.addWidget(
            WayCard(
                "home",
                _("Our desk"),
                (
                    _("Four short steps: name and logo, hours, staff, and a folder for backups."),
                    _("Each can be passed over, and all of it changed later in the settings."),
                ),
                self.ours,
            ),
            1,
        )
        ways.addWidget(
            WayCard(
                "eye",
                _("Look around"),
                (
                    _("The practice desk of an invented clinic: incidents in every state, numbered DEMO-…"),
                    _("Try anything there: it never mixes with our desk, and a banner leads back."),
                ),
                self.look,
            ),
            1,
        )
        page.body.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def ask(self, *, new: bool) -> None:
        """Ask how to begin with a ``new`` desk, or what to do where ours was set up before."""
        self.question.setText(
            _("This desk is new. How do you want to begin?")
            if new
            else _("Our desk is set up. You can go through its steps again, or look around.")
        )
