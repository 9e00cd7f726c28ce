"""Texts of updates and their sendings: what states they have, and when a text has grown too old to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from incidentdesk.base.texts import N_
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue

INTERNAL, EXECUTIVE, EXTERNAL = "internal", "executive", "external"

AUDIENCE_TEXTS = {INTERNAL: N_("Staff"), EXECUTIVE: N_("Managers"), EXTERNAL: N_("Public")}
"""Whom an update is for, in the order in which people are told."""

TOLD_TEXTS = {INTERNAL: N_("staff"), EXECUTIVE: N_("managers"), EXTERNAL: N_("the public")}
"""The same within a sentence."""

NEEDS_COMMANDER = frozenset({EXTERNAL})
"""Audiences that are told only what the commander approved (practice 2.4)."""

OPEN_TEXTS = frozenset({"draft", "waiting", "approved"})
"""States of a text of which nobody has been told yet."""

TO_GO = frozenset({"planned", "failed"})
"""States of a sending that has certainly not gone, and may be begun."""

STALE_AFTER_MS = 15 * 60_000
"""A text that old does not go out before somebody was asked again."""

SENDING_LASTS_MS = 3 * 60_000
"""Longer than an attempt can take: one that began before, and was never recorded, may have gone."""

PRACTISED = "practised"
"""The result of what the practice desk would have sent: it goes nowhere, and counts as told there."""

RESULT_TEXTS = {
    "": N_("waits"),
    "ok": N_("went out"),
    "told": N_("told"),
    "no_connection": N_("no connection to the server"),
    "not_trusted": N_("the server's certificate is not trusted"),
    "sign_in": N_("the server refused the password"),
    "refused": N_("the server refused it"),
    "too_slow": N_("the server did not answer in time"),
    "broken_off": N_("the connection broke off"),
    "cancelled": N_("cancelled"),
    "no_secret": N_("its password is not on this computer"),
    "too_long": N_("the text is too long for it"),
    "wrong_address": N_("its address is not right"),
    "crashed": N_("the program ended meanwhile"),
    PRACTISED: N_("would have been sent; the practice desk sends nothing to the outside"),
    "arrived": N_("went out, as somebody found out"),
    "not_arrived": N_("did not go out, as somebody found out"),
}
"""How a sending went, in words."""


@dataclass(frozen=True)
class Channel:
    """A way to tell an audience. ``details`` say where it goes, never with what must stay secret.

    ``secret``: it takes something from the keyring. ``tested`` is how its last test went, and when.
    """

    uid: str
    audience: str
    kind: str
    name: str
    details: dict[str, JsonValue] = field(default_factory=dict)
    secret: bool = False
    state: str = "in_use"
    tested_result: str = ""
    tested: Instant | None = None


@dataclass(frozen=True)
class UpdateText:
    """What an audience is told of the incident ``incident`` (a uid), the ``turn``-th time.

    ``state`` is ``draft``, ``waiting``, ``approved``, ``sent`` or ``dropped``; ``note`` is why the commander
    sent it back, ``entry`` the uid of the timeline entry that tells that people were told.
    """

    uid: str
    incident: str
    audience: str
    turn: int
    template: str
    state: str
    text: str
    last: bool
    author: str
    written: Instant
    asked_by: str = ""
    asked: Instant | None = None
    decided_by: str = ""
    decided: Instant | None = None
    note: str = ""
    entry: str = ""
    told: Instant | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has been told of it yet, and somebody may be."""
        return self.state in OPEN_TEXTS


@dataclass(frozen=True)
class Sending:
    """A text on its way to one address; ``channel`` and ``name`` are empty for what was told by hand.

    ``state`` is ``planned``, ``sending``, ``sent``, ``failed``, ``unknown`` or ``given_up``; ``result`` a key
    of ``RESULT_TEXTS``; ``claim`` the attempt under way, or the last one.
    """

    uid: str
    text: str
    channel: str
    target: str
    state: str
    planned: Instant
    author: str
    name: str = ""
    attempts: int = 0
    claim: str = ""
    result: str = ""
    detail: str = ""
    begun: Instant | None = None
    ended: Instant | None = None

    @property
    def practised(self) -> bool:
        """Whether it was sent on the practice desk only, and so went nowhere."""
        return self.result == PRACTISED

    def state_at(self, now: Instant) -> str:
        """The state as it is at ``now``: what began long ago and was never recorded may have gone."""
        if self.state == "sending" and self.begun and now.ms - self.begun.ms > SENDING_LASTS_MS:
            return "unknown"
        return self.state


class Age(NamedTuple):
    """How old a text is, and whether a newer one went to its audience since."""

    minutes: int
    overtaken: bool

    @property
    def stale(self) -> bool:
        """Whether one is asked again before it goes."""
        return self.overtaken or self.minutes * 60_000 >= STALE_AFTER_MS


def age_of(text: UpdateText, others: Iterable[UpdateText], now: Instant) -> Age:
    """How old ``text`` is; the commander's approval makes it new. ``others`` are those of its incident."""
    since = max(text.written.ms, text.decided.ms if text.decided else 0)
    overtaken = any(
        one.audience == text.audience and one.turn > text.turn and one.told is not None for one in others
    )
    return Age(max(0, now.ms - since) // 60_000, overtaken)


def key_of(text: str, channel: str, target: str) -> str:
    """What names one text to one address of one channel; no two sendings have the same."""
    return f"{text}/{channel or 'by-hand'}/{target.strip().casefold()}"


def told_channels(sendings: Iterable[Sending]) -> frozenset[str]:
    """The channels by which anybody was told: they are offered the last word too."""
    return frozenset(one.channel for one in sendings if one.state == "sent" and one.channel)


def told_by_hand(sendings: Iterable[Sending]) -> tuple[str, ...]:
    """Who was told by hand, each once, in order."""
    return tuple(dict.fromkeys(one.target for one in sendings if not one.channel and one.target))
