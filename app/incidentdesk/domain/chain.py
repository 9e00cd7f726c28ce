"""The digests that show careless or silent edits of a timeline.

``digest`` = SHA-256(salt + canonical payload); ``hash`` = SHA-256(format version, previous hash, the other
columns, digest). The chain carries no key: whoever rewrites all of it is not found out by it, which is why
heads are printed and copied with backups.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Entry, Line

FORMAT_VERSION = 1
FIRST = ""
"""What stands in place of the previous hash in an incident's first entry."""


_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_text(value: JsonValue | Sequence[JsonValue]) -> str:
    """One spelling of a JSON value: sorted keys, no spaces."""
    return _encoder.encode(value)


def canonical(value: JsonValue | Sequence[JsonValue]) -> bytes:
    """``canonical_text`` in UTF-8."""
    return _encoder.encode(value).encode()


def payload_digest(salt: bytes, payload: JsonValue) -> str:
    """The digest that stays even where the payload is erased later."""
    return hashlib.sha256(salt + canonical(payload)).hexdigest()


def entry_hash(previous: str, columns: Sequence[JsonValue], digest: str) -> str:
    """The hash of an entry over all that went before it."""
    return hashlib.sha256(canonical([FORMAT_VERSION, previous, list(columns), digest])).hexdigest()


def columns_of(entry: Entry) -> list[JsonValue]:
    """The columns of an entry that its hash covers, beside the previous hash and the digest."""
    return [
        entry.incident, entry.uid, entry.seq, entry.kind, entry.parameters, entry.author, entry.done.ms,
        entry.done.offset, entry.entered.ms, entry.entered.offset, entry.cause,
    ]  # fmt: skip


class SpelledEntry(NamedTuple):
    """An entry as it is stored: ``parameters`` and ``payload`` spelled out, times in parts."""

    uid: str
    seq: int
    kind: str
    parameters: str
    author: str
    done_at: int
    done_offset: int
    entered_at: int
    entered_offset: int
    cause: str
    payload: str
    salt: bytes
    digest: str
    hash: str


def spell(
    incident: str,
    previous: str,
    seq: int,
    line: Line,
    *,
    uid: str,
    salt: bytes,
    author: str,
    entered: Instant,
    cause: str,
) -> SpelledEntry:
    """``line`` as entry ``seq`` of ``incident``, chained to ``previous``: each part is spelled but once.

    The hash is that of ``entry_hash``; ``kind`` and the uids need no escaping.
    """
    parameters, payload = _encoder.encode(line.parameters), _encoder.encode(line.payload)
    digest = hashlib.sha256(salt + payload.encode()).hexdigest()
    done = line.done
    columns = (
        f'["{incident}","{uid}",{seq},"{line.kind}",{parameters},"{author}",{done.ms},{done.offset},'
        f'{entered.ms},{entered.offset},"{cause}"]'
    )
    spelled = f'[{FORMAT_VERSION},"{previous}",{columns},"{digest}"]'
    return SpelledEntry(
        uid, seq, line.kind, parameters, author, done.ms, done.offset, entered.ms, entered.offset, cause,
        payload, salt, digest, hashlib.sha256(spelled.encode()).hexdigest(),
    )  # fmt: skip


@dataclass(frozen=True)
class ChainFault:
    """What does not fit at entry ``seq``: its ``order``, ``hash``, ``payload``, or the chain's ``end``."""

    seq: int
    what: str


def check_chain(entries: Sequence[Entry], head: str, count: int) -> list[ChainFault]:
    """What does not fit in the timeline of an incident that holds ``head`` and ``count``.

    An erased payload (no salt) fits: its digest stays in the chain.
    """
    faults = list(_faults(entries))
    last = entries[-1].hash if entries else FIRST
    if (last, len(entries)) != (head, count):
        faults.append(ChainFault(count, "end"))
    return faults


def _faults(entries: Sequence[Entry]) -> Iterator[ChainFault]:
    previous = FIRST
    for place, entry in enumerate(entries, start=1):
        if entry.seq != place:
            yield ChainFault(entry.seq, "order")
        if entry.hash != entry_hash(previous, columns_of(entry), entry.digest):
            yield ChainFault(entry.seq, "hash")
        if entry.salt and entry.digest != payload_digest(entry.salt, entry.payload):
            yield ChainFault(entry.seq, "payload")
        previous = entry.hash
