"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import secrets
import uuid


def new_uid(ms: int) -> str:
    """A UUID version 7 (RFC 9562, section 5.7) made at ``ms`` milliseconds since 1970."""
    bits = (ms & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=bits | 0b10 << 62 | secrets.randbits(62)))
