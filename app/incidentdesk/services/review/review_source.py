"""What a review is drafted and printed from: the incident, its response, and who had which role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.names_out import CALLER, DEVICE, ROLE_WORDS, STAFF, NamesOut
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.records import Entry
from incidentdesk.domain.responses import ROLES, Response, RoleHeld
from incidentdesk.services.cases.entry_texts import EntryText
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.languages import blameless_words
from incidentdesk.services.response.room import Row
from incidentdesk.services.timeline_texts import entry_text
from incidentdesk.storage import registers, responses
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class ReviewSource:
    """A major incident as its review tells of it.

    ``words`` are the role words by name, of all who are known.
    """

    page: IncidentPage
    response: Response
    roles: tuple[RoleHeld, ...]
    words: Mapping[str, str]
    devices: tuple[str, ...] = ()

    @cached_property
    def names_out(self) -> NamesOut:
        """What takes names out of a text of this review."""
        things = dict.fromkeys(self.devices, _(ROLE_WORDS[DEVICE]))
        return NamesOut(self.words, things, blameless_words().names_too)

    @cached_property
    def people_out(self) -> NamesOut:
        """The same for people alone: a review may say which device it was."""
        return NamesOut(self.words, {}, blameless_words().names_too)

    def plain(self, text: str) -> str:
        """``text`` with roles in place of people's names."""
        return self.people_out.replaced(text)

    @cached_property
    def texts(self) -> ValueTexts:
        """Values in words, with their zone."""
        page = self.page
        return ValueTexts(page.settings, page.names, page.definition, with_zone=True)

    def fact(self, key: str) -> JsonValue:
        """The value of a field, if it has one."""
        return self.page.facts.get(key)

    def said(self, key: str) -> str:
        """The value of a field in words, with roles in place of names."""
        return self.plain(self.texts.of(key, self.fact(key)))

    def rows(self, key: str) -> list[Row]:
        """The rows of a table, or of a table of the response."""
        value = self.fact(key)
        return [dict(row) for row in value if isinstance(row, dict)] if isinstance(value, list) else []

    def at(self, key: str) -> Instant | None:
        """The instant of a moment, by the desk's clocks, as exactly as it is known."""
        value = self.fact(key)
        at = moment_from_json(value).at if value else None
        return in_zone(at.ms, self.page.settings.zone) if at else None

    def when(self, at: Instant) -> str:
        """An instant by the desk's clocks, with the zone."""
        return instant_text(in_zone(at.ms, self.page.settings.zone), with_zone=True)

    def entry(self, entry: Entry) -> EntryText:
        """An entry in words, names included."""
        return entry_text(entry, self.page, self.texts)

    def role_of(self, uid: JsonValue) -> str:
        """The words for the role of a person, by uid."""
        name = self.page.names.get(str(uid), "")
        return self.words.get(name, "") or (_(ROLE_WORDS[STAFF]) if uid else "")

    @cached_property
    def undone(self) -> frozenset[str]:
        """The uids of entries that were taken back."""
        taken = [one.parameters.get("corrects") for one in self.page.entries if one.parameters.get("undoes")]
        return frozenset(str(uid) for uids in taken if isinstance(uids, list) for uid in uids)

    def author(self, entry: Entry) -> str:
        """The role of the author of an entry at its time."""
        mine = entry.parameters.get("as")
        held = [role for role in ROLES if isinstance(mine, list) and role in mine]
        return _(ROLE_WORDS[held[0]]) if held else self.role_of(entry.author)

    def of_kinds(self, *kinds: str) -> list[Entry]:
        """The entries of some kinds that hold, by the time at which they were done."""
        found = (one for one in self.page.entries if one.kind in kinds and one.uid not in self.undone)
        return sorted((one for one in found if not one.parameters.get("undoes")), key=lambda one: one.done.ms)


def was_major(page: IncidentPage) -> bool:
    """Whether it is a major incident, or was one before it went back."""
    return PROCESS in {page.incident.process, *(run.definition.key for run in page.earlier)}


def read_source(desk: Desk, page: IncidentPage) -> ReviewSource:
    """What the review of ``page`` is made from: all as it was written while it was a major incident."""
    runs = [run for run in page.earlier if run.definition.key == PROCESS]
    if page.incident.process != PROCESS and runs:
        page = page.as_written(runs[0])
    with desk.reading() as (session, _settings):
        uid = page.incident.uid
        held = tuple(responses.roles(session, uid))
        words = _role_words(session, page, held)
        devices = tuple(one.name for one in registers.items(session, "device"))
        return ReviewSource(page, responses.of(session, uid) or Response(uid), held, words, devices)


def _role_words(session: Session, page: IncidentPage, held: Iterable[RoleHeld]) -> dict[str, str]:
    """The role words of all staff, of who took part, and of who called, by name."""
    staff, caller = _(ROLE_WORDS[STAFF]), _(ROLE_WORDS[CALLER])
    found = {one.name: caller for one in page.callers.lines if one.name}
    if page.reporter is not None:
        found[page.reporter.name] = caller
    people = registers.people(session)
    found |= {one.name: staff for one in people}
    by_uid = {one.uid: one.name for one in people}
    for role in reversed(ROLES):  # the highest of several
        for one in held:
            name = by_uid.get(one.person, one.name)
            if one.role == role and (one.since is not None or name not in found):
                found[name] = _(ROLE_WORDS[role])
    found.pop("", None)
    return found
