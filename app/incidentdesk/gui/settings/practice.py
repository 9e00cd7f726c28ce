"""Settings, Practice desk: the way there, and making it new."""

from __future__ import annotations

from PySide6.QtCore import Qt

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.samples.departure import Departure

INTRO = N_(
    "A desk of its own for looking around, learning and trying things: an invented clinic with incidents in "
    "every state. Its numbers begin with DEMO, and it shares nothing with our desk: neither incidents nor "
    "drafts, settings, processes or files."
)
CERTAIN = N_(
    "Make it new? What was logged, written and set on the practice desk goes; our desk stays as it is."
)


class PracticeSection(Section):
    """Two buttons: going there (or back), and making it new, which is asked once more in place."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Practice desk"), _(INTRO), max_width=760)
        here = session.settings.practice
        going = Card()
        words = _("You are on the practice desk.") if here else _("One click away, also by Ctrl+Shift+P.")
        going.body.addWidget(text_label(words, "muted", wrap=True))
        self.go_button = ActionButton(
            _("Back to our desk") if here else _("&Open the practice desk"), kind="primary",
            key_hint="Ctrl+Shift+P",
        )  # fmt: skip
        there = Departure("ours" if here else "practice")
        self.go_button.clicked.connect(lambda _checked=False: session.leave.emit(there))
        going.body.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(going)
        anew = Card()
        anew.body.addWidget(
            text_label(_("Before a new colleague practises, it can be made as it was."), "muted", wrap=True)
        )
        self.afresh_button = ActionButton(_("Start the practice desk &afresh…"))
        self.afresh_button.clicked.connect(lambda _checked=False: self.ask())
        anew.body.addWidget(self.afresh_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.certain = Banner(closable=False, parent=self)
        self.certain.hide()
        anew.body.addWidget(self.certain)
        self.body.addWidget(anew)

    def focus_first(self) -> None:
        """Start with the way there."""
        self.go_button.setFocus()

    def ask(self) -> None:
        """Ask whether what was done there may go."""
        actions = ((_("&Make it new"), self._afresh), (_("&Keep it"), self._keep))
        self.certain.set_message(_(CERTAIN), "warning", actions)
        self.afresh_button.hide()
        self.certain.actions_shown()[-1].setFocus()

    def _keep(self) -> None:
        self.certain.set_message("", "warning")
        self.afresh_button.show()
        self.afresh_button.setFocus()

    def _afresh(self) -> None:
        self._keep()
        self.session.leave.emit(Departure("practice", afresh=True))
