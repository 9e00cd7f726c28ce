"""The composer of updates: how long it is to the next one, a text for each audience, and by what it goes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import LIVE
from incidentdesk.domain.sev import sev_text
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.restricted.channel_warning import ChannelWarning
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.updates.ask_line import Asks
from incidentdesk.gui.updates.channel_ticks import ChannelTicks
from incidentdesk.gui.updates.composer_buttons import ComposerButtons
from incidentdesk.gui.updates.composer_notices import notices_of
from incidentdesk.gui.updates.due_clock import DueClock
from incidentdesk.gui.updates.history import History
from incidentdesk.gui.updates.shown import Shown
from incidentdesk.gui.updates.standing import Notice, Standing
from incidentdesk.gui.updates.update_acts import UpdateActs
from incidentdesk.gui.updates.update_edit import UpdateEdit
from incidentdesk.gui.updates.update_words import last_words
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PageBody
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services import drafting
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.updates.update_drafts import templates_of
from incidentdesk.services.updates.update_view import AudienceView
from incidentdesk.services.updates.updates import Draft

COPY_KEYS, TOLD_KEYS = "Alt+Shift+C", "Alt+Shift+M"


class UpdatesCard(RoomCard):
    """One audience at a time; what is typed for each is kept within a second."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Next update"))
        self.uid = ""
        self.dirty = False
        self._chosen = ""
        self.shown = Shown()
        self._room: RoomView | None = None
        self._trouble: Notice | None = None
        self._more_wanted = False
        self.more = ActionButton(_("Tell people more"), kind="link")
        self.more.clicked.connect(lambda _checked=False: self.begin())
        self.clock = DueClock(session.cases.desk.time.now)
        self.since = text_label("", "muted", wrap=True)
        self.audience = SegmentedControl(
            [(key, _(title)) for key, title in AUDIENCE_TEXTS.items()], clearable=False
        )
        self.audience.setAccessibleName(_("Who is told"))
        self.audience.set_value("internal")
        self.template = SearchSelect()
        self.template.setAccessibleName(_("What kind of text"))
        self.edit = UpdateEdit(session)
        self.standing = Standing()
        self.not_by = ChannelWarning(session)
        self.channels = ChannelTicks(session)
        self.asks = Asks()
        self.acts = UpdateActs(self, self)
        self.buttons = ComposerButtons(self, self.acts)
        self.history = History()
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self.writing = (self.template, self.edit, self.channels, self.buttons)
        for widget in self._widgets():
            self.body.addWidget(widget)
        self.body.setSpacing(8)
        self.audience.changed.connect(self._other_audience)
        self.template.changed.connect(self._other_template)
        self.edit.edited.connect(self._edited)
        self.channels.changed.connect(self.show_buttons)
        self.asks.whom.said.connect(self.acts.tell)
        self.asks.note.said.connect(self.acts.send_back)
        self.standing.left.connect(self.keep_focus)
        session.update_sender.changed.connect(self.show_buttons)
        add_action(self, _("Copy the update"), COPY_KEYS, self.acts.copy, whole_window=False)
        add_action(self, _("Mark people as told"), TOLD_KEYS, self.ask_whom, whole_window=False)

    # What it is about

    @property
    def audience_key(self) -> str:
        """Who is told: ``internal``, ``executive`` or ``external``."""
        return self.audience.value() or "internal"

    @property
    def template_key(self) -> str:
        """The template that the text was begun by."""
        chosen = self.template.value()
        return chosen or (self.shown.draft.template if self.shown.draft else "")

    # The room

    def show_room(self, view: RoomView) -> None:
        """Show how the updates stand; what is being typed stays."""
        another = view.incident.uid != self.uid
        self._room = view
        record = self.is_record(view)
        self.set_title(_("Updates") if record else _("Next update"))
        self.clock.setVisible(not record)
        if another:
            self.leave()
            self.uid, self.shown, self._more_wanted = view.incident.uid, Shown(), False
            self.not_by.show_incident(self.uid)
            self._take_place()
        self.clock.show_due(view.response.update_due, _("None is due"))
        self.ask()

    def leave(self) -> None:
        """Write the draft now."""
        if self.uid:
            self.keeper.flush()

    def focus_first(self) -> bool:
        """The text, at its first gap."""
        if self.isHidden() or self.edit.isHidden():
            return False
        _scroll_to(self.buttons)  # as much of what belongs to the text as there is room for
        self.edit.text.setFocus()
        _scroll_to(self.edit.text)
        self.edit.select_gap()
        return True

    def keep_focus(self) -> None:
        """Keep the focus in the card where what had it has gone."""
        if not self.focus_first():
            self.audience.setFocus()

    def begin(self) -> bool:
        """Write an update, also where none is due any more."""
        if not self._more_wanted:
            self._more_wanted = True
            self._show(self.shown)
        return self.focus_first()

    def confirm(self) -> bool:
        """Do what the first button says, or note who was told."""
        asking = self.asks.open()
        if asking is not None:
            asking.confirm()
        else:
            self.buttons.confirm()
        return True

    def back(self) -> bool:
        """Put the line away that asks something."""
        if self.asks.open() is None:
            return False
        self.asks.put_away(self.edit.text)
        return True

    def ask(self) -> None:
        """Read how the updates stand, and a text to start from."""
        uid, audience, template, me = self.uid, self.audience_key, self._chosen, self.session.me
        updates = self.session.cases.updates

        def question() -> Shown:
            view = updates.view(uid, me)
            live = view.declared and not view.over
            return Shown(audience, view, updates.draft(uid, audience, me, template) if live else None)

        def answer(shown: Shown) -> None:
            if uid == self.uid and audience == self.audience_key:
                self._show(shown)

        self.session.tasks.ask(self, question, answer, topic="updates")

    def show_audience(self, key: str) -> None:
        """Go to another audience."""
        self.audience.set_value(key)
        self._other_audience(key)

    def ask_whom(self) -> None:
        """Ask who was told by hand."""
        there = self.shown.there
        if there is not None and self._may_write():
            self.asks.whom.ask(there.by_hand)

    def show_trouble(self, notice: Notice) -> None:
        """Say why something was refused, until the next thing is done."""
        self._trouble = notice
        self.ask()

    def forget_draft(self) -> None:
        """What is written here is in the desk by now."""
        self.keeper.forget()
        self.dirty, self._chosen, self._trouble = False, "", None
        self.asks.put_away(self.edit.text)
        self.ask()

    def start_afresh(self) -> None:
        """Put the old text away where there is one, and begin from what the room knows now."""
        text = self.shown.open_text
        if text is not None:
            self.acts.fresh(text)
        else:
            self.forget_draft()

    def show_buttons(self) -> None:
        """Show what can be done now."""
        self.buttons.show_acts()

    # Inside

    def _widgets(self) -> tuple[QWidget, ...]:
        return (
            self.clock, self.since, self.audience, self.not_by, self.standing, self.template, self.edit,
            self.channels, self.asks, self.buttons, self.more, self.history,
        )  # fmt: skip

    def _may_write(self) -> bool:
        return self._room is not None and self.may_change(self._room) and self.shown.view is not None

    def _show(self, shown: Shown) -> None:
        room = self._room
        self.shown = shown
        there, view, draft = shown.there, shown.view, shown.draft
        if room is None or there is None or view is None:
            return
        may = self._may_write() and draft is not None
        writes = may and (self._is_due(room, shown) or self._more_wanted or self.dirty)
        self.more.setVisible(may and not writes)
        for widget in self.writing:
            widget.setVisible(writes)
        self.clock.show_due(view.due, _("None is due"))
        sev = sev_text(room.incident.sev)
        minutes = self.session.settings.cadence.minutes(room.incident.sev, room.public)
        none = self.is_record(room) and not there.told
        self.since.setText(_("None recorded.") if none else last_words(view, minutes, sev))
        self.since.setVisible(bool(self.since.text()))
        notices = notices_of(self, self.acts, view, there)
        if self._trouble is not None:
            notices = [self._trouble, *notices]
        self.standing.show_notices(notices)
        self.history.show_told(there.told, view.now)
        if writes and draft is not None:
            self._show_text(draft, there)
            wanted = there.told_first if draft.last else frozenset()
            self.channels.show_channels(self.audience_key, there.channels, wanted)
        self.show_buttons()

    def _is_due(self, room: RoomView, shown: Shown) -> bool:
        """Whether people are told at intervals, or a text for them has been begun."""
        due = shown.view is not None and shown.view.due is not None
        return due or room.incident.phase in LIVE or shown.open_text is not None

    def _show_text(self, draft: Draft, there: AudienceView) -> None:
        text = there.open.text if there.open else None
        self.template.setVisible(len(there.templates) > 1)
        if self.dirty:
            return
        kept = text is not None and self._chosen in ("", text.template)
        template = text.template if text is not None and kept else draft.template
        self.template.set_value(template)
        self.edit.put(text.text if text is not None and kept else draft.text, template)
        if self.edit.text.hasFocus():
            self.edit.select_gap()

    def _take_place(self) -> None:
        self.keeper.move_to(f"update/{self.uid}/{self.audience_key}")  # writes what is typed first
        self.dirty, self._chosen, self._trouble = False, "", None
        self.asks.put_away(self.edit.text)
        self.template.set_choices([Choice(key, _(title)) for key, title in templates_of(self.audience_key)])
        self.edit.put("", "")
        self.keeper.load(self._offer)

    def _other_audience(self, _key: object) -> None:
        if self.uid:
            self._take_place()
            self.ask()

    def _other_template(self, key: object) -> None:
        before, dirty, place = self.edit.text.toPlainText(), self.dirty, self.keeper.place
        self.dirty, self._chosen = False, str(key or "")
        self.keeper.touch()
        self.ask()
        if dirty:

            def undo() -> None:
                if place == self.keeper.place:
                    self.edit.put(before, self.template_key)
                    self._edited()

            self.session.undoable.emit(_("What you had written was replaced."), undo)

    def _edited(self) -> None:
        self.dirty = True
        self.keeper.touch()
        self.show_buttons()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        if not self.dirty:
            return {}, {}
        return {"text": self.edit.text.toPlainText(), "template": self.template_key}, {}

    def _offer(self, drafts: dict[str, drafting.Draft]) -> None:
        kept = {key: str(draft.value or "") for key, draft in drafts.items()}
        if not kept.get("text") or self.dirty:
            return
        self.dirty = True
        self._show(self.shown)
        if kept.get("template"):
            self._chosen = kept["template"]
            self.template.set_value(self._chosen)
        self.edit.put(kept["text"], kept.get("template", ""))
        self.show_buttons()


def _scroll_to(widget: QWidget) -> None:
    """Bring ``widget`` into view where it stands in a page that scrolls."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, PageBody):
        above = above.parentWidget()
    if above is not None:
        above.show_widget(widget)
