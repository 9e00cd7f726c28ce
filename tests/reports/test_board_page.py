"""The page of the board as HTML: whole by itself, harmless whatever was typed, for every reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.board import BoardItem, BoardState
from incidentdesk.domain.moments import Moment
from incidentdesk.reports.board_page import BoardPage

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = Instant(1_795_424_400_000, 60)  # 23 November 2026, 10:00 in Berlin
ITEM = BoardItem(
    "INC-2026-000001", "identified", "sev2", "Mail", ("No mail for Ward 3",), Moment.about(NOW.plus(-40)),
    "We move mail to another server.\nNothing is lost.", NOW.plus(-10), NOW.plus(20),
)  # fmt: skip
VOID = {"meta", "path", "circle"}
NASTY = (
    "<script>alert(1)</script>", "</style><script>x</script>", '" onload="x', "'&<>", "--><b>", "&lt;b&gt;",
    "\u0646\u0639\u0645\u0644 123", "👩\u200d🚒 😀", "]]>", "javascript:alert(1)", "\\u003cscript\\u003e",
)  # fmt: skip


def state(*items: BoardItem, organisation: str = "Northfield Clinic") -> BoardState:
    return BoardState(items, NOW, ZoneInfo("Europe/Berlin"), organisation, "Service Desk", desk="0198")


class Reader(HTMLParser):
    """Reads a page as a browser does: its elements, their attributes and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def read(page: str) -> Reader:
    reader = Reader(page)
    assert reader.open == []
    return reader


def test_it_tells_all_of_an_incident() -> None:
    text = read(BoardPage().render(state(ITEM))).text
    for words in (
        "Northfield Clinic · Service Desk", "1 major incident", "Identified", "INC-2026-000001 · SEV 2",
        "Mail", "No mail for Ward 3", "Since about 09:20, for 40 min", "Update 09:50", "Nothing is lost.",
        "Next update 10:20", "Written 23 Nov 2026, 10:00 UTC+1.", "out of date after 10:15 UTC+1",
    ):  # fmt: skip
        assert words in text, words


def test_it_says_that_all_is_well_and_since_when() -> None:
    clear = state()._replace(last_ended=NOW.plus(-3000))
    text = read(BoardPage().render(clear)).text
    assert "No major incident" in text
    assert "The last one ended 21 Nov 2026, 08:00." in text


def test_a_late_update_is_told_in_words() -> None:
    late = ITEM._replace(due=NOW.plus(-5))
    assert "Update late: it was due 09:55" in read(BoardPage().render(state(late))).text


def test_a_restricted_one_shows_number_and_word_only() -> None:
    text = read(BoardPage().render(state(BoardItem("INC-2026-000009", "monitoring", restricted=True)))).text
    assert "Restricted incident" in text
    assert "INC-2026-000009" in text
    for words in ("SEV", "Since", "Update", "update"):
        assert words not in text


def test_it_needs_nothing_else_and_runs_nothing() -> None:
    page = BoardPage().render(state(ITEM))
    reader = read(page)
    assert {"script", "link", "img", "iframe", "object", "form"} & set(reader.tags) == set()
    assert not [
        name for name, _value in reader.attributes if name in {"src", "href", "style"} or name[:2] == "on"
    ]
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_it_is_fresh_in_an_open_browser_and_fits_dark_screens_narrow_ones_and_paper() -> None:
    page = BoardPage().render(state(ITEM))
    assert re.search(r'http-equiv="refresh" content="\d+"', page)
    for words in (
        "prefers-color-scheme:dark",
        "@media print",
        "max-width",
        'name="viewport"',
        "forced-colors",
    ):
        assert words in page, words


def test_who_cannot_see_it_finds_the_way_by_headings_and_landmarks() -> None:
    reader = read(BoardPage().render(state(ITEM, ITEM._replace(number="INC-2026-000002"))))
    assert [tag for tag in reader.tags if tag in {"h1", "h2", "h3"}] == ["h1", "h2", "h3", "h2", "h3"]
    assert {"header", "main", "footer", "article", "time"} <= set(reader.tags)
    assert ("lang", "en") in reader.attributes
    assert reader.attributes.count(("aria-hidden", "true")) == reader.tags.count("svg") == 2


@pytest.mark.parametrize("text", NASTY)
def test_what_was_typed_stays_a_text(text: str) -> None:
    item = ITEM._replace(service=text, impact=(text,), update=text, number=text)
    page = BoardPage().render(state(item, organisation=text))
    reader, plain = read(page), read(BoardPage().render(state(ITEM)))
    assert sorted(reader.tags) == sorted(plain.tags)
    assert reader.text.count(text) >= 5
    assert reader.attributes.count(("dir", "auto")) >= 5


TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@PATIENT
@given(TYPED, TYPED)
def test_no_text_becomes_an_element(one: str, other: str) -> None:
    item = ITEM._replace(service=f"A{one}", impact=(f"B{other}",), update=f"C{one}{other}")
    reader, plain = read(BoardPage().render(state(item))), read(BoardPage().render(state(ITEM)))
    assert reader.tags == plain.tags
    assert [name for name, _value in reader.attributes] == [name for name, _value in plain.attributes]


def test_one_state_gives_one_page() -> None:
    assert BoardPage().render(state(ITEM)) == BoardPage().render(state(ITEM))
