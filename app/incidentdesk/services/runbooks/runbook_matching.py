"""Which runbooks fit an incident: attached by a condition first, else suggested, always with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidentdesk.domain.conditions import Bindings, holds
from incidentdesk.domain.facts import facts_of
from incidentdesk.domain.runbook_words import alike
from incidentdesk.services.cases.case import find
from incidentdesk.services.desk import runbook_library as library
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.runbook_library import RunbookLine
from incidentdesk.services.lists.similar import Similar
from incidentdesk.services.runbooks.runbook_facts import MATCH_FACTS, WRITTEN, match_facts
from incidentdesk.storage import incidents, runbook_runs

SUGGESTED = 3
"""So many are suggested at most."""

WORDS_SAID = 5
"""So many words are told as the reason."""


@dataclass(frozen=True)
class Match:
    """A runbook that fits.

    ``how`` is ``condition`` (its own words for it are in ``reasons``), ``used`` (for similar incidents, whose
    numbers are the reasons) or ``words`` (those that both have).
    """

    line: RunbookLine
    how: str
    reasons: tuple[str, ...]


class RunbookMatching:
    """The use case of attaching and suggesting runbooks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._similar = Similar(desk)

    def of(self, ref: str) -> tuple[Match, ...]:
        """The runbooks that fit an incident: by condition, else by similar incidents and by words."""
        with self._desk.reading() as (session, settings):
            now = self._desk.time.now()
            incident = find(session, ref)
            facts = facts_of(incident, incidents.stages_of(session, incident.run_uid).values(), now.ms)
            definition = self._desk.library.at_version(session, incident.process, incident.process_version)
            known = {**facts, **match_facts(session, facts)}
            fields = {**settings.field_facts(definition), **MATCH_FACTS}
            bindings = Bindings(None, now, settings.zone)
            lines = [one for one in library.lines(session, now, settings.zone) if one.state == "in_use"]
        attached = []
        for one in lines:
            said = tuple(
                trigger.say
                for trigger in one.runbook.triggers
                if holds(trigger.when, known, bindings, fields)
            )
            if said:
                attached.append(Match(one, "condition", said))
        if attached:
            return tuple(sorted(attached, key=lambda one: -len(one.reasons)))
        text = "\n".join(str(facts[key]) for key in WRITTEN if facts.get(key))
        return self._suggested(incident.uid, text, lines)

    def _suggested(self, uid: str, text: str, lines: Sequence[RunbookLine]) -> tuple[Match, ...]:
        by_key = {one.key: one for one in lines}
        found: dict[str, Match] = {}
        for key, numbers in self._used_for_similar(uid).items():
            if key in by_key:
                found[key] = Match(by_key[key], "used", tuple(numbers))
        for one in alike(text, [line.runbook for line in lines]):
            found.setdefault(one.key, Match(by_key[one.key], "words", one.words[:WORDS_SAID]))
        return tuple(found.values())[:SUGGESTED]

    def _used_for_similar(self, uid: str) -> dict[str, list[str]]:
        """The numbers of similar incidents by the runbook that was gone through for them to its end."""
        numbers = [one.row.number for one in self._similar.to(uid).items]
        used: dict[str, list[str]] = {}
        with self._desk.reading() as (session, _settings):
            for run in runbook_runs.of_incidents(session, numbers):
                if run.state == "finished" and run.number not in used.setdefault(run.key, []):
                    used[run.key].append(run.number)
        return {key: numbers for key, numbers in used.items() if numbers}
