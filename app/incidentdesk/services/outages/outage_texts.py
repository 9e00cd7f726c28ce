"""Timeline entries of outages in words: links and merges, callers, and who was told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.callers import Callers
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.entry_texts import ERASED, EntryText
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.outages.caller_correcting import CALLER_FIELDS
from incidentdesk.services.outages.outages import Relative

_LINKED = {
    ("duplicate", True): N_("A duplicate of {number}"),
    ("duplicate", False): N_("{number} is a duplicate"),
    ("child", True): N_("Part of {number}"),
    ("child", False): N_("{number} is part of this"),
    ("merged", True): N_("Merged into {number}"),
    ("merged", False): N_("{number} was merged into this"),
    ("related", True): N_("Related to {number}"),
    ("related", False): N_("Related to {number}"),
    ("continues", True): N_("Continues {number}"),
    ("continues", False): N_("{number} continues this"),
}
"""By kind of link, and whether this incident is the first of the two."""

_RELATIONS = {
    ("child", True): N_("Child"),
    ("child", False): N_("Parent"),
    ("duplicate", True): N_("Its duplicate"),
    ("duplicate", False): N_("Duplicate of"),
    ("merged", True): N_("Merged into this"),
    ("merged", False): N_("Merged into"),
    ("related", True): N_("Related"),
    ("related", False): N_("Related"),
    ("continues", True): N_("Continued by"),
    ("continues", False): N_("Continues"),
}
"""By kind of link, and whether the other incident is the first of the two."""

_UNLINKED = {
    ("duplicate", True): N_("No duplicate of {number} after all"),
    ("duplicate", False): N_("{number} is no duplicate after all"),
    ("child", True): N_("No part of {number} any more"),
    ("child", False): N_("{number} is no part of this any more"),
    ("merged", True): N_("The merge into {number} was taken back"),
    ("merged", False): N_("The merge of {number} into this was taken back"),
    ("related", True): N_("No more related to {number}"),
    ("related", False): N_("No more related to {number}"),
    ("continues", True): N_("Does not continue {number} after all"),
    ("continues", False): N_("{number} does not continue this after all"),
}

_TOLD = {
    "reached": N_("Told that it is over"),
    "no_answer": N_("Not reached"),
    "waived": N_("Need not be told"),
    "waiting": N_("An attempt was taken back"),
}


def _key(entry: Entry) -> tuple[str, bool]:
    said = entry.parameters
    # Entries of the first release name the side of a duplicate only.
    return str(said.get("kind")), bool(said.get("is_first", said.get("is_duplicate")))


def _linked(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    said = _(_LINKED.get(_key(entry), "{number}")).format(number=entry.parameters.get("number"))
    return EntryText(said, "\n".join(_brought(entry)))


def _brought(entry: Entry) -> list[str]:
    """What a merged incident brought along, a line each; who became a caller with a link."""
    payload = entry.payload if isinstance(entry.payload, dict) else {}
    lines = [str(payload["title"])] if payload.get("title") else []
    names = [*_listed(payload, "callers"), *([payload["caller"]] if payload.get("caller") else [])]
    if names:
        lines.append(_("Callers: {names}").format(names=", ".join(map(str, names))))
    lines += [
        _("Note: {text}").format(text=note.get("text") or note.get("who"))
        for note in _listed(payload, "notes")
        if isinstance(note, dict)
    ]
    kept = [str(name) for name in _listed(payload, "files")]
    if kept:
        lines.append(_("Files: {names}").format(names=", ".join(kept)))
    return lines


def _listed(payload: dict[str, JsonValue], key: str) -> list[JsonValue]:
    value = payload.get(key)
    return value if isinstance(value, list) else []


def _unlinked(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    return EntryText(_(_UNLINKED.get(_key(entry), "{number}")).format(number=entry.parameters.get("number")))


def _caller(headline: str) -> Callable[[Entry, IncidentPage, ValueTexts], EntryText]:
    def words(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
        if not isinstance(entry.payload, dict):
            return EntryText(_(headline), _(ERASED))
        parts = [entry.payload.get(key) for key in ("name", "phone", "callback", "note")]
        return EntryText(_(headline), " · ".join(str(part) for part in parts if part))

    return words


def _corrected(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    headline = _("A caller was corrected")
    payload = entry.payload
    if not isinstance(payload, dict):
        return EntryText(headline, _(ERASED))
    changed = payload.get("changes")
    changes = changed if isinstance(changed, dict) else {}
    lines = [str(payload.get("name"))]
    for key, label in CALLER_FIELDS.items():
        pair = changes.get(key)
        if isinstance(pair, dict):
            old, new = (str(pair.get(side) or "") or _("nothing") for side in ("old", "new"))
            lines.append(_("{field}: {old} → {new}").format(field=_(label), old=old, new=new))
    return EntryText(headline, "\n".join(lines))


def _told(entry: Entry, _page: IncidentPage, texts: ValueTexts) -> EntryText:
    said = entry.parameters
    many = _count(said.get("count"))
    who = ngettext("{n} caller", "{n} callers", many).format(n=many)
    headline = f"{_(_TOLD.get(str(said.get('state')), 'Callers'))}: {who}"
    total = _("{n} of {m} reached").format(n=said.get("reached"), m=said.get("callers"))
    if not isinstance(entry.payload, dict):
        return EntryText(headline, _(ERASED), marks=(total,))
    names = ", ".join(map(str, _listed(entry.payload, "names")))
    means = texts.settings.label("means", said.get("means")) if said.get("means") else ""
    lines = [names, means, str(entry.payload.get("note") or "")]
    tone = "good" if said.get("state") == "reached" else ""
    return EntryText(headline, "\n".join(filter(None, lines)), tone, (total,))


def _count(value: JsonValue) -> int:
    return value if isinstance(value, int) else 0


def _marked(entry: Entry, _page: IncidentPage, _texts: ValueTexts) -> EntryText:
    words = {True: _("Marked as an outage"), False: _("Marked as no outage")}
    mark = entry.parameters.get("outage")
    return EntryText(words[mark] if isinstance(mark, bool) else _("Mark of an outage taken back"))


def relative_text(relative: Relative) -> str:
    """A link in words, as the incident at hand sees it: “Part of INC-2026-000012”."""
    return _(_LINKED.get((relative.kind, not relative.is_first), "{number}")).format(number=relative.number)


def relation_text(relative: Relative) -> str:
    """What the other incident is to the one at hand, in a word."""
    return _(_RELATIONS.get((relative.kind, relative.is_first), relative.kind))


def reached_text(callers: Callers) -> str:
    """How many called, and how many were told."""
    count = len(callers.lines)
    said = ngettext("{m} caller, {n} reached", "{m} callers, {n} reached", count)
    return said.format(m=count, n=callers.reached)


def where_from(said: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """The mark of saved values that somebody did not write here: taken over, or the word of the callers."""
    counts = said.get("of_callers")
    if said.get("taken_over"):
        return (_("Taken over from {number}").format(number=said["taken_over"]),)
    if isinstance(counts, list) and len(counts) == 2:
        return (_("{n} of {m} reached").format(n=counts[0], m=counts[1]),)
    return ()


CALLER_KINDS = ("caller_added", "caller_again", "caller_changed", "caller_removed", "caller_restored")
"""Entries about one caller, with all that is known of them."""

OUTAGE_WORDS: dict[str, Callable[[Entry, IncidentPage, ValueTexts], EntryText]] = {
    "linked": _linked,
    "unlinked": _unlinked,
    "caller_added": _caller(N_("A caller")),
    "caller_again": _caller(N_("Called again")),
    "caller_changed": _corrected,
    "caller_removed": _caller(N_("A caller was taken away")),
    "caller_restored": _caller(N_("A caller was taken in again")),
    "callers_told": _told,
    "outage_marked": _marked,
}
"""The words of each kind."""
