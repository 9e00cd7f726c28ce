"""The use cases of updates: writing one, asking the commander, sending it, and telling people by hand.

Each audience has turns. Who writes the same turn as another, in another window or at another computer, is
told so, and nothing goes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.update_sending import (
    TO_GO,
    Sending,
    UpdateText,
)
from incidentdesk.domain.updates import Concern, check_update
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.languages import update_words
from incidentdesk.services.response.response_view import read_room
from incidentdesk.services.response.room import Room
from incidentdesk.services.updates.update_channels import Channels
from incidentdesk.services.updates.update_drafts import Draft, draft, is_last
from incidentdesk.services.updates.update_sendings import THING, Sendings, Sent, Told, must_be_text
from incidentdesk.services.updates.update_telling import note_told
from incidentdesk.services.updates.update_turns import (
    TurnTakenError,
    Update,
    approved_turn,
    must_be_audience,
    must_command,
    must_say,
    must_wait,
    written_turn,
)
from incidentdesk.services.updates.update_view import UpdatesView, read_updates
from incidentdesk.storage import register_entries, registers, updates

__all__ = ["Draft", "Sent", "TurnTakenError", "Update", "Updates"]


def _nobody(_done: int, _whole: int) -> None:
    """Nobody watches."""


class Updates:
    """What people are told of major incidents."""

    def __init__(self, desk: Desk, channels: Channels) -> None:
        self._desk = desk
        self._channels = channels
        self._sendings = Sendings(desk, channels)

    def view(self, ref: str, viewer: str) -> UpdatesView:
        """All that the composer shows."""
        return read_updates(self._desk, self._channels, ref, viewer)

    def draft(self, ref: str, audience: str, viewer: str, template: str = "") -> Draft:
        """A text to start from, by ``template`` or the one that fits now, with what the room knows."""
        must_be_audience(audience)
        view = self.view(ref, viewer).audiences[audience]
        key = template or view.template
        if key not in dict(view.templates):
            raise UsageError(
                _("There is no template “{key}” for them.").format(key=key),
                _("Use one of: {names}.").format(names=", ".join(dict(view.templates))),
            )
        room = read_room(self._desk, ref)
        uid = str(room.incident.core.get("service") or "")
        with self._desk.reading() as (session, settings):
            service = registers.names_of(session, {uid}).get(uid, "") if uid else ""
        return Draft(draft(room, settings, service, key), key, view.turn, is_last(key))

    def check(self, template: str, text: str) -> tuple[Concern, ...]:
        """What to look at before a text by ``template`` goes out; it advises, nothing is refused for it."""
        with self._desk.reading() as (session, _settings):
            folded = fold(text)
            known = (name for _uid, name, _active in register_entries.names(session, "device"))
            devices = [name for name in known if name in folded]
            people = [one.name for one in registers.people(session) if fold(one.name) in folded]
        return check_update(template, text, update_words(), devices=devices, people=people)

    def ask(self, ref: str, update: Update, author: str) -> tuple[UpdateText, Changes]:
        """Ask the commander to approve a text."""
        with self._room(ref, author) as room:
            must_say(update)
            if room.commander is None:
                raise RefusedError(
                    _("Nobody is in command who could approve it."), _("Take command, or say who has it.")
                )
            text = written_turn(room, update)
            now = room.work.now
            text = replace(
                text, state="waiting", asked_by=author, asked=now, decided_by="", decided=None, note=""
            )
            updates.write_text(room.work.session, text)
            room.record("update_asked", {"audience": text.audience, "turn": text.turn})
            return text, self._finished(room)

    def approve(self, uid: str, read: str, text: str, author: str, *, spoken: bool = False) -> Changes:
        """Approve a text as the commander, who ``read`` it, and may have changed it to ``text``.

        With ``spoken`` anybody records that the commander approved in words what was ``read`` to them.
        """
        with self._text(uid, author) as (room, waiting):
            must_wait(waiting)
            must_command(room, spoken=spoken)
            if waiting.text != read:
                raise RefusedError(_("The text was changed meanwhile."), _("Read it again."))
            if not text.strip() or (spoken and text != read):
                raise UsageError(_("Only the text that was read is approved."), _("Ask again."))
            changed = text.strip() != waiting.text
            now = room.work.now
            approved = replace(
                waiting, text=text.strip(), state="approved", decided_by=author, decided=now, note=""
            )
            updates.write_text(room.work.session, approved)
            how = "spoken" if spoken else "changed" if changed else "approved"
            room.record("update_decided", {"audience": waiting.audience, "act": how})
            return self._finished(room)

    def send_back(self, uid: str, note: str, author: str) -> Changes:
        """Give a text back to who wrote it, as the commander, with what is to be changed."""
        with self._text(uid, author) as (room, waiting):
            must_wait(waiting)
            must_command(room, spoken=False)
            back = replace(
                waiting, state="draft", decided_by=author, decided=room.work.now, note=note.strip()
            )
            updates.write_text(room.work.session, back)
            said = {"audience": waiting.audience, "act": "sent_back"}
            room.record("update_decided", {**said}, {"note": note.strip()})
            return self._finished(room)

    def prepare(
        self, ref: str, update: Update, channels: Iterable[str], author: str, *, stale_ok: bool = False
    ) -> tuple[UpdateText, Changes]:
        """Let a text go to ``channels`` (uids): ``deliver`` then sends it. Nothing has gone yet.

        Outward only what the commander wrote or approved.
        """
        wanted = tuple(dict.fromkeys(channels))
        if not wanted:
            raise UsageError(
                _("No channel is chosen."),
                _("Choose one, or copy the text, tell people yourself, and mark them as told."),
            )
        with self._room(ref, author) as room:
            text = approved_turn(room, update)
            self._sendings.plan(room.work, room, text, wanted, stale_ok=stale_ok)
            return text, self._finished(room)

    def deliver(
        self,
        text: str,
        author: str,
        is_cancelled: Callable[[], bool] = lambda: False,
        told: Told = _nobody,
        only: Collection[str] | None = None,
    ) -> Sent:
        """Send what of a prepared text has not gone. May take long: not for a thread that others wait for."""
        return self._sendings.run(text, author, is_cancelled, told, only)

    def retry(self, uid: str, author: str, *, stale_ok: bool = False) -> Changes:
        """Let what of a text did not go be tried again by ``deliver``; an old text only if that is wanted."""
        with self._text(uid, author, ended=True) as (room, text):
            if not any(one.state in TO_GO for one in updates.sendings(room.work.session, uid)):
                raise RefusedError(_("Nothing of it is left to be sent."))
            self._sendings.must_be_fresh(room.work, room, text, stale_ok=stale_ok)
            return self._finished(room)

    def send(
        self, ref: str, update: Update, channels: Iterable[str], author: str, *, stale_ok: bool = False
    ) -> Sent:
        """``prepare`` and ``deliver``, where the thread at hand may wait."""
        text, _changes = self.prepare(ref, update, channels, author, stale_ok=stale_ok)
        return self.deliver(text.uid, author)

    def tell_by_hand(self, ref: str, update: Update, whom: str, author: str) -> tuple[UpdateText, Changes]:
        """Note that ``whom`` was told a text without a channel: by phone, in the hall, on a website."""
        with self._room(ref, author) as room:
            text = approved_turn(room, update)
            return self._told(room, text, whom), self._finished(room)

    def also_told(self, uid: str, whom: str, author: str) -> Changes:
        """Note that others were told by hand what went out already."""
        with self._text(uid, author, ended=True) as (room, text):
            if text.told is None:
                raise RefusedError(_("Nobody has been told this yet."))
            self._told(room, text, whom)
            return self._finished(room)

    def settle(self, sending: str, author: str, *, arrived: bool) -> Changes:
        """Say of a sending that may have gone whether it did."""
        return self._sendings.settle(sending, author, arrived=arrived)

    def drop(self, uid: str, author: str) -> Changes:
        """Let a text be, and what of it has not gone: a fresh one takes its place."""
        return self._sendings.give_up(uid, author)

    def _told(self, room: Room, text: UpdateText, whom: str) -> UpdateText:
        work, target = room.work, whom.strip()
        if not target:
            raise UsageError(_("Say who was told."), _("For example: the school office, by phone."))
        row = Sending(work.new_uid(), text.uid, "", target, "sent", work.now, work.author)
        if not updates.plan(work.session, row):
            raise RefusedError(_("It is noted already that {whom} was told.").format(whom=target))
        updates.change(work.session, replace(row, result="told", ended=work.now))
        text = note_told(room, text)
        room.record("update_sent", {"audience": text.audience, "by_hand": True}, {"name": target})
        return text

    @contextmanager
    def _room(self, ref: str, author: str) -> Iterator[Room]:
        with self._desk.changing(author) as work:
            yield Room.open(self._desk, work, ref)

    @contextmanager
    def _text(self, uid: str, author: str, *, ended: bool = False) -> Iterator[tuple[Room, UpdateText]]:
        with self._desk.changing(author) as work:
            text = must_be_text(updates.text(work.session, uid))
            yield Room.open(self._desk, work, text.incident, ended=ended), text

    def _finished(self, room: Room) -> Changes:
        room.touched.add(THING)
        return room.finish()
