"""The log page: title first, at most seven fields, kept as a draft from the first letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import is_

from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.attachments import PendingFiles, connect_sources
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.log.known_outages import MOST
from incidentdesk.gui.log.log_fields import log_fields, logged_values
from incidentdesk.gui.log.log_footer import LogFooter
from incidentdesk.gui.log.log_side import LogSide
from incidentdesk.gui.log.logged_card import LoggedCard
from incidentdesk.gui.log.outage_calls import OutageCalls
from incidentdesk.gui.log.similar_hint import LINKS, SimilarHint, link_all
from incidentdesk.gui.log.template_strip import TEMPLATE, TemplateStrip
from incidentdesk.gui.log.usual_values import UsualValues
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, PageBody, PageHeader
from incidentdesk.gui.widgets.drop import FileDropArea
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.services.cases.conversation import NewFile
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.drafting import LOG_PLACE, Draft
from incidentdesk.services.new_incidents.log_incident import Logged

FILES, URGENT, UID, CALLER = "_files", "_urgent", "_uid", "_caller"
TEXT_KINDS = frozenset({"text", "long_text", "code"})
KEPT = N_("kept as a draft from the first letter")


class LogPage(Page):
    """Where incidents begin."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self._uid = self._fresh_uid()
        self._after = self._waits_for = ""
        self.busy = False
        self._dirty = False
        self._form: StageForm | None = None
        self._made_for: tuple[object, object] = (None, None)
        self.files = PendingFiles(session.tasks)
        self.files.changed.connect(self._touched)
        self.drop = FileDropArea()
        connect_sources(self.files, self.drop)
        self.keeper = DraftKeeper(session, LOG_PLACE, lambda: (self.typed(), {}), self)
        self.urgent = ActionButton(_("Urgent"), key_hint="Ctrl+U", icon_name="urgent")
        self.urgent.setCheckable(True)
        self.header = PageHeader(_("Log an incident"), after=_(KEPT))
        self.urgent.toggled.connect(self._show_foot)
        self.urgent.toggled.connect(self._touched)
        self.card = LoggedCard()
        self.card.go_on.connect(lambda uid: session.go.emit("incident", uid))
        self.card.next_call.connect(self._next_call)
        self._body = PageBody(max_width=960, centred=False)
        self.footer = LogFooter()
        self.footer.log_wanted.connect(self.log)
        self._stack = QStackedWidget()
        self._form_page = QWidget()
        self.similar = SimilarHint(session, lambda: self.form.values())
        self.similar.links_changed.connect(self._touched)
        self.side = LogSide(session, lambda: self.form.values(), self.similar)
        self.side.outages.edited.connect(self._touched)
        self.calls = OutageCalls(self, self.side)
        self.template = TemplateStrip(session, lambda: self.form)
        self.template.filled.connect(self._touched)
        self.usual = UsualValues(session, lambda: self.form, self)
        self._lay_out()
        self._add_actions()
        self._begin()
        self.keeper.load(self._offer_draft)
        session.surroundings_changed.connect(self._refresh_surroundings)
        session.tasks.idle.connect(self._log_what_waits)

    @property
    def form(self) -> StageForm:
        """The form of the call at hand."""
        assert self._form is not None  # noqa: S101 - made in __init__
        return self._form

    def show_target(self, target: str) -> None:
        """An empty form, or the draft that was left; after a logged call, the next one."""
        if self._stack.currentWidget() is self.card:
            self._next_call()

    def focus_first(self) -> None:
        """The title has the focus."""
        if self._stack.currentWidget() is self.card:
            self.card.focus_first()
        else:
            self.form.focus_first()

    def leave(self) -> None:
        """Write the draft now."""
        if self._dirty:
            self.keeper.flush()

    def holds_more(self) -> bool:
        """Whether a file is too big for a draft."""
        return not self.files.are_kept()

    def log(self, after: str = "card", *, waited: bool = False) -> None:
        """Log what is on the form; ``after`` is ``card``, ``next``, ``classify`` or ``quick``.

        A reporter who is still being looked up or added is waited for.
        """
        if self.busy or self.session.refuses(Right.WORK) or self.template.expand():
            return
        self.form.settle()
        values = self.template.with_template(logged_values(self.form.values()))
        if not values.get("title"):
            self.form.editor("title").set_problem(_("Give the incident a title"))
            self.form.focus_field("title")
            return
        wrong = next(iter(self.form.typed()), None)
        if wrong is not None:
            editor = self.form.editor(wrong)
            if not waited and isinstance(editor, RegisterEditor) and editor.is_under_way():
                self._waits_for = after
            else:
                self.form.focus_field(wrong)
            return
        self.busy, self._after = True, after
        files, uid, urgent, me = self.files.files, self._uid, self.urgent.isChecked(), self.session.me
        cases, originals = self.session.cases, list(self.similar.links)

        def act() -> Logged:
            logged = cases.log.log(values, me, urgent=urgent, uid=uid)
            for file in files:
                cases.conversation.attach(logged.uid, file, me)
            link_all(cases.similar, logged.uid, originals, me)
            return logged

        sent = dict(self.form.drafts())
        self.session.tasks.change(
            self, act, lambda logged: self._logged(logged, sent, files), ended=self.no_longer_busy
        )

    def go_on(self, sent: Mapping[str, JsonValue], files: Sequence[NewFile]) -> dict[str, JsonValue]:
        """Begin the next call; what was typed since ``sent`` with ``files`` belongs to it, and is given."""
        rest = _typed_since(self.form, sent)
        more = [one for one in self.files.files if not any(one is other for other in files)]
        self._clear()
        if rest or more:
            self.form.load({}, rest)
            self.files.take(more)
            self._touched()
        return rest

    def no_longer_busy(self) -> None:
        """What was under way has ended; another call can be sent."""
        self.busy = False

    def _log_what_waits(self) -> None:
        after, self._waits_for = self._waits_for, ""
        if after:
            self.log(after, waited=True)

    def _logged(self, logged: Logged, sent: Mapping[str, JsonValue], files: Sequence[NewFile]) -> None:
        rest = self.go_on(sent, files)
        if self._after == "quick":
            self.session.go.emit("incident", f"{logged.uid}/quick")
        elif self._after == "classify":
            self.session.go.emit("incident", f"{logged.uid}/logged")
        elif self._after == "next":
            self.session.told.emit(_("{number} is logged.").format(number=logged.number), "good")
            self.form.focus_field(next(iter(rest), "title"))
        else:
            ask = partial(self.session.cases.pages.incident, logged.uid, self.session.me)
            self.session.tasks.ask(self, ask, self._show_card)

    def _show_card(self, page: IncidentPage) -> None:
        self.card.show_page(page)
        self._stack.setCurrentWidget(self.card)
        self.card.focus_first()

    def _next_call(self) -> None:
        self._stack.setCurrentIndex(0)
        self.form.focus_first()

    def _clear(self) -> None:
        self._uid = self._fresh_uid()
        self.files.clear()
        self.urgent.setChecked(False)
        self.similar.clear()
        self.template.take(None)
        self._dirty = False
        self.keeper.forget()
        self._begin()

    def _fresh_uid(self) -> str:
        return new_uid(self.session.cases.desk.time.now().ms)

    def _begin(self) -> None:
        """An empty form: the one that is there, unless what it is built from has changed."""
        definition = self.session.cases.desk.library.newest(self.session.settings.default_process)
        context = self.session.form_context(definition)
        made_for = (definition, self.session.surroundings)
        if self._form is not None and all(map(is_, made_for, self._made_for)):
            self.usual.begin()
            self._form.begin(context, {})
        else:
            self._made_for = made_for
            self._make_form(StageForm(log_fields(definition, self.session.settings), context))
        self._show_foot()

    def _make_form(self, form: StageForm) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
        self._form = form
        form.edited.connect(self._touched)
        form.edited.connect(self.usual.follow)
        self.template.watch(form)
        connect_sources(self.files, form)
        self._body.body.insertWidget(0, form)

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        self.bring_back({key: draft.value for key, draft in drafts.items()})

    def bring_back(self, draft: Mapping[str, JsonValue]) -> None:
        """Show a call that was typed before, unless another one is being written down."""
        kept = dict(draft)
        if not kept or self._dirty:
            return
        self.files.set_draft(kept.pop(FILES, []))
        self.urgent.setChecked(bool(kept.pop(URGENT, False)))
        self.similar.take(kept.pop(LINKS, {}))
        template = kept.pop(TEMPLATE, None)
        self.side.outages.take(kept.pop(CALLER, None))
        self._uid = str(kept.pop(UID, "") or self._uid)
        self.form.load({}, kept)
        self.template.take(template)
        self._dirty = True
        self.similar.touch()
        self.side.touch()
        self.session.told.emit(_("The call you were writing down is here again."), "good")

    def typed(self) -> dict[str, JsonValue]:
        """The call as a draft keeps it; empty while nothing is typed."""
        if not self._dirty:
            return {}
        drafts = dict(self.form.drafts())
        extra: dict[str, JsonValue] = {UID: self._uid, URGENT: self.urgent.isChecked()}
        if self.files.files:
            extra[FILES] = self.files.draft()
        extra |= self.similar.draft() | self.template.draft()
        if asked := self.side.outages.draft():
            extra[CALLER] = asked
        return drafts | extra

    def _touched(self, _key: object = None) -> None:
        self._dirty = True
        self.similar.touch()
        self.side.touch()
        self.keeper.touch()

    def _show_foot(self) -> None:
        self.form.set_read_only(not self.session.may(Right.WORK))
        urgent = self.urgent.isChecked()
        self.footer.show_urgency(self.session, urgent=urgent)
        bigger = _("Does much stand still? {keys}: a major incident").format(keys=key_text("Ctrl+Shift+N"))
        self.header.after.setText(bigger if urgent else _(KEPT))

    def _refresh_surroundings(self) -> None:
        if self._dirty:
            self._show_foot()
        else:
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.form.isAncestorOf(focused)
            self._begin()
            if had_focus:
                self.form.focus_first()

    def _lay_out(self) -> None:
        header = self.header
        header.right.addWidget(self.urgent)
        files = QWidget()
        column = QVBoxLayout(files)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.drop)
        column.addWidget(self.files)
        self._body.body.addWidget(FieldFrame(_("Files"), files))
        quick = _quick_card(lambda: self.log("quick"))
        self._body.body.addWidget(quick)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.template)
        only = OnlyFor(self.session, Right.WORK, self)
        only.guard(self.footer, self.urgent, self.drop, quick)
        column.addWidget(only.banner(self._form_page))
        column.addWidget(self._body, 1)
        column.addWidget(self.footer)
        row = QHBoxLayout(self._form_page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self.side)
        self._stack.addWidget(self._form_page)
        self._stack.addWidget(self.card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _add_actions(self) -> None:
        for text, keys, act in (
            (_("Log it"), "Ctrl+Return", lambda: self.log()),
            (_("Log it, next call"), "Alt+Return", lambda: self.log("next")),
            (_("Log it, and classify it"), "Ctrl+Alt+Return", lambda: self.log("classify")),
            (_("Log it, and fix it now"), "Ctrl+Shift+Return", lambda: self.log("quick")),
            (_("Urgent: P1 until classified"), "Ctrl+U", self.urgent.toggle),
            (_("Similar incidents"), "Ctrl+Shift+L", self.similar.focus_first),
            (_("Fill from a template"), "Ctrl+Shift+T", self.template.ask),
        ):
            add_action(self._form_page, text, keys, act, whole_window=False)
        for place in range(MOST):
            words = _("Add the caller to outage {n}").format(n=place + 1)
            add_action(
                self._form_page, words, f"Alt+{place + 1}", partial(self.calls.add_at, place),
                whole_window=False,
            )  # fmt: skip


def _typed_since(form: StageForm, sent: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What is on ``form`` beyond what was ``sent``: it belongs to the next call."""
    texts = {field.key for field in form.fields() if field.kind in TEXT_KINDS}
    rest: dict[str, JsonValue] = {}
    for key, value in form.drafts().items():
        before = sent.get(key)
        if value == before:
            continue
        is_text = key in texts and isinstance(value, str) and isinstance(before, str)
        rest[key] = str(value).removeprefix(str(before)) if is_text else value
    return rest


def _quick_card(fix_now: Callable[[], None]) -> Card:
    card = Card()
    fix = ActionButton(_("Fix now"), key_hint="Ctrl+Shift+Return")
    fix.clicked.connect(fix_now)
    words = _("Six short answers take it to resolved, through the same checks.")
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(text_label(_("Fixed on the phone?"), "strong"))
    line.addWidget(text_label(words, "muted", wrap=True), 1)
    line.addWidget(fix)
    card.body.addLayout(line)
    return card
