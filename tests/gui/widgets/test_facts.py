"""Pairs of what is known."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from gui.conftest import Show
from incidentdesk.gui.widgets.facts import Facts


def test_pairs_are_shown_read_out_and_taken_away(show: Show) -> None:
    facts = Facts()
    show(facts)
    assert facts.isHidden()
    facts.show_facts((("Impact", "Six sites"), ("Ruled out", "Certificate")))
    assert facts.facts() == [("Impact", "Six sites"), ("Ruled out", "Certificate")]
    names = {one.accessibleName() for one in facts.findChildren(QLabel)}
    assert {"Impact: Six sites", "Ruled out: Certificate"} <= names
    facts.show_facts(())
    assert facts.isHidden()
