"""Logging an incident: only the title is needed, and nothing else is waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.field_kinds import Typing
from incidentdesk.domain.gate import Missing, what_is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.domain.starting_values import starting_values
from incidentdesk.services.cases.case import Case, NewNumber, provisional_priority
from incidentdesk.services.cases.completing import complete_stage
from incidentdesk.services.cases.linking import CONTINUES, link
from incidentdesk.services.cases.merged import must_not_be_merged
from incidentdesk.services.cases.values import ValueChecker
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.seeing import must_see
from incidentdesk.storage import incidents

COPIED = (
    "title", "description", "error_code", "reporter", "service", "device", "place", "type", "category",
    "impact", "severity", "risk",
)  # fmt: skip
"""What an incident that is logged again takes over from the old one."""

_PLAIN: dict[str, Any] = {"urgent": False, "external_key": "", "uid": ""}


@dataclass(frozen=True)
class Logged:
    """A logged incident. ``missing`` is what its first stage still lacks.

    ``added_to`` tells that it was known.
    """

    uid: str
    number: str
    changes: Changes
    missing: tuple[Missing, ...] = ()
    added_to: bool = False


class LogIncident:
    """The use case of the log page, of ``incident-desk log``, and of whatever else raises incidents."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def log(
        self,
        values: Mapping[str, JsonValue],
        author: str,
        *,
        texts: Mapping[str, str] | None = None,
        process: str = "",
        urgent: bool = False,
        external_key: str = "",
        uid: str = "",
    ) -> Logged:
        """Log an incident with ``values`` (JSON forms) and ``texts`` (as typed).

        Asking twice with the same ``uid`` logs once. With ``external_key``, an open incident of that key gets
        an entry in place of a second incident.
        """
        with self._desk.changing(author) as work:
            must_see(work.session, uid)
            said = {**values, **(texts or {})}
            if uid and self._is_another_call(work, uid, said):
                uid = ""
            known = self._known(work, uid, external_key, said)
            if known is not None:
                return known
            more = {"urgent": urgent, "external_key": external_key, "uid": uid}
            return self.log_within(work, values, texts or {}, process, more)

    def again(self, ref: str, author: str) -> Logged:
        """Log what was closed long ago once more, as an incident of its own that is linked to the old one.

        Where the old one is restricted, so is the new one, for the same people.
        """
        with self._desk.changing(author) as work:
            old = Case.open(self._desk, work, ref)
            must_not_be_merged(work.session, old.incident)
            if old.incident.status not in ENDED_STATUSES:
                raise RefusedError(
                    _("{number} is open.").format(number=old.incident.number), _("Go on with it there.")
                )
            core = old.incident.core
            values = {key: core[key] for key in COPIED if core.get(key)}
            logged = self.log_within(work, values, {}, old.incident.process, {})
            if old.incident.restricted:
                self._restrict_like(work, logged.uid, old.incident)
            link(self._desk, work, logged.uid, old.incident.uid, CONTINUES)
            return replace(logged, changes=work.changes())

    def _restrict_like(self, work: Work, uid: str, old: Incident) -> None:
        from incidentdesk.services.restricted.restricted import restrict_like

        case = Case.open(self._desk, work, uid)
        restrict_like(case, old)
        case.finish()

    def log_within(
        self,
        work: Work,
        values: Mapping[str, JsonValue],
        texts: Mapping[str, str],
        process: str,
        more: Mapping[str, Any],
    ) -> Logged:
        """Log one in the transaction at hand; ``more`` are ``urgent``, ``external_key`` and ``uid``."""
        definition = self._desk.library.use(work.session, process or work.settings.default_process, work.now)
        checker = ValueChecker(work.session, definition, work.settings, work.now, work.new_uid)
        typed = checker.parsed(texts, Typing(work.now, work.settings.zone))
        given = checker.checked(dict(values)) | typed
        if not given.get("title"):
            raise UsageError(_("An incident needs a title."), _("Say in one line what is wrong."))
        work.require_to_write((key, value) for key, value in given.items() if value is not None)
        number = self._take_number(work)
        case = self._new_case(work, definition, given, number, **{**_PLAIN, **more})
        return self._finish(work, case, number, contact=bool(given.get("channel")))

    def _known(
        self, work: Work, uid: str, external_key: str, values: Mapping[str, JsonValue]
    ) -> Logged | None:
        if uid:
            same = incidents.by_uid(work.session, uid)
            if same is not None:
                return Logged(same.uid, same.number, work.changes())
        if external_key:
            again = incidents.open_by_external_key(work.session, external_key)
            if again is not None:
                case = Case.open(self._desk, work, again.uid)
                case.record("raised_again", {"key": external_key}, dict(values))
                case.finish()
                return Logged(again.uid, again.number, work.changes(), added_to=True)
        return None

    @staticmethod
    def _is_another_call(work: Work, uid: str, said: Mapping[str, JsonValue]) -> bool:
        """Whether ``uid`` was given to an incident with another title: two windows took up one draft."""
        same = incidents.by_uid(work.session, uid)
        return same is not None and said.get("title") != same.title

    def _new_case(
        self,
        work: Work,
        definition: ProcessDefinition,
        given: dict[str, JsonValue],
        number: NewNumber,
        *,
        urgent: bool,
        external_key: str,
        uid: str,
    ) -> Case:
        first = definition.stages[0]
        given = given | {
            key: value
            for key, value in starting_values(first, given, work.now, work.author).items()
            if key not in given
        }
        now, settings = work.now, work.settings
        _prefix, year, ordinal = number
        placed = {key: given[key] for key in given if given[key] is not None}
        core = {key: placed[key] for key in placed if self._is_core(definition, key)}
        core["priority"] = provisional_priority(work.session, core.get("service"), urgent=urgent)
        kind = settings.item("categories", core.get("category")).extra.get("type")
        if kind and "type" not in core:
            core["type"] = placed["type"] = kind
        incident = Incident(
            uid=uid or work.new_uid(),
            number=settings.number(year, ordinal),
            process=definition.key,
            process_version=definition.version,
            run_uid=new_uid(now.ms),
            status="new",
            stage=first.key,
            core=core,
            logged=now,
            logged_by=work.author,
            updated=now,
            external_key=external_key,
            change_seq=work.change_seq,
        )
        case = Case.new(work, incident, definition)
        self._put_own_values(case, {key: value for key, value in placed.items() if key not in core})
        said: dict[str, JsonValue] = {
            "source": core.get("source"),
            "channel": core.get("channel"),
            "urgent": urgent,
        }
        case.record("logged", said, dict(placed))
        return case

    @staticmethod
    def _take_number(work: Work) -> NewNumber:
        prefix, year = work.settings.prefix, in_zone(work.now.ms, work.settings.zone).local().year
        return prefix, year, incidents.take_number(work.session, prefix, year)

    def _finish(self, work: Work, case: Case, number: NewNumber, *, contact: bool) -> Logged:
        """Complete what may be. A channel that nobody named is no ``contact``."""
        channel = work.settings.item("channels", case.incident.core.get("channel"))
        if contact and channel.extra.get("contact"):
            case.respond()
        first = case.definition.stages[0]
        missing = what_is_missing(first, case.asking())
        if not missing:
            complete_stage(case, first)
        case.finish(number)
        return Logged(case.incident.uid, case.incident.number, work.changes(), tuple(missing))

    @staticmethod
    def _put_own_values(case: Case, values: Mapping[str, JsonValue]) -> None:
        by_stage: dict[str, dict[str, JsonValue]] = {}
        for key, value in values.items():
            by_stage.setdefault(case.definition.fields_by_key[key][0].key, {})[key] = value
        for stage, own in by_stage.items():
            case.put(StageState(case.incident.run_uid, stage, own))

    @staticmethod
    def _is_core(definition: ProcessDefinition, key: str) -> bool:
        placed = definition.fields_by_key.get(key)
        return placed is None or placed[1].core
