"""What was typed on the form of a stage before, and what somebody else saved meanwhile: neither is lost."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.form_values import same_value
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.stage_work import Saved
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.drafting import Draft


def on_the_desk(page: IncidentPage, drafts: Mapping[str, Draft]) -> list[str]:
    """The drafts that were saved: the window was closed before it could be told."""
    return [key for key, draft in drafts.items() if same_value(draft.value, page.facts.get(key))]


def bring_back(page: IncidentPage, form: StageForm, drafts: Mapping[str, Draft]) -> None:
    """Put ``drafts`` on the form; what somebody else saved since they were begun stands beside them."""
    form.load(page.facts, {key: draft.value for key, draft in drafts.items()})
    texts = ValueTexts(page.settings, page.names, page.definition)
    for key, draft in drafts.items():
        theirs = page.facts.get(key)
        if key in form.base() and not same_value(draft.base, theirs):
            form.start_from(key, draft.base)
            form.show_conflict(key, theirs, texts.of(key, theirs))


def show_conflicts(page: IncidentPage, form: StageForm, saved: Saved) -> None:
    """Show beside the fields that were not ``saved`` what somebody else saved first."""
    texts = ValueTexts(page.settings, page.names, page.definition)
    for one in saved.conflicts:
        form.show_conflict(one.field, one.theirs, texts.of(one.field, one.theirs))
    form.focus_field(saved.conflicts[0].field)
