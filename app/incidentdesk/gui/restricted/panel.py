"""Beside a restricted incident: who may open it and who did, its notice, its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.restricted import HOWS, WAYS, EvidenceItem, Named
from incidentdesk.domain.rights import Right
from incidentdesk.gui.restricted import forms
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.cards import SIDE_MARGIN, PageBody, clear_layout
from incidentdesk.gui.widgets.labels import LabelRole, text_label
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.restricted.restricted import RestrictedView
from incidentdesk.services.restricted.restricted_texts import custody_text, notice_text

if TYPE_CHECKING:
    from incidentdesk.gui.action_panel import ActionForm, AskFor

LATER_MS = 120
"""The incident itself is asked for, shown and painted first."""
LINE = 28
VISITS = 12
"""So many of the last visits are shown."""


class _Section(QWidget):
    """A title, lines below it, and a button that changes them."""

    def __init__(self, title: str, button: str, key_hint: str = "") -> None:
        super().__init__()
        self.button = ActionButton(button, kind="link", key_hint=key_hint)
        if not button:
            self.button.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text_label(title, "section"), 1)
        head.addWidget(self.button)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self.lines)

    def show_lines(self, lines: list[QWidget]) -> None:
        """Show other lines."""
        clear_layout(self.lines)
        for one in lines:
            self.lines.addWidget(one)


class RestrictedPanel(PageBody):
    """Asks for itself when another incident or entry is shown; ``asked`` carries a form to be opened."""

    asked = Signal(object)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(margin=SIDE_MARGIN, parent=parent)
        self._session = session
        self._shown: tuple[str, int] = ("", -1)
        self._uid = ""
        self.people = _Section(_("Who may open it"), _("Name somebody…"), "Alt+N")
        self.notice = _Section(_("Legal notice"), _("Given, not needed…"), "Alt+G")
        self.channels = _Section(_("Do not use"), _("Change…"), "Alt+U")
        self.evidence = _Section(_("Evidence"), _("Take evidence…"), "Alt+E")
        self.visits = _Section(_("Who opened it"), "")
        self.lift = ActionButton(_("Let everybody open it again…"), kind="link", key_hint="Alt+Shift+W")
        for section in (self.people, self.notice, self.channels, self.evidence, self.visits):
            self.body.addWidget(section)
        self.body.addWidget(self.lift, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer(self.people.button, forms.name_form)
        self._offer(self.notice.button, forms.notice_form)
        self._offer(self.channels.button, forms.channels_form)
        self._offer(self.evidence.button, forms.evidence_form)
        self._offer(self.lift, forms.lift_form)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._ask)

    def show_page(self, page: IncidentPage) -> None:
        """Ask again, where this is another incident or it changed."""
        incident = page.incident
        if not incident.restricted or self._shown == (incident.uid, incident.entry_count):
            return
        if incident.uid != self._uid:
            for section in (self.people, self.notice, self.channels, self.evidence, self.visits):
                section.show_lines([])
        self._uid, self._shown = incident.uid, (incident.uid, incident.entry_count)
        self._later.start()

    def focus_first(self) -> None:
        """Put the focus on naming somebody."""
        self.people.button.setFocus()

    def _offer(self, button: ActionButton, form: AskFor) -> None:
        button.clicked.connect(lambda _checked=False: self.asked.emit(form))
        button.setEnabled(self._session.may(Right.WORK))

    def _ask(self) -> None:
        uid = self._uid
        ask: Callable[[], RestrictedView] = partial(self._session.cases.restricted.view, uid)
        answer = partial(self._answer, uid)
        self._session.tasks.ask(self, ask, answer, topic="restricted", refused=self._refused)

    def _refused(self, _error: UserFacingError) -> bool:
        return True  # the page itself says that it is kept

    def _answer(self, uid: str, view: RestrictedView) -> None:
        if uid != self._uid:
            return
        self.people.show_lines([self._person(those, view) for those in _by_person(view.sees)])
        notice = notice_text(view.notice, view.now) or _("None is asked for.")
        by = _("by {when}").format(when=instant_text(view.notice.due)) if view.notice.due else ""
        parts = [notice, by if view.notice.state == "due" else "", view.notice.reason]
        self.notice.show_lines([_line(" · ".join(part for part in parts if part))])
        self.channels.show_lines([_line(", ".join(view.channels) or _("Nothing is named."))])
        self.evidence.show_lines(
            [self._item(one) for one in view.evidence] or [_line(_("Nothing is in custody."), muted=True)]
        )
        self.visits.show_lines(
            [
                _line(f"{instant_text(one.opened)}  {one.name} · {_(WAYS[one.way])}", muted=True)
                for one in view.openings[:VISITS]
            ]
        )

    def _person(self, those: list[Named], view: RestrictedView) -> QWidget:
        """A line for one person, with all that lets them open it."""
        row, one = QWidget(), those[0]
        row.setMinimumHeight(LINE)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        hows = ", ".join(_how(each) for each in those)
        if one.person in view.without_pin:
            hows = _("{how}; no PIN: anybody here can open it in their name").format(how=hows)
        line.addWidget(_line(one.name))
        line.addWidget(_line(hows, muted=True), 1)
        named = {each.person for each in view.sees if each.uid}
        if one.uid and len(named) > 1 and self._session.may(Right.WORK):
            gone = IconButton("cross", _("{name} may no longer open it").format(name=one.name), quiet=True)
            form = partial(_unname, one.person, one.name)
            gone.clicked.connect(lambda _checked=False: self.asked.emit(form))
            line.addWidget(gone)
        return row

    def _item(self, item: EvidenceItem) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        role: LabelRole = "strong" if item.is_here else "muted"  # it was returned or destroyed
        head.addWidget(text_label(f"{item.number}  {item.what}", role, wrap=True), 1)
        if self._session.may(Right.WORK):
            more = ActionButton(_("Add…"), kind="link")
            more.setAccessibleName(_("What was done with evidence {item}").format(item=item.number))
            form = partial(_custody, item)
            more.clicked.connect(lambda _checked=False: self.asked.emit(form))
            head.addWidget(more)
        column.addLayout(head)
        if item.sha256:
            column.addWidget(_line(f"SHA-256 {item.sha256}", muted=True))
        for one in item.entries:
            column.addWidget(_line(f"{instant_text(one.done)}  {one.name} · {custody_text(one)}", muted=True))
        return made


def _by_person(sees: Sequence[Named]) -> list[list[Named]]:
    found: dict[str, list[Named]] = {}
    for one in sees:
        found.setdefault(one.person, []).append(one)
    return list(found.values())


def _how(one: Named) -> str:
    because = f": {one.reason}" if one.reason and one.how != "restricted" else ""
    return f"{_(HOWS[one.how])}{because}"


def _unname(person: str, name: str, session: WindowSession, page: IncidentPage) -> ActionForm:
    return forms.unname_form(session, page, person, name)


def _custody(item: EvidenceItem, session: WindowSession, page: IncidentPage) -> ActionForm:
    return forms.custody_form(session, page, item)


def _line(text: str, *, muted: bool = False) -> QWidget:
    label = text_label(text, "small" if muted else "plain", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
