"""The stages of the process: who completed each and when, and what was answered."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import Flowable, Paragraph, Spacer

from incidentdesk.base.texts import _
from incidentdesk.domain.process_definition import Field, Stage
from incidentdesk.reports.blocks import Badge, heading
from incidentdesk.reports.field_values import answers, lead
from incidentdesk.reports.priority_words import priority_sentence
from incidentdesk.reports.sheet import Sheet


def stages(sheet: Sheet) -> list[Flowable]:
    """All stages of the definition, in order."""
    story: list[Flowable] = [Spacer(0, 2)]
    for number, stage in enumerate(sheet.page.definition.stages, start=1):
        story += _stage(sheet, number, stage)
    return story


def earlier_halves(sheet: Sheet) -> list[Flowable]:
    """What was written under other processes before: of each the last time, for values go along.

    What stands in the stages above, as it is here, is not told twice.
    """
    story: list[Flowable] = []
    told = {sheet.page.definition.key}
    for run in sheet.page.earlier:
        if run.definition.key in told:
            continue
        told.add(run.definition.key)
        half = Sheet(replace(sheet.content, page=sheet.page.as_written(run)), sheet.width)
        written: list[Flowable] = []
        for number, stage in enumerate(run.definition.stages, start=1):
            state = run.stages.get(stage.key)
            if state is not None and (state.values or state.completed is not None):
                written += _stage(half, number, replace(stage, fields=_not_told(sheet, half, stage)))
        if written:
            story += [*heading(sheet, run.definition.title, _("written before")), *written]
    return story


def _not_told(sheet: Sheet, half: Sheet, stage: Stage) -> tuple[Field, ...]:
    above = sheet.page.definition.fields_by_key
    return tuple(
        field
        for field in stage.fields
        if not field.core and not (field.key in above and sheet.fact(field.key) == half.fact(field.key))
    )


def _stage(sheet: Sheet, number: int, stage: Stage) -> list[Flowable]:
    page = sheet.page
    state = page.stages.get(stage.key)
    complete = state is not None and state.completed is not None
    skipped = page.skipped(stage) or (state is not None and state.skipped)
    if state is not None and complete and not skipped:
        by = page.name(state.completed_by) or _("the desk itself")
        side = f"{by} · {sheet.when(state.completed)}"
    else:
        side = _("skipped") if skipped else _("not completed")
    story = heading(sheet, stage.title, side, Badge(str(number), filled=complete and not skipped))
    if skipped:
        said = stage.skip_say or _("This incident does not need this stage.")
        story.append(sheet.paragraph(said, sheet.styles.muted))
    found = answers(sheet, stage)
    prioritises = any(field.key in {"impact", "priority_override"} for field in stage.fields)
    if prioritises and not page.incident.by_level:
        said = f"{lead(sheet, _('Priority'))}{sheet.markup(priority_sentence(sheet))}"
        found.append(Paragraph(said, sheet.styles.body))
    if not found and not skipped and stage.fields:
        found.append(sheet.paragraph(_("Nothing was written here."), sheet.styles.muted))
    return [*story, *found]
