"""What a page that is read again means for the room: an incident ended, or was taken up again."""

from __future__ import annotations

from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.whose_word import REPORTER
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes

FINISHED = ("resolved", *ENDED_STATUSES)


def was_taken_up(before: IncidentPage | None, page: IncidentPage) -> bool:
    """Whether an incident that had ended is at work again: its page goes to where the work is."""
    return (
        before is not None
        and before.incident.uid == page.incident.uid
        and before.incident.status in FINISHED
        and page.incident.status not in FINISHED
    )


def has_changed_process(before: IncidentPage | None, page: IncidentPage) -> bool:
    """Whether an incident goes on under another process: it has other stages by now."""
    return (
        before is not None
        and before.incident.uid == page.incident.uid
        and before.incident.run_uid != page.incident.run_uid
    )


def has_ended(before: IncidentPage | None, page: IncidentPage) -> bool:
    """Whether an incident that was at work has ended, here or in another window."""
    return (
        before is not None
        and before.incident.uid == page.incident.uid
        and before.incident.status not in ENDED_STATUSES
        and page.incident.status in ENDED_STATUSES
    )


def names_others(page: IncidentPage | None, changes: Changes) -> bool:
    """Whether somebody else may have to be asked for the word, as a register or the staff has changed."""
    asks_owner = page is not None and page.word_of.kind != REPORTER
    return asks_owner and bool(changes.things & {"registers", "people"})
