"""Kinds of channels by which updates go out: what each must be told, and what it tells of a sending.

A kind is one object in the list that ``bootstrap`` fills. What must stay secret is handed to it for one
sending, and is in nothing that it gives back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Event, Thread
from time import monotonic
from typing import NamedTuple, Protocol

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue

LOOKED = 0.05
"""Seconds between two looks whether an attempt has ended, or is cancelled."""


class ChannelField(NamedTuple):
    """One thing that a channel must be told; ``kind`` is ``text``, ``number``, ``choice`` or ``lines``."""

    key: str
    label: str
    kind: str = "text"
    required: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""


class Limits(NamedTuple):
    """How long an attempt may take, in seconds: to connect, for one answer, and in all."""

    connect: float = 10
    answer: float = 15
    whole: float = 40


class Message(NamedTuple):
    """What goes out. ``key`` is the same whenever it goes to the same address, so receivers can tell."""

    title: str
    text: str
    key: str


class Outcome(NamedTuple):
    """How an attempt went: ``sent``, ``failed`` (it certainly did not go) or ``unknown`` (it may have gone).

    ``result`` is a key of ``RESULT_TEXTS``; ``detail`` what the other side said, without secrets.
    """

    state: str
    result: str
    detail: str = ""


class ChannelKind(Protocol):
    """One kind of channel."""

    key: str
    title: str
    about: str
    fields: tuple[ChannelField, ...]
    secret_label: str
    """What the secret is called; it may be left out where ``needs_secret`` says so."""

    def checked(self, details: Mapping[str, JsonValue], secret: str) -> dict[str, JsonValue]:
        """The details as they are kept; ``UsageError`` where they, or the secret, are not right."""

    def needs_secret(self, details: Mapping[str, JsonValue]) -> bool:
        """Whether it cannot send without its secret."""

    def shown(self, details: Mapping[str, JsonValue]) -> str:
        """Where it goes, for reading."""

    def targets(self, details: Mapping[str, JsonValue]) -> tuple[str, ...]:
        """The addresses, each of which is a sending of its own; one that is empty where there are none."""

    def send(
        self, details: Mapping[str, JsonValue], secret: str, target: str, message: Message, limits: Limits
    ) -> Outcome:
        """Send to one address, and wait for the answer."""


Kinds = Callable[[], Sequence[ChannelKind]]


def attempt(send: Callable[[], Outcome], limits: Limits, is_cancelled: Callable[[], bool]) -> Outcome:
    """Do ``send`` on a thread of its own; one that is slow or cancelled is left, and may still go."""
    found: list[Outcome] = []
    ended = Event()

    def run() -> None:
        try:
            found.append(send())
        finally:
            ended.set()

    if is_cancelled():
        return Outcome("failed", "cancelled")
    until = monotonic() + limits.whole
    Thread(target=run, name="sending", daemon=True).start()
    while not ended.wait(LOOKED):
        if is_cancelled():
            return Outcome("unknown", "cancelled")
        if monotonic() > until:
            return Outcome("unknown", "too_slow")
    return found[0] if found else Outcome("unknown", "broken_off", _("The program made a mistake."))
