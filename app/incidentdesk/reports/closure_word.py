"""Whose word closed an incident, as the closure report prints it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.facts import ATTEMPTS
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Entry
from incidentdesk.domain.whose_word import OWNER, REPORTER, WORD
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.sheet import Sheet
from incidentdesk.services.cases.whose_word import is_of_callers, with_phone
from incidentdesk.services.outages.outage_texts import reached_text

TAKEN_UP = frozenset({"reopened", "close_undone", "sent_back"})
"""Entries after which an earlier closing counts no more."""


def confirmation(sheet: Sheet) -> list[Flowable]:
    """Who gave the word, when and by what means; nothing where the process asks for none."""
    page = sheet.page
    if WORD not in page.definition.fields_by_key:
        return []
    story = heading(sheet, _title(sheet))
    word = sheet.said(WORD).rstrip("\u2026")
    if not word:
        return [*story, sheet.paragraph(_("Not asked yet."), sheet.styles.muted)]
    lines = [_("{who}: {word}.").format(who=_who(sheet), word=word)]
    lines += [_attempt_words(sheet, row) for row in _rows(sheet, sheet.fact(WORD))[-1:]] or [_noted(sheet)]
    if page.callers.lines:
        lines.append(f"{reached_text(page.callers)}.")
    lines += [_all_attempts(sheet), _by_itself(sheet)]
    if sheet.said("word_reason"):
        lines.append(_("Reason: {reason}.").format(reason=sheet.said("word_reason").rstrip(".")))
    return [*story, *sheet.setter.paragraphs(" ".join(line for line in lines if line), sheet.styles.body)]


def signing_role(sheet: Sheet) -> tuple[str, str]:
    """Beside the desk, as what somebody signs that it works, and who that is."""
    word = sheet.page.word_of
    if word.kind == REPORTER:
        return _("Reporter"), sheet.said("reporter")
    return _("Service owner"), word.name


def confirmed_alone(sheet: Sheet) -> str:
    """That whoever fixed a critical incident confirmed it alone; empty where it was not so."""
    entry = since_taken_up(sheet, "confirmed_alone")
    if entry is None:
        return ""
    said = _(
        "{name} fixed this {priority} incident and confirmed it alone: nobody else worked at the desk then."
    )
    return said.format(name=sheet.page.name(entry.author), priority=sheet.page.incident.priority)


def since_taken_up(sheet: Sheet, kind: str) -> Entry | None:
    """The newest entry of ``kind`` of the closing at hand."""
    for entry in reversed(sheet.page.entries):
        if entry.kind == kind:
            return entry
        if entry.kind in TAKEN_UP:
            return None
    return None


def _title(sheet: Sheet) -> str:
    if is_of_callers(sheet.page.entries):
        return _("Confirmation: the callers' word")
    if sheet.page.word_of.kind == REPORTER:
        return _("Confirmation: the reporter's word")
    return _("Confirmation: the service owner's word")


def _who(sheet: Sheet) -> str:
    word = sheet.page.word_of
    if is_of_callers(sheet.page.entries):
        return _("The callers")
    if word.kind == REPORTER:
        return sheet.said("reporter") or _("The reporter")
    if word.kind == OWNER:
        name = with_phone(word) or _("Owner")
        return _("{name}, owner of {service}").format(name=name, service=word.service or _("the service"))
    return _("No owner of a service was named")


def _by_itself(sheet: Sheet) -> str:
    entry = since_taken_up(sheet, "closed_unanswered")
    if entry is None:
        return ""
    said = _("The desk closed it by itself, {when}, as nobody answered.")
    return said.format(when=sheet.when(entry.done))


def _rows(sheet: Sheet, result: JsonValue = None) -> list[dict[str, JsonValue]]:
    rows = sheet.fact(ATTEMPTS)
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [row for row in found if result is None or row.get("result") == result]


def _said(sheet: Sheet, row: dict[str, JsonValue]) -> dict[str, str]:
    field = sheet.texts.field(ATTEMPTS)
    columns = {column.key: column for column in field.columns} if field else {}
    return {
        key: sheet.texts.text(columns[key], value)
        for key, value in row.items()
        if key in columns and not is_missing(value)
    }


def _all_attempts(sheet: Sheet) -> str:
    """How often, and by what means, where it was more than once."""
    rows = _rows(sheet)
    means = dict.fromkeys(said["means"] for said in (_said(sheet, row) for row in rows) if "means" in said)
    if len(rows) < 2:
        return ""
    said = ngettext("{n} attempt in all: {means}.", "{n} attempts in all: {means}.", len(rows))
    return said.format(n=len(rows), means=", ".join(means).lower())


def _attempt_words(sheet: Sheet, row: dict[str, JsonValue]) -> str:
    said = _said(sheet, row)
    told = ", ".join(said[key] for key in ("means", "at") if key in said)
    if "by" in said:
        told += " " + _("(by {name})").format(name=said["by"])
    if "said" not in said:
        return f"{told}."
    words = said["said"].strip()
    return f"{told}: “{words}”" + ("" if words.endswith((".", "!", "?")) else ".")


def _noted(sheet: Sheet) -> str:
    last = sheet.page.stages.get(sheet.page.definition.stages[-1].key)
    if last is None or last.completed is None:
        return ""
    return _("Noted by {name}, {when}.").format(
        name=sheet.page.name(last.completed_by) or _("the desk itself"), when=sheet.when(last.completed)
    )
