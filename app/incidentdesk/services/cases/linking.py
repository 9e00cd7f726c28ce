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
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.cases.lives import life_from_json, life_of, life_to_json, live_again
from incidentdesk.services.cases.merged import MERGED, must_not_be_merged
from incidentdesk.services.cases.reporter_calls import reporter_calls
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.seeing import told_number
from incidentdesk.storage import callers, files, links, timeline
from incidentdesk.storage.links import Link, Relative

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

    Its children become those of ``into``. ``RefusedError`` where it has ended, or is a child itself.
    """
    _check_merge(work, *_both(desk, work, ref, into))
    moved: list[JsonValue] = []
    for one in _children(work, find(work.session, ref).uid):
        _move(desk, work, one.link, one.uid, into)
        moved.append(one.uid)
    case, to = _both(desk, work, ref, into)
    brought = _brought(work, case) | _reporter_joins(work, case, to)
    made = _link(work, case, to, MERGED)
    stood: dict[str, JsonValue] = {
        "cause": work.cause,
        "life": life_to_json(life_of(case.incident, case.stages)),
        "children": moved,
    }
    links.add(work.session, made, work.now, work.author, stood)
    case.change(cancel_reason=MERGED, hold=None, resolved=None)
    case.set_status("cancelled")
    _tell(case, to, "linked", MERGED, is_first=True)
    _tell(to, case, "linked", MERGED, is_first=False, payload=brought)
    return Linked(made.uid, to.incident.number, work.changes())


def _children(work: Work, uid: str) -> list[Relative]:
    return [one for one in links.relatives(work.session, uid) if one.kind == "child" and one.is_first]


def _move(desk: Desk, work: Work, link_uid: str, child: str, parent: str) -> None:
    """Make a child one of another parent."""
    unlink(desk, work, link_uid)
    link(desk, work, child, parent, "child")


def unlink(desk: Desk, work: Work, link_uid: str) -> Changes:
    """Take a link back; a merged incident stands again where it stood, with the children it had.

    ``RefusedError`` where it was merged into one that was merged itself since: its children went on.
    """
    found = links.one(work.session, link_uid)
    if found is None:
        raise RefusedError(_("This link was taken away already."))
    case, to = Case.open(desk, work, found.incident), Case.open(desk, work, found.other)
    stood, more = links.stood(work.session, link_uid), None
    if found.kind == MERGED:
        _must_be_latest(work, to)
        live_again(case, life_from_json(stood["life"]))
        more = {"cause": stood["cause"], "status": case.incident.status}
    links.remove(work.session, link_uid)
    _tell(case, to, "unlinked", found.kind, is_first=True, more=more)
    _tell(to, case, "unlinked", found.kind, is_first=False)
    for one in _children(work, found.other):
        if one.uid in stood.get("children", ()):
            _move(desk, work, one.link, one.uid, found.incident)
    return work.changes()


def _must_be_latest(work: Work, to: Case) -> None:
    since = links.above(work.session, to.incident.uid, MERGED)
    if since is not None:
        raise RefusedError(
            _("{number} was merged into {other} since.").format(
                number=since.number, other=told_number(work.session, since.other_number)
            ),
            _("Take that merge back first, under {number}.").format(number=since.number),
        )


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
            _child_words(work, number, parent),
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
    _check_unlinked(work, case, to, MERGED)
    _must_be_open(to)
    if case.incident.status in ENDED_STATUSES:
        raise RefusedError(
            _("{number} is not open.").format(number=number), _("Link it as a duplicate instead.")
        )
    parent = links.above(work.session, case.incident.uid, "child")
    if parent is not None:
        raise RefusedError(
            _child_words(work, number, parent),
            _("Take that link away first."),
        )


def _child_words(work: Work, number: str, parent: Link) -> str:
    said = told_number(work.session, parent.other_number)
    return _("{number} is a child of {parent}.").format(number=number, parent=said)


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
