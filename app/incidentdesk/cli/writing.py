"""Commands that change incidents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.cli.context import Context
from incidentdesk.cli.output import missing_json, missing_text
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition, Stage
from incidentdesk.domain.wake_text import parse_ahead
from incidentdesk.services.cases.conversation import read_file
from incidentdesk.services.new_incidents.incident_templates import fresh_values, template
from incidentdesk.services.new_incidents.log_incident import Logged


def log(context: Context) -> int:
    """``log --title T [--template KEY] [--set FIELD=VALUE …]``, or ``log --continues NUMBER``.

    It prints the number.
    """
    given = context.arguments
    logged = _log_again(context) if given.continues else _log(context)
    words = logged.number
    document = {
        "number": logged.number,
        "uid": logged.uid,
        "added_to": logged.added_to,
        "missing": missing_json(logged.missing),
    }
    context.output.say(words, document)
    return 0


def _from_template(context: Context, texts: Mapping[str, str]) -> dict[str, JsonValue]:
    """What ``--template`` gives to fields that are not set."""
    key, settings = context.arguments.template, context.cases.desk.settings()
    return fresh_values(settings, template(settings, key), texts) if key else {}


def _log(context: Context) -> Logged:
    given = context.arguments
    texts = ({"title": given.title} if given.title else {}) | set_words(given.set)
    return context.cases.log.log(
        _from_template(context, texts),
        context.person,
        texts=texts,
        process=given.process or "",
        urgent=given.urgent,
        external_key=given.key or "",
    )


def _log_again(context: Context) -> Logged:
    given = context.arguments
    if given.title or given.template or given.set or given.process or given.key or given.urgent:
        raise UsageError(
            _("--continues takes over what the old incident says."), _("Change it afterwards, with fill.")
        )
    return context.cases.log.again(given.continues, context.person)


def fill(context: Context) -> int:
    """``fill NUMBER STAGE --values FILE.json [--complete]``: saves, then asks the gate."""
    given, cases = context.arguments, context.cases
    page = cases.pages.incident(given.number, context.person)
    stage = _stage(page.definition, given.stage)  # before anything is saved
    values = _read_values(Path(given.values)) if given.values else {}
    if values:
        cases.stages.save(page.incident.uid, values, {}, context.person)
    if not given.complete:
        page = cases.pages.incident(page.incident.uid, context.person)
        missing = page.missing(stage)
        words = _("saved") + (_("; still missing:") + missing_text(missing) if missing else "")
        context.output.say(words, {"number": page.incident.number, "saved": sorted(values),
                                   "missing": missing_json(missing)})  # fmt: skip
        return 0
    done = cases.stages.complete(page.incident.uid, given.stage, context.person)
    context.output.say(
        _("{number}: {stage} completed; status {status}").format(
            number=done.number, stage=given.stage, status=done.status
        ),
        {
            "number": done.number,
            "completed": given.stage,
            "status": done.status,
            "next": done.next_stage or None,
        },
    )
    return 0


def note(context: Context) -> int:
    """``note NUMBER TEXT [--kind decision] [--for-reporter]``."""
    given = context.arguments
    context.cases.conversation.note(
        given.number, given.text, context.person, kind=given.kind, for_reporter=given.for_reporter
    )
    return _done(context, _("noted"))


def attach(context: Context) -> int:
    """``attach NUMBER FILE [--kind decision]``."""
    given = context.arguments
    file = read_file(Path(given.file))
    context.cases.conversation.attach(given.number, file, context.person, kind=given.kind)
    context.output.say(
        _("attached {name}, SHA-256 {sha256}").format(name=file.name, sha256=file.sha256),
        {"number": given.number, "name": file.name, "size": len(file.data), "sha256": file.sha256},
    )
    return 0


def assign(context: Context) -> int:
    """``assign NUMBER PERSON``: ``me`` for oneself, ``nobody`` for none."""
    given = context.arguments
    person = {"me": context.person, "nobody": ""}.get(given.person, given.person)
    context.cases.lifecycle.assign(given.number, person, context.person)
    return _done(context, _("assigned"))


def escalate(context: Context) -> int:
    """``escalate NUMBER --why TEXT [--to PERSON] [--team TEAM] [--kind hierarchical]``."""
    given = context.arguments
    context.cases.handing.escalate(
        given.number, given.why, context.person, kind=given.kind, person=given.to, team=given.team
    )
    return _done(context, _("escalated"))


def hold(context: Context) -> int:
    """``hold NUMBER --reason KEY [--until MOMENT] [--for WHOM] [--note TEXT]``."""
    given = context.arguments
    wake = wake_time(context, given.until) if given.until else None
    context.cases.lifecycle.hold(
        given.number, given.reason, context.person, wake=wake, waiting_for=given.waiting_for, note=given.note
    )
    return _done(context, _("on hold"))


def resume(context: Context) -> int:
    """``resume NUMBER``."""
    context.cases.lifecycle.resume(context.arguments.number, context.person)
    return _done(context, _("resumed"))


def cancel(context: Context) -> int:
    """``cancel NUMBER --reason TEXT``."""
    context.cases.lifecycle.cancel(context.arguments.number, context.arguments.reason, context.person)
    return _done(context, _("cancelled"))


def reopen(context: Context) -> int:
    """``reopen NUMBER --reason TEXT [--stage KEY]``; ``--undo-close`` takes back an accidental close."""
    given = context.arguments
    if given.undo_close:
        context.cases.lifecycle.undo_close(given.number, context.person)
        return _done(context, _("close taken back"))
    context.cases.lifecycle.reopen(given.number, given.reason, context.person, stage=given.stage)
    return _done(context, _("reopened"))


def _done(context: Context, words: str) -> int:
    page = context.cases.pages.incident(context.arguments.number, context.person)
    incident = page.incident
    context.output.say(
        f"{incident.number}: {words}",
        {"number": incident.number, "status": incident.status, "stage": incident.stage},
    )
    return 0


def _stage(definition: ProcessDefinition, key: str) -> Stage:
    try:
        return definition.stage(key)
    except KeyError:
        raise UsageError(
            _("The process “{process}” has no stage “{key}”.").format(process=definition.key, key=key),
            _("Use one of: {keys}.").format(keys=", ".join(stage.key for stage in definition.stages)),
        ) from None


def set_words(pairs: list[str]) -> dict[str, str]:
    """What ``--set FIELD=VALUE`` says, by field."""
    texts = {}
    for pair in pairs:
        field, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(
                _("“{pair}” is not FIELD=VALUE.").format(pair=pair), _("Write --set field=value.")
            )
        texts[field.strip()] = value
    return texts


def wake_time(context: Context, text: str) -> Instant:
    """The time to come that ``text`` names, such as ``2026-11-30 09:00``."""
    now, zone = context.cases.desk.time.now(), context.cases.administration.settings().zone
    try:
        return parse_ahead(text, now, zone)
    except ValueError as error:
        raise UsageError(f"{error}.", _("Give a date and time, such as 2026-11-30 09:00.")) from None


def _read_values(path: Path) -> dict[str, Any]:
    try:
        with readable(path):
            values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(
            _("“{file}” is not JSON: {error}.").format(file=path, error=error), _("Correct that place.")
        ) from None
    if not isinstance(values, dict):
        raise UsageError(_("“{file}” is no JSON object.").format(file=path), _("Write {“field”: value, …}."))
    return values
