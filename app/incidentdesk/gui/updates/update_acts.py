"""What is done with an update from the composer; each answers with a word at the foot, or a notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.rights import Right
from incidentdesk.domain.update_sending import UpdateText
from incidentdesk.domain.updates import first_gap
from incidentdesk.gui.updates.composer import Composer
from incidentdesk.gui.updates.standing import Notice
from incidentdesk.gui.updates.update_words import audience_name
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.updates.update_sendings import StaleTextError
from incidentdesk.services.updates.updates import Sent, Update

T = TypeVar("T")


class UpdateActs(QObject):
    """Sending, asking, approving, telling by hand; one act at a time."""

    def __init__(self, card: Composer, parent: QObject) -> None:
        super().__init__(parent)
        self._card = card
        self._session = card.session
        self._updates = card.session.cases.updates
        self._busy = False

    def send(self, *, stale_ok: bool = False) -> None:
        """Let the text go by the channels that are ticked."""
        card = self._card
        update = self._written()
        if update is None:
            return
        uid, channels, me = card.uid, card.channels.ticked(), self._session.me

        def act() -> tuple[UpdateText, Changes]:
            return self._updates.prepare(uid, update, channels, me, stale_ok=stale_ok)

        self._change(act, lambda answer: self._deliver(answer[0]), again=lambda: self.send(stale_ok=True))

    def ask(self) -> None:
        """Ask the commander to approve the text."""
        update = self._written()
        if update is not None:
            uid, me = self._card.uid, self._session.me
            said = _("The commander is asked.")
            self._change(lambda: self._updates.ask(uid, update, me), lambda _answer: self._done(said))

    def approve(self, *, spoken: bool = False) -> None:
        """Approve what waits, as it is written here now."""
        waiting, words = self._card.shown.waiting, self._card.edit.words()
        if waiting is None:
            return
        read, me = waiting.text, self._session.me
        text = read if spoken else words
        self._change(
            lambda: self._updates.approve(waiting.uid, read, text, me, spoken=spoken),
            lambda _changes: self._done(_("Approved.")),
        )

    def send_back(self, note: str) -> None:
        """Give what waits back to who wrote it."""
        waiting = self._card.shown.waiting
        if waiting is not None:
            me = self._session.me
            self._change(
                lambda: self._updates.send_back(waiting.uid, note, me),
                lambda _changes: self._done(_("Sent back.")),
            )

    def copy(self) -> None:
        """Put the text on the clipboard; it needs no channel, no network and no right."""
        words = self._card.edit.words()
        QGuiApplication.clipboard().setText(words)
        gap = first_gap(words)
        if gap:
            said = _("Copied, but {gap} is still to be filled in.").format(gap=gap)
            self._session.told.emit(said, "danger")
        else:
            self._session.told.emit(_("Copied. Mark them as told once you have told them."), "good")

    def tell(self, whom: str) -> None:
        """Note that people were told by hand: what is written here, or what they were told last."""
        card, me, uid = self._card, self._session.me, self._card.uid
        last = card.shown.last_text
        again = last is not None and last.turn > 0 and not card.dirty and card.shown.open_text is None
        if last is not None and again:
            said = _("Noted that they were told what went out last.")
            act = lambda: self._updates.also_told(last.uid, whom, me)  # noqa: E731 - one of two
            self._change(act, lambda _changes: self._done(said))
            return
        update = self._written()
        if update is not None:
            self._change(
                lambda: self._updates.tell_by_hand(uid, update, whom, me),
                lambda _answer: self._done(_("Noted that they were told.")),
            )

    def retry(self, text: UpdateText, *, stale_ok: bool = False) -> None:
        """Try again what of a text did not go."""
        me = self._session.me
        self._change(
            lambda: self._updates.retry(text.uid, me, stale_ok=stale_ok),
            lambda _changes: self._deliver(text),
            again=lambda: self.retry(text, stale_ok=True),
        )

    def fresh(self, text: UpdateText) -> None:
        """Let a text be that did not go, and write a fresh one."""
        me = self._session.me

        def done(_changes: Changes) -> None:
            self._done(_("The old text is put away; it is kept that it did not go."))
            self._card.edit.text.setFocus()

        self._change(lambda: self._updates.drop(text.uid, me), done)

    def settle(self, sending: str, *, arrived: bool) -> None:
        """Say whether what may have gone did."""
        me = self._session.me
        words = _("Noted: it went out.") if arrived else _("Noted: it did not go out.")
        self._change(
            lambda: self._updates.settle(sending, me, arrived=arrived), lambda _changes: self._done(words)
        )

    def _written(self) -> Update | None:
        """What is written for the next turn; none where it cannot go yet, which is told."""
        card = self._card
        if self._busy or not card.uid or self._session.refuses(Right.WORK):
            return None
        if card.edit.select_gap():
            self._session.told.emit(_("Something is still to be filled in."), "danger")
            return None
        return Update(card.audience_key, card.shown.turn, card.template_key, card.edit.words())

    def _change(
        self, act: Callable[[], T], done: Callable[[T], None], again: Callable[[], None] | None = None
    ) -> None:
        if self._busy:
            return
        self._busy = True
        card = self._card

        def refused(error: UserFacingError) -> bool:
            acts: tuple[tuple[str, Callable[[], object]], ...] = ()
            if isinstance(error, StaleTextError) and again is not None:
                acts = ((_("Send it as it is"), again), (_("Write a fresh one"), card.start_afresh))
            card.show_trouble(Notice(str(error), "warning" if acts else "danger", acts))
            return True

        self._session.tasks.change(self, act, done, refused=refused, ended=self._ended)

    def _ended(self) -> None:
        self._busy = False

    def _deliver(self, text: UpdateText) -> None:
        self._card.forget_draft()
        self._session.update_sender.deliver(text.uid, self._sent, self._failed)

    def _failed(self, error: UserFacingError) -> bool:
        self._card.show_trouble(Notice(str(error), "danger"))
        return True

    def _sent(self, sent: Sent) -> None:
        went = sum(one.state == "sent" for one in sent.sendings)
        whom = audience_name(sent.text.audience)
        if any(one.practised for one in sent.sendings):
            words = _("It would have gone to {whom}: the practice desk sends nothing to the outside.")
            self._session.told.emit(words.format(whom=whom), "accent")
            return
        if went == len(sent.sendings):
            self._session.told.emit(_("The update went to {whom}.").format(whom=whom), "good")
            return
        words = ngettext(
            "{n} of {whole} address of {whom} was reached.",
            "{n} of {whole} addresses of {whom} were reached.",
            len(sent.sendings),
        )
        self._session.told.emit(words.format(n=went, whole=len(sent.sendings), whom=whom), "danger")

    def _done(self, words: str) -> None:
        self._card.forget_draft()
        self._session.told.emit(words, "good")
