"""Writing a runbook: an edit, kept while it is typed, compared with the version in use, and published."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.domain.runbook_writer import Raw, read_raw, write_raw
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.runbooks.book_form import REVIEW_EVERY, BookForm
from incidentdesk.gui.runbooks.compared_view import ComparedView
from incidentdesk.gui.runbooks.remarks_card import RemarksCard
from incidentdesk.gui.runbooks.writing_acts import Kept, Opened, WritingActs, differences, problem_of
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.theme import mono_font
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, FooterBar, PageBody, PageHeader
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import TwoLineLabel
from incidentdesk.gui.widgets.layout import has_focus
from incidentdesk.gui.widgets.one_frame import place_all
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.drafting import Draft
from incidentdesk.services.runbooks.runbook_step_texts import Line

CHECK_MS = 150
NEW_PLACE = "runbook/new"
WIDEST = 1080


class WritingView(QWidget):
    """``left`` leads back; ``published(key)`` when the edit is a version by now."""

    left = Signal()
    published = Signal(str)

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self.key = ""
        self._opened: Opened | None = None
        self._dirty = False
        self.acts = WritingActs(session, self)
        self.keeper = DraftKeeper(session, NEW_PLACE, self._typed, self)
        self.header = PageHeader("", above=" ")
        self.compare_button = ActionButton(_("Compare"), icon_name="eye", key_hint="Alt+C")
        self.drop_button = ActionButton(_("Throw away…"), kind="danger")
        self.back_button = ActionButton(_("Back"), icon_name="arrow-left", key_hint="Esc")
        self.keep_button = ActionButton(_("Keep the edit"), icon_name="save", key_hint="Ctrl+S")
        self.publish_button = ActionButton(_("Publish"), kind="primary", key_hint="Ctrl+Return")
        self.note = LineEdit(placeholder=_("What is new in it"))
        self.note.setAccessibleName(_("What is new in this version"))
        self.problem = TwoLineLabel("warning")
        self.banner = Banner(closable=False)
        self.banner.hide()
        self.remarks = RemarksCard()
        self.compared = Card()
        self.lines = ComparedView()
        self.form = BookForm()
        self.plain = QPlainTextEdit()
        self._check_soon = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._check_soon.timeout.connect(self._check)
        self._lay_out()
        self._connect()

    # ---- what the room asks

    def open(self, key: str) -> None:
        """Show the edit of a runbook, begun now where there was none; without a key a new one."""
        if key == self.key and self._dirty and self._opened is not None:
            return
        self.leave()
        self.key, self._dirty, self._opened = key, False, None
        self.banner.hide()
        self.compared.hide()
        self.note.clear()
        self.form.steps.close_step()
        self.keeper.move_to(f"runbook/{key}" if key else NEW_PLACE)
        self.acts.read(key, self._show)

    def look_again(self) -> None:
        """Something was changed: show it, unless it would go over what is typed."""
        if not self._dirty:
            self.acts.read(self.key, self._show)

    def leave(self) -> None:
        """Write what is typed as a draft now."""
        if self._dirty:
            self.keeper.flush()

    def focus_first(self) -> None:
        """Start where the writing begins."""
        if self.plain.isVisible():
            self.plain.setFocus()
        else:
            self.form.focus_first()

    # ---- acts

    def text(self) -> str:
        """The edit as it is now."""
        return write_raw(self.form.value()) if self.plain.isHidden() else self.plain.toPlainText()

    def keep(self) -> None:
        """Keep the edit on the desk, where others see it; a new runbook is kept as my draft."""
        if not self.key:
            self.leave()
            self._session.told.emit(_("It is kept as your draft until you publish it."), "")
        elif self._opened is not None and not self._session.refuses(Right.WORK):
            self.acts.keep(self.key, self.text(), self._opened.text, self._kept, self._refuse)

    def publish(self) -> None:
        """Let the edit be the next version."""
        if self._opened is None or self._session.refuses(Right.WORK):
            return
        note = self.note.text().strip()
        self.acts.publish(self.key, self.text(), self._opened.text, note, self._published, self._refuse)

    def ask_to_drop(self) -> None:
        """Ask whether the edit is to be thrown away."""
        count = len(self.remarks.texts)
        words = _("Throw this edit away?")
        if count:
            words = _("Throw this edit away, with what was said after runs?")
        self.banner.set_message(
            words, "warning", ((_("Throw it away"), self._drop), (_("Keep it"), self.banner.hide))
        )

    def compare(self) -> None:
        """Show how the edit differs from the version in use, or put that away."""
        if not self.compared.isHidden():
            self.compared.hide()
            return
        if self.key:
            ask = partial(differences, self._session.cases, self.key, self.text())
            self._ask_lines(ask, _("How it differs from the version in use"))

    # ---- answers

    def _show(self, opened: Opened) -> None:
        if opened.key != self.key or self._dirty:
            return
        first, self._opened = self._opened is None, opened
        title = opened.page.line.name if opened.page is not None else _("New runbook")
        self.header.set_title(title)
        version = opened.page.line.version if opened.page is not None else 0
        self.header.set_above(
            _("Edit of version {n}").format(n=version) if version else _("Not published yet")
        )
        self.remarks.show_remarks(opened.page)
        self.form.set_fields(opened.catalogue, opened.lent)
        self.drop_button.setVisible(opened.page is not None and opened.page.draft is not None)
        self.compare_button.setVisible(bool(self.key))
        self._put(opened.text)
        if first:
            self.keeper.load(self._offer_draft)
            self.focus_first()

    def _put(self, text: str) -> None:
        raw = read_raw(text)
        self.plain.setHidden(raw is not None)
        self.form.setVisible(raw is not None)
        if raw is None:
            self.plain.setPlainText(text)
        else:
            start: Raw = raw if self.key else {"review_every": REVIEW_EVERY, **raw}
            self.form.set_value(start)
        self._dirty = False
        self._check()

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        """Take up what was typed here and not kept, over what it was typed over."""
        draft, opened = drafts.get("text"), self._opened
        if draft is None or opened is None or self._dirty:
            return
        before = str(draft.base)
        self._put(str(draft.value))
        self._dirty = True
        note = drafts.get("note")
        self.note.setText(str(note.value) if note is not None else "")
        if self.key and before != opened.text:
            self._opened = opened._replace(text=before)

    def _kept(self, kept: Kept) -> None:
        self._dirty = self.text() != kept.text
        if not self._dirty:
            self.keeper.forget()
        if self._opened is not None:
            self._opened = self._opened._replace(text=kept.text)
        self.banner.hide()
        self._session.told.emit(_("The edit is kept."), "good")
        self.look_again()

    def _published(self, key: str) -> None:
        self.keeper.forget()
        self._dirty, self._opened = False, None
        self._session.told.emit(_("Published."), "good")
        self.published.emit(key)

    def _drop(self) -> None:
        def dropped() -> None:
            self.keeper.forget()
            self._dirty = False
            self.left.emit()

        self.acts.drop(self.key, dropped, self._refuse)

    def _refuse(self, error: UserFacingError) -> bool:
        self.banner.set_message(str(error), "danger", ((_("Show what is kept now"), self._show_theirs),)
                                if self.key else ())  # fmt: skip
        return True

    def _show_theirs(self) -> None:
        """Compare with what others kept; from then on keeping puts this one in its place."""

        def show(opened: Opened) -> None:
            if opened.key == self.key and self._opened is not None:
                self._opened = opened._replace(catalogue=self._opened.catalogue)
                ask = partial(differences, self._session.cases, self.key, self.text(), opened.text)
                self._ask_lines(ask, _("How yours differs from what is kept now"))
                words = _("Below is how yours differs. Keep the edit to put yours in its place.")
                self.banner.set_message(words, "accent")

        self.acts.read(self.key, show)

    def _ask_lines(self, ask: Callable[[], list[Line]], title: str) -> None:
        self._session.tasks.ask(self, ask, partial(self._show_lines, title), topic="compare")

    def _show_lines(self, title: str, lines: list[Line]) -> None:
        self.lines.show_lines(lines)
        self.compared.retitle(title)
        self.compared.show()
        place_all()
        self._body.show_widget(self.compared)
        if not has_focus(self):
            self.keep_button.setFocus()  # else the keys of this page would lead nowhere

    def _edited(self) -> None:
        self._dirty = True
        self.keeper.touch()
        self._check_soon.start()

    def _check(self) -> None:
        """Say what keeps it from being published."""
        found = problem_of(self.text(), self.key)
        self.problem.setText(found)
        self.problem.setAccessibleName(found)

    def _typed(self) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
        if not self._dirty or self._opened is None:
            return {}, {}
        typed: dict[str, JsonValue] = {"text": self.text()}
        note = self.note.text().strip()
        return (typed | {"note": note} if note else typed), {"text": self._opened.text}

    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self.plain.textChanged.connect(lambda: self._edited() if self.plain.isVisible() else None)
        self.note.textEdited.connect(lambda _text: self._edited())
        for button, text, keys, act in (
            (self.compare_button, _("Compare with the version in use"), "Alt+C", self.compare),
            (self.keep_button, _("Keep the edit"), "Ctrl+S", self.keep),
            (self.publish_button, _("Publish the edit"), "Ctrl+Return", self.publish),
            (self.back_button, _("Back from the edit"), "Esc", self.left.emit),
            (self.drop_button, "", "", self.ask_to_drop),
        ):
            button.clicked.connect(lambda _checked=False, act=act: act())
            if keys:
                add_action(self, text, keys, act, whole_window=False)
        add_action(self, _("Add a step"), "Alt+N", self.form.steps.add, whole_window=False)

    def _lay_out(self) -> None:
        for button in (self.drop_button, self.compare_button, self.back_button):
            self.header.right.addWidget(button)
        self.plain.setFont(mono_font())
        self.plain.setAccessibleName(_("The edit as text"))
        self.plain.setMinimumHeight(420)
        self.plain.hide()
        self.compared.body.addWidget(self.lines)
        self.compared.hide()
        body = self._body = PageBody(max_width=WIDEST)
        for part in (self.banner, self.remarks, self.compared, self.plain, self.form):
            body.body.addWidget(part)
        footer = FooterBar()
        footer.left.addWidget(self.problem, 1)
        self.problem.setMinimumWidth(240)
        footer.spare_left()
        self.note.setMinimumWidth(200)
        for widget in (self.note, self.keep_button, self.publish_button):
            footer.right.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(body, 1)
        column.addWidget(footer)
