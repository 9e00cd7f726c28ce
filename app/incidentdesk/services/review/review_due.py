"""Until when the reviews of big incidents are to be closed, for Home and for the review itself."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.sev import MAJOR
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage import responses
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class ReviewDue:
    """A review that is not closed yet; ``due`` is the end of its last day, ``late`` whether that is over."""

    uid: str
    number: str
    title: str
    sev: str
    due: Instant
    late: bool


def reviews_due(session: Session, settings: DeskSettings, now: Instant) -> tuple[ReviewDue, ...]:
    """Every review that is required by its size and not closed, the most pressing first."""
    found = []
    for uid, number, title, sev, resolved in responses.to_be_reviewed(session, sorted(MAJOR)):
        due = due_of(settings, sev, resolved)
        found.append(ReviewDue(uid, number, title, sev, due, due.ms < now.ms))
    return tuple(sorted(found, key=lambda one: one.due.ms))


def due_of(settings: DeskSettings, sev: str, resolved: Instant) -> Instant:
    """The last minute for the review of what was resolved then, by the desk's clocks."""
    day = settings.review.review_due(sev, in_zone(resolved.ms, settings.zone).local().date())
    return at_local(day, 23, 59, settings.zone)
