"""Texts for people: English in the source, other languages through gettext."""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Sequence

from incidentdesk.base.resources import resource_path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(languages: Sequence[str]) -> None:
    """Translate into the first of ``languages`` that there is a catalogue for, else leave English."""
    global _catalogue
    folder = resource_path("translations")
    _catalogue = gettext.translation("incidentdesk", folder, languages=languages, fallback=True)


def _(text: str) -> str:
    """``text`` in the language in use."""
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """``one`` or ``many`` in the language in use, by ``count``."""
    return _catalogue.ngettext(one, many, count)


def isolated(text: str) -> str:
    """``text`` that turns nothing around beside it, as an Arabic name does with a number after it."""
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """``text`` as it is, marked for translation where it is shown."""
    return text
