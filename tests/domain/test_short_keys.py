"""Keys that are typed for what they stand for."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.short_keys import is_key, key_at_end, key_of_title

keys = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,19}", fullmatch=True)


@given(st.text(), keys)
def test_a_semicolon_behind_a_letter_or_digit_is_none(before: str, key: str) -> None:
    for letter in (*string.ascii_letters, *string.digits, "ü", "&"):
        assert key_at_end(f"{before}{letter};{key}") == ""


@given(st.text(), st.sampled_from([" ", "\n", "\t", "(", '"']), keys)
def test_a_semicolon_that_begins_a_word_has_its_key(before: str, between: str, key: str) -> None:
    assert key_at_end(f"{before}{between};{key}") == key
    assert key_at_end(f";{key}") == key
    assert key_at_end(f"{before}{between};{key.upper()}") == key
    assert key_at_end(f"{before}{between};{key} ") == ""


@given(keys)
def test_a_title_is_a_key_alone(key: str) -> None:
    assert key_of_title(f"/{key}") == key
    assert key_of_title(f" /{key.upper()} ") == key
    assert key_of_title(key) == ""
    assert key_of_title(f"/{key} is broken") == ""


@pytest.mark.parametrize("text", ["Pw", "", "-a", "a b", "a" * 21, "ü"])
def test_what_is_no_key(text: str) -> None:
    assert is_key("pw-2_b")
    assert not is_key(text)
