"""What keeps an outage from closing beside its process: children that are open, callers who were not told.

Asked wherever a stage completes, so that no way around it is silent: each child is closed or detached, each
caller told, tried often enough, or let go by somebody who may.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.callers import Callers
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.gate import Missing
from incidentdesk.domain.process_definition import ProcessDefinition, Stage
from incidentdesk.domain.records import Incident
from incidentdesk.services.cases.caller_lists import callers_of
from incidentdesk.storage import links
from incidentdesk.storage.links import Relative
from incidentdesk.storage.session import Session


def outage_gaps(stage: Stage, callers: Callers, relatives: Sequence[Relative]) -> list[Missing]:
    """What ``stage`` of an outage lacks, where it is the one that closes it."""
    if stage.sets_status != "closed":
        return []
    says = [*_children_gaps(relatives), *_untold(callers)]
    return [Missing(stage.key, "", stage.title, say) for say in says]


def outage_gaps_now(
    session: Session, incident: Incident, definition: ProcessDefinition, stage: Stage
) -> list[Missing]:
    """``outage_gaps`` as things stand in ``session``."""
    if stage.sets_status != "closed":
        return []
    return outage_gaps(
        stage, callers_of(session, incident, definition), links.relatives(session, incident.uid)
    )


def open_children(relatives: Sequence[Relative]) -> int:
    """How many of the children among ``relatives`` have not ended."""
    return sum(one.kind == "child" and one.is_first and one.status not in ENDED_STATUSES for one in relatives)


def _children_gaps(relatives: Sequence[Relative]) -> list[str]:
    count = open_children(relatives)
    if not count:
        return []
    say = ngettext(
        "{n} child is open: close it too, or detach it",
        "{n} children are open: close them too, or detach them",
        count,
    )
    return [say.format(n=count)]


def _untold(callers: Callers) -> list[str]:
    if not callers.unsettled:
        return []
    say = _("{n} of {m} callers reached: tell the others, or say why not")
    return [say.format(n=callers.reached, m=len(callers.lines))]
