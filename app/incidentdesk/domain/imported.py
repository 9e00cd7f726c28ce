"""What a file of another system says of an incident, in the words of this desk, and not yet believed.

Readers of formats make these records; the import gives each a verdict and writes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import canonical
from incidentdesk.domain.json_values import JsonValue


@dataclass(frozen=True, slots=True)
class ImportedEvent:
    """Something that happened to the incident over there, at ``at``, in the order of time.

    ``kind`` is ``note`` (``text``; ``for_reporter`` tells whom it was for), ``status`` (``old`` and ``new``
    are status keys of ours; on hold, ``text`` is the reason if it is known, and a second such event says that
    the reason changed), ``assigned`` (from ``old`` to ``new``, names or empty) or ``changed`` (``field``, a
    shared field's key or else a head of the file, went from ``old`` to ``new``, both as the file has them,
    empty for nothing). ``author`` is the name over there, empty where the file tells none.
    """

    kind: str
    at: Instant
    author: str = ""
    text: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    for_reporter: bool = False


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that came with the incident; its bytes are known, or only its name (``data`` is ``None``)."""

    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class ImportedIncident:
    """One incident of another system.

    ``key`` is its key there, empty only beside a refusal; ``places`` are the rows of the file it was read
    from: the lines they start in, or positions in a list, from 1. Each row is in exactly one record.
    ``values`` are shared fields in JSON forms, by key. What this desk may not know yet is given by name or
    label: people, reporters, teams, services, devices, items of lists (``category`` as ``Parent · Label``).
    ``priority`` is one of P1 to P5, or empty. ``status`` is a status key. ``rest`` holds columns that have no
    place here, by their heads: they become a note. ``doubts`` say what could not be read and was left out.
    ``refusal`` says why it cannot be imported at all; then nothing else counts.
    """

    key: str
    places: tuple[int, ...]
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    status: str = "new"
    priority: str = ""
    logged: Instant | None = None
    responded: Instant | None = None
    resolved: Instant | None = None
    closed: Instant | None = None
    updated: Instant | None = None
    hold_reason: str = ""
    resolution: str = ""
    events: tuple[ImportedEvent, ...] = ()
    files: tuple[ImportedFile, ...] = ()
    rest: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    refusal: str = ""

    def digest(self) -> str:
        """A digest of all that the file says of it: the same when nothing has changed over there."""
        said: list[JsonValue] = [
            self.key, dict(self.values), self.status, self.priority, self.hold_reason, self.resolution,
            [_ms(one) for one in (self.logged, self.responded, self.resolved, self.closed, self.updated)],
            [[one.kind, one.at.ms, one.author, one.text, one.field, one.old, one.new, one.for_reporter]
             for one in self.events],
            [[one.name, hashlib.sha256(one.data).hexdigest() if one.data else None] for one in self.files],
            dict(self.rest),
        ]  # fmt: skip
        return hashlib.sha256(canonical(said)).hexdigest()


def _ms(instant: Instant | None) -> int | None:
    return None if instant is None else instant.ms
