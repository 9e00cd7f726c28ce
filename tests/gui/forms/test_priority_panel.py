from __future__ import annotations

import pytest

from gui.conftest import Show
from gui.forms.around import Around
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.priority_panel import PriorityPanel, priority_sentence


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Answer impact, severity and risk, and the priority follows."),
        (
            {"impact": "medium", "severity": "medium", "risk": "medium"},
            "A department or more than 5 users; work is degraded, or there is a workaround;"
            " it grows slowly → P3.",
        ),
        (
            {"impact": "medium", "severity": "high", "risk": "high"},
            "A department or more than 5 users; work is stopped, with no workaround; it grows fast → P1,"
            " raised one step from P2 because of the risk.",
        ),
        (
            {"impact": "high", "severity": "high", "risk": "high"},
            "The whole organisation or a critical service; work is stopped, with no workaround;"
            " it grows fast → P1.",
        ),
        ({"priority_override": "P2"}, "Set by hand to P2 High; say why."),
        (
            {"priority_override": "P2", "priority_reason": "The director calls"},
            "Set by hand to P2 High: The director calls",
        ),
    ],
)
def test_the_sentence_says_why(around: Around, answers: dict[str, str], sentence: str) -> None:
    assert priority_sentence(around.settings, dict(answers)) == sentence


def test_the_panel_follows_the_form_at_once(around: Around, show: Show) -> None:
    form = StageForm(around.library.newest("itil").stage("classification"), around.context())
    panel = PriorityPanel(around.settings)
    panel.follow(form)
    show(form)
    show(panel)
    assert not panel.chip.isVisible()
    form.set_field("impact", "medium")
    form.set_field("severity", "high")
    assert panel.chip.isVisible()
    assert panel.chip.text == "P2 High"
    assert panel.matrix.hit_text() == "A department, Work stopped: P2."
    form.set_field("risk", "high")
    assert (panel.chip.text, panel.chip.tone) == ("P1 Critical", "p1")
    form.set_field("priority_override", "P4")
    assert panel.chip.text == "P4 Low"
    assert "Set by hand to P4 Low" in panel.matrix.accessibleDescription()
    form.load({"impact": "low"})
    assert panel.matrix.hit_text() == "A department, Work stopped: P2."  # edits stay over newer facts
