"""Who gives the word on an incident: name and phone from the registers, and in words for people."""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.base.texts import _
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.gate import Missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Stage
from incidentdesk.domain.records import Entry, Incident
from incidentdesk.domain.registers import Record
from incidentdesk.domain.whose_word import (
    FOUND_BY_OURSELVES,
    GIVEN_BY_OWNER,
    NOBODY,
    OWNER,
    REPORTER,
    WORD,
    WordOf,
    is_owners_word,
    whose_word,
)
from incidentdesk.storage import register_entries, registers
from incidentdesk.storage.session import Session

OF_CALLERS = "of_callers"
"""The parameter of a save that took the word from those who called about an outage."""

NEED_SOMEBODY = frozenset({"restored", "no_answer"})
"""The answers that somebody gave, or was asked for in vain."""

Asked = tuple[str, str]
"""Name and phone."""


def is_of_owner(incident: Incident) -> bool:
    """Whether the owner of its service confirms ``incident``."""
    return is_owners_word(incident.core.get("source"), incident.core.get("reporter"))


def takes_word(stage: Stage) -> bool:
    """Whether ``stage`` closes an incident by somebody's word."""
    return stage.sets_status == "closed" and any(field.key == WORD for field in stage.fields)


def owner_gaps(
    stage: Stage, incident: Incident, word: WordOf, answer: JsonValue, *, has_callers: bool
) -> list[Missing]:
    """What ``stage`` lacks where monitoring or testing found it and nobody could have given this ``answer``.

    Whoever called about it since is somebody. A lead does without the word, with a reason that is printed.
    """
    is_ours = incident.core.get("source") in FOUND_BY_OURSELVES
    if not (is_ours and takes_word(stage) and word.kind == NOBODY and answer in NEED_SOMEBODY) or has_callers:
        return []
    if word.service:
        say = _("No owner is named for {service}: name one, or let a lead close it without the word")
    else:
        say = _("No service is named whose owner could say so: choose one, or let a lead close it without")
    label = next(field.label for field in stage.fields if field.key == WORD)
    return [Missing(stage.key, WORD, label, say.format(service=word.service))]


def word_of(session: Session, incident: Incident) -> WordOf:
    """Who is to be asked now; one who has left, or is retired, is not."""
    core = incident.core
    if not is_of_owner(incident):
        return _reporters(session, incident)
    service = register_entries.record(session, "service", str(core.get("service") or ""))
    name, phone = (_owner(session, service) if service else None) or ("", "")
    kind = whose_word(core.get("source"), core.get("reporter"), name)
    return WordOf(kind, name, phone, service.name if service else "", service.uid if service else "")


def word_given(session: Session, incident: Incident, entries: Sequence[Entry]) -> WordOf:
    """Whose word closed ``incident``, as it was written down then; the reporter's where nothing was."""
    last = next((one for one in reversed(entries) if one.kind == GIVEN_BY_OWNER), None)
    if last is None:
        return _reporters(session, incident)
    kind = OWNER if last.parameters.get("kind") == OWNER else NOBODY
    said = {key: payload_text(last, key) for key in ("name", "phone", "service")}
    return WordOf(kind, **said, service_uid=str(last.parameters.get("service") or ""))


def entry_of(word: WordOf) -> tuple[dict[str, JsonValue], JsonValue]:
    """Parameters and payload of the entry that keeps whose word it was: registers change."""
    payload: JsonValue = {"name": word.name, "phone": word.phone, "service": word.service}
    return {"kind": word.kind, "service": word.service_uid or None}, payload


def is_of_callers(entries: Sequence[Entry]) -> bool:
    """Whether the callers of an outage gave the word that is there now."""
    words = [one for one in entries if one.kind == "saved" and _is_among(one.parameters.get("fields"))]
    return bool(words) and OF_CALLERS in words[-1].parameters


def whom_to_ask(incident: Incident, word: WordOf) -> str:
    """Whom to ask in place of the reporter, and why; empty where it is the reporter."""
    if word.kind == REPORTER:
        return ""
    ours = incident.core.get("source") in FOUND_BY_OURSELVES
    why = _("We found it ourselves.") if ours else _("Nobody is named as its reporter.")
    if word.kind == OWNER:
        asked = _("Ask the owner of {service}: {name}.").format(service=word.service, name=with_phone(word))
    elif word.service:
        asked = _("{service} has no owner to ask: name one.").format(service=word.service)
    else:
        asked = _("It has no service whose owner could be asked: choose one.")
    return f"{why} {asked}"


def with_phone(word: WordOf) -> str:
    """Name and phone, as far as they are known."""
    return ", ".join(part for part in (word.name, word.phone) if part)


def _reporters(session: Session, incident: Incident) -> WordOf:
    uid = incident.core.get("reporter")
    found = registers.reporter(session, str(uid)) if uid else None
    return WordOf(REPORTER, found.name, found.phone) if found else WordOf(REPORTER)


def _owner(session: Session, service: Record) -> Asked | None:
    """Who gives the word for ``service``: the one who is named for it, else its owner on the staff."""
    asked = registers.reporter(session, str(service.values.get("owner_reporter") or ""))
    if asked is not None and asked.active:
        return asked.name, asked.phone
    owner = registers.person(session, str(service.values.get("owner") or ""))
    return (owner.name, owner.phone) if owner is not None and owner.active else None


def _is_among(fields: JsonValue) -> bool:
    return isinstance(fields, list) and WORD in fields
