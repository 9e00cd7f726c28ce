"""The timeline: every entry, those that one person made in one minute in one row."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from reportlab.platypus import Flowable, Paragraph

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Entry
from incidentdesk.reports.blocks import heading
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.style import MUTED, hex_of
from incidentdesk.reports.tables import ruled_table, when_width
from incidentdesk.services.cases.entry_texts import EntryText
from incidentdesk.services.outages.outage_texts import CALLER_KINDS, where_from
from incidentdesk.services.timeline_texts import entry_text

MINUTE = 60_000
LATE_MS = MINUTE
"""An entry made later than this after what it tells of says so."""

CHANGE_LENGTH = 400
"""The longest text printed of a value that was replaced, or that replaced it."""


def timeline(sheet: Sheet) -> list[Flowable]:
    """Every entry, in the order in which they were entered."""
    entries = sheet.page.entries
    if not entries:
        return []
    rows = [_row(sheet, list(group)) for _key, group in groupby(entries, _act)]
    who = 84.0
    when = when_width(sheet)
    count = ngettext("{n} entry", "{n} entries", len(entries)).format(n=len(entries))
    table = ruled_table(sheet, (_("When"), _("Who"), _("What")), rows, [when, who, sheet.width - when - who])
    return [*heading(sheet, _("Timeline"), count), table]


def _act(entry: Entry) -> tuple[str, int, int]:
    return entry.author, entry.done.ms // MINUTE, entry.entered.ms // MINUTE


def _run(entry: Entry) -> str:
    """Those who were added one after the other stand together, all else by itself."""
    return entry.kind if entry.kind == "caller_added" else entry.uid


def _row(sheet: Sheet, entries: list[Entry]) -> list[Paragraph]:
    first = entries[0]
    when = sheet.markup(sheet.when(first.done))
    if abs(first.entered.ms - first.done.ms) > LATE_MS:
        late = _("entered {when}").format(when=sheet.when(first.entered))
        when += f'<br/><font size="7.2" color="{hex_of(MUTED)}">{sheet.markup(late)}</font>'
    what = "<br/>".join(_what(sheet, list(run)) for _key, run in groupby(entries, _run))
    return [
        Paragraph(when, sheet.styles.cell),
        sheet.cell(sheet.page.name(first.author) or NONE),
        Paragraph(what, sheet.styles.cell),
    ]


def _what(sheet: Sheet, run: list[Entry]) -> str:
    said = _callers(sheet, run) if run[0].kind in CALLER_KINDS else _said(sheet, run[0])
    grey = f'<font color="{hex_of(MUTED)}">'
    marks = f" {grey}{sheet.markup(' · '.join(said.marks))}</font>" if said.marks else ""
    detail = f"<br/>{sheet.markup(said.detail)}" if said.detail.strip() else ""
    return f"<b>{sheet.markup(said.headline)}</b>{marks}{detail}"


def _said(sheet: Sheet, entry: Entry) -> EntryText:
    return _saved(sheet, entry) if entry.kind == "saved" else entry_text(entry, sheet.page, sheet.texts)


def _callers(sheet: Sheet, run: list[Entry]) -> EntryText:
    """Those who called, by name in one line; their numbers are not handed to others."""
    headline = entry_text(run[0], sheet.page, sheet.texts).headline
    known = [one.payload.get("name") for one in run if isinstance(one.payload, dict)]
    names = ", ".join(str(name) for name in known if name)
    if len(run) == 1:
        return EntryText(headline, marks=(names,) if names else ())
    return EntryText(ngettext("{n} caller", "{n} callers", len(run)).format(n=len(run)), names)


def _saved(sheet: Sheet, entry: Entry) -> EntryText:
    """What a save did: first answers by name (they stand in their stages), changes with old and new value."""
    if not isinstance(entry.payload, dict):
        return entry_text(entry, sheet.page, sheet.texts)
    pairs = {key: pair if isinstance(pair, dict) else {} for key, pair in entry.payload.items()}
    new = [sheet.texts.label(key) for key, pair in pairs.items() if is_missing(pair.get("old"))]
    changed = [_change(sheet, key, pair) for key, pair in pairs.items() if not is_missing(pair.get("old"))]
    origin = where_from(entry.parameters)
    if not changed:
        return EntryText(_("Filled in"), marks=(", ".join(new), *origin))
    filled = [_("Filled in: {fields}").format(fields=", ".join(new))] if new else []
    return EntryText(_("Changed"), "\n".join([*changed, *filled]), marks=origin)


def _change(sheet: Sheet, key: str, pair: Mapping[str, JsonValue]) -> str:
    now = _short(sheet, key, pair.get("new")) or _("emptied")
    return f"{sheet.texts.label(key)}: {_short(sheet, key, pair.get('old'))} → {now}"


def _short(sheet: Sheet, key: str, value: JsonValue) -> str:
    said = sheet.texts.of(key, value)
    if len(said) <= CHANGE_LENGTH:
        return said
    return said[:CHANGE_LENGTH].rstrip() + "… " + _("(goes on in the record)")
