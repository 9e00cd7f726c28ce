"""The functions of ours that SQL may call; every connection to a desk has them."""

from __future__ import annotations

from peewee import SqliteDatabase

from incidentdesk.domain.conditions import fold


def register_functions(database: SqliteDatabase) -> None:
    """Let the connections of ``database`` know ``fold`` and ``search_words``."""
    database.register_function(_fold, "fold", 1)
    database.register_function(_search_words, "search_words", 1, deterministic=True)


def _search_words(text: str | None) -> str | None:
    # Imported when SQL first asks: its tables of letters would hold up the start of every program.
    from incidentdesk.domain.search_words import search_words

    return search_words(text)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)
