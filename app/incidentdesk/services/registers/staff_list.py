"""Staff typed or pasted as a list: a verdict for each line before anything is written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.records import Person
from incidentdesk.domain.rights import ROLES

ROLE_WORDS = {
    "agent": "agent", "lead": "lead", "administrator": "administrator", "admin": "administrator",
    "read-only": "read_only", "read only": "read_only", "read_only": "read_only", "readonly": "read_only",
}  # fmt: skip
"""What a role may be called in a list."""
COLUMNS = {
    "name": ("name", "person", "full name", "staff"),
    "role": ("role",),
    "email": ("e-mail", "email", "mail"),
    "account": ("account", "login", "user name", "username"),
}
"""What the columns may be called in a first line that names them."""
DELIMITERS = "\t;,"
TWICE = N_("it is in the list twice")
NAMELESS = N_("it has no name")

Verdict = Literal["new", "known", "refused"]


@dataclass(frozen=True)
class StaffLine:
    """One line of the list, who it names, and what becomes of it; ``why`` it is refused."""

    number: int
    person: Person
    verdict: Verdict
    why: str = ""


def read_staff(text: str, staff: Sequence[Person]) -> tuple[StaffLine, ...]:
    """What the lines of ``text`` name: a name alone, or name, role, e-mail and account in any order.

    Between them are tabs, semicolons or commas; a first line may name the columns, in their order.
    """
    delimiter = next((one for one in DELIMITERS if one in text), ",")
    rows = [
        (number, [cell.strip() for cell in cells])
        for number, cells in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1)
        if any(cell.strip() for cell in cells)
    ]
    columns = _columns(rows[0][1]) if rows else ()
    known = {fold(one.name) for one in staff}
    seen: set[str] = set()
    found: list[StaffLine] = []
    for number, cells in rows[1:] if columns else rows:
        person, why = _person(cells, columns)
        name = fold(person.name)
        why = why or ("" if name else _(NAMELESS)) or (_(TWICE) if name in seen else "")
        seen.add(name)
        verdict: Verdict = "refused" if why else "known" if name in known else "new"
        found.append(StaffLine(number, person, verdict, why))
    return tuple(found)


def _columns(cells: Iterable[str]) -> tuple[str, ...]:
    """The fields that a first line names; none where it is a person."""
    named = [next((key for key, words in COLUMNS.items() if fold(cell) in words), "") for cell in cells]
    return tuple(named) if "name" in named else ()


def _person(cells: Sequence[str], columns: Sequence[str]) -> tuple[Person, str]:
    """Who a line names, and what is wrong with it, if anything."""
    given = {"name": "", "role": "", "email": "", "account": ""}
    for place, cell in enumerate(cells):
        if not cell:
            continue
        key = (columns[place] if place < len(columns) else "") if columns else _kind(place, cell)
        if key in given and not given[key]:
            given[key] = cell
        elif not columns:
            return Person("", given["name"]), _("“{text}” is one thing too many").format(text=cell)
    role = ROLE_WORDS.get(fold(given["role"]), "") if given["role"] else ROLES[0]
    why = "" if role else _("“{role}” is no role").format(role=given["role"])
    return Person("", given["name"], role or ROLES[0], given["account"], given["email"]), why


def _kind(place: int, cell: str) -> str:
    if place == 0:
        return "name"
    if "@" in cell:
        return "email"
    return "role" if fold(cell) in ROLE_WORDS or place == 1 else "account"
