"""Links between incidents: a child of an outage, a duplicate, one merged into another, or merely related.

The one place where they are made and taken away. Both timelines tell of each act, and taking one back is an
act of its own. Nothing moves: a merged incident keeps its entries, files and callers, and the other one tells
of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.case import Case
from incidentdesk.services.desk import Changes, Desk, Work
from incidentdesk.services.lives import life_from_json, life_of, life_to_json, live_again
from incidentdesk.services.merged import MERGED, is_merged, must_not_be_merged
from incidentdesk.services.reporter_calls import reporter_calls
from incidentdesk.storage import callers, files, links, timeline
from incidentdesk.storage.links import Link

KINDS = ("child", "duplicate", "related")
"""The links that leave both incidents as they are; a merge closes one of the two."""

CONTINUES = "continues"
"""What was logged again after the time for reopening continues the one that was closed."""

LEVELS = 2
"""An outage has children, and each of those may have its own (a site with its rooms); no deeper."""


@dataclass(frozen=True)
class Linked:
    """A link that was made; ``uid`` undoes it. ``number`` is that of the other incident."""

    uid: str
    number: str
    changes: Changes


def link(desk: Desk, work: Work, ref: str, other: str, kind: str) -> Linked:
    """Say that ``ref`` is a ``kind`` of ``other``; both go on as they are."""
    if kind not in (*KINDS, CONTINUES):
        raise UsageError(
            _("“{kind}” is no kind of link.").format(kind=kind),
            _("Use one of: {names}.").format(names=", ".join(KINDS)),
        )
    case, to = _both(desk, work, ref, other)
    _check_unlinked(work, case, to, kind)
    payload: dict[str, JsonValue] = {}
    if kind == "child":
        _check_child(work, case, to)
        payload = _reporter_joins(work, case, to)
    made = _link(work, case, to, kind)
    links.add(work.session, made, work.now, work.author)
    _tell(case, to, "linked", kind, is_first=True)
    _tell(to, case, "linked", kind, is_first=False, payload=payload or None)
    return Linked(made.uid, to.incident.number, work.changes())


def merge(desk: Desk, work: Work, ref: str, into: str) -> Linked:
    """Close ``ref`` as merged into ``into``, which tells of its callers, notes and files.

    ``RefusedError`` where it has ended, or has a family of its own.
    """
    case, to = _both(desk, work, ref, into)
    _check_merge(work, case, to)
    brought = _brought(work, case) | _reporter_joins(work, case, to)
    made = _link(work, case, to, MERGED)
    stood: dict[str, JsonValue] = {
        "cause": work.cause,
        "life": life_to_json(life_of(case.incident, case.stages)),
    }
    links.add(work.session, made, work.now, work.author, stood)
    case.change(cancel_reason=MERGED, hold=None, resolved=None)
    case.set_status("cancelled")
    _tell(case, to, "linked", MERGED, is_first=True)
    _tell(to, case, "linked", MERGED, is_first=False, payload=brought)
    return Linked(made.uid, to.incident.number, work.changes())


def unlink(desk: Desk, work: Work, link_uid: str) -> Changes:
    """Take a link back; a merged incident stands again where it stood."""
    found = links.one(work.session, link_uid)
    if found is None:
        raise RefusedError(_("This link was taken away already."))
    case, to = Case.open(desk, work, found.incident), Case.open(desk, work, found.other)
    more: dict[str, JsonValue] = {}
    if found.kind == MERGED:
        more = _stand_again(work, case, found)
    links.remove(work.session, link_uid)
    _tell(case, to, "unlinked", found.kind, is_first=True, more=more)
    _tell(to, case, "unlinked", found.kind, is_first=False)
    return work.changes()


def _both(desk: Desk, work: Work, ref: str, other: str) -> tuple[Case, Case]:
    case, to = Case.open(desk, work, ref), Case.open(desk, work, other)
    if case.incident.uid == to.incident.uid:
        raise UsageError(_("An incident cannot be linked to itself."), _("Choose another one."))
    for one in (case, to):
        must_not_be_merged(work.session, one.incident)
    return case, to


def _check_unlinked(work: Work, case: Case, to: Case, kind: str) -> None:
    known = {
        one.kind
        for one in links.of_incident(work.session, case.incident.uid)
        if to.incident.uid in {one.incident, one.other}
    }
    is_family = kind in {"child", MERGED}
    if kind in known or (known and not is_family) or (known & {"child", MERGED}):
        raise RefusedError(
            _("{number} and {other} are linked already.").format(
                number=case.incident.number, other=to.incident.number
            ),
            _("Take that link away first."),
        )


def _check_child(work: Work, case: Case, to: Case) -> None:
    number, other = case.incident.number, to.incident.number
    _must_be_open(to)
    parent = links.above(work.session, case.incident.uid, "child")
    if parent is not None:
        raise RefusedError(
            _("{number} is a child of {parent}.").format(number=number, parent=parent.other_number),
            _("Take that link away first."),
        )
    above = links.chain_above(work.session, to.incident.uid)
    if case.incident.uid in above:
        raise RefusedError(
            _("{other} is part of {number} already.").format(other=other, number=number),
            _("Link it the other way round."),
        )
    if len(above) + 1 + links.height(work.session, case.incident.uid) > LEVELS:
        raise RefusedError(
            _("An outage has children and grandchildren, no deeper."),
            _("Make {number} a child of the outage itself.").format(number=number),
        )


def _check_merge(work: Work, case: Case, to: Case) -> None:
    number = case.incident.number
    _must_be_open(to)
    if case.incident.status in ENDED_STATUSES:
        raise RefusedError(
            _("{number} is not open.").format(number=number), _("Link it as a duplicate instead.")
        )
    parent = links.above(work.session, case.incident.uid, "child")
    if parent is not None:
        raise RefusedError(
            _("{number} is a child of {parent}.").format(number=number, parent=parent.other_number),
            _("Take that link away first."),
        )
    if links.height(work.session, case.incident.uid):
        raise RefusedError(
            _("{number} has children.").format(number=number),
            _("Make them children of {other} first.").format(other=to.incident.number),
        )


def _must_be_open(case: Case) -> None:
    if case.incident.status in ENDED_STATUSES:
        raise RefusedError(
            _("{number} is not open.").format(number=case.incident.number), _("Reopen it first.")
        )


def _link(work: Work, case: Case, to: Case, kind: str) -> Link:
    one, other = case.incident, to.incident
    return Link(work.new_uid(), kind, one.uid, one.number, other.uid, other.number)


def _reporter_joins(work: Work, case: Case, to: Case) -> dict[str, JsonValue]:
    """Let the reporter of ``case`` be a caller of ``to`` as long as the two belong together."""
    reporter_calls(work, to.incident)
    reporter = str(case.incident.core.get("reporter") or "")
    is_new = not callers.is_known(work.session, to.incident.uid, reporter)
    name = reporter_calls(work, case.incident)
    return {"caller": name} if name and is_new else {}


def _brought(work: Work, case: Case) -> dict[str, JsonValue]:
    """What the other incident tells of ``case`` that is merged into it."""
    uid = case.incident.uid
    notes: list[JsonValue] = [
        {**entry.payload, "at": entry.done.ms}
        for entry in timeline.entries_of_kinds(work.session, uid, ("note",))
        if isinstance(entry.payload, dict)
    ]
    names: list[JsonValue] = [one.name for one in callers.of(work.session, uid)]
    kept: list[JsonValue] = [one.name for one in files.attachments(work.session, uid)]
    return {"title": case.incident.title, "callers": names, "notes": notes, "files": kept}


def _stand_again(work: Work, case: Case, found: Link) -> dict[str, JsonValue]:
    stood = links.stood(work.session, found.uid)
    kept = stood.get("life")
    if not is_merged(case.incident) or not isinstance(kept, dict):
        raise RefusedError(
            _("{number} is merged no more.").format(number=found.number), _("Reopen it with a reason.")
        )
    live_again(case, life_from_json(kept))
    return {"cause": stood["cause"], "status": case.incident.status}


def _tell(
    case: Case,
    other: Case,
    act: str,
    kind: str,
    *,
    is_first: bool,
    payload: JsonValue = None,
    more: dict[str, JsonValue] | None = None,
) -> None:
    said: dict[str, JsonValue] = {
        "kind": kind,
        "other": other.incident.uid,
        "number": other.incident.number,
        "is_first": is_first,
    }
    case.record(act, said | (more or {}), payload)
    case.finish()
