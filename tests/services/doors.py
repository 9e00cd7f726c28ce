"""All doors of the use cases, by introspection, and how each is asked when somebody tries them all."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from incidentdesk.services.use_cases import UseCases

NOT_ASKED = {
    "writes settings, lists, registers and staff, which belong to no incident": (
        "administration.add_process administration.make_default administration.name_organisation "
        "administration.plan_backups administration.remove_logo administration.set_closing "
        "administration.set_hours administration.set_notice_hours administration.set_review_days "
        "administration.write_list administration.check_process first_start.finish "
        "people.add_staff people.write_item people.write_person people.write_reporter registers.merge "
        "registers.restore registers.retire registers.write register_files.fill register_files.undo "
        "register_files.preview register_files.look register_files.parsed signing_in.lock_after "
        "signing_in.remove_pin signing_in.reset_pin signing_in.set_pin signing_in.sign_in views.move "
        "views.remove views.restore views.save people.called people.is_of_account people.known "
        "people.at_the_door people.whoever_is board.plan"
    ),
    "writes and tries channels, which tell of no incident": (
        "channels.keep_secret channels.kind channels.secret_of channels.send channels.set_state "
        "channels.test channels.view channels.write cadences.set update_templates.write board.plan"
    ),
    "writes runbooks, which belong to no incident": (
        "runbooks.bring_back runbooks.drop_draft runbooks.import_file runbooks.mark_reviewed "
        "runbooks.publish_draft runbooks.retire runbooks.save_draft runbooks.set_owner runbooks.take_offered "
        "runbooks.write commands.approve commands.withdraw"
    ),
    "takes what another door gave, which is asked": (
        "commands.execute commands.record bulk.undo pasted_timelines.write log.log_within "
        "runbook_runs.view_of handovers.pdf handing.give reporting.bytes_of"
    ),
    "a copy of the file has everything by nature, as README says": (
        "backups.look_at backups.make backups.verify backups.write_to desk_file.restore"
    ),
    "asked by tests of their own below, or in test_restricted_imports": (
        "exporting.to_csv exporting.to_json exporting.whole_desk importing.batch importing.check "
        "importing.inspect importing.is_unfinished importing.look_at_undo importing.preview importing.resume "
        "importing.run importing.undo queue.keys queue.first queue.kept runbook_runs.view "
        "restricted.break_glass board.write_to"
    ),
    "writes what board.page gives, which is asked": "board.write_to",
    "care of the search index, which tells nobody": (
        "index.begin_rebuild index.keep_pace index.merge_all index.merge_some index.rebuild_some "
        "index.rename_some index.tend_some"
    ),
}
"""Doors that are not asked one by one, and why."""


def doors(cases: UseCases) -> Iterator[tuple[str, Any]]:
    """Every public method of every subject, by its name ``subject.method``."""
    for name in sorted(dir(UseCases)):
        if isinstance(inspect.getattr_static(UseCases, name), cached_property):
            subject = getattr(cases, name)
            for method in sorted(dir(type(subject))):
                if not method.startswith("_") and callable(getattr(subject, method)):
                    yield f"{name}.{method}", getattr(subject, method)


def not_asked() -> frozenset[str]:
    """The names of the doors that are not asked."""
    return frozenset(name for names in NOT_ASKED.values() for name in names.split())


def needed(door: Any) -> list[str]:
    """The names of the arguments that ``door`` cannot do without."""
    return [
        one.name
        for one in inspect.signature(door).parameters.values()
        if one.default is inspect.Parameter.empty
    ]


def calls(door: Any, given: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """The arguments to ask ``door`` with: each value of each argument, with the first ones of the others."""
    names = needed(door)
    first = {name: given[name][0] for name in names}
    yield first
    for name in names:
        yield from ({**first, name: value} for value in given[name][1:])
