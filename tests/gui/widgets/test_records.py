"""Tables of records: how their columns share the room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.gui.widgets.records import fair_shares


@given(st.integers(0, 4000), st.lists(st.integers(0, 2000), min_size=1, max_size=8))
def test_room_is_shared_so_that_none_is_cut_for_one_that_wants_less(room: int, wanted: list[int]) -> None:
    shares = fair_shares(room, wanted)
    assert sum(shares) <= room
    assert all(got <= asked for got, asked in zip(shares, wanted, strict=True))
    if sum(wanted) <= room:
        assert shares == wanted
    cut = [got for got, asked in zip(shares, wanted, strict=True) if got < asked]
    assert not cut or min(cut) + 1 >= max(shares)
