"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import os

_VARIANTS = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))
"""The first digit of the fourth group, by a random one: its two highest bits are 10."""


def new_uid(ms: int) -> str:
    """A UUID version 7 (RFC 9562, section 5.7) made at ``ms`` milliseconds since 1970."""
    time, chance = f"{ms & 0xFFFF_FFFF_FFFF:012x}", os.urandom(10).hex()
    variant = _VARIANTS[chance[3]]
    return f"{time[:8]}-{time[8:]}-7{chance[:3]}-{variant}{chance[4:7]}-{chance[7:19]}"
