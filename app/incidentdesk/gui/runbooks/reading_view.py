"""A runbook for reading: what it means, its steps, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.gui.runbooks.about_card import AboutCard
from incidentdesk.gui.runbooks.step_reading import StepReading
from incidentdesk.gui.runbooks.version_list import VersionList
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, PageBody, PageHeader, clear_layout, column_of
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.guidance import Banner, BannerAction
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.layout import has_focus
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.runbooks.runbook_shelf import ReadRunbook, read_runbook
from incidentdesk.services.runbooks.runbook_texts import section_text

BEFORE_THE_STEPS = ("meaning", "impact", "diagnosis", "mitigation")
WIDEST = 1080


class ReadingView(QWidget):
    """``left`` leads to the list, ``edit_wanted`` to the edit, ``print_wanted(key, version)`` to paper."""

    left = Signal()
    edit_wanted = Signal(str)
    print_wanted = Signal(str, int)
    filled = Signal()

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self.key, self._version, self._focus_wanted = "", 0, False
        self.read: ReadRunbook | None = None
        self.steps: dict[int, StepReading] = {}
        self.header = PageHeader("", above=" ")
        self.state = Chip("")
        self.edit_button = ActionButton(_("Edit"), kind="primary", icon_name="edit", key_hint="E")
        self.print_button = ActionButton(_("Print"), icon_name="print", key_hint="Ctrl+P")
        self.retire_button = ActionButton(_("Retire"), kind="quiet")
        self.back_button = ActionButton(_("All runbooks"), icon_name="arrow-left", key_hint="Esc")
        self.banner = Banner(closable=False)
        self.banner.hide()
        self.about = AboutCard(session)
        self.about.done.connect(self.load)
        self.versions = VersionList(session)
        self.versions.wanted.connect(self._show_version)
        self._sections = QVBoxLayout()
        self._steps_card = Card(_("Steps"))
        self._steps = QVBoxLayout()
        self._after = QVBoxLayout()
        self._lay_out()
        self._connect()

    def open(self, key: str) -> None:
        """Show the newest version of a runbook."""
        self.key, self._version, self._focus_wanted = key, 0, True
        self._body.verticalScrollBar().setValue(0)
        self.load()

    def load(self) -> None:
        """Read it anew."""
        if self.key:
            cases = self._session.cases
            ask = partial(read_runbook, cases.runbooks, cases.commands, self.key, self._version)
            self._session.tasks.ask(self, ask, self._show, topic="runbook", refused=self._gone)

    def focus_first(self) -> None:
        """Start at the head."""
        (self.edit_button if self.edit_button.isEnabled() else self.print_button).setFocus()

    def edit(self) -> None:
        """Write the next version."""
        if self.read is not None and not self._session.refuses(Right.WORK):
            self.edit_wanted.emit(self.key)

    def print(self) -> None:
        """Show it as it is printed."""
        if self.read is not None:
            self.print_wanted.emit(self.key, self.read.version.version)

    def mark_reviewed(self) -> None:
        """It was looked through, and holds."""
        self.about.mark_reviewed()

    def retire(self) -> None:
        """Put it out of use, or bring it back; that can be undone."""
        session, read = self._session, self.read
        if read is None or session.refuses(Right.REGISTERS):
            return
        runbooks, me, key = session.cases.runbooks, session.me, self.key
        acts = [partial(runbooks.retire, key, me), partial(runbooks.bring_back, key, me)]
        words = _("“{name}” is retired.")
        if read.page.line.state == "retired":
            acts.reverse()
            words = _("“{name}” is in use again.")

        def done(_changes: Changes) -> None:
            said = words.format(name=read.page.line.name)
            session.undoable.emit(said, lambda: session.tasks.change(session, acts[1]))

        session.tasks.change(self, acts[0], done)

    def _gone(self, error: UserFacingError) -> bool:
        self._session.told.emit(str(error), "danger")
        self.left.emit()
        return True

    def _show_version(self, version: int) -> None:
        self._version = version
        self._body.verticalScrollBar().setValue(0)
        self.load()

    def _show(self, read: ReadRunbook) -> None:
        if read.page.line.key != self.key:
            return
        had_focus = has_focus(self)
        scrolled = self._body.verticalScrollBar().value()
        self.read = read
        line, book = read.page.line, read.runbook
        self.header.set_title(book.name)
        self.header.set_above(_("Runbook · version {n}").format(n=read.version.version))
        retired = line.state == "retired"
        self.state.set_chip(_("Retired") if retired else "", "neutral")
        self.retire_button.setText(_("Bring back") if retired else _("Retire"))
        self.retire_button.setVisible(self._session.may(Right.REGISTERS))
        self.edit_button.setText(_("Go on with the edit") if read.page.draft else _("Edit"))
        self.edit_button.setEnabled(self._session.may(Right.WORK) and not retired)
        self._show_banner(read)
        self.about.show_runbook(read)
        self._show_sections(read)
        self._show_steps(read)
        self.versions.show_versions(read)
        if self._focus_wanted or (had_focus and not has_focus(self)):
            self._focus_wanted = False
            self.focus_first()
        self._body.verticalScrollBar().setValue(scrolled)
        self.filled.emit()

    def _show_banner(self, read: ReadRunbook) -> None:
        draft, page = read.page.draft, read.page
        text = ""
        actions: list[BannerAction] = []
        if not read.is_newest:
            text = _("This is version {n}. In use is version {last}.").format(
                n=read.version.version, last=page.line.version
            )
            actions = [(_("Show that one"), partial(self._show_version, 0))]
        elif draft is not None:
            when = instant_text(draft.changed, today=page.now.local().date())
            text = _("An edit waits: {who}, {when}.").format(who=page.names.get(draft.author, ""), when=when)
            if draft.remarks:
                count = len(draft.remarks)
                words = ngettext("{n} remark after a run.", "{n} remarks after runs.", count)
                text = f"{text} {words.format(n=count)}"
            actions = [(_("Look at it"), self.edit)] if self._session.may(Right.WORK) else []
        if text != self.banner.text or not text:
            self.banner.set_message(text, "accent", actions)

    def _show_sections(self, read: ReadRunbook) -> None:
        clear_layout(self._sections)
        clear_layout(self._after)
        for name, text in read.runbook.sections.items():
            card = Card(section_text(name))
            words = text_label(text, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(words)
            (self._sections if name in BEFORE_THE_STEPS else self._after).addWidget(card)

    def _show_steps(self, read: ReadRunbook) -> None:
        clear_layout(self._steps)
        self.steps = {}
        for step in read.runbook.steps:
            one = self.steps[step.number] = StepReading(self._session, read, step)
            one.refused.connect(lambda text: self._session.told.emit(text, "danger"))
        self._steps.addWidget(column_of(self.steps.values(), ruled=True))

    def _connect(self) -> None:
        acts: tuple[tuple[ActionButton, Callable[[], object]], ...] = (
            (self.edit_button, self.edit), (self.print_button, self.print),
            (self.retire_button, self.retire), (self.back_button, self.left.emit),
        )  # fmt: skip
        for button, act in acts:
            button.clicked.connect(lambda _checked=False, act=act: act())

    def _lay_out(self) -> None:
        self.header.right.addWidget(self.state)
        self.state.hide()
        for button in (self.retire_button, self.back_button, self.print_button, self.edit_button):
            self.header.right.addWidget(button)
        body = self._body = PageBody(max_width=WIDEST)
        for layout in (self._sections, self._after):
            layout.setSpacing(12)
        self._steps.setSpacing(0)
        self._steps_card.body.addLayout(self._steps)
        body.body.addWidget(self.banner)
        body.body.addWidget(self.about)
        body.body.addLayout(self._sections)
        body.body.addWidget(self._steps_card)
        body.body.addLayout(self._after)
        body.body.addWidget(self.versions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(body, 1)
