"""What is shipped for each language: the words of the check of reviews, the templates of updates."""

from __future__ import annotations

from functools import cache

from incidentdesk.base.resources import resource_path
from incidentdesk.domain.blameless_words import BlamelessWords, parse_blameless_words
from incidentdesk.domain.update_words import UpdateWords, parse_update_words


@cache
def blameless_words(language: str = "en") -> BlamelessWords:
    """The words of a language (``de``, ``pt_BR``); the English ones where it has none of its own."""
    return parse_blameless_words(_text("blameless", language))


@cache
def update_words(language: str = "en") -> UpdateWords:
    """The templates of a language; the English ones where it has none of its own."""
    return parse_update_words(_text("updates", language))


def _text(what: str, language: str) -> str:
    path = resource_path("language", f"{what}.{language}.toml")
    if not language.replace("_", "").isalnum() or not path.is_file():
        path = resource_path("language", f"{what}.en.toml")
    return path.read_text(encoding="utf-8")
