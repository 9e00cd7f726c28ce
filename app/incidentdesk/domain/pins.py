"""PINs: what may be one, how long wrong tries make wait, and after how long a window locks itself.

A PIN keeps colleagues from signing each other's work by mistake. Whoever can read the desk's file can read
all of it, PIN or not.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _

LEAST_DIGITS, MOST_DIGITS = 4, 12
LEAST_PHRASE, MOST_PHRASE = 8, 128
"""How many signs a PIN of digits only, and any other phrase, may have."""
FREE_TRIES = 3
"""So many wrong tries cost nothing: fingers slip."""
WAITS = (5, 15, 60, 300, 900)
"""Seconds to wait after each wrong try from then on; the last one stays."""


class LockAfter(NamedTuple):
    """After how many minutes without input a window locks itself; 0 is never.

    Apart for those who have a PIN, and for those who have none and go on with a key.
    """

    with_pin: int
    without_pin: int

    def minutes(self, *, has_pin: bool) -> int:
        """The minutes for somebody."""
        return self.with_pin if has_pin else self.without_pin


def spelled(pin: str) -> str:
    """``pin`` as it is hashed: the same from every keyboard, without the blanks around it."""
    return unicodedata.normalize("NFKC", pin).strip()


def checked_new(pin: str) -> str:
    """``pin`` as it is hashed; ``UsageError`` where it may not be one. The PIN itself is in no message."""
    text = spelled(pin)
    digits = text.isdecimal()
    least, most = (LEAST_DIGITS, MOST_DIGITS) if digits else (LEAST_PHRASE, MOST_PHRASE)
    if least <= len(text) <= most:
        return text
    if not text:
        message = _("A PIN cannot be empty.")
    elif digits:
        message = _("A PIN of {n} digits cannot be used.").format(n=len(text))
    else:
        message = _("A phrase of {n} characters cannot be used.").format(n=len(text))
    raise UsageError(
        message,
        _("Use {a} to {b} digits, or a phrase of {c} to {d} characters.").format(
            a=LEAST_DIGITS, b=MOST_DIGITS, c=LEAST_PHRASE, d=MOST_PHRASE
        ),
    )


def wait_ms(wrong_tries: int) -> int:
    """How many milliseconds must pass after so many wrong tries in a row before the next one counts."""
    if wrong_tries < FREE_TRIES:
        return 0
    return WAITS[min(wrong_tries - FREE_TRIES, len(WAITS) - 1)] * 1000
