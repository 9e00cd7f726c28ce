"""The functions of ours that SQL may call; every connection to a desk has them."""

from __future__ import annotations

from peewee import SqliteDatabase

from incidentdesk.domain.conditions import fold
from incidentdesk.domain.search_words import search_words


def register_functions(database: SqliteDatabase) -> None:
    """Let the connections of ``database`` know ``fold`` and ``search_words``."""
    database.register_function(_fold, "fold", 1)
    database.register_function(search_words, "search_words", 1, deterministic=True)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)
