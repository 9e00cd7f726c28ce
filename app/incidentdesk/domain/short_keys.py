"""Keys that people type in place of what they stand for: ``;key`` in a text, ``/key`` in a title."""

from __future__ import annotations

import re

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,19}")
_BEFORE = re.compile(r"(?:^|(?<=[\s(\[\"'“„«]));([a-z0-9][a-z0-9_-]{0,19})\Z", re.IGNORECASE)


def is_key(text: str) -> bool:
    """Whether ``text`` can be typed as a key: small letters, digits, ``-`` and ``_``, at most 20 of them."""
    return _KEY.fullmatch(text) is not None


def key_at_end(text: str) -> str:
    """The key of a ``;key`` that ends ``text``, in small letters; empty where there is none.

    The semicolon begins a word: behind a letter or a digit it is but a semicolon.
    """
    found = _BEFORE.search(text)
    return found[1].lower() if found else ""


def key_of_title(title: str) -> str:
    """The key of a title that is ``/key`` and nothing else, in small letters; empty where it is not."""
    key = title.strip().removeprefix("/").lower()
    return key if title.strip().startswith("/") and is_key(key) else ""
