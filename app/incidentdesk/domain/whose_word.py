"""Whose word closes an incident: that of who told us, or of who owns the service where nobody did.

What monitoring or testing found has no reporter who could say that it works again: the owner of its service
does (``service-desk.md`` 3, confirmation).
"""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.domain.json_values import JsonValue

WORD, WORD_REASON = "reporters_word", "word_reason"
"""The fields in which a process keeps the word, and why it is not needed."""

WAIVED = "not_needed"
"""The answer that does without the word; that takes a right, and a reason."""

GIVEN_BY_OWNER = "owners_word"
"""The kind of the entry that tells whose word closed an incident, where it is not the reporter's."""

FOUND_BY_OURSELVES = frozenset({"monitoring", "testing"})
"""The sources that nobody told us of."""

REPORTER, OWNER, NOBODY = "reporter", "owner", "nobody"


class WordOf(NamedTuple):
    """Who gives the word: ``kind`` is ``reporter``, ``owner`` or ``nobody``.

    ``service`` and ``service_uid`` are the service whose owner it is, or lacks; empty where none is named.
    """

    kind: str
    name: str = ""
    phone: str = ""
    service: str = ""
    service_uid: str = ""


def is_owners_word(source: JsonValue, reporter: JsonValue) -> bool:
    """Whether the owner of the service confirms, as there is no reporter to ask."""
    return source in FOUND_BY_OURSELVES or not reporter


def whose_word(source: JsonValue, reporter: JsonValue, owner: JsonValue) -> str:
    """Whose word it is: ``reporter``, ``owner``, or ``nobody`` where it is the owner's and there is none."""
    if not is_owners_word(source, reporter):
        return REPORTER
    return OWNER if owner else NOBODY
