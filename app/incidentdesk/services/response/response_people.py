"""Who could help in a response, and why: built it, owns it, has the skill, fixed one like it, is here now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from incidentdesk.base.texts import N_
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import fold
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Incident, Person, RegisterItem
from incidentdesk.domain.rights import Right, may
from incidentdesk.storage import register_entries, registers, responses
from incidentdesk.storage.session import Session

REASONS = {
    "built": N_("built {what}"),
    "owns": N_("owns {what}"),
    "backup": N_("stands in for {what}"),
    "skill": N_("knows {what}"),
    "fixed": N_("fixed {what}"),
    "here": N_("is here now"),
}
"""Why somebody is named, the best reason first; ``what`` is a service, a skill or a number."""

OF_SERVICE = frozenset({"built", "owns", "backup"})
"""Reasons for which somebody is called as soon as a major incident is declared."""

HERE_MINUTES = 240
ENTRIES_LOOKED_AT = 2000
INCIDENTS_LOOKED_AT = 20

_BETWEEN_NAMES = re.compile(r"[,;/\n]|\s+(?:and|&)\s+")


@dataclass(frozen=True)
class Reason:
    """A key of ``REASONS`` and what it is about."""

    key: str
    what: str = ""


@dataclass(frozen=True)
class Suggestion:
    """Somebody who could help, the reasons best first. Who is not on the staff has no ``person`` (a uid)."""

    person: str
    name: str
    reasons: tuple[Reason, ...]


def of_service(session: Session, service: JsonValue) -> list[Suggestion]:
    """Who built a service (by uid), owns it and stands in for its owner."""
    item = register_entries.record(session, "service", str(service)) if service else None
    if item is None:
        return []
    staff = registers.people(session)
    found: list[Suggestion] = []
    for name in _BETWEEN_NAMES.split(str(item.values.get("builders") or "")):
        if name.strip():
            person = next((one for one in staff if fold(one.name) == fold(name.strip())), None)
            found.append(_one(person, name.strip(), Reason("built", item.name)))
    for field, key in (("owner", "owns"), ("backup_person", "backup")):
        person = next((one for one in staff if one.uid == item.values.get(field)), None)
        if person is not None:
            found.append(_one(person, "", Reason(key, item.name)))
    return _joined(found)


def suggested(session: Session, incident: Incident, now: Instant, limit: int) -> tuple[Suggestion, ...]:
    """Who could help with ``incident``: those with the best reason first, then those with most reasons."""
    service = incident.core.get("service")
    staff = {one.uid: one for one in registers.people(session) if one.active and may(one.role, Right.WORK)}
    found = [one for one in of_service(session, service) if not one.person or one.person in staff]
    text = _text_of(session, incident)
    for skill in registers.items(session, "skill"):
        if skill.active and _is_named(skill, text):
            found += [_one(staff[uid], "", Reason("skill", skill.name)) for uid in _people(skill, staff)]
    fixers = responses.fixers_for(session, str(service or ""), incident.uid, INCIDENTS_LOOKED_AT)
    found += [_one(staff[uid], "", Reason("fixed", number)) for uid, number in fixers.items() if uid in staff]
    here = responses.lately_here(session, now.ms - HERE_MINUTES * 60_000, ENTRIES_LOOKED_AT)
    found += [_one(staff[uid], "", Reason("here")) for uid in staff if uid in here]
    order = list(REASONS)
    joined = _joined(found)
    joined.sort(key=lambda one: (order.index(one.reasons[0].key), -len(one.reasons), fold(one.name)))
    return tuple(joined[:limit])


def _one(person: Person | None, name: str, reason: Reason) -> Suggestion:
    return Suggestion(person.uid if person else "", person.name if person else name, (reason,))


def _joined(found: list[Suggestion]) -> list[Suggestion]:
    """Each person once, with all their reasons in the order in which they were found."""
    by_name: dict[str, Suggestion] = {}
    for one in found:
        key = one.person or fold(one.name)
        known = by_name.get(key)
        reasons = (*known.reasons, *one.reasons) if known else one.reasons
        by_name[key] = Suggestion(one.person, one.name, tuple(dict.fromkeys(reasons)))
    return list(by_name.values())


def _text_of(session: Session, incident: Incident) -> str:
    core = incident.core
    name = registers.names_of(session, [str(core.get("service") or "")])
    parts = [core.get("title"), core.get("description"), core.get("category"), *name.values()]
    return fold(" ".join(str(part) for part in parts if part))


def _is_named(skill: RegisterItem, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(skill.name))}(?!\w)", text) is not None


def _people(skill: RegisterItem, staff: dict[str, Person]) -> list[str]:
    people = skill.details.get("people")
    return [str(uid) for uid in people if uid in staff] if isinstance(people, list) else []
