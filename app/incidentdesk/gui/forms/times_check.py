"""The times of an impact in a form: what cannot be, or is hardly so, is told beside the field at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from incidentdesk.domain.impact_times import TIMES, impossible, unlikely
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.forms.form import StageForm


def check_times(form: StageForm, known: Mapping[str, JsonValue]) -> None:
    """Let ``form`` tell beside each time of the impact, from now on, what it contradicts of ``known``."""
    asked = {field.key: field.help for field in form.fields() if field.key in TIMES}
    if not asked:
        return

    def tell(changed: str) -> None:
        if changed not in asked:
            return
        facts = {**known, **form.values()}
        editor = form.editor(changed)
        wrong = impossible(facts)
        editor.set_problem(wrong)
        if editor.frame is not None:
            editor.frame.set_help(asked[changed] if wrong else unlikely(facts) or asked[changed])

    form.edited.connect(tell)
    for key in asked:
        form.loaded.connect(partial(tell, key))
