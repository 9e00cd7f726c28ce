"""Entries that are spelled in bulk carry the hashes that are checked one by one."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import FIRST, SpelledEntry, check_chain, spell
from incidentdesk.domain.records import Entry, Line

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text("bé\"", max_size=2), parts),
    max_leaves=6,
)  # fmt: skip
INCIDENT = new_uid(1)


@given(st.lists(st.tuples(st.dictionaries(st.text("ab", max_size=2), JSON, max_size=2), JSON), max_size=4))
def test_a_spelled_chain_holds(said: list[tuple[dict[str, object], object]]) -> None:
    entries, head = [], FIRST
    for place, (parameters, payload) in enumerate(said, start=1):
        line = Line("note", parameters, payload, Instant(place, 60))  # type: ignore[arg-type]
        spelled = spell(
            INCIDENT, head, place, line, uid=new_uid(place), salt=bytes(16), author="me",
            entered=Instant(9, 0), cause="import",
        )  # fmt: skip
        entries.append(read_back(spelled))
        head = spelled.hash
    assert check_chain(entries, head, len(entries)) == []


def read_back(one: SpelledEntry) -> Entry:
    """The entry as it comes from the desk."""
    return Entry(
        one.uid, INCIDENT, one.seq, one.kind, json.loads(one.parameters), one.author,
        Instant(one.done_at, one.done_offset), Instant(one.entered_at, one.entered_offset), one.cause,
        json.loads(one.payload), one.salt, one.digest, one.hash,
    )  # fmt: skip
