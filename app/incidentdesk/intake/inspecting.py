"""From what was seen in a file to a proposal how to read it, with everything that is doubtful said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.importing_settings import (
    FIXED_CHOICES,
    INSTANTS,
    MOMENTS,
    OPEN_CHOICES,
    TARGETS,
    Reading,
)
from incidentdesk.intake.damage import repair
from incidentdesk.intake.profile import Profile
from incidentdesk.intake.scan import NULLS, Scan
from incidentdesk.intake.words import heads as common_heads
from incidentdesk.intake.words import meanings, plain

MANY = frozenset({"note", "file"})
"""Targets that several columns can be read into."""


def propose_columns(profile: Profile, heads: tuple[str, ...]) -> dict[str, str]:
    """By head its target. Of several heads of one target the likeliest has it, the others go to the rest."""
    own = {plain(head): (target, rank) for rank, (head, target) in enumerate(profile.heads.items())}
    found: dict[str, tuple[str, int]] = {}
    for head in dict.fromkeys(heads):
        bare = plain(head)
        target, rank = own.get(bare) or common_heads().get(bare, ("", 0))
        found[head] = (target, rank if bare in own else rank + len(own))
    best: dict[str, int] = {}
    for target, rank in found.values():
        best[target] = min(rank, best.get(target, rank))
    taken: set[str] = set()
    columns = {}
    for head, (target, rank) in found.items():
        free = target in MANY or (rank == best[target] and target not in taken)
        columns[head] = target if target and free else ""
        taken.add(columns[head])
    return columns


def propose(profile: Profile, seen: Scan, reading: Reading) -> Reading:
    """``reading``, which has how the file is written, with columns, words, dates and doubts."""
    columns = propose_columns(profile, seen.heads)
    values = _propose_values(profile, seen, columns)
    doubts = [
        *reading.doubts,
        *doubts_of_rows(seen),
        *_doubts_of_columns(profile, seen, columns),
        *_doubts_of_words(profile, seen, columns, values),
        *_doubts_of_dates(seen, columns),
    ]
    return Reading(
        **{name: getattr(reading, name) for name in ("encoding", "delimiter", "escape", "head_line")},
        format=profile.key,
        day_first=seen.order.decided if seen.order.decided is not None else _ambiguous_order(seen),
        nulls=tuple(sorted({one.strip() for one in seen.nulls})),
        columns=columns,
        values=values,
        likeness=profile.likeness(seen.heads),
        rows=seen.rows,
        damaged=seen.damaged,
        doubts=tuple(doubts),
        heads=seen.heads,
        sample=tuple(seen.sample),
    )


def _ambiguous_order(seen: Scan) -> bool | None:
    return False if seen.order.either and not seen.order.likely else None


def _propose_values(profile: Profile, seen: Scan, columns: dict[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for head, target in columns.items():
        if target not in FIXED_CHOICES and target not in OPEN_CHOICES:
            continue
        words = seen.words(head)
        if words is None:
            continue
        found[target] = {
            word: _meaning(profile, target, word)
            for word in sorted(_said(words), key=lambda one: -words[one])
        }
    if "status" in found and "hold_reason" not in found:
        known = {**meanings("hold_reason"), **profile.values.get("hold_reason", {})}
        reasons = {word: known.get(plain(word), "")
                   for word, status in found["status"].items() if status == "on_hold"}  # fmt: skip
        found["hold_reason"] = {word: reason for word, reason in reasons.items() if reason}
    return {target: words for target, words in found.items() if words}


def _said(words: Counter[str]) -> set[str]:
    return {word.strip() for word in words if word.strip() and word.strip().casefold() not in NULLS}


def _meaning(profile: Profile, target: str, word: str) -> str:
    """What ``word`` means here: a key; else itself where the list is open, else nothing."""
    bare = plain(word)
    own = profile.values.get(target, {})
    if bare in own:
        return own[bare]
    if target in profile.unscaled and bare.isdigit():
        return ""
    unknown = "" if target in FIXED_CHOICES else word
    return meanings(target).get(bare, unknown)


def doubts_of_rows(seen: Scan) -> Iterator[str]:
    """What must be said of rows that are refused, were put right, or hold damaged text."""
    if seen.refused:
        yield ngettext("{count} row cannot be read.", "{count} rows cannot be read.", seen.refused).format(
            count=seen.refused
        )
    if seen.doubtful:
        yield ngettext(
            "{count} row had to be put right to be read.",
            "{count} rows had to be put right to be read.",
            seen.doubtful,
        ).format(count=seen.doubtful)
    if seen.damaged:
        examples = ", ".join(f"“{_short(one)}”" for one in seen.damage)
        yield ngettext(
            "{count} text is damaged, like {examples}. It can be repaired.",
            "{count} texts are damaged, like {examples}. They can be repaired.",
            seen.damaged,
        ).format(count=seen.damaged, examples=examples)


def _short(text: str) -> str:
    """The part of ``text`` around its first damaged sign."""
    mended = repair(text)
    at = next(
        (number for number, (one, other) in enumerate(zip(text, mended, strict=False)) if one != other), 0
    )
    return " ".join(text[max(0, at - 15) : at + 25].split())


def _doubts_of_columns(profile: Profile, seen: Scan, columns: dict[str, str]) -> Iterator[str]:
    targets = set(columns.values())
    if "key" not in targets:
        yield _(
            "No column holds the number over there. Rows are told apart by what they say, so that a changed "
            "row counts as a new one; choose a column if there is one."
        )
    if "logged" not in targets:
        yield _(
            "No column holds the time of logging. Export it if you can; words like “3 days ago” are no time."
        )
    if "title" not in targets:
        yield _("No column holds the title; titles will be built.")
    for head, column in zip(seen.heads, seen.columns, strict=True):
        if columns[head] in INSTANTS + MOMENTS and column.filled and column.dates is False:
            yield _(
                "The column “{head}” is to be a time, but its texts are none, such as “{example}”."
            ).format(head=head, example=next((row[seen.heads.index(head)] for row in seen.sample), ""))
    if profile.must and not profile.likeness(seen.heads):
        yield _("The file does not look like an export of {system}.").format(system=profile.title)


def _doubts_of_words(
    profile: Profile, seen: Scan, columns: dict[str, str], values: dict[str, dict[str, str]]
) -> Iterator[str]:
    for head, target in columns.items():
        if target not in FIXED_CHOICES:
            continue
        words, label = seen.words(head), _(TARGETS[target])
        if words is None:
            yield _("The column “{head}” has too many different words to be the field “{field}”.").format(
                head=head, field=label
            )
            continue
        unknown = [word for word in values.get(target, {}) if not values[target][word]
                   and plain(word) not in profile.values.get(target, {})]  # fmt: skip
        if unknown:
            yield _("Words of “{head}” that are not known: {words}. Choose what they mean.").format(
                head=head, words=", ".join(f"“{word}” ({words[word]})" for word in unknown[:10])
            )
        bare = [word for word in values.get(target, {}) if word.isdigit() and values[target][word]]
        if bare and plain(bare[0]) not in profile.values.get(target, {}):
            yield _("Numbers in “{head}” are taken as counting down from 1, the most urgent.").format(
                head=head
            )


def _doubts_of_dates(seen: Scan, columns: dict[str, str]) -> Iterator[str]:
    order = seen.order
    if not any(target in INSTANTS + MOMENTS for target in columns.values()):
        return
    if order.day and order.month:
        yield _(
            "Dates disagree: {day} can only have the day first, {month} only the month. Each is read the way "
            "it can be; the {either} others as most are."
        ).format(day=order.day, month=order.month, either=order.either)
    elif order.decided is None and order.either:
        first = _("day") if order.likely else _("month")
        yield ngettext(
            "Day and month cannot be told apart in the only date like 3/4; the {first} is taken as the "
            "first.",
            "Day and month cannot be told apart in {count} dates like 3/4; the {first} is taken as the "
            "first.",
            order.either,
        ).format(count=order.either, first=first)
