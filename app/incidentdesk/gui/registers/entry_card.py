"""The right of the room: one entry of a register, read and written; what is typed is kept as its draft."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Card, Entry
from incidentdesk.domain.rights import Right
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.form_values import same_value
from incidentdesk.gui.registers.card_fields import NAME, card_facts
from incidentdesk.gui.registers.card_footer import CardFooter
from incidentdesk.gui.registers.card_forms import CardForms
from incidentdesk.gui.registers.card_head import CardHead
from incidentdesk.gui.registers.card_history import CardHistory
from incidentdesk.gui.registers.card_saving import CardSaving
from incidentdesk.gui.registers.words import ICONS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import PageBody
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft

WIDTH = 400
NEW = "new"
SOON_MS = 60
"""The card follows the keyboard once it rests on a row for so long."""


class EntryCard(QFrame):
    """Ctrl+S saves, Esc puts away. ``saved(Card)`` once it is on the desk; ``closed`` when it is put away."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setFixedWidth(WIDTH)
        self._session = session
        self.register = ""
        self.card: Card | None = None
        self.form: StageForm | None = None
        self._forms = CardForms(session, self._take_in)
        self._focus_wanted = False
        self._next = ("", "")
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask)
        self.keeper = DraftKeeper(session, _place("", ""), self._typed, self)
        self.head = CardHead(session)
        self.banner = Banner(closable=False)
        self.banner.hide()
        self.body = PageBody(max_width=WIDTH, centred=False)
        self.body.body.addWidget(self.head)
        self.body.body.addWidget(self.banner)
        self.history = CardHistory(session)
        self.body.body.addWidget(self.history)
        self.footer = CardFooter(session)
        self.footer.save_button.clicked.connect(lambda _checked=False: self.save())
        self.footer.leave_button.clicked.connect(lambda _checked=False: self.put_away())
        self.footer.retire_button.clicked.connect(lambda _checked=False: self.toggle_retired())
        self.empty = EmptyState("person", _("Nothing chosen"), _("Choose an entry, or add one."), width=300)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # beside the line at its left
        column.setSpacing(0)
        for widget, stretch in ((self.body, 1), (self.footer, 0), (self.empty, 1)):
            column.addWidget(widget, stretch)
        self.saving = CardSaving(session, self)
        self.saving.saved.connect(self._saved)
        self.saving.refused.connect(self._tell)
        self.saving.conflicting.connect(self._conflicting)
        self._show_parts()

    # ---- which entry

    def follow(self, entry: Entry) -> None:
        """Show an entry soon, for the keyboard came to it."""
        if (entry.register, entry.uid) != (self.register, self.uid) or self.is_adding():
            self._next = (entry.register, entry.uid)
            self._soon.start()

    def open(self, entry: Entry) -> None:
        """Show an entry at once, and go into its first field."""
        self._focus_wanted = True
        if (entry.register, entry.uid) == (self.register, self.uid) and not self._soon.isActive():
            self._go_in()
            return
        self._next = (entry.register, entry.uid)
        self._soon.stop()
        self._ask()

    def add(self, register: str, name: str = "") -> None:
        """Begin a new entry, or go on with the one that was left."""
        if self._session.refuses(Right.WORK):
            return
        self._soon.stop()
        self._session.tasks.cancel(self, "card")
        self._focus_wanted = True
        self._begin(register, None, name)

    def show_nothing(self, register: str, *, among_some: bool = True) -> None:
        """There is no entry to show; where the register has none at all the card gives up its room."""
        self._soon.stop()
        self._session.tasks.cancel(self, "card")
        self.leave()
        self.register, self.card, self.form = register, None, None
        self.keeper.move_to(_place(register, "none"))
        self.empty.drawing.set_drawing(ICONS[register], "muted")
        self.setVisible(among_some)
        self._show_parts()

    def reload(self) -> None:
        """The entry may be another than it was: edited fields stay, all others follow."""
        if self.card is not None and not self.saving.busy:
            ask = partial(self._session.cases.registers.get, self.register, self.card.uid)
            self._session.tasks.ask(self, ask, self._renew, topic="card", refused=lambda _error: True)

    @property
    def uid(self) -> str:
        """The uid of the entry that is shown; empty for a new one."""
        return self.card.uid if self.card is not None else ""

    def is_dirty(self) -> bool:
        """Whether something is typed and not saved."""
        return self.form is not None and bool(self.form.drafts())

    def leave(self) -> None:
        """Keep what is typed as a draft now."""
        if self.form is not None:
            self.keeper.flush()

    # ---- acts

    def save(self) -> None:
        """Save what is typed."""
        if self.form is not None:
            self.saving.save(self.register, self.uid, self.form)

    def put_away(self) -> None:
        """Discard what is typed, which can be had back, and leave the card."""
        form, register, card = self.form, self.register, self.card
        if form is None:
            return
        drafts = form.drafts()
        if drafts:
            self.keeper.forget()
            form.begin(self._session.form_context(None, names=card.names if card else {}), card_facts(card))
            self.banner.set_message("", "danger")
            self._show_parts()
            self._session.undoable.emit(
                _("What you typed was thrown away."), partial(self._put_back, register, card, drafts)
            )
        self.closed.emit()

    def toggle_retired(self) -> None:
        """Offer the entry no longer, or again."""
        card = self.card
        if card is not None:
            self._set_active(card, active=not card.active)

    def _set_active(self, card: Card, *, active: bool) -> None:
        registers = self._session.cases.registers
        act = registers.restore if active else registers.retire
        words = _("{name} is offered again.") if active else _("{name} is retired.")

        def done(_changes: Changes) -> None:
            undo = partial(self._set_active, card, active=not active)
            self._session.undoable.emit(words.format(name=card.name), undo)

        work = partial(act, card.register, card.uid, self._session.me)
        self._session.tasks.change(self, work, done, refused=self._tell)

    # ---- reading

    def _ask(self) -> None:
        register, uid = self._next
        ask = partial(self._session.cases.registers.get, register, uid)
        show = partial(self._begin, register)
        self._session.tasks.ask(self, ask, show, topic="card", refused=lambda _error: True)

    def _begin(self, register: str, card: Card | None, name: str = "") -> None:
        self.leave()
        self.saving.forget_waiting()
        self.register, self.card = register, card
        form = self.form = self._forms.show(register)
        self.banner.set_message("", "danger")
        form.begin(self._session.form_context(None, names=card.names if card else {}), card_facts(card))
        if card is None and name:
            form.set_field(NAME, name)
        self.keeper.move_to(_place(register, card.uid if card else ""))
        self.keeper.load(self._offer_draft)
        self.body.verticalScrollBar().setValue(0)
        self._show_parts()
        if self._focus_wanted:
            self._go_in()

    def _renew(self, card: Card) -> None:
        if self.form is not None and card.uid == self.uid:
            self.card = card
            self.form.load(card_facts(card))
            self._show_parts()

    def _take_in(self, form: StageForm) -> None:
        form.edited.connect(self._edited)
        form.conflict_settled.connect(self._edited)
        self.body.body.insertWidget(self.body.body.indexOf(self.history), form)

    def _go_in(self) -> None:
        self._focus_wanted = False
        if self.form is not None:
            self.form.focus_first()

    def is_adding(self) -> bool:
        """Whether a new entry is being written."""
        return self.form is not None and self.card is None

    # ---- what is typed

    def _edited(self, _key: str) -> None:
        self.keeper.touch()
        self._show_parts()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        return (self.form.drafts(), self.form.base()) if self.form is not None else ({}, {})

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        form = self.form
        if not drafts or form is None:
            return
        typed = form.drafts()
        kept = {key: draft.value for key, draft in drafts.items() if key not in typed}
        for key in kept:
            form.start_from(key, drafts[key].base)
        form.load(card_facts(self.card), kept)
        self._show_parts()

    def _put_back(self, register: str, card: Card | None, drafts: Mapping[str, JsonValue]) -> None:
        self._begin(register, card)
        if self.form is not None:
            self.form.load(card_facts(card), drafts)
            self.keeper.touch()
            self._go_in()
            self._show_parts()

    # ---- saving

    def _saved(self, card: Card, sent: Mapping[str, JsonValue]) -> None:
        form = self.form
        if form is not None and card.register == self.register and self.uid in ("", card.uid):
            drafts = form.drafts()
            since = {key: value for key, value in drafts.items() if not same_value(value, sent.get(key))}
            self.keeper.forget()
            self.banner.set_message("", "danger")
            self.card = card
            form.begin(self._session.form_context(None, names=card.names), card_facts(card), since)
            self.keeper.move_to(_place(self.register, card.uid))
            if since:
                self.keeper.touch()
            self._show_parts()
        else:
            self.keeper.forget_at(_place(card.register, card.uid))
        self._session.told.emit(_("{name} is saved.").format(name=card.name), "good")
        self.saved.emit(card)

    def _conflicting(self, now: Card) -> None:
        if now.uid == self.uid:
            self.card = now
            self._show_parts()

    def _tell(self, error: UserFacingError) -> bool:
        self.banner.set_message(str(error), "danger")
        self.body.show_widget(self.banner)
        return True

    # ---- showing

    def _show_parts(self) -> None:
        shown = self.form is not None
        for part in (self.body, self.footer):
            part.setVisible(shown)
        self.empty.setVisible(not shown)
        if not shown:
            return
        self.show()
        self.head.show_card(self.register, self.card)
        self.history.show_card(self.card)
        self.footer.show_card(self.card, dirty=self.is_dirty())


def _place(register: str, uid: str) -> str:
    """Where the draft of an entry is kept."""
    return f"registers/{register}/{uid or NEW}"
