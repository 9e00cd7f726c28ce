"""The use cases of updates: writing one, asking the commander, sending it, and telling people by hand.

Each audience has turns. Who writes the same turn as another, in another window or at another computer, is
told so, and nothing goes twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.update_sending import (
    AUDIENCE_TEXTS,
    NEEDS_COMMANDER,
    TO_GO,
    Sending,
    UpdateText,
)
from incidentdesk.domain.updates import Concern, check_update, first_gap
from incidentdesk.services.desk import Changes, Desk
from incidentdesk.services.languages import update_words
from incidentdesk.services.response_view import read_room
from incidentdesk.services.room import Room
from incidentdesk.services.update_channels import Channels
from incidentdesk.services.update_drafts import Draft, draft, is_last
from incidentdesk.services.update_sendings import THING, Sendings, Sent, Told, must_be_text
from incidentdesk.services.update_telling import note_told
from incidentdesk.services.update_view import UpdatesView, next_turn, read_updates
from incidentdesk.storage import register_entries, registers, updates

__all__ = ["Draft", "Sent", "Update", "Updates"]


class TurnTakenError(RefusedError):
    """Somebody else told these people meanwhile."""


class Update(NamedTuple):
    """What somebody wrote for an audience: the text of a turn, by a template."""

    audience: str
    turn: int
    template: str
    text: str


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
        _must_be_audience(audience)
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
            _must_say(update)
            if room.commander is None:
                raise RefusedError(
                    _("Nobody is in command who could approve it."), _("Take command, or say who has it.")
                )
            text = self._written(room, update)
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
            _must_wait(waiting)
            _must_command(room, spoken=spoken)
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
            _must_wait(waiting)
            _must_command(room, spoken=False)
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
            text = self._approved(room, update)
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
            text = self._approved(room, update)
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

    def _written(self, room: Room, update: Update) -> UpdateText:
        """The text of a turn as it is now, with the words of ``update``; not kept yet."""
        _must_be_audience(update.audience)
        room.must_be_declared()
        texts = updates.texts_of(room.work.session, room.incident.uid)
        theirs = [one for one in texts if one.audience == update.audience]
        turn = next_turn(theirs)
        if update.turn != turn:
            raise TurnTakenError(
                _("They were told something else meanwhile."), _("Read it, then say what has changed since.")
            )
        there = next((one for one in theirs if one.turn == turn), None)
        now, words = room.work.now, update.text.strip()
        if there is None:
            return UpdateText(
                room.work.new_uid(), room.incident.uid, update.audience, turn, update.template, "draft",
                words, is_last(update.template), room.work.author, now,
            )  # fmt: skip
        if there.text == words:
            return there
        if any(_is_under_way(one) for one in updates.sendings(room.work.session, there.uid)):
            raise RefusedError(
                _("The text before this one is on its way, or may have gone."),
                _("See how it went, then write a fresh one."),
            )
        return replace(
            there, text=words, template=update.template, last=is_last(update.template),
            author=room.work.author, written=now, state="draft",
        )  # fmt: skip

    def _approved(self, room: Room, update: Update) -> UpdateText:
        """The text of ``update`` as it may go out, kept."""
        _must_say(update)
        text, work = self._written(room, update), room.work
        if text.state != "approved":
            commander = room.commander
            if update.audience in NEEDS_COMMANDER and (commander is None or commander.person != work.author):
                raise RefusedError(
                    _("The commander has not approved this text."),
                    _("Ask the commander.") if commander else _("Take command, or say who has it."),
                )
            text = replace(text, state="approved", decided_by=work.author, decided=work.now)
            updates.write_text(work.session, text)
        return text

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


def _is_under_way(one: Sending) -> bool:
    return one.state in {"planned", "sending", "sent", "unknown"}


def _must_be_audience(audience: str) -> None:
    if audience not in AUDIENCE_TEXTS:
        raise UsageError(
            _("“{name}” is no audience.").format(name=audience),
            _("Use one of: {names}.").format(names=", ".join(AUDIENCE_TEXTS)),
        )


def _must_say(update: Update) -> None:
    if not update.text.strip():
        raise UsageError(_("There is nothing to tell."), _("Write it in a few words."))
    gap = first_gap(update.text)
    if gap:
        raise UsageError(
            _("Something is still to be filled in: {gap}.").format(gap=gap),
            _("Write it, or take the line out."),
        )
    if update.template not in update_words().templates:
        raise UsageError(_("There is no template “{key}” for them.").format(key=update.template))


def _must_wait(text: UpdateText) -> None:
    if text.state != "waiting":
        raise RefusedError(_("This text does not wait for approval."), _("Look at it as it is now."))


def _must_command(room: Room, *, spoken: bool) -> None:
    commander = room.commander
    if commander is None:
        raise RefusedError(_("Nobody is in command who could approve it."), _("Take command first."))
    if not spoken and commander.person != room.work.author:
        raise RefusedError(
            _("Only the commander approves what goes out: {name}.").format(name=commander.name),
            _("Ask them, or note that they approved it in words."),
        )
