"""Filling what the reporter is told."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.telling import (
    LONGEST_LINK,
    PLACEHOLDERS,
    WHEN,
    fill,
    mail_link,
    moment_to_tell,
    still_open,
    unknown_places,
)

names = st.sampled_from((*PLACEHOLDERS, "unknown", "Number", "{odd"))
values = st.dictionaries(st.sampled_from(PLACEHOLDERS), st.text(max_size=12))


@given(
    st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=6), names)),
    values,
)
def test_each_place_is_filled_once_or_stays_and_is_told(
    parts: list[tuple[str, str]], given_values: dict[str, str]
) -> None:
    template = "".join(f"{text}{{{name}}}" for text, name in parts)
    filled = fill(template, given_values)
    expected, left = "", []
    for text, name in parts:
        inner = name.removeprefix("{")
        value = given_values.get(inner, "").strip()
        brace = "{" if name.startswith("{") else ""
        expected += text + brace + (value or f"{{{inner}}}")
        if not value:
            left.append(inner)
    assert filled.text == expected
    assert filled.left == tuple(dict.fromkeys(left))


def test_what_stands_in_a_value_is_no_place() -> None:
    assert fill("{title}", {"title": "{number} is shown", "number": "INC-1"}).text == "{number} is shown"


def test_an_empty_value_is_none() -> None:
    filled = fill("Solved since {restored}.", {"restored": "  "})
    assert filled.text == "Solved since {restored}."
    assert filled.left == ("restored",)


def test_what_is_still_open_is_known_names_and_those_left() -> None:
    assert still_open("{due} {0x80} {due} {wrong}") == ("due",)
    assert still_open("{due} {0x80} {wrong}", ["wrong"]) == ("due", "wrong")
    assert unknown_places("{due} {wrong}") == ("wrong",)


@pytest.mark.parametrize(
    ("status", "assigned", "when"),
    [
        ("new", False, "logged"),
        ("new", True, "taken_over"),
        ("in_progress", True, "taken_over"),
        ("on_hold", True, "need_information"),
        ("resolved", False, "resolved"),
        ("closed", True, "closed"),
        ("cancelled", True, "closed"),
    ],
)
def test_what_fits_follows_the_status(status: str, assigned: bool, when: str) -> None:
    assert moment_to_tell(status, assigned=assigned) == when
    assert when in WHEN


@given(st.text(max_size=40), st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=900))
def test_a_link_has_all_or_says_that_it_lacks_the_body(subject: str, body: str) -> None:
    link = mail_link("dana@example.org", subject, body)
    assert len(link.url) <= LONGEST_LINK or not link.whole
    parts = urlsplit(link.url)
    assert unquote(parts.path) == "dana@example.org"
    asked = parse_qs(parts.query, keep_blank_values=True, encoding="utf-8")
    assert asked["subject"] == [subject]
    assert asked.get("body") == ([body.replace("\n", "\r\n")] if link.whole else None)


def test_a_long_body_is_left_out() -> None:
    assert not mail_link("", "INC-1", "ü" * 400).whole
    assert mail_link("", "INC-1", "u" * 400).whole
