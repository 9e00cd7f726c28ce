"""Similar incidents: while one is being logged, and beside one that is worked on.

What two incidents share is named; beyond that the rare words of the title decide. It is a hint: nothing is
merged by itself, and linking one as a duplicate leaves both as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.search_words import SPACELESS, asked_words, has_words
from incidentdesk.services.cases import linking
from incidentdesk.services.cases.linking import Linked
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.lists.queue_rows import QueueRow, RowReader
from incidentdesk.storage import incidents, links, lists, similar
from incidentdesk.storage.links import Link
from incidentdesk.storage.session import Row, Session

REASONS = {
    "error_code": N_("same error code"),
    "device": N_("same device"),
    "service": N_("same service"),
    "category": N_("same category"),
    "words": N_("same words"),
}
"""Why an incident is told, the most telling reason first."""

_WEIGHTS = {"error_code": 8, "device": 4, "service": 2, "category": 1, "words": 3}

SHOWN = 5
"""How many are told."""

BURST = 3
"""From so many on within ``BURST_MINUTES``, the one at hand included, it is told that they come at once."""

BURST_MINUTES = 60

_WORDS_TRIED = 12
_RUN = re.compile(f"(?:{SPACELESS.pattern})+|(?:(?!{SPACELESS.pattern})\\S)+")
_RESOLUTION = "resolution"


@dataclass(frozen=True)
class Likeness:
    """An incident that is like the one at hand.

    ``reasons`` are keys of ``REASONS``; ``resolution`` is what was done, of one that is resolved or closed;
    ``link`` is the uid of the link where the two are linked already.
    """

    row: QueueRow
    reasons: tuple[str, ...]
    resolution: str = ""
    link: str = ""


@dataclass(frozen=True)
class Likenesses:
    """Similar incidents, the likeliest first and of those as likely the newest.

    ``burst`` is how many like it came within the last hour, 0 where they are fewer than ``BURST``.
    """

    items: tuple[Likeness, ...]
    burst: int
    now: Instant


class Similar:
    """The use case of the hints beside the log page and beside an incident."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reader = RowReader(desk.library)

    def to_values(self, values: Mapping[str, JsonValue], limit: int = SHOWN) -> Likenesses:
        """Incidents like one that has ``values`` and is not logged yet."""
        with self._desk.reading() as (session, _settings):
            return self._like(session, values, "", limit)

    def to(self, uid: str, limit: int = SHOWN) -> Likenesses:
        """Incidents like the one with ``uid``; those that are linked to it are told first."""
        with self._desk.reading() as (session, _settings):
            incident = incidents.by_uid(session, uid)
            if incident is None:
                raise UsageError(_("There is no incident “{ref}”.").format(ref=uid), _("Search for it."))
            return self._like(session, incident.core, uid, limit)

    def link_duplicate(self, ref: str, original: str, author: str) -> Linked:
        """Say that ``ref`` is a duplicate of ``original``, on both timelines; both go on as they are."""
        with self._desk.changing(author) as work:
            return linking.link(self._desk, work, ref, original, "duplicate")

    def unlink(self, link_uid: str, author: str) -> Changes:
        """Take a link back; both timelines tell that too."""
        with self._desk.changing(author) as work:
            return linking.unlink(self._desk, work, link_uid)

    def _like(self, session: Session, values: Mapping[str, JsonValue], own: str, limit: int) -> Likenesses:
        now = self._desk.time.now()
        shared = {key: str(values[key]) for key in similar.SHARED if values.get(key)}
        words = similar.rare_words(session, _words_of(str(values.get("title") or "")))
        known = links.of_incident(session, own) if own else []
        reasons = _candidates(session, shared, words, limit + 1)
        first = similar.keys_of(session, list(_linked_to(known, own)))
        ordered = dict.fromkeys([*first, *_by_weight(reasons)])
        rows = lists.rows_of(session, list(ordered), (), "i.id", now.ms)
        found = [row for row in rows if row[0] != own]
        return Likenesses(
            self._items(session, found[:limit], reasons, known, own),
            _burst(session, now, shared, words, own),
            now,
        )

    def _items(
        self,
        session: Session,
        found: Sequence[Row],
        reasons: Mapping[int, Sequence[str]],
        known: Sequence[Link],
        own: str,
    ) -> tuple[Likeness, ...]:
        linked = _linked_to(known, own)
        ended = [row[lists.RUN] for row in found if row[5] in {"resolved", "closed"}]
        done = lists.written(session, ended, (_RESOLUTION,)) if ended else {}
        rows = self._reader.rows(session, found)
        return tuple(
            Likeness(
                row,
                tuple(reasons.get(cells[lists.WIDTH], ())),
                str(done.get(cells[lists.RUN], {}).get(_RESOLUTION) or ""),
                linked.get(row.uid, ""),
            )
            for row, cells in zip(rows, found, strict=True)
        )


def _candidates(
    session: Session, shared: Mapping[str, str], words: Sequence[str], limit: int
) -> dict[int, list[str]]:
    """The keys of incidents with the reasons for them."""
    reasons: dict[int, list[str]] = {}
    for key, value in shared.items():
        for one in similar.sharing(session, key, value, limit):
            reasons.setdefault(one, []).append(key)
    for one in similar.with_words(session, words, limit):
        reasons.setdefault(one, []).append("words")
    for key, value in shared.items():
        # What one reason found may share more, which so many newer incidents share as well.
        for one in similar.sharing_among(session, key, value, list(reasons)):
            if key not in reasons[one]:
                reasons[one].append(key)
    return {one: [key for key in REASONS if key in own] for one, own in reasons.items()}


def _by_weight(reasons: Mapping[int, Sequence[str]]) -> list[int]:
    """The heaviest reasons first, then the newest; those of words alone stay as they are, by rank."""

    def place(one: int) -> tuple[int, int]:
        own = reasons[one]
        return -sum(_WEIGHTS[key] for key in own), 0 if own == ["words"] else -one

    return sorted(reasons, key=place)


def _linked_to(known: Sequence[Link], own: str) -> dict[str, str]:
    return {link.other if link.incident == own else link.incident: link.uid for link in known}


def _burst(session: Session, now: Instant, shared: Mapping[str, str], words: Sequence[str], own: str) -> int:
    telling = {key: value for key, value in shared.items() if key != "category"}
    rare, count = set(words), 1
    for _key, uid, title, is_same in similar.recent(session, now.ms - BURST_MINUTES * 60_000, telling):
        alike = len(rare & set(_words_of(title))) >= 2
        count += uid != own and (is_same or alike)
    return count if count >= BURST else 0


def _words_of(title: str) -> list[str]:
    """The words of a title that may tell something: folded, each once, single letters left out.

    Of scripts without spaces each two characters that stand together are taken for a word.
    """
    words: list[str] = []
    for run in _RUN.findall(title):
        if SPACELESS.match(run):
            words += [run[place : place + 2] for place in range(len(run) - 1)]
        else:
            words += [word.casefold() for word in asked_words(run).split() if has_words(word)]
    return [word for word in dict.fromkeys(words) if len(word) > 1][:_WORDS_TRIED]
