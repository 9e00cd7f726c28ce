"""The steps by which an update goes out, each once: plan, begin, send, record.

``plan`` names every address in one transaction, where the database refuses a second row for the same text
and address. ``begin`` claims one row, ``record`` tells what became of it; in between nothing is held open. A
crash in between leaves a row that says that it may have gone, and that nobody begins again by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.update_sending import PRACTISED, TO_GO, Age, Channel, Sending, UpdateText, age_of
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.response.room import Room
from incidentdesk.services.updates.channel_kinds import Message, Outcome
from incidentdesk.services.updates.update_channels import Channels, must_be_known
from incidentdesk.services.updates.update_telling import note_told, title_of
from incidentdesk.storage import update_channels, updates

THING = "updates"
_BEHIND_THE_DOOR = frozenset({"no_connection", "not_trusted", "sign_in", "no_secret", "too_slow"})
"""Why nothing of a channel can go, whatever the address."""


class StaleTextError(RefusedError):
    """A text is old, or was overtaken; it goes only after somebody was asked again."""

    def __init__(self, age: Age) -> None:
        if age.overtaken:
            message = _("A newer update went to these people meanwhile.")
        else:
            message = ngettext(
                "This text is {n} minute old.", "This text is {n} minutes old.", age.minutes
            ).format(n=age.minutes)
        super().__init__(message, _("Write a fresh one, or say that it may go as it is."))
        self.age = age


class Order(NamedTuple):
    """One sending that is begun, and may be done once: to whom, by which channel, and what it says."""

    sending: str
    claim: str
    incident: str
    text: str
    channel: Channel
    target: str
    message: Message


class Sent(NamedTuple):
    """How the sendings of a text went, and what was touched."""

    text: UpdateText
    sendings: tuple[Sending, ...]
    changes: Changes | None


Told = Callable[[int, int], None]
"""Is told how many of how many addresses are done."""


class Sendings:
    """Sending what is approved."""

    def __init__(self, desk: Desk, channels: Channels) -> None:
        self._desk = desk
        self._channels = channels

    def plan(
        self, work: Work, room: Room, text: UpdateText, channels: Iterable[str], *, stale_ok: bool
    ) -> None:
        """Name the addresses that ``text`` is to go to; those that are named already stay as they are."""
        if text.state not in {"approved", "sent"}:
            raise RefusedError(_("This text is not approved."), _("Ask the commander."))
        self.must_be_fresh(work, room, text, stale_ok=stale_ok)
        for uid in dict.fromkeys(channels):
            channel = must_be_known(update_channels.one(work.session, uid))
            if channel.audience != text.audience or channel.state != "in_use":
                raise UsageError(
                    _("The channel “{name}” does not tell these people.").format(name=channel.name),
                    _("Choose one of theirs."),
                )
            for target in self._channels.kind(channel.kind).targets(channel.details):
                one = Sending(work.new_uid(), text.uid, uid, target, "planned", work.now, work.author)
                updates.plan(work.session, one)

    def must_be_fresh(self, work: Work, room: Room, text: UpdateText, *, stale_ok: bool) -> None:
        """Raise ``StaleTextError`` where ``text`` is old, unless that is known and wanted."""
        age = age_of(text, updates.texts_of(work.session, room.incident.uid), work.now)
        if age.stale and not stale_ok:
            raise StaleTextError(age)

    def run(
        self,
        text: str,
        author: str,
        is_cancelled: Callable[[], bool],
        told: Told,
        only: Collection[str] | None = None,
    ) -> Sent:
        """Send what of a text is still to go (of ``only`` some), one address after the other.

        A cancelled one lets what has not begun be. May take long: not for a thread that others wait for.
        """
        with self._desk.reading() as (session, _settings):
            rows = [one for one in updates.sendings(session, text) if one.channel and one.state in TO_GO]
        rows = [one for one in rows if only is None or one.uid in only]
        changes: Changes | None = None
        unreachable: dict[str, Outcome] = {}
        for done, row in enumerate(rows):
            told(done, len(rows))
            if is_cancelled():
                break
            order = self.begin(row.uid, author)
            if order is None:
                continue  # another window has it
            if row.channel in unreachable:
                outcome = unreachable[row.channel]
            else:
                outcome = self._channels.send(order.channel, order.target, order.message, is_cancelled)
            if outcome.state == "failed" and outcome.result in _BEHIND_THE_DOOR:
                unreachable[row.channel] = outcome  # its other addresses are behind the same door
            last = all(one.channel != row.channel for one in rows[done + 1 :])
            changes = self.record(order, outcome, author, tell=last or is_cancelled())
        told(len(rows), len(rows))
        return self._result(text, changes)

    def begin(self, uid: str, author: str) -> Order | None:
        """Claim a sending that has certainly not gone; none where another window or process has it."""
        with self._desk.changing(author) as work:
            row = _must_be_known(updates.sending(work.session, uid))
            if row.state not in TO_GO or not row.channel:
                return None
            text = must_be_text(updates.text(work.session, row.text))
            room = Room.open(self._desk, work, text.incident, ended=True)
            channel = must_be_known(update_channels.one(work.session, row.channel))
            begun = replace(
                row, state="sending", attempts=row.attempts + 1, claim=work.new_uid(), result="", detail="",
                author=author, begun=work.now, ended=None,
            )  # fmt: skip
            updates.change(work.session, begun)
            message = Message(title_of(work, room, text), text.text, row.uid)
            return Order(uid, begun.claim, text.incident, text.uid, channel, row.target, message)

    def record(self, order: Order, outcome: Outcome, author: str, *, tell: bool = True) -> Changes:
        """Keep what became of a sending; with ``tell`` the timeline says how its channel did.

        The first that went is the moment at which people were told. What somebody else has settled stays.
        """
        with self._desk.changing(author) as work:
            row = _must_be_known(updates.sending(work.session, order.sending))
            if row.claim == order.claim and row.state in {"sending", "unknown"}:
                ended = replace(
                    row, state=outcome.state, result=outcome.result, detail=outcome.detail, ended=work.now
                )
                updates.change(work.session, ended)
            room = Room.open(self._desk, work, order.incident, ended=True)
            text = must_be_text(updates.text(work.session, order.text))
            if outcome.state == "sent":
                text = note_told(room, text)
            if tell:
                tell_channel(room, text, order.channel)
            room.touched.add(THING)
            return room.finish()

    def settle(self, uid: str, author: str, *, arrived: bool) -> Changes:
        """Say of a sending that may have gone whether it did, as somebody found out."""
        with self._desk.changing(author) as work:
            row = _must_be_known(updates.sending(work.session, uid))
            if row.state_at(work.now) != "unknown":
                raise RefusedError(_("It is known how this one went."))
            text = must_be_text(updates.text(work.session, row.text))
            room = Room.open(self._desk, work, text.incident, ended=True)
            state, result = ("sent", "arrived") if arrived else ("failed", "not_arrived")
            updates.change(work.session, replace(row, state=state, result=result, ended=work.now))
            if arrived:
                text = note_told(room, text)
            tell_channel(room, text, must_be_known(update_channels.one(work.session, row.channel)))
            room.touched.add(THING)
            return room.finish()

    def give_up(self, text_uid: str, author: str) -> Changes:
        """Let what of a text has not gone be; it is kept that it did not."""
        with self._desk.changing(author) as work:
            text = must_be_text(updates.text(work.session, text_uid))
            room = Room.open(self._desk, work, text.incident, ended=True)
            for row in updates.sendings(work.session, text_uid):
                if row.state in TO_GO:
                    updates.change(work.session, replace(row, state="given_up", ended=work.now))
            if text.is_open:
                updates.write_text(work.session, replace(text, state="dropped"))
            said: dict[str, JsonValue] = {"audience": text.audience, "act": "dropped"}
            room.record("update_decided", said, {})
            room.touched.add(THING)
            return room.finish()

    def _result(self, text: str, changes: Changes | None) -> Sent:
        with self._desk.reading() as (session, _settings):
            return Sent(
                must_be_text(updates.text(session, text)), tuple(updates.sendings(session, text)), changes
            )


def tell_channel(room: Room, text: UpdateText, channel: Channel) -> None:
    """Tell the timeline how a text did by one channel: how many went, and what became of the others."""
    rows = [one for one in updates.sendings(room.work.session, text.uid) if one.channel == channel.uid]
    said: dict[str, JsonValue] = {"audience": text.audience, "channel": channel.uid, "of": len(rows)}
    counts = Counter(PRACTISED if one.practised else one.state for one in rows)
    for state in ("sent", PRACTISED, "failed", "unknown", "sending", "planned"):
        if counts[state]:
            said[state] = counts[state]
    told: list[JsonValue] = [
        {"to": one.target, "state": one.state, "result": one.result, "detail": one.detail} for one in rows
    ]
    room.record("update_sent", said, {"name": channel.name, "to": told})


def must_be_text(text: UpdateText | None) -> UpdateText:
    """The text; ``UsageError`` where there is none."""
    if text is None:
        raise UsageError(_("There is no such update."), _("Look at the list of updates."))
    return text


def _must_be_known(row: Sending | None) -> Sending:
    if row is None:
        raise UsageError(_("There is no such sending."), _("Look at the list of updates."))
    return row
