"""Commands around searching: looking for incidents, and the care of the index."""

from __future__ import annotations

from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context
from incidentdesk.cli.incident_json import row_json
from incidentdesk.cli.listing import row_words
from incidentdesk.services.lists.search import Found, Hit


def search(context: Context) -> int:
    """``search TEXT [--limit N] [--offset N] [--ranked]``."""
    given = context.arguments
    found = context.cases.search.find(given.text, ranked=given.ranked, limit=given.limit, offset=given.offset)
    lines = []
    for hit in found.hits:
        lines.append(row_words(hit.row, found.now))
        if hit.excerpt_marks:
            lines.append("    " + hit.excerpt)
    lines.append(counted(found))
    zone = context.cases.desk.time.zone
    document = {
        "total": found.total,
        "searched": found.searched,
        "of": found.incidents,
        "ranked": found.ranked,
        "exact": found.exact,
        "doubt": found.doubt or None,
        "incidents": [row_json(hit.row, zone) | _marks_json(hit) for hit in found.hits],
    }
    context.output.say("\n".join(lines), document)
    return 0


def counted(found: Found) -> str:
    """How many were found and searched, and why that may not be all."""
    shown = ngettext("{n} of {total} found", "{n} of {total} found", found.total)
    searched = ngettext("{n} incident searched", "{n} incidents searched", found.searched)
    words = f"{shown.format(n=len(found.hits), total=found.total)}, {searched.format(n=found.searched)}"
    if found.doubt == "rebuilding":
        more = _("the index is being rebuilt: {n} of {total}")
        words += "; " + more.format(n=found.searched, total=found.incidents)
    if found.doubt == "stale":
        words += "; " + _("the index is stale: rebuild it by “index --rebuild”")
    if found.ranked and not found.exact:
        words += "; " + _("the newest {n} in order of rank, then the others").format(n=found.closely)
    return words


def index(context: Context) -> int:
    """``index [--check | --rebuild]``: how the search index is; checks it, or makes it anew."""
    given, upkeep = context.arguments, context.cases.index
    if given.rebuild:
        upkeep.begin_rebuild()
        while upkeep.rebuild_some():
            pass
    if given.check or given.rebuild:
        upkeep.check()
    while upkeep.merge_some():
        pass
    state = upkeep.state(with_size=True)
    verdict = {
        "ok": _("The index is true to the incidents."),
        "stale": _("The index is stale; rebuild it by “index --rebuild”."),
    }.get(state.verdict, _("The index was not checked since it was made; “index --check” does."))
    context.output.say(
        _("{n} of {total} incidents indexed, {size} kB.").format(
            n=state.indexed, total=state.incidents, size=state.size // 1000
        )
        + f" {verdict}",
        {
            "indexed": state.indexed,
            "incidents": state.incidents,
            "size": state.size,
            "verdict": state.verdict or None,
            "rebuilding": state.rebuilding,
        },
    )
    return 0


def _marks_json(hit: Hit) -> dict[str, object]:
    return {
        "title_marks": [list(mark) for mark in hit.title_marks],
        "field": hit.field,
        "excerpt": hit.excerpt,
        "excerpt_marks": [list(mark) for mark in hit.excerpt_marks],
    }
