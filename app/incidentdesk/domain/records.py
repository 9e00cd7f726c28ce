"""The records of the desk as frozen values: what storage gives and services pass on."""

from __future__ import annotations

from dataclasses import dataclass, field

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue


@dataclass(frozen=True)
class Person:
    """Someone who works at the desk; ``process_roles`` are the roles of processes that they fill."""

    uid: str
    name: str
    role: str = "agent"
    account: str = ""
    email: str = ""
    active: bool = True
    phone: str = ""
    process_roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reporter:
    """Someone who tells us of incidents."""

    uid: str
    name: str
    phone: str = ""
    email: str = ""
    place: str = ""
    note: str = ""
    active: bool = True


@dataclass(frozen=True)
class RegisterItem:
    """A team, service, device, place or supplier; ``details`` are further facts by name."""

    uid: str
    register: str
    name: str
    details: dict[str, JsonValue] = field(default_factory=dict)
    active: bool = True


@dataclass(frozen=True)
class ListItem:
    """One item of a desk's list (category, outcome, reason…). It is retired, never deleted.

    ``extra`` holds what the item means to the rules: a category's type, whether a reason pauses the clock.
    """

    key: str
    label: str
    parent: str = ""
    retired: bool = False
    extra: dict[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Hold:
    """Why an incident waits, for whom, and when it wakes.

    The wake time is local time in an IANA zone, and the instant that is.
    """

    reason: str
    waiting_for: str = ""
    wake_local: str = ""
    wake_zone: str = ""
    wake_ms: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Promise:
    """A callback that ``by`` (a uid) promised on an incident; ``state`` is open, kept or dropped."""

    uid: str
    incident: str
    number: str
    title: str
    whom: str
    phone: str
    note: str
    due: Instant
    by: str
    made: Instant
    state: str = "open"
    ended: Instant | None = None
    ended_by: str = ""


@dataclass(frozen=True)
class Due:
    """What is due, and by when; times in milliseconds since 1970, ``None`` where nothing is."""

    classify: int | None = None
    response: int | None = None
    resolution: int | None = None
    confirm: int | None = None
    next: int | None = None
    next_kind: str = ""
    paused: bool = False
    breached: bool = False


@dataclass(frozen=True)
class Incident:
    """The record of one incident; ``core`` has the shared fields by key, as JSON.

    An imported one has the system it came from and its key there; ``title_built`` where that gave no title.
    ``outage`` says by hand whether it is one; ``None`` leaves that to the rule. ``sev`` and ``phase`` are
    those of a major incident, else empty; a ``drill`` counts in no figure.
    """

    uid: str
    number: str
    process: str
    process_version: int
    run_uid: str
    status: str
    stage: str
    core: dict[str, JsonValue]
    logged: Instant
    logged_by: str
    provisional: bool = True
    major: bool = False
    restricted: bool = False
    hold: Hold | None = None
    cancel_reason: str = ""
    responded: Instant | None = None
    resolved: Instant | None = None
    closed: Instant | None = None
    updated: Instant | None = None
    due: Due = Due()
    external_key: str = ""
    origin_system: str = ""
    origin_key: str = ""
    title_built: bool = False
    reopen_count: int = 0
    entry_count: int = 0
    head: str = ""
    change_seq: int = 0
    outage: bool | None = None
    sev: str = ""
    phase: str = ""
    drill: bool = False

    @property
    def title(self) -> str:
        """The brief description."""
        return str(self.core.get("title") or "")

    @property
    def priority(self) -> str:
        """The priority in force, provisional or not."""
        return str(self.core.get("priority") or "")

    @property
    def by_level(self) -> bool:
        """Whether its SEV level says how urgent it is: a major incident that nobody gave a priority."""
        return self.provisional and bool(self.phase)

    @property
    def assignee(self) -> str:
        """The uid of who follows up, or an empty string."""
        return str(self.core.get("assignee") or "")


@dataclass(frozen=True)
class StageState:
    """What was written on one stage of one run, and whether it is complete."""

    run_uid: str
    key: str
    values: dict[str, JsonValue]
    completed: Instant | None = None
    completed_by: str = ""
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What an entry of the timeline will say, before it is entered."""

    kind: str
    parameters: dict[str, JsonValue]
    payload: JsonValue
    done: Instant


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. ``payload`` is ``None`` where it was erased; ``salt`` is then empty."""

    uid: str
    incident: str
    seq: int
    kind: str
    parameters: dict[str, JsonValue]
    author: str
    done: Instant
    entered: Instant
    cause: str
    payload: JsonValue
    salt: bytes
    digest: str
    hash: str


@dataclass(frozen=True)
class Attachment:
    """A file kept with an incident."""

    uid: str
    incident: str
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    added: Instant
    added_by: str
    note: str = ""


@dataclass(frozen=True)
class IssuedReport:
    """One version of a document that was issued; its bytes are kept by their SHA-256."""

    uid: str
    incident: str
    kind: str
    version: int
    issued: Instant
    issued_by: str
    sha256: str
    size: int
    pages: int
    reason: str = ""
    superseded: Instant | None = None
