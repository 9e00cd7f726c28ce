"""What happened to an incident elsewhere, told as lines of this desk's timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json, sort_ms
from incidentdesk.domain.records import Hold, Line
from incidentdesk.services.imports.import_names import Names
from incidentdesk.services.imports.import_values import Values

OTHER_REASON = "other"
"""The reason of a hold that names none."""


@dataclass(slots=True)
class Story:
    """The lines of an incident as its file tells them, and where they lead: its status, times and hold.

    ``led`` are the lines that the file does not tell, and that lead to the status it gives; ``rest`` is the
    note of all that has no place here.
    """

    logged: Instant
    updated: Instant
    told: list[Line] = field(default_factory=list)
    led: list[Line] = field(default_factory=list)
    rest: str = ""
    status: str = "new"
    since: Instant | None = None
    assignee: str | None = None
    responded: Instant | None = None
    resolved: Instant | None = None
    closed: Instant | None = None
    hold: Hold | None = None
    cancel_reason: str = ""
    reopen_count: int = 0
    doubts: list[str] = field(default_factory=list)

    def lines(self, first: Line) -> list[Line]:
        """All lines by time, after ``first``."""
        by_time = sorted([*self.told, *self.led], key=lambda line: line.done.ms)
        return [first, *by_time, *([note_line(self.rest, self.logged)] if self.rest else [])]


class StoryTeller:
    """Tells records as stories, in the words of the desk behind ``names``."""

    def __init__(self, names: Names, system: str) -> None:
        self._names = names
        self._reason = _("As imported from {system}").format(system=system)

    def tell(self, record: ImportedIncident, values: Values, now: Instant) -> Story:
        """All that the file says happened; the status it ends with is that of the record."""
        story = _begin(record, now)
        restored = values.core.get("restored")
        restored_ms = sort_ms(moment_from_json(restored)) if restored else None
        telling = _Telling(self._names, self._reason, record, restored_ms, story, story.told)
        if record.responded is not None:
            story.responded = record.responded
            story.told.append(Line("responded", {}, None, record.responded))
        for event in sorted(record.events, key=lambda one: one.at.ms):
            telling.take(event)
        telling.lead_to_the_end()
        story.rest = "\n".join(block_of(head, text) for head, text in values.rest.items())
        return story


def block_of(head: str, text: str) -> str:
    """A column that has no place here, as it stands in the note of such columns."""
    return f"{head}: {text}"


def note_line(text: str, at: Instant, author: str = "", *, for_reporter: bool = False) -> Line:
    """A note by somebody elsewhere."""
    marks: dict[str, JsonValue] = {"kind": "note", "for_reporter": for_reporter}
    return Line("note", marks, {"means": "", "text": text, "who": author}, at)


def _begin(record: ImportedIncident, now: Instant) -> Story:
    times = [one for one in (record.responded, record.resolved, record.closed, record.updated) if one]
    times += [event.at for event in record.events]
    doubts = []
    logged = record.logged
    if logged is None:
        logged = min(times, default=now)
        doubts.append(
            _("It has no time of logging: the earliest time that it has was taken.")
            if times
            else _("It has no time of logging: that of the import was taken.")
        )
    if logged.ms > now.ms:
        doubts.append(_("It was logged at a time that is still to come."))
    if record.resolved and record.resolved.ms < logged.ms:
        doubts.append(_("It was resolved before it was logged."))
    if record.resolved and record.closed and record.closed.ms < record.resolved.ms:
        doubts.append(_("It was closed before it was resolved."))
    updated = record.updated or max([*times, logged], key=lambda one: one.ms)
    return Story(logged, updated, doubts=doubts)


@dataclass(slots=True)
class _Telling:
    """One record on its way to a story; lines go to ``to``."""

    names: Names
    reason: str
    record: ImportedIncident
    restored: int | None
    story: Story
    to: list[Line]

    def take(self, event: ImportedEvent) -> None:
        """Add what ``event`` says."""
        if event.kind == "status":
            self._respond(event)
            self._move(event)
        elif event.kind == "note":
            self.to.append(note_line(event.text, event.at, event.author, for_reporter=event.for_reporter))
        elif event.kind == "assigned":
            uid = self.names.uid("person", event.new) if event.new.strip() else None
            self._say("assigned", event, {"from": self.story.assignee, "to": uid})
            self.story.assignee = uid
        else:
            payload: dict[str, JsonValue] = {"author": event.author, "old": event.old, "new": event.new}
            if event.text:
                payload["text"] = event.text
            self.to.append(Line("changed_there", {"field": event.field}, payload, event.at))

    def lead_to_the_end(self) -> None:
        """Lead to the status and times of the record, where its events do not."""
        record, story = self.record, self.story
        self.to = story.led
        for status in _way(story.status, record):
            at = _time_of(status, record) or story.updated
            if story.since is not None and at.ms < story.since.ms:
                at = story.since
            self._move(ImportedEvent("status", at, new=status))
        if record.status in {"resolved", "closed"}:
            story.resolved = record.resolved or story.resolved
        if record.status == "closed":
            story.closed = record.closed or story.closed

    def _respond(self, event: ImportedEvent) -> None:
        """Leaving “new” is the first response, there as it is here."""
        story, to = self.story, event.new
        leaves = story.status == "new" and to not in {"new", "cancelled"}
        if story.responded is None and (leaves or to in {"on_hold", "resolved", "closed"}):
            story.responded = event.at
            self._say("responded", event, {})

    def _move(self, event: ImportedEvent) -> None:
        """Change the status, with all that goes with it in the life of an incident."""
        story, old, to = self.story, self.story.status, event.new
        if old == to:
            if to == "on_hold" and event.text.strip():  # it waits for something else from now on
                self._say("resumed", event, {})
                self._hold(event)
            return
        if old == "on_hold":
            story.hold = None
            self._say("resumed", event, {})
        if old in ENDED_STATUSES or (old == "resolved" and to not in ENDED_STATUSES):
            story.reopen_count += 1
            story.resolved = story.closed = None
            story.cancel_reason = ""
            self._say("reopened", event, {"from": old})
        if to == "on_hold":
            self._hold(event)
        elif to == "cancelled":
            story.cancel_reason = self.record.resolution.strip() or self.reason
            payload: JsonValue = {"author": event.author, "reason": story.cancel_reason}
            self.to.append(Line("cancelled", {}, payload, event.at))
        said: dict[str, JsonValue] = {"from": old, "to": to}
        if to == "resolved":
            said["restored"] = self.restored
            story.resolved = event.at
        elif to == "closed":
            story.closed = event.at
        self._say("status_changed", event, said)
        story.status, story.since = to, event.at

    def _hold(self, event: ImportedEvent) -> None:
        reason = (event.text or self.record.hold_reason).strip()
        key = self.names.choice("hold_reasons", reason) if reason else OTHER_REASON
        pauses = bool(self.names.settings.item("hold_reasons", key).extra.get("pauses"))
        self.story.hold = Hold(key)
        self._say("held", event, {"reason": key, "pauses": pauses, "wake": "", "zone": ""})

    def _say(self, kind: str, event: ImportedEvent, parameters: Mapping[str, JsonValue]) -> None:
        payload: JsonValue = {"author": event.author} if event.author else None
        self.to.append(Line(kind, dict(parameters), payload, event.at))


def _way(status: str, record: ImportedIncident) -> tuple[str, ...]:
    if status == record.status:
        return ()
    if record.status == "closed" and record.resolved and status in {"new", "in_progress", "on_hold"}:
        return ("resolved", "closed")
    return (record.status,)


def _time_of(status: str, record: ImportedIncident) -> Instant | None:
    return {
        "in_progress": record.responded,
        "resolved": record.resolved or record.closed,
        "closed": record.closed or record.resolved,
        "cancelled": record.closed or record.resolved,
    }.get(status)
