"""Telling the reporter: a filled message that can be edited, and three ways to bring it to them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.rights import Right
from incidentdesk.domain.telling import mail_link, still_open
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.restricted.channel_warning import ChannelWarning
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.stand_in import StandIn
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.canned import CannedTexts
from incidentdesk.gui.widgets.cards import FooterBar, PageBody
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.drafting import Draft
from incidentdesk.services.telling.telling import Letter, letter_of, offered


class TellPage(StandIn):
    """One message about one incident; ``closed`` when it was said, or put away as a draft."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: IncidentPage | None = None
        self._items: dict[str, ListItem] = {}
        self._letter: Letter | None = None
        self._dirty = False
        self._busy = False
        self.whom = text_label("", "muted", wrap=True)
        self.templates = SegmentedControl([])
        self.subject = LineEdit()
        self.text = GrowingTextEdit(least=8, most=20)
        CannedTexts(self.text, session.canned_texts)
        self.open_places = Banner(closable=False)
        self.channels = ChannelWarning(session)
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self._lay_out()
        self.templates.changed.connect(self._other_template)
        self.subject.textEdited.connect(self._edited)
        self.text.textChanged.connect(self._edited)

    def show_page(self, page: IncidentPage) -> None:
        """Write about the incident of ``page``: its draft, else the template that fits it now."""
        same = self._page is not None and self._page.incident.uid == page.incident.uid
        self._page = page
        self._show_whom(page)
        self.channels.show_incident(page.incident.uid if page.incident.restricted else "")
        if same and self._dirty:
            return
        if not same:
            self.keeper.move_to(f"tell/{page.incident.uid}")
            self._dirty = False
        items, fitting = offered(page)
        self._items = {item.key: item for item in items}
        self.templates.set_options([(item.key, _(item.label)) for item in items])
        chosen = str(self.templates.value() or "") if same else ""
        self._take_template(chosen if chosen in self._items else fitting)
        if not same:
            self.keeper.load(self._offer_draft)

    def focus_first(self) -> None:
        """The text has the focus, at the first place that nothing fills."""
        self.text.setFocus()
        self._select_open()

    def leave(self) -> None:
        """Write the draft now."""
        if self._dirty:
            self.keeper.flush()

    def go_on(self) -> None:
        """Open the mail."""
        self.say("mail")

    def say(self, means: str) -> None:
        """Bring the message to the reporter by ``means``, and note that on the timeline."""
        page = self._page
        if page is None or self._busy or self._session.refuses(Right.WORK):
            return
        text, subject = self.text.toPlainText().strip(), self.subject.text().strip()
        if not text or self._open():
            self._show_open()
            self.focus_first()
            return
        words = self._bring(means, page, subject, text)
        if not words:
            return
        template, place = str(self.templates.value() or ""), self.keeper.place
        tell, uid, me = self._session.cases.telling.tell, page.incident.uid, self._session.me
        self._busy = True
        self._session.tasks.change(
            self,
            lambda: tell(uid, text, me, means=means, template=template, subject=subject),
            lambda _changes: self._said(place, words),
            ended=self._ended,
        )

    def _bring(self, means: str, page: IncidentPage, subject: str, text: str) -> str:
        """What the person is told once it is noted; empty where no mail program took the message."""
        clipboard = QGuiApplication.clipboard()
        if means == "phone":
            return _("Noted: the reporter was told.")
        if means == "copy":
            clipboard.setText(text)
            return _("Copied, and noted as told.")
        link = mail_link(page.reporter.email if page.reporter else "", subject, text)
        if not link.whole:
            clipboard.setText(text)
        if not QDesktopServices.openUrl(QUrl.fromEncoded(link.url.encode())):
            clipboard.setText(text)
            said = _("No mail program answered. The text is copied; nothing is noted yet.")
            self._session.told.emit(said, "danger")
            return ""
        if link.whole:
            return _("The mail is open, and noted as told.")
        return _("The text is too long to hand over: it is copied. Paste it into the mail that is open.")

    def _said(self, place: str, words: str) -> None:
        self._session.told.emit(words, "good")
        self.keeper.forget_at(place)
        if place == self.keeper.place:
            self._dirty = False
            self._page = None
            self.closed.emit()

    def _ended(self) -> None:
        self._busy = False

    def _other_template(self, key: object) -> None:
        before = (self.subject.text(), self.text.toPlainText())
        template = self._letter.template if self._letter is not None else ""
        replaced, place = self._dirty, self.keeper.place
        self._take_template(str(key or ""))
        self._dirty = False
        self.keeper.touch()
        if not replaced:
            return

        def undo() -> None:
            if place == self.keeper.place:
                self._take_template(template)
                self._put(*before)
                self._edited()

        self._session.undoable.emit(_("What you had written was replaced."), undo)

    def _take_template(self, key: str) -> None:
        page, item = self._page, self._items.get(key)
        self.templates.set_value(key or None)
        self._letter = letter_of(page, item) if page is not None and item is not None else None
        if self._letter is not None:
            self._put(self._letter.subject.text, self._letter.body.text)
        else:
            self._put("", "")

    def _put(self, subject: str, text: str) -> None:
        """Replace both texts; in the long one Ctrl+Z brings back what was there."""
        self.text.blockSignals(True)
        self.subject.setText(subject)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.text.blockSignals(False)
        self._select_open()
        self._show_open()

    def _open(self) -> tuple[str, ...]:
        left = self._letter.left if self._letter is not None else ()
        return still_open(f"{self.subject.text()}\n{self.text.toPlainText()}", left)

    def _show_open(self) -> None:
        names = ", ".join(f"{{{name}}}" for name in self._open())
        said = _("Nothing stands for {names} yet: write it, or take it out.").format(names=names)
        if not self.text.toPlainText().strip():
            said, names = _("Write what the reporter is told."), "-"
        self.open_places.set_message(said if names else "", "warning")

    def _select_open(self) -> None:
        """Put the cursor on the first place to be filled, else at the beginning."""
        cursor = QTextCursor(self.text.document())
        for name in self._open():
            found = self.text.document().find(f"{{{name}}}")
            if not found.isNull():
                cursor = found
                break
        self.text.setTextCursor(cursor)

    def _show_whom(self, page: IncidentPage) -> None:
        reporter = page.reporter
        parts = (
            [reporter.name, reporter.phone, reporter.email]
            if reporter
            else [_("Nobody is named as reporter.")]
        )
        self.whom.setText(" · ".join(part for part in parts if part))

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        if not self._dirty:
            return {}, {}
        text: dict[str, JsonValue] = {"subject": self.subject.text(), "text": self.text.toPlainText()}
        return text | {"template": self.templates.value()}, {}

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        if not drafts or self._dirty:
            return
        kept = {key: str(draft.value or "") for key, draft in drafts.items()}
        if kept.get("template") in self._items:
            self._take_template(kept["template"])
        self._put(kept.get("subject", ""), kept.get("text", ""))
        self._dirty = True

    def _edited(self, _text: object = None) -> None:
        self._dirty = True
        self._show_open()
        self.keeper.touch()

    def _lay_out(self) -> None:
        body = PageBody(max_width=760, centred=False)
        body.body.addWidget(text_label(_("Tell the reporter"), "subheading"))
        body.body.addWidget(self.whom)
        body.body.addWidget(self.channels)
        body.body.addWidget(FieldFrame(_("Message"), self.templates))
        body.body.addWidget(FieldFrame(_("Subject"), self.subject))
        body.body.addWidget(FieldFrame(_("Text"), self.text))
        body.body.addWidget(self.open_places)
        self.open_places.hide()
        footer = FooterBar()
        back = ActionButton(_("Back to the stage"), key_hint="Esc")
        back.clicked.connect(lambda _checked=False: self.closed.emit())
        footer.left.addWidget(back)
        for words, keys, means, kind in (
            (_("Copy"), "Alt+Shift+C", "copy", "plain"),
            (_("Said on the phone"), "Alt+P", "phone", "plain"),
            (_("Open the mail"), "Ctrl+Return", "mail", "primary"),
        ):
            button = ActionButton(words, kind="primary" if kind == "primary" else "plain", key_hint=keys)
            act = partial(self.say, means)
            button.clicked.connect(lambda _checked=False, act=act: act())
            footer.right.addWidget(button)
            if means != "mail":  # the room's own key for "done" opens the mail
                add_action(self, words, keys, act, whole_window=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body, 1)
        column.addWidget(footer)
