"""Commands that tell: an incident, processes, documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context
from incidentdesk.cli.incident_json import incident_json
from incidentdesk.domain.follow_ups import today_in
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.domain.urgency import urgency_text
from incidentdesk.domain.whose_word import REPORTER
from incidentdesk.services.cases.merged import merged_into
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts, status_text
from incidentdesk.services.cases.whose_word import whom_to_ask
from incidentdesk.services.follow_ups.follow_up_texts import due_text, kind_text
from incidentdesk.services.outages.outage_texts import reached_text, relative_text
from incidentdesk.services.timeline_texts import entry_text


def show(context: Context) -> int:
    """``show NUMBER``."""
    page = context.cases.pages.incident(context.arguments.number, context.person)
    context.output.say(_incident_words(page), incident_json(page))
    return 0


def process(context: Context) -> int:
    """``process [KEY]``: the definitions with stages, fields and what each gate needs."""
    library = context.cases.desk.library
    key = context.arguments.key
    definitions = [library.newest(key)] if key else library.all()
    settings = context.cases.administration.settings()
    document = [_process_json(one, {name: [i.key for i in items] for name, items in settings.lists.items()})
                for one in definitions]  # fmt: skip
    words = (
        "\n\n".join(_process_words(one) for one in definitions)
        if key
        else "\n".join(f"{one.key} {one.version}  {one.title}: {one.description}" for one in definitions)
    )
    context.output.say(words, document[0] if key else document)
    return 0


def report(context: Context) -> int:
    """``report NUMBER [--kind closure|review] --out FILE.pdf``: issued once, then the same bytes again."""
    given, reporting = context.arguments, context.cases.reporting
    latest = None if given.preview else reporting.latest(given.number, context.person, given.kind)
    if given.preview:
        data = reporting.preview(given.number, context.person, given.kind, with_names=given.with_names).data
    elif latest is not None and not given.reissue:
        data = reporting.bytes_of(latest)
    else:
        latest, data, _changes = reporting.issue(
            given.number, context.person, given.kind, given.reissue or "", with_names=given.with_names
        )
    path = Path(given.out)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise EnvironmentFault(
            _("“{file}” cannot be written.").format(file=path), _("Choose another folder.")
        ) from error
    version = latest.version if latest else 0
    sha256 = hashlib.sha256(data).hexdigest()
    context.output.say(
        _("{file}: version {version}, SHA-256 {sha256}").format(file=path, version=version, sha256=sha256),
        {"number": given.number, "file": str(path), "kind": given.kind, "version": version, "sha256": sha256},
    )
    return 0


def verify_report(context: Context) -> int:
    """``verify-report FILE.pdf``: whether this desk issued exactly these bytes."""
    path = Path(context.arguments.file)
    with readable(path):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    found = context.cases.reporting.find_issued(sha256)
    if found is None:
        raise RefusedError(
            _("This desk did not issue “{file}” as it is.").format(file=path.name),
            _("It was changed, printed from a preview, or belongs to another desk."),
        )
    issued, number = found
    words = _("{number}: {kind} report, version {version}, issued {when}").format(
        number=number,
        kind=issued.kind,
        version=issued.version,
        when=instant_text(issued.issued, with_zone=True),
    )
    if issued.superseded:
        words += _("; superseded {when}").format(when=instant_text(issued.superseded, with_zone=True))
    context.output.say(
        words,
        {
            "number": number,
            "kind": issued.kind,
            "version": issued.version,
            "issued_at": issued.issued.iso(),
            "sha256": sha256,
            "superseded_at": issued.superseded.iso() if issued.superseded else None,
        },
    )
    return 0


def _incident_words(page: IncidentPage) -> str:
    incident = page.incident
    texts = ValueTexts(page.settings, page.names, page.definition, with_zone=True)
    flag = _(" (provisional)") if incident.provisional and not incident.by_level else ""
    status = status_text(incident.status, merged_into(page.relatives))
    lines = [
        f"{incident.number}  {incident.title}",
        f"{urgency_text(incident, page.settings.label)}{flag} · {status} · {page.current_stage.title}",
    ]
    lines += [f"{relative_text(one)}  {one.title}" for one in page.relatives]
    if page.callers.lines:
        lines.append(reached_text(page.callers))
    if incident.status == "resolved" and page.word_of.kind != REPORTER:
        lines.append(whom_to_ask(incident, page.word_of))
    for stage in page.definition.stages:
        state = page.stages.get(stage.key)
        done = state.completed if state else None
        mark = "✓" if done else "·"
        lines.append(f"\n{mark} {stage.title}" + (f"  {instant_text(done)}" if done else ""))
        for field in stage.fields:
            text = texts.text(field, page.facts.get(field.key))
            if text:
                lines.append(f"    {field.label}: {text}")
    today = today_in(page.now, page.settings.zone)
    for one in page.follow_ups:
        who = f"{kind_text(one.kind)} · {one.owner_name} · {due_text(one, today)}"
        lines.append(f"\n→ {one.name}  {one.text}\n    {who}")
    lines.append("")
    for entry in page.entries:
        said = entry_text(entry, page, texts)
        detail = f": {said.detail}" if said.detail else ""
        lines.append(f"{instant_text(entry.done)}  {page.name(entry.author)}  {said.headline}{detail}")
    return "\n".join(lines)


def _process_json(definition: ProcessDefinition, lists: dict[str, list[str]]) -> dict[str, object]:
    return {
        "key": definition.key,
        "version": definition.version,
        "title": definition.title,
        "description": definition.description,
        "sha256": definition.sha256,
        "stages": [
            {
                "key": stage.key,
                "title": stage.title,
                "role": stage.role,
                "guidance": stage.guidance,
                "sets_status": stage.sets_status or None,
                "fields": [_field_json(field, lists) for field in stage.fields],
                "gate": [need.say for need in stage.gate],
            }
            for stage in definition.stages
        ],
    }


def _field_json(field: Field, lists: dict[str, list[str]]) -> dict[str, object]:
    choices = [choice.key for choice in field.choices] or lists.get(field.choices_from, [])
    return {
        "key": field.key,
        "kind": field.kind,
        "label": field.label,
        "required": field.required or ("sometimes" if field.required_when else False),
        "choices": choices or None,
        "columns": [_field_json(column, lists) for column in field.columns] or None,
    }


def _process_words(definition: ProcessDefinition) -> str:
    lines = [f"{definition.title} ({definition.key}, version {definition.version})"]
    for stage in definition.stages:
        lines.append(f"\n{stage.key}: {stage.title}")
        for field in stage.fields:
            mark = "*" if field.required else "?" if field.required_when else " "
            lines.append(f"  {mark} {field.key} ({field.kind}) {field.label}")
        lines.extend(f"  gate: {need.say}" for need in stage.gate)
    return "\n".join(lines)
