"""Correcting what is known of a caller: who it is, how to reach them, and what they said.

The place of a caller is that of their entry in the register: corrected here, it is corrected there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.cases.callers_word import settle_word
from incidentdesk.services.cases.calling import known_caller, reporter_uid
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.registers.register_record import merged, put, record_of
from incidentdesk.services.registers.register_values import checked, spec_of
from incidentdesk.storage import callers, registers
from incidentdesk.storage.callers import CallerRow

CALLER_FIELDS: Mapping[str, str] = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "callback": N_("Call back"),
    "place": N_("Place"),
    "note": N_("Note"),
}
"""What can be corrected, with its label; beside it a ``reporter`` (uid or whole name) in place of a name."""


def correct_caller(
    desk: Desk, work: Work, uid: str, values: Mapping[str, str], started: Mapping[str, str]
) -> Changes:
    """Change those fields of a caller that ``values`` has; the timeline keeps what they were.

    A ``name`` without ``reporter`` is that of somebody no register knows. Where somebody else changed one of
    the fields since it was as ``started`` says, nothing is saved and ``RefusedError`` tells what they wrote.
    """
    before = known_caller(work, uid)
    if not before.active:
        raise RefusedError(_("{name} was taken away already.").format(name=before.name or before.phone))
    given = {key: _trimmed(key, value) for key, value in values.items()}
    _must_be_as_started(before, given, started)
    after = _corrected(work, before, given)
    changes: dict[str, JsonValue] = {
        key: {"old": getattr(before, key), "new": getattr(after, key)}
        for key in CALLER_FIELDS
        if getattr(before, key) != getattr(after, key)
    }
    if not changes and before.reporter == after.reporter:
        return work.changes()
    case = Case.open(desk, work, before.incident)
    must_not_be_ended(case)
    if before.reporter != after.reporter:
        _must_be_another(work, before, after)
    callers.correct(work.session, after)
    payload: JsonValue = {"name": before.name or before.phone, "changes": changes}
    case.record("caller_changed", {"caller": uid}, payload)
    settle_word(case)
    case.finish()
    return work.changes("registers", "reporters") if "place" in changes else work.changes()


def _trimmed(key: str, value: str) -> str:
    if key != "reporter" and key not in CALLER_FIELDS:
        raise UsageError(
            _("A caller has no “{key}”.").format(key=key),
            _("Use one of: {names}.").format(names=", ".join(("reporter", *CALLER_FIELDS))),
        )
    return value.strip() if key == "note" else " ".join(value.split())


def _must_be_as_started(now: CallerRow, given: Mapping[str, str], started: Mapping[str, str]) -> None:
    for key, label in CALLER_FIELDS.items():
        theirs = getattr(now, key)
        if key in given and started.get(key, theirs) != theirs != given[key]:
            raise RefusedError(
                _("“{field}” was changed meanwhile to “{theirs}”; nothing was saved.").format(
                    field=_(label), theirs=theirs
                ),
                _("Look at the caller again, and save once more."),
            )


def _corrected(work: Work, before: CallerRow, given: Mapping[str, str]) -> CallerRow:
    after = replace(
        before,
        phone=given.get("phone", before.phone),
        callback=given.get("callback", before.callback),
        note=given.get("note", before.note),
    )
    if given.get("reporter"):
        known = registers.reporter(work.session, reporter_uid(work.session, given["reporter"]))
        if known is not None and known.uid != before.reporter:
            phone = given.get("phone", known.phone or before.phone)
            after = replace(after, reporter=known.uid, name=known.name, phone=phone, place=known.place)
    elif "reporter" in given or given.get("name", before.name) != before.name:
        after = replace(after, reporter="", name=given.get("name", before.name), place="")
    if not after.name and not after.phone:
        raise UsageError(_("A caller needs a name or a number."), _("Type one of them."))
    return _placed(work, after, given["place"]) if given.get("place", after.place) != after.place else after


def _placed(work: Work, row: CallerRow, place: str) -> CallerRow:
    """Keep ``place`` with the reporter that the caller is."""
    if not row.reporter:
        raise UsageError(
            _("The place of {name} is not kept: no register knows them.").format(name=row.name or row.phone),
            _("Choose the reporter who it is, or write the place into the note."),
        )
    spec = spec_of("reporter")
    before = record_of(work.session, spec, row.reporter)
    put(work, before, merged(before, before.name, checked(work.session, spec, {"place": place or None})))
    now = registers.reporter(work.session, row.reporter)
    return replace(row, place=now.place if now is not None else place)


def _must_be_another(work: Work, before: CallerRow, after: CallerRow) -> None:
    """Raise ``RefusedError`` where the caller may not become somebody else."""
    if before.own:
        raise RefusedError(
            _("{name} reported {number}, and is one of its callers.").format(
                name=before.name, number=before.number
            ),
            _("Change who told us of it."),
        )
    if after.reporter and callers.is_known(work.session, before.incident, after.reporter):
        raise RefusedError(
            _("{name} is among the callers.").format(name=after.name), _("Take one of the two away.")
        )
