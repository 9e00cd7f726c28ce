"""What of the follow-ups is shown: by state, owner, kind and words."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.follow_ups import KINDS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.follow_ups.follow_up_texts import kind_text
from incidentdesk.services.follow_ups.follow_ups import FollowUpQuestion

QUIET_MS = 200
"""How long typing rests before it is looked for."""
ALL = "all"


class FollowUpFilters(Flow):
    """Emits ``changed`` when the person asks for something else."""

    changed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, line_gap=8, parent=parent)
        self._session = session
        self.state = SegmentedControl(
            [("open", _("To do")), ("overdue", _("Late")), ("ended", _("Ended")), (ALL, _("All"))],
            clearable=False,
        )
        self.state.setAccessibleName(_("State"))
        self.whose = SegmentedControl([(ALL, _("Everybody's")), ("mine", _("Mine"))], clearable=False)
        self.whose.setAccessibleName(_("Whose"))
        self.kind = SearchSelect([Choice(key, kind_text(key)) for key in KINDS], placeholder=_("Any kind"))
        self.kind.setAccessibleName(_("Kind"))
        self.kind.setFixedWidth(150)
        self.words = LineEdit(placeholder=_("Words, number"))
        self.words.setAccessibleName(_("Words"))
        self.words.setFixedWidth(220)
        self._soon = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._soon.timeout.connect(self.changed)
        self.words.textEdited.connect(lambda _text: self._soon.start())
        for part in (self.state, self.whose, self.kind):
            part.changed.connect(lambda _key: self.changed.emit())
        self.clear()
        self.set_widgets([self.state, self.whose, self.kind, self.words])

    def question(self) -> FollowUpQuestion:
        """What is asked for."""
        state = str(self.state.value() or ALL)
        return FollowUpQuestion(
            state="" if state == ALL else state,
            owner=self._session.me if self.whose.value() == "mine" else "",
            kind=self.kind.value() or "",
            text=self.words.text(),
        )

    def show_state(self, state: str) -> None:
        """Ask for one state, as Home leads here: ``overdue`` means one's own."""
        self.clear()
        self.state.set_value(state)
        self.whose.set_value("mine" if state == "overdue" else ALL)
        self.changed.emit()

    def is_plain(self) -> bool:
        """Whether nothing but the state is asked for."""
        question = self.question()
        return not (question.owner or question.kind or question.text.strip())

    def clear(self) -> None:
        """Ask for all that is to be done."""
        self.state.set_value("open")
        self.whose.set_value(ALL)
        self.kind.set_value(None)
        self.words.clear()
