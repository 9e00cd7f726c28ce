"""What is noted in a response beside its rows: observations, changes, calls of users, the bridge."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.cases.values import SLACK_MS
from incidentdesk.services.response.room import Room, how_exactly

NOTES = ("observation", "alert", "ack", "change", "user_report", "correction")
"""The kinds of entries that are a text alone."""

SOURCES = ("person", "alert", "import", "pasted")


@dataclass(frozen=True)
class Note:
    """What goes with a note: when it was (``about``: not exactly), where that is known from, and evidence.

    ``count`` is how many users a report is about, ``corrects`` the uid of the entry that is put right.
    """

    done: Instant | None = None
    about: bool = False
    source: str = "person"
    link: str = ""
    pinned: bool = False
    count: int = 0
    corrects: str = ""


def add_note(room: Room, kind: str, text: str, note: Note) -> None:
    """Add a note to the timeline, never ahead of time."""
    if kind not in NOTES or note.source not in SOURCES:
        raise UsageError(
            _("“{kind}” is no kind of entry.").format(kind=kind if kind not in NOTES else note.source),
            _("Use one of: {names}.").format(names=", ".join(NOTES if kind not in NOTES else SOURCES)),
        )
    if not text.strip() and not note.count:
        raise UsageError(_("There is nothing to note."), _("Say it in a few words."))
    done = note.done or (room.moment.at if room.moment else None)
    if room.moment is not None and done is None:
        raise UsageError(_("An unknown time cannot be noted."), _("Say about when it was, or leave it out."))
    if done is not None and done.ms > room.work.now.ms + SLACK_MS:
        raise UsageError(_("That time is still to come."), _("Give the time at which it was."))
    about = note.about or bool(how_exactly(room.moment))
    said: dict[str, JsonValue] = {"source": note.source, "about": about, "pinned": note.pinned}
    if note.count:
        said["count"] = note.count
    if note.corrects:
        said["corrects"] = note.corrects
    room.record(kind, said, {"text": text.strip(), "link": note.link.strip()}, note.done)


def set_bridge(room: Room, bridge: str) -> None:
    """Say where people meet; empty for nowhere."""
    old = room.response.bridge
    if bridge.strip() != old:
        room.change(bridge=bridge.strip())
        room.record("bridge", {}, {"old": old, "new": bridge.strip()})
