"""A condition as the filter bar works with it: tests and groups, each of which can be turned round. Pure.

A part is named by its path: the places in each group on the way to it, from the whole on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from incidentdesk.domain.conditions import parse_condition
from incidentdesk.domain.json_values import JsonValue

Path = tuple[int, ...]


@dataclass(frozen=True)
class TestPart:
    """A test on one field; ``negated`` turns it round."""

    __test__ = False  # no test of ours, though pytest would take it for one by its name

    field: str
    op: str
    value: JsonValue = None
    negated: bool = False


@dataclass(frozen=True)
class Group:
    """Parts of which ``all`` or ``any`` must hold; ``negated`` turns the whole round."""

    kind: str = "all"
    parts: tuple[Part, ...] = ()
    negated: bool = False


Part = TestPart | Group


def from_json(raw: JsonValue) -> Group:
    """The group that a condition is; ``None`` is an empty one. ``ValueError`` where it is no condition."""
    if raw is None:
        return Group()
    parse_condition(raw, where="filter")
    part = _part(raw, negated=False)
    return part if isinstance(part, Group) and not part.negated else Group("all", (part,))


def to_json(group: Group) -> JsonValue:
    """The condition of ``group``; ``None`` where it asks for nothing."""
    if not group.parts:
        return None
    if group.kind == "all" and not group.negated:
        return [_json(part) for part in group.parts]
    return _json(group)


def same(one: JsonValue, other: JsonValue) -> bool:
    """Whether two conditions are written the same, but for how a list is written."""
    return to_json(from_json(one)) == to_json(from_json(other))


def tests(group: Group) -> Iterator[TestPart]:
    """All tests in ``group``."""
    for part in group.parts:
        if isinstance(part, Group):
            yield from tests(part)
        else:
            yield part


def part_at(group: Group, path: Path) -> Part:
    """The part at ``path``."""
    part: Part = group
    for place in path:
        assert isinstance(part, Group)  # noqa: S101 - paths lead through groups
        part = part.parts[place]
    return part


def replaced(group: Group, path: Path, part: Part) -> Group:
    """``group`` with ``part`` at ``path``; in place of the whole, a test becomes the only part of a group."""
    if not path:
        return part if isinstance(part, Group) else Group("all", (part,))
    return _rebuilt(group, path, (part,))


def removed(group: Group, path: Path) -> Group:
    """``group`` without the part at ``path``; a group that is left empty goes too."""
    if not path:
        return Group()
    rest = _rebuilt(group, path, ())
    parent = part_at(rest, path[:-1])
    return removed(rest, path[:-1]) if path[:-1] and isinstance(parent, Group) and not parent.parts else rest


def added(group: Group, path: Path, part: Part) -> Group:
    """``group`` with ``part`` at the end of the group at ``path``."""
    parent = part_at(group, path)
    assert isinstance(parent, Group)  # noqa: S101 - only groups take parts
    return replaced(group, path, replace(parent, parts=(*parent.parts, part)))


def grouped(group: Group, path: Path, kind: str) -> Group:
    """``group`` with the part at ``path`` alone in a group of ``kind``, to which others can be added."""
    return replaced(group, path, Group(kind, (part_at(group, path),)))


def switched(group: Group, path: Path) -> Group:
    """``group`` with all turned to any, or any to all, in the group at ``path``."""
    parent = part_at(group, path)
    assert isinstance(parent, Group)  # noqa: S101 - only groups have a kind
    return replaced(group, path, replace(parent, kind="any" if parent.kind == "all" else "all"))


def negated(group: Group, path: Path) -> Group:
    """``group`` with the part at ``path`` turned round."""
    part = part_at(group, path)
    return replaced(group, path, replace(part, negated=not part.negated))


def _rebuilt(group: Group, path: Path, parts: tuple[Part, ...]) -> Group:
    place, rest = path[0], path[1:]
    if not rest:
        return replace(group, parts=(*group.parts[:place], *parts, *group.parts[place + 1 :]))
    inner = group.parts[place]
    assert isinstance(inner, Group)  # noqa: S101 - paths lead through groups
    return replace(
        group, parts=(*group.parts[:place], _rebuilt(inner, rest, parts), *group.parts[place + 1 :])
    )


def _part(raw: JsonValue, *, negated: bool) -> Part:
    if isinstance(raw, list):
        return Group("all", tuple(_part(one, negated=False) for one in raw), negated)
    assert isinstance(raw, dict)  # noqa: S101 - it was parsed
    if "not" in raw:
        return _part(raw["not"], negated=not negated)
    for kind in ("all", "any"):
        inside = raw.get(kind)
        if isinstance(inside, list):
            return Group(kind, tuple(_part(one, negated=False) for one in inside), negated)
    return TestPart(str(raw["field"]), str(raw["op"]), raw.get("value"), negated)


def _json(part: Part) -> JsonValue:
    raw: JsonValue
    if isinstance(part, Group):
        raw = {part.kind: [_json(one) for one in part.parts]}
    elif part.value is None:
        raw = {"field": part.field, "op": part.op}
    else:
        raw = {"field": part.field, "op": part.op, "value": part.value}
    return {"not": raw} if part.negated else raw
