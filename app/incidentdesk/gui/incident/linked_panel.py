"""Beside an incident: its callers, its parent and children, duplicates, merged and related ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.incident.relative_row import RelativeRow
from incidentdesk.gui.outages.caller_texts import reached_text
from incidentdesk.gui.outages.link_field import LinkField
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PageBody, clear_layout, rule
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.outages import Callers, Family, Linked, Relative
from incidentdesk.services.pages import IncidentPage

LATER_MS = 60
"""The incident itself is asked for, shown and painted first."""


class LinkedPanel(PageBody):
    """``callers_wanted`` for the page of all callers, ``loaded`` when family and callers are there.

    ``counted(callers, linked)`` is for the tab, ``left`` when the question for another incident is put away.
    """

    callers_wanted = Signal()
    loaded = Signal()
    counted = Signal(int, int)
    left = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._uid = ""
        self._number = ""
        self._entries = -1
        self._shown: tuple[Family, IncidentPage | None] = (Family(), None)
        self._page: IncidentPage | None = None
        self.family = Family()
        self.callers = Callers()
        self.rows: list[RelativeRow] = []
        self.told = text_label("", "strong")
        self.callers_button = ActionButton(_("Callers"), key_hint="Alt+C")
        self.callers_button.clicked.connect(lambda _checked=False: self.callers_wanted.emit())
        self.link_button = ActionButton(_("Link another one"), icon_name="link", key_hint="Alt+L")
        self.link_button.clicked.connect(lambda _checked=False: self.ask("child"))
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
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._ask_desk)
        self._lay_out()

    def show_page(self, page: IncidentPage) -> None:
        """Show what belongs to another incident, or to this one anew where it has changed."""
        incident, self._page = page.incident, page
        if incident.uid != self._uid:
            self._uid, self._number, self._entries = incident.uid, incident.number, -1
            self.end_asking()
            self._show(Family(), Callers())
        if incident.entry_count != self._entries:
            self._entries = incident.entry_count
            self._later.start()

    def ask(self, kind: str) -> None:
        """Ask for another incident that becomes a ``kind`` of this one; the place has the focus."""
        self.field.show()
        self.link_button.hide()
        self.field.begin(self._uid, kind)

    def focus_first(self) -> None:
        """Put the focus on the first one that is linked, or where one is linked."""
        (self.rows[0].open_button if self.rows else self.link_button).setFocus()

    def end_asking(self) -> None:
        """Put the question for another incident away."""
        asked = not self.field.isHidden()
        self.field.hide()
        self.link_button.show()
        if asked:
            self.left.emit()

    def part(self, one: Relative) -> None:
        """Take a link or a merge apart again, with a way back."""
        session, outages, me, uid = self._session, self._session.cases.outages, self._session.me, self._uid
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

    def _ask_desk(self) -> None:
        uid, outages = self._uid, self._session.cases.outages
        self._session.tasks.ask(
            self,
            lambda: (outages.family(uid), outages.callers(uid)),
            lambda found: self._answer(uid, *found),
            topic="family",
        )

    def _answer(self, uid: str, family: Family, callers: Callers) -> None:
        if uid == self._uid:
            self._show(family, callers)
            self.loaded.emit()

    def _show(self, family: Family, callers: Callers) -> None:
        self.callers, before, self.family = callers, self.family, family
        count = len(callers.lines)
        resolved = self._page is not None and self._page.incident.resolved is not None
        words = ngettext("{n} caller", "{n} callers", count).format(n=count)
        if resolved and count:
            words = reached_text(callers)
        self.told.setText(words if count else _("No callers"))
        linked = self._groups_of(family)
        self.counted.emit(count, sum(len(those) for _title, those in linked))
        self.empty.setVisible(not linked)
        if before != family or bool(self.rows) != bool(linked):
            self._show_rows(linked)

    @staticmethod
    def _groups_of(family: Family) -> list[tuple[str, tuple[Relative, ...]]]:
        one = tuple[Relative, ...]
        groups: list[tuple[str, one]] = [
            (_("Merged into"), (family.merged_into,) if family.merged_into else ()),
            (_("Parent"), (family.parent,) if family.parent else ()),
            (_("Children"), family.children),
            (_("Duplicates"), family.duplicates),
            (_("Merged into this one"), family.merged),
            (_("Related"), family.related),
        ]
        return [group for group in groups if group[1]]

    def _show_rows(self, groups: list[tuple[str, tuple[Relative, ...]]]) -> None:
        focused = self.focusWidget()
        had_focus = focused is not None and any(row.isAncestorOf(focused) for row in self.rows)
        clear_layout(self._groups)
        self.rows = []
        for title, those in groups:
            named = _("{title} · {n}").format(title=title, n=len(those)) if len(those) > 1 else title
            self._groups.addSpacing(8)
            self._groups.addWidget(text_label(named, "section"))
            for one in those:
                row = RelativeRow(one, self._stage_of(one))
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
        self.body.addWidget(rule())
        self.body.addWidget(self.link_button)
        self.body.addWidget(self.field)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._groups)
