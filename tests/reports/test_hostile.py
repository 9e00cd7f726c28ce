"""Content that would break a careless report: it must all be printed, or said to be missing."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from incidentdesk.domain.rendered import Rendered
from incidentdesk.services.cases.conversation import file_from_bytes
from reports.helpers import Story, text_of

MARKUP = '<b>unclosed <img src="http://example.org/x.png"/> & &nbsp; </para> <font name="nope">'
STRANGE = "bell \x07 emoji \U0001f600 chinese 中文字符测试 arabic مرحبا end"
WORDS = " ".join(f"word{number}" for number in range(6000))


def preview(story: Story) -> Rendered:
    return story.cases.reporting.preview(story.number, story.sato)


def test_markup_is_printed_as_it_was_typed(story: Story) -> None:
    story.cases.administration.name_organisation(MARKUP, MARKUP, None, story.sato)
    story.log(title=MARKUP, description=MARKUP, place=MARKUP, error_code=MARKUP)
    story.classify(priority_override="P1", priority_reason=MARKUP)
    story.cases.conversation.note(story.number, MARKUP, story.sato, kind="decision", who=MARKUP)
    story.investigate(
        findings=MARKUP, hypotheses=[{"statement": MARKUP, "test": MARKUP, "result": "confirmed"}]
    )
    text = text_of(preview(story))
    assert text.count("<b>unclosed") >= 8
    assert text.count('<font name="nope">') >= 6


def test_characters_without_a_shape_are_marked_and_the_mark_is_explained(story: Story) -> None:
    story.log(description=STRANGE)
    text = text_of(preview(story))
    assert "bell [U+0007] emoji [U+1F600] chinese [6 characters not printable here]" in text
    assert "arabic [5 characters not printable here] end" in text
    assert f"The record {story.number} holds the full text." in text


def test_without_strange_characters_nothing_is_explained(story: Story) -> None:
    story.log(description="Größe: 5 µm · „Żółć“ · Ελλάδα · Привет · 20 € → ✓")
    text = text_of(preview(story))
    assert "Größe: 5 µm · „Żółć“ · Ελλάδα · Привет · 20 € → ✓" in text
    assert "holds the full text" not in text


@pytest.mark.slow
def test_long_texts_are_printed_to_the_last_word(story: Story) -> None:
    story.log(description=WORDS)
    story.classify()
    rows = [{"statement": WORDS, "test": "x" * 50_000, "result": "confirmed", "way": "tested"}]
    story.investigate(hypotheses=rows)
    rendered = preview(story)
    text = text_of(rendered)
    assert text.count("word5999") == 2
    assert text.count("word3000 ") == 2
    assert text.count("x") >= 50_000
    assert f"Page {rendered.pages} of {rendered.pages}" in text


@pytest.mark.parametrize("key", ["title", "place", "error_code"])
def test_long_words_do_not_break_the_page(story: Story, key: str) -> None:
    story.log(**{key: "y" * 20_000})
    assert text_of(preview(story)).count("y") >= 20_000


def test_five_hundred_entries_are_all_printed(story: Story) -> None:
    story.log()
    for number in range(500):
        story.time.advance(minutes=1)
        story.cases.conversation.note(story.number, f"note number {number}.", story.sato)
    text = text_of(preview(story))
    assert [number for number in range(500) if f"note number {number}." not in text] == []


def test_an_incident_with_a_title_only(story: Story) -> None:
    story.number = story.cases.log.log({"title": "x"}, story.sato).number
    text = text_of(preview(story))
    assert "Signatures" in text
    assert "None" not in text


def test_a_broken_picture_is_said_to_be_one(story: Story) -> None:
    story.log()
    broken = file_from_bytes("broken.png", b"\x89PNG\r\n\x1a\nno picture at all")
    drawing = file_from_bytes("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    for one in (broken, drawing):
        story.cases.conversation.attach(story.number, one, story.sato)
    text = text_of(preview(story))
    assert "File 1: broken.png cannot be shown as a picture; the record holds its bytes." in text
    assert "File 2: drawing.svg cannot be shown as a picture" in text
    assert broken.sha256 in text


def test_indents_and_lines_of_a_log_are_kept(story: Story) -> None:
    story.log(description="Traceback:\n    line 1\n\n    line 2")
    lines = PdfReader(io.BytesIO(preview(story).data)).pages[0].extract_text().splitlines()
    assert [line.replace("\u00a0", " ") for line in lines if "line 1" in line or "line 2" in line][-2:] == [
        "    line 1",
        "    line 2",
    ]
