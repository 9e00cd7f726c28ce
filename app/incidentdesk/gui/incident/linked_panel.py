"""Beside an incident: its callers, its parent and children, duplicates, merged and related ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.incident.relative_row import RelativeRow
from incidentdesk.gui.outages.caller_texts import reached_text
from incidentdesk.gui.outages.link_field import LinkField
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import SIDE_MARGIN, PageBody, clear_layout, rule
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.caller_lists import told_since
from incidentdesk.services.cases.merged import is_merged
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.outages.outages import Linked, Relative

_GROUPS = (
    (N_("Merged into"), {("merged", False)}),
    (N_("Parent"), {("child", False)}),
    (N_("Children"), {("child", True)}),
    (N_("Duplicates"), {("duplicate", True), ("duplicate", False)}),
    (N_("Merged into this one"), {("merged", True)}),
    (N_("Related"), {("related", True), ("related", False)}),
)
"""What a relative is called, by the kind of the link and whether the relative is the first of the two."""


class LinkedPanel(PageBody):
    """``callers_wanted`` for the page of all callers, ``counted(callers, linked)`` for the tab.

    ``mark_wanted`` to offer it to callers as an outage, or no longer;
    ``left`` when the question for another incident is put away.
    """

    callers_wanted = Signal()
    mark_wanted = Signal()
    counted = Signal(int, int)
    left = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(margin=SIDE_MARGIN, parent=parent)
        self._session = session
        self._uid = ""
        self._number = ""
        self._page: IncidentPage | None = None
        self._shown: tuple[Relative, ...] = ()
        self._merged = False
        self.rows: list[RelativeRow] = []
        self.told = text_label("", "strong")
        self.callers_button = ActionButton(_("Callers"), key_hint="Alt+C")
        self.callers_button.clicked.connect(lambda _checked=False: self.callers_wanted.emit())
        self.mark_button = ActionButton("", kind="link", key_hint="Ctrl+Shift+O")
        self.mark_button.clicked.connect(lambda _checked=False: self.mark_wanted.emit())
        self.link_button = ActionButton(_("Link another one"), icon_name="link", key_hint="Alt+L")
        self.link_button.clicked.connect(lambda _checked=False: self.ask("child"))
        self._only = OnlyFor(session, Right.WORK, self)
        self._only.guard(self.mark_button, self.link_button)
        self.field = LinkField(session)
        self.field.picked.connect(self._link)
        self.field.given_up.connect(self.end_asking)
        self.field.hide()
        self.empty = text_label(
            _("It is linked to no other incident. Link a child, a duplicate, or merge it into another one."),
            "muted", wrap=True,
        )  # fmt: skip
        self._groups = QVBoxLayout()
        self._groups.setSpacing(4)
        self._lay_out()

    def show_page(self, page: IncidentPage) -> None:
        """Show what belongs to another incident, or to this one anew."""
        incident, self._page = page.incident, page
        if incident.uid != self._uid:
            self._uid, self._number = incident.uid, incident.number
            self.end_asking()
        count = len(page.callers.lines)
        words = ngettext("{n} caller", "{n} callers", count).format(n=count)
        if told_since(incident, page.definition) is not None and count:
            words = reached_text(page.callers)
        self.told.setText(words if count else _("No callers"))
        self.mark_button.setVisible(incident.status in OPEN_STATUSES)
        self.mark_button.setText(
            _("Marked as an outage: take it back") if incident.outage else _("Offer it to those who call")
        )
        self._merged = is_merged(incident)
        self.link_button.setVisible(not self._merged and self.field.isHidden())
        self.counted.emit(count, len(page.relatives))
        self.empty.setVisible(not page.relatives)
        if page.relatives != self._shown:
            self._shown = page.relatives
            self._show_rows()

    def ask(self, kind: str) -> None:
        """Ask for another incident that becomes a ``kind`` of this one; the place has the focus."""
        if self._merged or self._session.refuses(Right.WORK):
            return
        self.field.show()
        self.link_button.hide()
        self.field.begin(self._uid, kind)

    def focus_first(self) -> None:
        """Put the focus on the first one that is linked, or where one is linked."""
        link = self.link_button if self.link_button.isEnabled() else self.callers_button
        (self.rows[0].open_button if self.rows else link).setFocus()

    def end_asking(self) -> None:
        """Put the question for another incident away."""
        asked = not self.field.isHidden()
        self.field.hide()
        self.link_button.setVisible(not self._merged)
        if asked:
            self.left.emit()

    def part(self, one: Relative) -> None:
        """Take a link or a merge apart again, with a way back."""
        session, outages, me, uid = self._session, self._session.cases.outages, self._session.me, self._uid
        if session.refuses(Right.WORK):
            return
        words = _("{number} and {other} are apart again.").format(number=self._number, other=one.number)
        first, other = (one.uid, uid) if one.is_first else (uid, one.uid)
        again: Callable[[], object] = (
            partial(outages.merge, first, other, me)
            if one.kind == "merged"
            else partial(outages.link, first, other, one.kind, me)
        )
        session.tasks.change(
            self,
            partial(outages.unlink, one.link, me),
            lambda _changes: session.undoable.emit(words, lambda: session.tasks.change(self, again)),
        )

    # Inside

    def _show_rows(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and any(row.isAncestorOf(focused) for row in self.rows)
        clear_layout(self._groups)
        self.rows = []
        for title, those in groups_of(self._shown):
            named = _("{title} · {n}").format(title=title, n=len(those)) if len(those) > 1 else title
            self._groups.addSpacing(8)
            self._groups.addWidget(text_label(named, "section"))
            for one in those:
                row = RelativeRow(one, self._stage_of(one))
                OnlyFor(self._session, Right.WORK, row).guard(row.part_button)
                row.opened.connect(partial(self._session.go.emit, "incident", one.uid))
                row.part_wanted.connect(partial(self.part, one))
                self.rows.append(row)
                self._groups.addWidget(row)
        if had_focus:
            self.focus_first()

    def _stage_of(self, one: Relative) -> str:
        """What a stage is called, where the other one follows the same process."""
        if self._page is None or one.status not in {"new", "in_progress", "on_hold"}:
            return ""
        return next((stage.short for stage in self._page.definition.stages if stage.key == one.stage), "")

    def _link(self, kind: str, other: str) -> None:
        outages, me, uid = self._session.cases.outages, self._session.me, self._uid
        acts: dict[str, Callable[[], Linked]] = {
            "child": partial(outages.link, other, uid, "child", me),
            "parent": partial(outages.link, uid, other, "child", me),
            "duplicate": partial(outages.link, uid, other, "duplicate", me),
            "related": partial(outages.link, uid, other, "related", me),
            "merge": partial(outages.merge, uid, other, me),
        }
        number = self._number
        said = {
            "child": _("{other} is a child of {number} now."),
            "parent": _("{number} is a child of {other} now."),
            "duplicate": _("{number} is linked as a duplicate of {other}."),
            "related": _("{number} and {other} are linked."),
            "merge": _("{number} is merged into {other}."),
        }[kind]
        shown = self.field.other.value_label().partition(" · ")[0]
        words = said.format(number=number, other=shown)
        self._session.tasks.change(self, acts[kind], lambda linked: self._linked(linked, words))

    def _linked(self, linked: Linked, words: str) -> None:
        session = self._session
        unlink = partial(session.cases.outages.unlink, linked.uid, session.me)
        session.undoable.emit(words, lambda: session.tasks.change(self, unlink))
        self.end_asking()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.callers_button)
        self.body.setSpacing(8)
        self.body.addLayout(row)
        self.body.addWidget(self.mark_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(rule())
        self.body.addWidget(self.link_button)
        self.body.addWidget(self.field)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._groups)


def groups_of(relatives: Sequence[Relative]) -> list[tuple[str, list[Relative]]]:
    """``relatives`` by what they are to the incident at hand, what it is part of first."""
    groups = [
        (_(title), [one for one in relatives if (one.kind, one.is_first) in sides])
        for title, sides in _GROUPS
    ]
    return [group for group in groups if group[1]]
