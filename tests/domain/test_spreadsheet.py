"""Cells that a spreadsheet must not work out, and what they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.spreadsheet import DANGEROUS, harmless, original


@given(st.text() | st.text(alphabet="'=+-@\t\r\nab"))
def test_no_cell_is_a_formula_and_each_can_be_had_back(text: str) -> None:
    cell = harmless(text)
    assert cell[:1] not in DANGEROUS or not cell
    assert original(cell) == text


def test_only_what_is_dangerous_is_changed() -> None:
    assert [harmless(text) for text in ("=1", "-2", "'=1", "a=1", "", "'", "49", " =1")] == [
        "'=1", "'-2", "''=1", "a=1", "", "'", "49", " =1",
    ]  # fmt: skip
