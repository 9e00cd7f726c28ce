"""Changing a list of choices: adding, renaming, ordering and retiring its items. Keys stay for ever."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.short_keys import is_key

Items = tuple[ListItem, ...]
LONGEST_KEY = 40


@dataclass(frozen=True)
class ListKind:
    """A list that can be changed: its title, whether it has two levels, and what its items mean to the rules.

    ``asks`` names the facts of an item: ``type``, ``pauses``, ``contact``, ``wake``.
    """

    key: str
    title: str
    nested: bool = False
    asks: tuple[str, ...] = ()


LISTS = (
    ListKind("categories", N_("Categories"), nested=True, asks=("type",)),
    ListKind("outcomes", N_("Outcomes")),
    ListKind("cause_categories", N_("Cause categories"), nested=True),
    ListKind("hold_reasons", N_("On-hold reasons"), asks=("pauses", "wake")),
    ListKind("cancel_reasons", N_("Cancel reasons")),
    ListKind("sources", N_("Sources")),
    ListKind("channels", N_("Channels"), asks=("contact",)),
)


def make_key(label: str, parent: str, taken: Collection[str]) -> str:
    """A key for a new item: letters and digits of its label, below its parent's key, used by no other."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY].rstrip("_") or "item"
    stem = f"{parent}.{slug}" if parent else slug
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def in_order(items: Items) -> Items:
    """The items with each one's children right after it, as they are shown and stored."""
    tops = [item for item in items if not item.parent]
    known = {item.key for item in tops}
    ordered: list[ListItem] = []
    for top in tops:
        ordered += [top, *(item for item in items if item.parent == top.key)]
    return (*ordered, *(item for item in items if item.parent and item.parent not in known))


def add(items: Items, label: str, parent: str, extra: dict[str, JsonValue]) -> tuple[Items, ListItem]:
    """The list with a new item as the last of its siblings. Raises ``UsageError``."""
    label = label.strip()
    check_label(items, label, parent, "")
    key = make_key(label, parent, {item.key for item in items})
    made = ListItem(
        key, label, parent, extra={name: value for name, value in extra.items() if value is not None}
    )
    return in_order((*items, made)), made


def add_keyed(items: Items, key: str, label: str, extra: dict[str, JsonValue]) -> tuple[Items, ListItem]:
    """The list with a new item at its end, under a key that a person chose to type. Raises ``UsageError``."""
    label, key = label.strip(), key.strip().lower()
    check_label(items, label, "", "")
    if not is_key(key):
        raise UsageError(
            _("“{key}” cannot be typed as a key.").format(key=key),
            _("Use small letters, digits, - and _, at most 20 of them."),
        )
    if key in {item.key for item in items}:
        raise UsageError(_("The key “{key}” is taken.").format(key=key), _("Choose another one."))
    made = ListItem(key, label, extra={name: value for name, value in extra.items() if value is not None})
    return (*items, made), made


def change(items: Items, key: str, label: str, extra: dict[str, JsonValue]) -> Items:
    """The list with another label and other facts for ``key``. Facts that are ``None`` are taken away."""
    label = label.strip()
    present = item_of(items, key)
    check_label(items, label, present.parent, key)
    kept: dict[str, JsonValue] = {
        name: value for name, value in (present.extra | extra).items() if value is not None
    }
    return tuple(replace(item, label=label, extra=kept) if item.key == key else item for item in items)


def move(items: Items, key: str, step: int) -> Items:
    """The list with ``key`` one place up (-1) or down (1) among its siblings; its children go with it."""
    present = item_of(items, key)
    siblings = [item.key for item in items if item.parent == present.parent]
    here = siblings.index(key)
    there = here + step
    if not 0 <= there < len(siblings):
        return items
    siblings[here], siblings[there] = siblings[there], siblings[here]
    rank = {sibling: place for place, sibling in enumerate(siblings)}
    sorted_siblings = iter(
        sorted((item for item in items if item.key in rank), key=lambda item: rank[item.key])
    )
    return in_order(tuple(next(sorted_siblings) if item.key in rank else item for item in items))


def retire(items: Items, keys: Iterable[str], *, retired: bool) -> Items:
    """The list with ``keys`` not offered any more, or again. Raises ``UsageError`` if none is left."""
    wanted = set(keys)
    changed = tuple(replace(item, retired=retired) if item.key in wanted else item for item in items)
    if all(item.retired for item in changed):
        raise UsageError(_("A list needs at least one item in use."), _("Add another one first."))
    return changed


def retired_with(items: Items, key: str, *, retired: bool) -> tuple[str, ...]:
    """The keys that change when ``key`` is retired (its children too) or brought back (its parent too)."""
    present = item_of(items, key)
    if retired:
        family = [item for item in items if item.key == key or item.parent == key]
    else:
        family = [item for item in items if item.key in (key, present.parent)]
    return tuple(item.key for item in family if item.retired != retired)


def item_of(items: Items, key: str) -> ListItem:
    """The item ``key``. Raises ``UsageError`` where it is gone."""
    for item in items:
        if item.key == key:
            return item
    raise UsageError(_("“{key}” is not in this list any more.").format(key=key), _("Open the list again."))


def check_label(items: Items, label: str, parent: str, key: str) -> None:
    """Raise ``UsageError`` where ``label`` is empty or a sibling of ``key`` has it."""
    if not label:
        raise UsageError(_("An item needs a name."), _("Type it."))
    for item in items:
        if item.parent == parent and item.key != key and _folded(_(item.label)) == _folded(label):
            if item.retired:
                raise UsageError(
                    _("“{label}” is here already, but retired.").format(label=item.label), _("Bring it back.")
                )
            raise UsageError(
                _("“{label}” is here already.").format(label=item.label), _("Choose another name.")
            )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
