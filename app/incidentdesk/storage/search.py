"""Finding incidents by words and numbers."""

from __future__ import annotations

import re

from playhouse.sqlite_ext import FTS5Model

from incidentdesk.domain.records import Incident
from incidentdesk.storage.incidents import by_number, matching
from incidentdesk.storage.session import Session

_NUMBER_END = re.compile(r"^(?:[A-Za-z]+-)?(?:\d{4}-)?0*(\d{1,15})$")


def find(session: Session, text: str, limit: int) -> tuple[list[Incident], int]:
    """Incidents with all words of ``text``, newest first, and how many there are.

    Of the last word the beginning is enough.

    An incident with that very number, or whose number ends in those digits, comes first.
    """
    words = (
        text.encode(errors="ignore").decode().replace("\0", " ").strip()
    )  # half characters, and ends of text
    if not words:
        return [], 0
    first = _by_number(session, words)
    question = _question(words)
    if not question:
        return first, len(first)
    where = "i.id IN (SELECT rowid FROM incident_search WHERE incident_search MATCH ?)"
    found = matching(session, where, (question,), "i.id DESC", limit)
    ((total,),) = session.sql(
        "SELECT count(*) FROM incident_search WHERE incident_search MATCH ?", (question,)
    )
    numbers = {one.number for one in first}
    extra = len([one for one in first if one.number not in {other.number for other in found}])
    return (first + [one for one in found if one.number not in numbers])[:limit], int(total) + extra


def _by_number(session: Session, words: str) -> list[Incident]:
    exact = by_number(session, words.upper())
    if exact is not None:
        return [exact]
    match = _NUMBER_END.match(words)
    if match is None:
        return []
    return matching(session, "i.ordinal = ?", (int(match.group(1)),), "i.year DESC", 5)


def _question(words: str) -> str:
    question: str = FTS5Model.web_query(words)
    if question == '""' or not question:
        return ""
    begun = words[-1].isalnum() and question.endswith(
        '"'
    )  # not after a bracket, where it would be no question
    return question + "*" if begun else question
