"""The stages of an incident as the stepper shows them."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.widgets.stepper import Step
from incidentdesk.services.cases.pages import IncidentPage


def steps_of(page: IncidentPage) -> list[Step]:
    """The stages for the stepper: who completed them and when, or who is to answer for them."""
    today = page.now.local().date()
    steps = []
    for stage in page.definition.stages:
        state = page.stages.get(stage.key)
        if page.skipped(stage):
            steps.append(Step(stage.key, stage.short, _("not needed"), "skipped"))
        elif state is not None and state.completed is not None:
            done = instant_text(state.completed, today=today)
            steps.append(Step(stage.key, stage.short, f"{page.name(state.completed_by)} · {done}", "done"))
        elif stage.key == page.incident.stage:
            steps.append(Step(stage.key, stage.short, page.definition.role_of(stage), "current"))
        else:
            steps.append(Step(stage.key, stage.short, _("not started"), "todo"))
    return steps
