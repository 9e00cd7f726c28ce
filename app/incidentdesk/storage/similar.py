"""Incidents that are like another one: by what they share, and by the rare words of its title."""

# ruff: noqa: S608 - our own names; what a person gave is bound
from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from incidentdesk.domain.search_marks import marks_in
from incidentdesk.domain.search_question import Term
from incidentdesk.domain.search_words import SPACELESS
from incidentdesk.storage.search import match_of_terms, told_if_damaged
from incidentdesk.storage.search_index import indexed
from incidentdesk.storage.session import Session

COMMON = 2000
"""A word in the titles and descriptions of more incidents (or of more than 5 %) tells nothing."""

WORDS_AT_MOST = 4
"""So many of the rarest words are looked for."""

RECENT_AT_MOST = 500
"""So many of the incidents of the last hour are looked through for a hint."""

LOOKED_AT = 4
"""Of the likeliest by rank so many times as are wanted are looked at closely."""

SHARED = {
    "error_code": "i.error_code = ?",
    "device": "i.device_id = (SELECT id FROM register_item WHERE uid = ?)",
    "service": "i.service_id = (SELECT id FROM register_item WHERE uid = ?)",
    "category": "i.category = ?",
}
"""What two incidents may share, the most telling first."""


def sharing(session: Session, key: str, value: str, limit: int) -> list[int]:
    """The newest incidents whose field ``key`` is ``value``."""
    newest = f"SELECT i.id FROM incident i WHERE {SHARED[key]} ORDER BY i.id DESC LIMIT ?"
    return [row[0] for row in session.sql(newest, (value, limit))]


def sharing_among(session: Session, key: str, value: str, ids: Sequence[int]) -> list[int]:
    """Those of the incidents ``ids`` whose field ``key`` is ``value``."""
    among = f"SELECT i.id FROM incident i WHERE {SHARED[key]} AND i.id IN ({', '.join('?' * len(ids))})"
    rows = session.sql(among, (value, *ids)) if ids else []
    return [row[0] for row in rows]


def rare_words(session: Session, words: Sequence[str]) -> list[str]:
    """Those of ``words`` that other incidents have too, but not too many: the rarest few."""
    few = min(COMMON, max(3, indexed(session) // 20))
    counted = []
    with told_if_damaged():
        for word in words:
            many = session.cell(
                "SELECT count(*) FROM (SELECT 1 FROM incident_search WHERE incident_search MATCH ? LIMIT ?)",
                (_in_texts([word]), few + 1),
            )
            if 0 < many <= few:
                counted.append((many, word))
    return [word for _many, word in sorted(counted)[:WORDS_AT_MOST]]


def with_words(session: Session, words: Sequence[str], limit: int) -> list[int]:
    """The incidents with two of ``words`` at least (or the only one) in title or description, by rank."""
    if not words:
        return []
    with told_if_damaged():
        rows = session.sql(
            "SELECT rowid, rank FROM incident_search WHERE incident_search MATCH ? "
            f"ORDER BY rowid DESC LIMIT {COMMON}",
            (_in_texts(words),),
        )
    likely = [key for key, _rank in sorted(rows, key=itemgetter(1))[: LOOKED_AT * limit]]
    texts: dict[int, str] = dict(
        session.sql(
            "SELECT id, title || char(10) || coalesce(description, '') FROM incident "
            f"WHERE id IN ({', '.join('?' * len(likely))})",
            likely,
        )
    )
    wanted = min(2, len(words))
    alike = [key for key in likely if _weight(texts[key], words) >= wanted]
    return alike[:limit]


def _weight(text: str, words: Sequence[str]) -> int:
    """How many of ``words`` are in ``text``; a pair of Chinese characters tells as much as two."""
    found = [word for word in words if marks_in(text, [Term(word)])]
    return sum(2 if SPACELESS.match(word) else 1 for word in found)


def keys_of(session: Session, uids: Sequence[str]) -> list[int]:
    """The keys of incidents by uid, the newest first."""
    marks = ", ".join("?" * len(uids))
    return [
        row[0]
        for row in session.sql(f"SELECT id FROM incident WHERE uid IN ({marks}) ORDER BY id DESC", uids)
    ]


def recent(session: Session, since_ms: int, shared: Mapping[str, str]) -> list[tuple[int, str, str, bool]]:
    """Key, uid and title of incidents logged since then, and whether they share any of ``shared``."""
    conditions = [SHARED[key] for key in shared]
    same = f"({' OR '.join(conditions)})" if conditions else "0"
    rows = session.sql(
        f"SELECT i.id, i.uid, i.title, coalesce({same}, 0) FROM incident i WHERE i.logged_at >= ? "
        f"ORDER BY i.logged_at DESC LIMIT {RECENT_AT_MOST}",
        (*shared.values(), since_ms),
    )
    return [(key, uid, title, bool(is_same)) for key, uid, title, is_same in rows]


def _in_texts(words: Sequence[str]) -> str:
    terms = [match_of_terms([Term(word)]) for word in words]
    return f"{{title description}} : ({' OR '.join(terms)})"
