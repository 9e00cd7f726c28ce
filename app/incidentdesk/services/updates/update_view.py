"""What the composer of updates shows, read in one go. What is late, old or unknown is worked out now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.records import Entry
from incidentdesk.domain.responses import commander_of
from incidentdesk.domain.sev import is_late
from incidentdesk.domain.update_sending import (
    AUDIENCE_TEXTS,
    NEEDS_COMMANDER,
    Age,
    Sending,
    UpdateText,
    age_of,
    told_by_hand,
    told_channels,
)
from incidentdesk.services.cases.case import find
from incidentdesk.services.cases.phase_follows import UPDATE_KINDS
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.response.room import must_be_major
from incidentdesk.services.updates.update_channels import Channels, ChannelView
from incidentdesk.services.updates.update_drafts import fitting_template, templates_of
from incidentdesk.storage import registers, responses, timeline, update_channels, updates


@dataclass(frozen=True)
class TextView:
    """A text with its sendings, and how old it is."""

    text: UpdateText
    sendings: tuple[Sending, ...]
    age: Age

    def count(self, state: str, now: Instant) -> int:
        """How many of its sendings are in ``state``."""
        return sum(one.state_at(now) == state for one in self.sendings)

    def to_look_at(self, now: Instant) -> bool:
        """Whether anything of it did not go, or may have gone."""
        return any(one.state_at(now) in {"planned", "failed", "unknown"} for one in self.sendings)


@dataclass(frozen=True)
class AudienceView:
    """One audience: the text that is being prepared, the channels, and what it was told, the newest first.

    ``turn`` is that of the next text. ``told_first`` are the channels that carried any word of it so far,
    ``by_hand`` who was told without one: they are offered the last word too.
    """

    audience: str
    turn: int
    open: TextView | None
    channels: tuple[ChannelView, ...]
    templates: tuple[tuple[str, str], ...]
    template: str
    told: tuple[TextView, ...]
    told_first: frozenset[str]
    by_hand: tuple[str, ...]
    needs_commander: bool

    @property
    def last(self) -> TextView | None:
        """What they were told last."""
        return self.told[0] if self.told else None


@dataclass(frozen=True)
class UpdatesView:
    """All that is known of the updates of one major incident, as it is ``now`` for who looks at it.

    ``i_command`` says whether that is the commander, whose uid and name stand in ``commander``.
    """

    incident: str
    number: str
    declared: bool
    over: bool
    due: Instant | None
    late: bool
    last_update: Instant | None
    audiences: Mapping[str, AudienceView]
    commander: tuple[str, str]
    i_command: bool
    names: Mapping[str, str]
    now: Instant

    def name(self, uid: str) -> str:
        """The name behind a uid."""
        return self.names.get(uid, uid)


def read_updates(desk: Desk, channels: Channels, ref: str, viewer: str) -> UpdatesView:
    """The updates of an incident by uid or number, as ``viewer`` may see them."""
    with desk.reading() as (session, _settings):
        incident = find(session, ref)
        must_be_major(incident)
        now = desk.time.now()
        response = responses.of(session, incident.uid)
        texts, rows = updates.texts_of(session, incident.uid), updates.sendings_of(session, incident.uid)
        commander = commander_of(responses.roles(session, incident.uid))
        kept = [one for one in update_channels.all_of(session) if one.state == "in_use"]
        noted = timeline.entries_of_kinds(session, incident.uid, UPDATE_KINDS)
        people = {uid for one in texts for uid in (one.author, one.asked_by, one.decided_by) if uid}
        names = registers.names_of(session, people)
    views = [
        TextView(one, tuple(row for row in rows if row.text == one.uid), age_of(one, texts, now))
        for one in texts
    ]
    known = {one.entry for one in texts}
    views += [TextView(_noted(one), (), Age(0, overtaken=False)) for one in noted if one.uid not in known]
    shown = [channels.view(one, ask_keyring=False) for one in kept]
    due = response.update_due if response else None
    return UpdatesView(
        incident=incident.uid,
        number=incident.number,
        declared=bool(response and response.declared),
        over=incident.status in {"closed", "cancelled"},
        due=due,
        late=is_late(due, now),
        last_update=response.last_update if response else None,
        audiences={
            key: _audience(key, incident.phase, [one for one in views if one.text.audience == key], shown)
            for key in AUDIENCE_TEXTS
        },
        commander=(commander.person, commander.name) if commander else ("", ""),
        i_command=commander is not None and commander.person == viewer,
        names=names,
        now=now,
    )


def _noted(entry: Entry) -> UpdateText:
    """What people were told as an entry alone tells: by a typed line, or before there was a composer."""
    text = payload_text(entry, "text")
    return UpdateText(
        entry.uid, entry.incident, entry.kind.removeprefix("update_"), 0, "", "sent", text,
        bool(entry.parameters.get("last")), entry.author, entry.done, entry=entry.uid, told=entry.done,
    )  # fmt: skip


def _audience(audience: str, phase: str, views: list[TextView], channels: list[ChannelView]) -> AudienceView:
    newest = max(views, key=lambda one: one.text.turn, default=None)
    waiting = newest if newest is not None and newest.text.is_open else None
    told = sorted((one for one in views if one.text.told), key=_when_told, reverse=True)
    rows = [row for one in views for row in one.sendings]
    return AudienceView(
        audience=audience,
        turn=next_turn([one.text for one in views]),
        open=waiting,
        channels=tuple(one for one in channels if one.channel.audience == audience),
        templates=templates_of(audience),
        template=fitting_template(audience, phase, [one.text for one in told]),
        told=tuple(told),
        told_first=told_channels(rows),
        by_hand=told_by_hand(rows),
        needs_commander=audience in NEEDS_COMMANDER,
    )


def _when_told(one: TextView) -> tuple[int, int]:
    return (one.text.told.ms if one.text.told else 0, one.text.turn)


def next_turn(texts: list[UpdateText]) -> int:
    """The turn of the next text to an audience: that of the one being prepared, or a new one."""
    newest = max(texts, key=lambda one: one.turn, default=None)
    if newest is None:
        return 1
    return newest.turn if newest.is_open else newest.turn + 1
