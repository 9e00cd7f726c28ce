"""A runbook on paper: all of it, in words, with room for who did what."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from incidentdesk.base.errors import UsageError
from incidentdesk.services.desk.runbook_library import shipped
from walk import Walk


def text(walk: Walk, key: str, version: int = 0) -> str:
    pages = PdfReader(io.BytesIO(walk.cases.runbooks.pdf(key, version).data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("key", sorted(shipped()))
def test_each_step_and_section_is_printed(walk: Walk, key: str) -> None:
    said, one = text(walk, key), shipped()[key]
    for step in one.steps:
        assert " ".join(step.text.split()) in said, step.number
        assert " ".join(step.expected.split()) in said, step.number
    for section in one.sections.values():
        assert " ".join(section.split())[:60] in said


def test_conditions_and_ways_on_are_said_in_words(walk: Walk) -> None:
    walk.cases.runbooks.set_owner("mail-not-arriving", walk.me, walk.me)
    said = text(walk, "mail-not-arriving")
    for part in (
        "For incidents where it is about mail; the words tell of mail that is stuck",
        "Looked after by M. Oyelaran",
        "to be looked through by 22 May 2027",
        "Only where the answer to step 1 is one and step 4 is ok",
        "Only where the answer to step 1 is one of: several, everybody",
        "If it fails: go on with step 9",
        "If it fails: escalate",
        "Command: nslookup -type=MX example.org",
        "Again every 5 minutes until both messages arrive, 6 times at most",
        "Do – danger:",
        "version 1",
    ):
        assert part in said, part


def test_an_older_version_is_printed_as_it_was(walk: Walk) -> None:
    newer = shipped()["vpn-down"].text.replace("One person, several in one place", "<b>Who</b> & where")
    walk.cases.runbooks.write(newer, walk.me)
    assert "<b>Who</b> & where" in text(walk, "vpn-down")
    assert "One person, several in one place" in text(walk, "vpn-down", 1)
    with pytest.raises(UsageError, match="no version 3"):
        text(walk, "vpn-down", 3)
    assert walk.cases.runbooks.pdf("vpn-down").data == walk.cases.runbooks.pdf("vpn-down").data


def test_a_step_longer_than_a_page_is_printed_to_its_end(walk: Walk) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    written = 'key = "long"\nname = "L"\nreview_every = 9\n[[step]]\nnumber = 1\nkind = "do"\n'
    walk.cases.runbooks.write(f'{written}text = "{words} end"\ncommand = ["x", "a  \\"b\\" 東"]\n', walk.me)
    said = text(walk, "long")
    assert "word2999 end" in said
    assert "word0 " in said


def test_characters_without_a_shape_are_marked_and_the_mark_is_explained(walk: Walk) -> None:
    written = (
        'key = "far"\nname = "F"\nreview_every = 9\n[[step]]\nnumber = 1\nkind = "do"\ntext = "{text}"\n'
    )
    walk.cases.runbooks.write(written.format(text="Call 東京"), walk.me)
    assert "Call [U+6771 U+4EAC]" in text(walk, "far")
    assert "such as [U+4E2D]. The runbook in the program has them all." in text(walk, "far")
    walk.cases.runbooks.write(written.format(text="Call Tokyo"), walk.me)
    assert "square brackets" not in text(walk, "far")
