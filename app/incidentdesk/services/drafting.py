"""Keeping what is typed, within a second, apart from the desk's file."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.time_source import TimeSource
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage.drafts import Draft, DraftFile

__all__ = ["Draft", "Drafting"]

LOG_PLACE = "log"
"""The place of the log page's draft."""
RAISE_PLACE = "raise"
"""The place of the draft of a major incident that is being raised."""


def stage_place(incident_uid: str, stage: str) -> str:
    """The place of a stage's draft: it belongs to its incident and never turns up in another."""
    return f"incident/{incident_uid}/{stage}"


def remarks_place(incident_uid: str) -> str:
    """The place of the remarks on a review that somebody has left as they are."""
    return f"review/{incident_uid}/left"


class Drafting:
    """The drafts of one person on one desk. All calls run on one thread, which is the drafts' own."""

    def __init__(self, file: DraftFile, desk: str, author: str, time: TimeSource) -> None:
        self._file = file
        self._desk = desk
        self._author = author
        self._time = time

    def of_person(self, author: str) -> Drafting:
        """The drafts of somebody else in the same file."""
        return Drafting(self._file, self._desk, author, self._time)

    def keep(self, place: str, values: Mapping[str, JsonValue], base: Mapping[str, JsonValue]) -> int:
        """Keep ``values`` typed on ``place`` over ``base``; gives when, in milliseconds since 1970."""
        self._file.open()
        now = self._time.now().ms
        drafts = [Draft(place, field, value, base.get(field), now) for field, value in values.items()]
        self._file.keep(self._desk, self._author, drafts)
        return now

    def drop(self, place: str, fields: list[str] | None = None) -> None:
        """Forget what is kept for ``place``, or for some of its fields."""
        self._file.open()
        self._file.drop(self._desk, self._author, place, fields)

    def of(self, place: str) -> dict[str, Draft]:
        """What is kept for ``place``, by field."""
        self._file.open()
        return {draft.field: draft for draft in self._file.of_place(self._desk, self._author, place)}

    def all(self) -> list[Draft]:
        """Everything that is kept, oldest first."""
        self._file.open()
        return self._file.all_of(self._desk, self._author)

    def close(self) -> None:
        """Let go of the file, on the drafts' thread."""
        self._file.close()
