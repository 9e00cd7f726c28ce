"""The functions of ours that SQL may call; every connection to a desk has them."""

from __future__ import annotations

from peewee import SqliteDatabase

from incidentdesk.domain.conditions import fold


def register_functions(database: SqliteDatabase) -> None:
    """Let the connections of ``database`` know ``fold``, ``search_words`` and ``entry_words``."""
    database.register_function(_fold, "fold", 1)
    database.register_function(_search_words, "search_words", 1, deterministic=True)
    database.register_function(_entry_words, "entry_words", 3, deterministic=True)


def _search_words(text: str | None) -> str | None:
    # Imported when SQL first asks: its tables of letters would hold up the start of every program.
    from incidentdesk.domain.search_words import search_words

    return search_words(text)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)


def _entry_words(name: str, text: str, number: str) -> str:
    from incidentdesk.domain.register_words import entry_words

    return entry_words(name, (text,), (number,))
