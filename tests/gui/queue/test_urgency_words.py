"""How urgent an incident is, in a line of the list, in the preview and on Home."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open
from gui.queue.test_due_words import NOW, incident
from gui.queue.test_preview import go_to, words
from incidentdesk.gui.home.day_lines import incident_line
from incidentdesk.gui.queue.column_specs import BASE
from incidentdesk.gui.queue.lines import Wording, line_of, spoken
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.use_cases import UseCases

USUAL = incident("update", 7)
MAJOR = replace(USUAL, process="sre", phase="investigating", sev="sev1", major=True)


@pytest.mark.parametrize(
    ("row", "cell", "below", "short", "tone", "said"),
    [
        (USUAL, "P3 Normal", "Dana Whitlock", "P3", "p3", "P3 Normal, provisional"),
        (MAJOR, "SEV 1 Critical", "Dana Whitlock", "SEV 1", "p1", "SEV 1 Critical"),
        (replace(MAJOR, sev="sev4"), "SEV 4 Minor", "Dana Whitlock", "SEV 4", "p4", "SEV 4 Minor"),
        (replace(MAJOR, sev=""), "Not declared", "Dana Whitlock", "Not declared", "neutral", "Not declared"),
        (replace(MAJOR, provisional=False), "P3 Normal", "SEV 1 · Dana Whitlock", "P3", "p3", "P3 Normal"),
        (
            replace(MAJOR, phase=""), "P3 Normal", "SEV 1 · Dana Whitlock", "P3", "p3",
            "P3 Normal, provisional",
        ),
    ],
)  # fmt: skip
def test_the_level_stands_for_a_priority_that_nobody_set(
    cases: UseCases, row: QueueRow, cell: str, below: str, short: str, tone: str, said: str
) -> None:
    settings, today = cases.desk.settings(), NOW.local().date()
    line = line_of(row, Wording(settings, (BASE["priority"],), {}, today, status_below=False))
    assert (line.texts, line.below_title, line.tone) == ((cell,), below, tone)
    assert spoken(line, BASE["priority"], cell) == said
    home = incident_line(row, settings, NOW)
    assert (home.chip, home.tone) == (short, tone)
    assert home.below == f"{'SEV 1 · ' if 'SEV' in below else ''}INC-2026-000001 · Dana Whitlock"


def test_the_preview_tells_the_level_and_when_people_hear_more(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    full.cases.raising.raise_one("Zebra is down", full.me.uid, levels=["sev1"])
    page = opened(full)
    go_to(qtbot, page, "Zebra")
    preview = page.preview
    assert preview.priority.text == "SEV 1 Critical"
    assert not preview.provisional.isVisible()
    facts = {key: words(value) for key, value in preview.facts.items()}
    assert facts["update"].endswith("5 min left")
    assert (facts["response"], facts["resolution"]) == ("", "")
