"""Finding incidents by words and numbers."""

from __future__ import annotations

import re

from playhouse.sqlite_ext import FTS5Model

from incidentdesk.storage import lists
from incidentdesk.storage.list_orders import Term
from incidentdesk.storage.lists import Range
from incidentdesk.storage.session import Row, Session

_NUMBER_END = re.compile(r"^(?:[A-Za-z]+-)?(?:\d{4}-)?0*(\d{1,15})$")


def find(session: Session, text: str, limit: int) -> tuple[list[Row], int]:
    """Rows of incidents with all words of ``text``, newest first, and how many there are.

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
    found = _rows(session, where, question, Term("i.id", descending=True), limit)
    ((total,),) = session.sql(
        "SELECT count(*) FROM incident_search WHERE incident_search MATCH ?", (question,)
    )
    uids = {one[0] for one in first}
    extra = len([one for one in first if one[0] not in {other[0] for other in found}])
    return (first + [one for one in found if one[0] not in uids])[:limit], int(total) + extra


def _by_number(session: Session, words: str) -> list[Row]:
    exact = _rows(session, "i.number = ?", words.upper(), Term("i.id"), 1)
    if exact:
        return exact
    match = _NUMBER_END.match(words)
    if match is None:
        return []
    return _rows(session, "i.ordinal = ?", int(match.group(1)), Term("i.year", descending=True), 5)


def _rows(session: Session, where: str, wanted: object, order: Term, limit: int) -> list[Row]:
    return lists.page(session, (where, (wanted,)), (order,), Range(limit), (), 0)


def _question(words: str) -> str:
    question: str = FTS5Model.web_query(words)
    if question == '""' or not question:
        return ""
    begun = words[-1].isalnum() and question.endswith(
        '"'
    )  # not after a bracket, where it would be no question
    return question + "*" if begun else question
