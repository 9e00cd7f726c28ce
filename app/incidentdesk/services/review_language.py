"""The language check of reviews, with the words that are shipped for the language."""

from __future__ import annotations

from functools import cache

from incidentdesk.base.resources import resource_path
from incidentdesk.domain.blameless_words import BlamelessWords, parse_blameless_words


@cache
def blameless_words(language: str = "en") -> BlamelessWords:
    """The words of a language (``de``, ``pt_BR``); the English ones where it has none of its own."""
    path = resource_path("language", f"blameless.{language}.toml")
    if not language.replace("_", "").isalnum() or not path.is_file():
        path = resource_path("language", "blameless.en.toml")
    return parse_blameless_words(path.read_text(encoding="utf-8"))
