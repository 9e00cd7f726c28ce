"""The question for a SEV level; what the chosen level means stands below it."""

from __future__ import annotations

from functools import partial

from incidentdesk.base.texts import _
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.services.desk.settings import DeskSettings

SEV = "sev"
LISTED = "sev_levels"
"""The list of the settings that has the levels with their definitions."""


def sev_field(*, required: bool) -> Field:
    """The question for a level; all of them are in sight."""
    label = _("SEV level") if required else _("SEV level, where it is known")
    return Field(SEV, "choice", label, required=required, width="full", choices_from=LISTED)


def explain_level(form: StageForm, settings: DeskSettings) -> None:
    """Let ``form`` tell below its SEV level what the chosen one means, from now on."""
    if SEV not in {field.key for field in form.fields()}:
        return
    tell = partial(_tell, form, settings)
    form.edited.connect(lambda key: tell() if key == SEV else None)
    form.loaded.connect(tell)
    tell()


def _tell(form: StageForm, settings: DeskSettings) -> None:
    editor = form.editor(SEV)
    chosen = editor.value()
    if editor.frame is not None:
        unsure = _("Where you are unsure, take the higher one.")
        editor.frame.set_help(level_meaning(settings, str(chosen)) if chosen else unsure)


def level_meaning(settings: DeskSettings, sev: str) -> str:
    """What a level means, and when it is taken."""
    extra = settings.item(LISTED, sev).extra
    return " ".join(str(extra[key]) for key in ("definition", "trigger") if extra.get(key))
