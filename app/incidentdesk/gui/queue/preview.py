"""The preview beside the list: who, what, by when, and what happened last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.queue.preview_texts import Latest, Preview, at, preview_of, preview_of_kept
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.chips import Chip, Tone
from incidentdesk.gui.widgets.fitted_scroll import FittedScroll
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.timeline import TimelineItem, TimelineView
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.seeing import RestrictedError

DEBOUNCE_MS = 80
CHIP_LIFT = 2
"""So much lower than its label stands the text in a chip."""
LONG_DETAIL = 160
"""Details of more letters are folded to one line with “Show all”."""

_LABELS = {
    "reporter": N_("Reporter"),
    "occurred": N_("Occurred"),
    "assignee": N_("Assigned to"),
    "hold": N_("On hold"),
    "update": N_("Next update"),
    "response": N_("Respond by"),
    "resolution": N_("Resolve by"),
    "closed": N_("Closed"),
}
_CHIPS = frozenset({"update", "response", "resolution"})


class _LatestView(TimelineView):
    """A few entries, always shown whole; the preview scrolls, not they."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Latest entries"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(TimelineView.SelectionMode.NoSelection)

    def fit(self) -> None:
        """Be as high as the entries."""
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(len(self.items()))))

    def toggle(self, uid: str) -> None:
        """Unfold or fold, and grow."""
        super().toggle(uid)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, and be as high as that takes."""
        super().resizeEvent(event)
        self.fit()


class PreviewPanel(QFrame):
    """Shows one incident.

    Its buttons act on what is chosen in the list: ``continued``, ``taken``, ``menu_asked`` (a place).
    """

    continued = Signal()
    taken = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid = ""
        self._page: IncidentPage | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DEBOUNCE_MS)
        self._soon.timeout.connect(self._ask)
        self.number = text_label("", "muted")
        self.priority, self.stage = Chip(""), Chip("", "accent")
        self.provisional, self.major = Chip("", "neutral"), Chip("", "danger")
        for chip in (self.stage, self.provisional):
            _let_shrink(chip)
        self.title = text_label("", "subheading", wrap=True)
        self.where = text_label("", "muted", wrap=True)
        self.status = text_label("", "muted")
        self.facts: dict[str, QLabel | Chip] = {}
        self.latest = _LatestView()
        self.continue_button = ActionButton(_("Continue"), kind="primary", key_hint="Enter")
        self.take_button = ActionButton(_("Take"), key_hint="T")
        OnlyFor(session, Right.WORK, self).guard(self.take_button)
        self.more_button = IconButton("more", _("More for this incident"))
        self._content = QWidget()
        self._lay_out()
        self.continue_button.clicked.connect(lambda _checked=False: self.continued.emit())
        self.take_button.clicked.connect(lambda _checked=False: self.taken.emit())
        self.more_button.clicked.connect(lambda _checked=False: self.menu_asked.emit(self._below_more()))
        self._show_any(there=False)

    @property
    def page(self) -> IncidentPage | None:
        """What is shown."""
        return self._page

    def show_incident(self, uid: str) -> None:
        """Show an incident, soon: arrowing through the list reads only where one stays."""
        self._uid = uid
        if uid:
            self._soon.start()
        else:
            self._soon.stop()
            self._page = None
            self._show_any(there=False)

    def rest(self) -> None:
        """Forget a reading that was to come soon."""
        self._soon.stop()

    def tell_time(self) -> None:
        """Tell the time left anew, without reading."""
        if self._page is not None:
            self._show(at(self._page, self._session.cases.desk.time.now()))

    def _below_more(self) -> QPoint:
        return self.more_button.mapToGlobal(self.more_button.rect().bottomLeft())

    def _ask(self) -> None:
        session = self._session
        work = partial(session.cases.pages.incident, self._uid, session.me)
        session.tasks.ask(self, work, self._show, topic="preview", refused=partial(self._refused, self._uid))

    def _refused(self, uid: str, error: UserFacingError) -> bool:
        """Show what may be known of an incident that is kept from whoever looks; whether it is that."""
        if not isinstance(error, RestrictedError) or uid != self._uid:
            return False
        self._page = None
        self._put(preview_of_kept(error, self._session.settings))
        self._show_any(there=True)
        self.more_button.hide()
        self._scroll.fit(anew=True)
        return True

    def _show(self, page: IncidentPage) -> None:
        if page.incident.uid != self._uid:
            return
        self._page = page
        self._put(preview_of(page))
        self._show_any(there=True)
        self._scroll.fit(anew=True)

    def _put(self, words: Preview) -> None:
        self.number.setText(words.number)
        self.priority.set_chip(words.priority, cast("Tone", words.tone))
        self.provisional.set_chip(_("provisional") if words.provisional else "", "neutral")
        self.provisional.setToolTip(_("Until it is classified"))
        self.provisional.setVisible(words.provisional)
        self.major.set_chip(_("Major") if words.major else "", "danger")
        self.major.setVisible(words.major)
        self.stage.set_chip(words.stage, "accent")
        self.stage.setVisible(bool(words.stage))
        self.title.setText(words.title)
        self.where.setText(words.where)
        self.where.setVisible(bool(words.where))
        self.status.setText(words.status)
        told = {fact.key: fact for fact in words.facts}
        for key, widget in self.facts.items():
            fact = told.get(key)
            self._form.setRowVisible(widget, fact is not None)
            if isinstance(widget, Chip):
                widget.set_chip(fact.text if fact else "", cast("Tone", fact.tone if fact else "neutral"))
            else:
                widget.setText(fact.text if fact else "")
        self.latest.set_items([_item(one) for one in words.latest])
        self.latest.fit()
        self.continue_button.setText(_("Continue") if words.is_open else _("Open"))
        self.take_button.setVisible(words.takeable)

    def _show_any(self, *, there: bool) -> None:
        self._scroll.setVisible(there)
        for button in (self.continue_button, self.more_button):
            button.setVisible(there)
        if not there:
            self.take_button.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(16, 12, 16, 4)
        column.setSpacing(4)
        for row in (
            (self.number, self.priority),
            (self.stage, self.provisional, self.major),
        ):
            line = QHBoxLayout()
            line.setSpacing(6)
            for widget in row:
                line.addWidget(widget)
            line.addStretch(1)
            column.addLayout(line)
        column.addSpacing(2)
        for label in (self.title, self.where, self.status):
            # Else a wrapped text asks for the height it would have in the narrowest column.
            label.setMinimumHeight(1)
            column.addWidget(label)
        column.addSpacing(8)
        self._form = self._facts_form()
        column.addLayout(self._form)
        column.addSpacing(8)
        column.addWidget(text_label(_("Latest"), "section"))
        column.addWidget(self.latest)
        column.addStretch(1)
        self._scroll = FittedScroll(self._content)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 8, 16, 12)
        buttons.setSpacing(8)
        for button in (self.continue_button, self.take_button, self.more_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self._scroll)
        outside.addLayout(buttons)
        outside.addStretch(1)

    def _facts_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFormAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, label in _LABELS.items():
            value: QLabel | Chip = Chip("") if key in _CHIPS else text_label("", wrap=True)
            if key == "reporter" and isinstance(value, QLabel):
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setMinimumHeight(1)
            if isinstance(value, Chip):
                _let_shrink(value)
            self.facts[key] = value
            name = text_label(_(label), "muted")
            name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            name.setContentsMargins(0, CHIP_LIFT if isinstance(value, Chip) else 0, 0, 0)
            form.addRow(name, value)
        return form


def _let_shrink(chip: Chip) -> None:
    """Let a chip be cut in a narrow preview, where the whole panel would be cut else."""
    chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


def _item(one: Latest) -> TimelineItem:
    folded = len(one.detail) > LONG_DETAIL
    chips = cast("Sequence[tuple[str, Tone]]", one.chips)
    return TimelineItem(one.uid, one.when, one.who, one.headline, one.detail, chips=chips, collapsed=folded)
