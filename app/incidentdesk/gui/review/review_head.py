"""The head of the review page: whether it is due, what can be taken over, the questions to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.moment_text import date_text
from incidentdesk.domain.review_rules import Need
from incidentdesk.gui.forms.placing import FlowLayout
from incidentdesk.gui.review.questions import Questions
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.chips import Chip, Tone
from incidentdesk.gui.widgets.labels import text_label

if TYPE_CHECKING:
    from incidentdesk.services.review.review import ReviewNeed


class ReviewHead(Card):
    """``take_all_wanted``, ``roles_wanted`` and ``paste_wanted`` are what its buttons ask for."""

    take_all_wanted = Signal()
    roles_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("The review"))
        self.need = Chip("")
        self.why = text_label("", "muted", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.need)
        top.addWidget(self.why, 1)
        self.body.addLayout(top)
        self.take_all = ActionButton("", key_hint="Alt+Shift+Return")
        self.take_all.clicked.connect(self.take_all_wanted)
        self.roles = ActionButton(_("Roles for names"), kind="link", key_hint="Alt+O")
        self.roles.clicked.connect(self.roles_wanted)
        self.ask = ActionButton(_("Questions to ask"), kind="link", key_hint="Alt+Q")
        self.ask.clicked.connect(self.toggle_questions)
        self.paste = ActionButton(_("Paste a timeline"), kind="link", key_hint="Ctrl+Shift+V")
        self.paste.clicked.connect(self.paste_wanted)
        buttons = QWidget(self)
        row = FlowLayout(buttons, gap=16, line_gap=4)
        for button in (self.take_all, self.roles, self.ask, self.paste):
            row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        self.body.addWidget(buttons)
        self.questions = Questions(self)
        self.questions.hide()
        self.body.addWidget(self.questions)
        self.set_work(0, names=False, writable=False)

    def show_need(self, need: ReviewNeed) -> None:
        """Say whether the review is required, by when and why."""
        text, tone = _chip(need)
        self.need.set_chip(text, tone)
        why = need.why()
        self.why.setText(_("Because {reasons}.").format(reasons=why) if why else "")

    def set_work(self, drafts: int, *, names: bool, writable: bool) -> None:
        """Offer what there is to do: ``drafts`` that can be taken over, ``names`` that stand in the text."""
        said = ngettext("Take {n} draft over", "Take {n} drafts over", drafts).format(n=drafts)
        self.take_all.setText(said)
        self.take_all.setVisible(writable and drafts > 0)
        self.roles.setVisible(writable and names)
        self.paste.setVisible(writable)

    def toggle_questions(self) -> None:
        """Show the questions, or put them away."""
        self.questions.setVisible(self.questions.isHidden())
        shown = not self.questions.isHidden()
        self.ask.setText(_("Hide questions") if shown else _("Questions to ask"))


def _chip(need: ReviewNeed) -> tuple[str, Tone]:
    if need.closed:
        return _("Review closed"), "good"
    if need.need is Need.NONE:
        return _("No review needed"), "neutral"
    if need.need is Need.OFFERED:
        return _("Review offered"), "neutral"
    if need.due is None:
        return _("Review required"), "warning"
    day = date_text(need.due.local().date())
    if need.late:
        return _("Review late since {day}").format(day=day), "danger"
    return _("Review due by {day}").format(day=day), "warning"
