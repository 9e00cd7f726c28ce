"""The text of a turn in the room of a major incident: as it is written, and as it may go out."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS, NEEDS_COMMANDER, Sending, UpdateText
from incidentdesk.domain.updates import first_gap
from incidentdesk.services.desk.languages import update_words
from incidentdesk.services.response.room import Room
from incidentdesk.services.updates.update_drafts import is_last
from incidentdesk.services.updates.update_view import next_turn
from incidentdesk.storage import updates


class TurnTakenError(RefusedError):
    """Somebody else told these people meanwhile."""


class Update(NamedTuple):
    """What somebody wrote for an audience: the text of a turn, by a template."""

    audience: str
    turn: int
    template: str
    text: str


def written_turn(room: Room, update: Update) -> UpdateText:
    """The text of a turn as it is now, with the words of ``update``; not kept yet."""
    must_be_audience(update.audience)
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


def approved_turn(room: Room, update: Update) -> UpdateText:
    """The text of ``update`` as it may go out, kept."""
    must_say(update)
    text, work = written_turn(room, update), room.work
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


def must_say(update: Update) -> None:
    """Raise ``UsageError`` where nothing is written, or something is still to be filled in."""
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


def must_wait(text: UpdateText) -> None:
    """Raise ``RefusedError`` where ``text`` does not wait for the commander."""
    if text.state != "waiting":
        raise RefusedError(_("This text does not wait for approval."), _("Look at it as it is now."))


def must_command(room: Room, *, spoken: bool) -> None:
    """Raise ``RefusedError`` where the author may not approve; ``spoken`` asks only for a commander."""
    commander = room.commander
    if commander is None:
        raise RefusedError(_("Nobody is in command who could approve it."), _("Take command first."))
    if not spoken and commander.person != room.work.author:
        raise RefusedError(
            _("Only the commander approves what goes out: {name}.").format(name=commander.name),
            _("Ask them, or note that they approved it in words."),
        )


def _is_under_way(one: Sending) -> bool:
    return one.state in {"planned", "sending", "sent", "unknown"}


def must_be_audience(audience: str) -> None:
    """Raise ``UsageError`` where nobody is told under that name."""
    if audience not in AUDIENCE_TEXTS:
        raise UsageError(
            _("“{name}” is no audience.").format(name=audience),
            _("Use one of: {names}.").format(names=", ".join(AUDIENCE_TEXTS)),
        )
