"""Timeline entries in the words of the reader: entries keep kinds and parameters, never ready sentences.

Of what an import brought along, the name of who did it there is a mark.
"""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Entry
from incidentdesk.domain.whose_word import GIVEN_BY_OWNER, OWNER
from incidentdesk.services.cases.entry_texts import ERASED, EntryText, WordsOf
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import STATUS_TEXTS, ValueTexts
from incidentdesk.services.follow_ups.follow_up_texts import FOLLOW_UP_WORDS
from incidentdesk.services.handing.handing_texts import HANDING_WORDS
from incidentdesk.services.handing.handover_texts import HANDOVER_WORDS
from incidentdesk.services.outages.outage_texts import OUTAGE_WORDS, where_from
from incidentdesk.services.response.response_texts import RESPONSE_WORDS
from incidentdesk.services.restricted.restricted_texts import RESTRICTED_WORDS
from incidentdesk.services.runbooks.runbook_texts import RUNBOOK_WORDS
from incidentdesk.services.telling.promise_texts import PROMISE_WORDS
from incidentdesk.services.telling.telling_texts import TELLING_WORDS
from incidentdesk.services.updates.update_texts import UPDATE_WORDS

NOTE_TEXTS = {
    "note": N_("Note"),
    "discussion": N_("Technical discussion"),
    "decision": N_("Decision"),
    "approval": N_("Approval"),
    "evidence": N_("Evidence"),
}


def entry_text(entry: Entry, page: IncidentPage, texts: ValueTexts) -> EntryText:
    """``entry`` in words; those of a process that was followed before are known too."""
    if page.earlier:
        texts = texts.knowing(run.definition for run in page.earlier)
    said = _WORDS.get(entry.kind, _unknown)(entry, page, texts)
    there = payload_text(entry, "author")
    return replace(said, marks=(*said.marks, there)) if there else said


def _logged(entry: Entry, page: IncidentPage, texts: ValueTexts) -> EntryText:
    channel = texts.of("channel", entry.parameters.get("channel"))
    said = _("Logged") if not channel else _("Logged, {channel}").format(channel=channel.lower())
    met = page.clock.response.state == "met" and page.incident.responded == entry.done
    marks = (_("Urgent"),) if entry.parameters.get("urgent") else ()
    return EntryText(said, marks=(*marks, _("Response met")) if met else marks, tone="good" if met else "")


