"""Copying: to the clipboard, and from elsewhere into a field of an incident, as if it were typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.gui.caller_line import CallerLine
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.incident.stage_panel import StagePanel
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.drafting import stage_place

RESOLUTION = "resolution"
"""The field for what was done."""


def copy_number(session: WindowSession, caller: CallerLine, page: IncidentPage | None) -> None:
    """Put the number on the clipboard, or all of the line for the caller while it is shown."""
    if not caller.isHidden():
        QGuiApplication.clipboard().setText(caller.text)
        session.told.emit(_("Line copied."), "good")
    elif page is not None:
        QGuiApplication.clipboard().setText(page.incident.number)
        session.told.emit(_("Number copied."), "good")


def copy_resolution(
    session: WindowSession,
    page: IncidentPage | None,
    stages: StagePanel,
    show_stage: Callable[[str], None],
    text: str,
) -> None:
    """Write ``text`` below what is in the resolution of ``page``: an edit that can be taken back."""
    placed = page.definition.fields_by_key.get(RESOLUTION) if page is not None else None
    if page is None or placed is None or page.incident.status in ENDED_STATUSES:
        return
    stage = placed[0].key
    place = stage_place(page.incident.uid, stage)
    show_stage(stage)

    def put(_kept: None) -> None:
        if stages.form is not None and stages.keeper.place == place:
            _add(session, stages, stages.form, text)

    # What is kept of that stage as a draft comes to the form first.
    session.tasks.draft(stages, lambda: None, put)


def _add(session: WindowSession, stages: StagePanel, form: StageForm, text: str) -> None:
    before, place = form.values().get(RESOLUTION), stages.keeper.place
    whole = f"{before}\n\n{text}" if before else text
    form.set_field(RESOLUTION, whole)
    form.focus_field(RESOLUTION)

    def undo() -> None:
        if stages.form is not form or stages.keeper.place != place:
            return
        if form.values().get(RESOLUTION) == whole:
            form.set_field(RESOLUTION, before)
        else:
            session.told.emit(_("It was changed since, and stays."), "")

    session.undoable.emit(_("Copied, and not saved yet."), undo)
