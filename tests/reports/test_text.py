"""Text made fit to print."""

from __future__ import annotations

from incidentdesk.reports.style import styles
from incidentdesk.reports.text import TextSetter


def test_runs_are_named_up_to_four_and_counted_beyond() -> None:
    setter = TextSetter()
    assert setter.clean("plain") == "plain"
    assert not setter.replaced
    assert setter.clean("中文") == "[U+4E2D U+6587]"
    assert setter.clean("中文字符测") == "[5 characters not printable here]"
    assert setter.replaced


def test_direction_marks_cannot_hide_in_a_name() -> None:
    assert TextSetter().clean("a\u202egpj.exe") == "a[U+202E]gpj.exe"


def test_letters_are_composed_and_hints_for_display_dropped() -> None:
    setter = TextSetter()
    assert setter.clean("cafe\u0301 soft\u00adhyphen") == "café softhyphen"
    assert not setter.replaced


def test_line_ends_and_tabs() -> None:
    assert TextSetter().clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd    e"


def test_one_line_is_cut_with_an_ellipsis() -> None:
    assert TextSetter().line("one\ntwo   three", 8) == "one two…"
    assert TextSetter().line("one\ntwo", 7) == "one two"


def test_markup_is_escaped_and_keeps_lines_and_indents() -> None:
    assert TextSetter().markup("a < b\n  & c") == "a &lt; b<br/>\u00a0\u00a0&amp; c"


def test_long_texts_become_several_paragraphs_and_lose_nothing() -> None:
    text = "\n".join(f"line {number}" for number in range(100))
    found = TextSetter().paragraphs(text, styles().body, "<b>Lead:</b> ")
    assert len(found) > 3
    said = " ".join(one.getPlainText() for one in found)
    assert [number for number in range(100) if f"line {number}" not in said] == []
    assert said.startswith("Lead: line 0")
