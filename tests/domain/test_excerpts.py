"""The piece of a text that shows why it was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.excerpts import excerpt

SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 9)), max_size=4)


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert excerpt("one\ntwo", [(4, 7)]) == ("one two", ((4, 7),))
    assert excerpt("", []) == ("", ())


def test_a_long_text_is_cut_between_words_around_the_first_match() -> None:
    text = "word " * 100 + "needle " + "tail " * 100
    shown, marks = excerpt(text, [(500, 506)])
    assert shown.startswith("…word")
    assert shown.endswith("tail…")
    assert [shown[start:end] for start, end in marks] == ["needle"]


@given(st.text(min_size=1, max_size=400), SPANS)
def test_marks_stay_on_what_they_mark_and_the_first_is_shown(text: str, spans: list[tuple[int, int]]) -> None:
    marks: list[tuple[int, int]] = []
    for start, length in sorted(spans):
        if (not marks or start >= marks[-1][1]) and start + length <= len(text):
            marks.append((start, start + length))
    shown, kept = excerpt(text, marks)
    assert len(shown) <= 162
    plain = "".join(" " if ord(one) < 32 else one for one in text)
    inner = shown.removeprefix("…").removesuffix("…") if len(text) > 160 else shown
    assert inner in plain
    assert all(0 <= start < end <= len(shown) for start, end in kept)
    if marks:
        first = plain[marks[0][0] : marks[0][1]]
        assert first in [shown[start:end] for start, end in kept] or marks[0][1] - marks[0][0] > 1
