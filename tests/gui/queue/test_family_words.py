"""A line of the list tells who called about an outage, and of which one an incident is a part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.queue.test_due_words import incident
from incidentdesk.gui.queue.lines import Wording, line_of
from incidentdesk.services.use_cases import UseCases


@pytest.mark.parametrize(
    ("callers", "parent", "told"),
    [
        (0, "", "Dana · New"),
        (1, "", "1 caller · Dana · New"),
        (60, "", "60 callers · Dana · New"),
        (0, "INC-2026-000001", "part of INC-2026-000001 · Dana · New"),
        (2, "INC-2026-000001", "2 callers · part of INC-2026-000001 · Dana · New"),
    ],
)
def test_it_stands_first_below_the_title(cases: UseCases, callers: int, parent: str, told: str) -> None:
    today = cases.desk.time.now().local().date()
    shown = replace(
        incident("classify", 7, status="new"), callers=callers, parent=parent, reporter_name="Dana"
    )
    assert line_of(shown, Wording(cases.desk.settings(), (), {}, today)).below_title == told