def _saved(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    fields = entry.parameters.get("fields")
    keys = [str(key) for key in fields] if isinstance(fields, list) else []
    if entry.payload is None:
        return EntryText(
            _("Changed: {fields}").format(fields=", ".join(texts.label(key) for key in keys)), _(ERASED)
        )
    said = _changes(keys, entry.payload, texts)
    return replace(said, marks=where_from(entry.parameters))


def _changes(keys: list[str], payload: JsonValue, texts: ValueTexts) -> EntryText:
    """Fields with what they were and what they are."""
    lines = [_change(texts, key, payload) for key in keys]
    if len(keys) == 1:
        return EntryText(texts.label(keys[0]), lines[0])
    headline = ngettext("{n} field changed", "{n} fields changed", len(keys)).format(n=len(keys))
    return EntryText(
        headline, "\n".join(f"{texts.label(key)}: {line}" for key, line in zip(keys, lines, strict=True))
    )


def _change(texts: ValueTexts, key: str, payload: JsonValue) -> str:
    pair = payload.get(key) if isinstance(payload, dict) else None
    if not isinstance(pair, dict):
        return ""
    old, new = texts.of(key, pair.get("old")), texts.of(key, pair.get("new"))
    if old and new and len(old) + len(new) < 80:
        return f"{old} → {new}"
    return new or _("emptied")


def _assigned(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    to = entry.parameters.get("to")
    if not to:
        return EntryText(_("Assigned to nobody"))
    if to == entry.author:
        return EntryText(_("Took it over"))
    return EntryText(_("Assigned to {name}").format(name=page.name(to)))


def _stage_name(entry: Entry, page: IncidentPage, key: str = "stage") -> str:
    wanted = str(entry.parameters.get(key))
    known = (page.definition, *(run.definition for run in page.earlier))
    return next((one.short for process in known for one in process.stages if one.key == wanted), wanted)


def _completed(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_("Completed: {stage}").format(stage=_stage_name(entry, page)), tone="good")


def _skipped(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_("Not needed: {stage}").format(stage=_stage_name(entry, page)))


def _needed(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_("Needed after all: {stage}").format(stage=_stage_name(entry, page)), tone="warning")


def _sent_back(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = _("Sent back to {stage}").format(stage=_stage_name(entry, page, "to"))
    return EntryText(said, _reason(entry), tone="warning")


def _status(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    to = str(entry.parameters.get("to"))
    return EntryText(_("Status: {status}").format(status=_(STATUS_TEXTS.get(to, to))))


def _priority(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    said = entry.parameters
    headline = _("Priority {priority}").format(priority=texts.priority(str(said.get("to"))))
    if said.get("override"):
        return EntryText(headline, _("set by hand: {reason}").format(reason=_reason(entry)))
    parts = [texts.of(key, said.get(key)) for key in ("impact", "severity", "risk")]
    return EntryText(headline, " × ".join(part for part in parts if part))


def _held(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    reason = texts.settings.label("hold_reasons", entry.parameters.get("reason"))
    lines = [payload_text(entry, "waiting_for"), payload_text(entry, "note")]
    wake = str(entry.parameters.get("wake") or "").replace("T", " ")
    if wake:
        lines.append(_("wakes {when}").format(when=wake))
    if entry.parameters.get("pauses"):
        lines.append(_("the clock stands still"))
    return EntryText(_("On hold: {reason}").format(reason=reason), " · ".join(line for line in lines if line))


def _note(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    kind = _(NOTE_TEXTS.get(str(entry.parameters.get("kind")), "Note"))
    said_by = ", ".join(part for part in (payload_text(entry, "who"), payload_text(entry, "means")) if part)
    marks = [kind] if said_by else []
    told = bool(entry.parameters.get("for_reporter"))
    marks.append(_("For the reporter") if told else _("Internal"))
    text = payload_text(entry, "text") if entry.payload is not None else _(ERASED)
    return EntryText(said_by or kind, text, marks=tuple(marks), tone="accent" if told else "")


def _attached(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    size = entry.parameters.get("size")
    kind = texts.settings.label("attachment_kinds", entry.parameters.get("kind"))
    name = payload_text(entry, "name") if entry.payload is not None else _(ERASED)
    said = f"{name} · {size_text(size)}" if isinstance(size, int) else name
    return EntryText(_("Attached a file"), said, marks=(kind,))


def _issued(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    review = entry.parameters.get("kind") == "review"
    said = _("Review issued, version {n}") if review else _("Closure report issued, version {n}")
    return EntryText(said.format(n=entry.parameters.get("version")), _reason(entry))


def _reopened(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_("Reopened"), _reason(entry), tone="warning")


def _cancelled(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    return EntryText(_("Cancelled"), texts.settings.label("cancel_reasons", _reason(entry)))


def _plain(text: str) -> WordsOf:
    def words(_entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
        return EntryText(_(text))

    return words


def _unknown(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(entry.kind.replace("_", " ").capitalize())


def _reason(entry: Entry) -> str:
    return payload_text(entry, "reason")


def size_text(size: int) -> str:
    """A number of bytes as people read it: ``214 kB``."""
    if size < 1000:
        return _("{n} bytes").format(n=size)
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _imported(entry: Entry, page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = entry.parameters
    headline = _("Imported from {system} ({key})").format(system=said.get("system"), key=said.get("key"))
    lines = _completed_lines(entry, page)
    if said.get("title_built"):
        lines.append(_("The title was built here: it came without one."))
    doubts = entry.payload.get("doubts") if isinstance(entry.payload, dict) else None
    lines += [str(one) for one in doubts] if isinstance(doubts, list) else []
    return EntryText(headline, "\n".join(lines))


def _completed_lines(entry: Entry, page: IncidentPage) -> list[str]:
    """What was completed as imported, and what the gates would have asked for."""
    completed, missing = entry.parameters.get("completed"), entry.parameters.get("missing")
    names = {stage.key: stage.short for stage in page.definition.stages}
    lines = []
    if isinstance(completed, list) and completed:
        stages = ", ".join(names.get(str(key), str(key)) for key in completed)
        lines.append(_("Completed as imported: {stages}").format(stages=stages))
    for key, fields in missing.items() if isinstance(missing, dict) else ():
        labels = [_field_label(page, str(field)) for field in fields] if isinstance(fields, list) else []
        line = _("{stage} lacks: {fields}")
        lines.append(line.format(stage=names.get(key, key), fields=", ".join(dict.fromkeys(labels))))
    return lines


def _field_label(page: IncidentPage, key: str) -> str:
    placed = page.definition.fields_by_key.get(key)
    return placed[1].label if placed else key or _("a condition of its gate")


def _changed_there(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    field = texts.label(str(entry.parameters.get("field")))
    if entry.payload is None:
        return EntryText(field, _(ERASED))
    old, new = payload_text(entry, "old"), payload_text(entry, "new")
    said = f"{old} → {new}" if old and new else new or _("emptied")
    return EntryText(field, "\n".join(filter(None, (said, payload_text(entry, "text")))))


def _import_changed(entry: Entry, page: IncidentPage, texts: ValueTexts) -> EntryText:
    said = _changes(_keys(entry, "fields"), entry.payload, texts)
    lines = [said.headline, said.detail, *_completed_lines(entry, page)]
    left = ", ".join(texts.label(key) for key in _keys(entry, "left"))
    if left:
        lines.append(_("Changed here since, and left as it is: {fields}").format(fields=left))
    return EntryText(_("Imported again"), "\n".join(line for line in lines if line))


def _import_undone(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    said = _changes(_keys(entry, "fields"), entry.payload, texts)
    lines = [said.headline, said.detail]
    left = ", ".join(texts.label(key) for key in _keys(entry, "left"))
    if left:
        lines.append(_("Changed since, and left as it is: {fields}").format(fields=left))
    if entry.parameters.get("lines"):
        lines.append(_("What it added to the timeline stays."))
    return EntryText(_("An import was taken back"), "\n".join(line for line in lines if line), tone="warning")


def _keys(entry: Entry, name: str) -> list[str]:
    keys = entry.parameters.get(name)
    return [str(key) for key in keys] if isinstance(keys, list) else []


def _act_undone(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    left = entry.parameters.get("left")
    keys = [str(key) for key in left] if isinstance(left, list) else []
    said = _("Changed since, and left: {fields}").format(fields=", ".join(map(texts.label, keys)))
    return EntryText(_("Bulk change taken back"), said if keys else "")


def _owners_word(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    if entry.payload is None:
        return EntryText(_("The service owner's word"), _(ERASED))
    if entry.parameters.get("kind") != OWNER:
        return EntryText(_("Nobody is named whose word it could be"), tone="warning")
    name, service = payload_text(entry, "name"), payload_text(entry, "service")
    said = _("{name}, owner of {service}").format(name=name, service=service)
    return EntryText(_("Whose word it was"), said)


_WORDS: dict[str, WordsOf] = {
    "logged": _logged,
    "saved": _saved,
    "assigned": _assigned,
    "stage_completed": _completed,
    "stage_skipped": _skipped,
    "stage_needed": _needed,
    "sent_back": _sent_back,
    "status_changed": _status,
    "priority_changed": _priority,
    "responded": _plain(N_("First response")),
    "held": _held,
    "resumed": _plain(N_("Hold ended")),
    "cancelled": _cancelled,
    "reopened": _reopened,
    "close_undone": _plain(N_("Close taken back")),
    "note": _note,
    "attached": _attached,
    "report_issued": _issued,
    "reports_superseded": _plain(N_("Issued reports superseded")),
    "raised_again": _plain(N_("Raised again by its source")),
    "imported": _imported,
    "changed_there": _changed_there,
    "import_changed": _import_changed,
    "import_undone": _import_undone,
    "act_undone": _act_undone,
    "closed_unanswered": _plain(N_("Closed by the desk itself: nobody answered")),
    "confirmed_alone": _plain(N_("Confirmed by whoever fixed it: nobody else was there")),
    GIVEN_BY_OWNER: _owners_word,
    **OUTAGE_WORDS,
    **FOLLOW_UP_WORDS,
    **HANDOVER_WORDS,
    **HANDING_WORDS,
    **PROMISE_WORDS,
    **RUNBOOK_WORDS,
    **TELLING_WORDS,
    **RESPONSE_WORDS,
    **UPDATE_WORDS,
    **RESTRICTED_WORDS,
}
