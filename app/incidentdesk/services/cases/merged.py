"""An incident that was merged into another one refuses all work, and says where it went."""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.records import Incident
from incidentdesk.services.desk.seeing import told_number
from incidentdesk.storage import links
from incidentdesk.storage.links import Relative
from incidentdesk.storage.session import Session

MERGED = "merged"
"""The reason for which a merged incident is cancelled: it has no targets, and was not resolved."""


def is_merged(incident: Incident) -> bool:
    """Whether ``incident`` was merged into another one."""
    return incident.status == "cancelled" and incident.cancel_reason == MERGED


def merged_into(relatives: Sequence[Relative]) -> str:
    """The number of the one of ``relatives`` in which the work goes on; empty where it was not merged."""
    return next((one.number for one in relatives if one.kind == MERGED and not one.is_first), "")


def must_not_be_merged(session: Session, incident: Incident) -> None:
    """Raise ``RefusedError`` where ``incident`` was merged, with the number under which work goes on."""
    link = links.above(session, incident.uid, MERGED) if is_merged(incident) else None
    if link is not None:
        other = told_number(session, link.other_number)
        words = _("{number} was merged into {other}.").format(number=link.number, other=other)
        raise RefusedError(words, _("Work on {other}, or take the merge back.").format(other=other))
