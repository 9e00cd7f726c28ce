"""The digests that show careless or silent edits of a timeline.

``digest`` = SHA-256(salt + canonical payload); ``hash`` = SHA-256(format version, previous hash, the other
columns, digest). The chain carries no key: whoever rewrites all of it is not found out by it, which is why
heads are printed and copied with backups.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from incidentdesk.domain.json_values import JsonValue

FORMAT_VERSION = 1
FIRST = ""
"""What stands in place of the previous hash in an incident's first entry."""


def canonical(value: JsonValue | Sequence[JsonValue]) -> bytes:
    """One spelling of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def payload_digest(salt: bytes, payload: JsonValue) -> str:
    """The digest that stays even where the payload is erased later."""
    return hashlib.sha256(salt + canonical(payload)).hexdigest()


def entry_hash(previous: str, columns: Sequence[JsonValue], digest: str) -> str:
    """The hash of an entry over all that went before it."""
    return hashlib.sha256(canonical([FORMAT_VERSION, previous, list(columns), digest])).hexdigest()
