"""Tickets of a JSON file as rows: nested values under heads with dots, people by name where it has names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.intake.encodings import detect_encoding, read_lines
from incidentdesk.intake.html_text import plain_text
from incidentdesk.intake.rows import Row

Ticket = dict[str, Any]

_HALF = re.compile("[\ud800-\udfff]")
_PEOPLE = (("requester", "users"), ("assignee", "users"), ("submitter", "users"),
           ("group", "groups"), ("organization", "organizations"))  # fmt: skip
"""Whom a ticket names by ``…_id``, and the list beside the tickets that has the names."""


class ZendeskPage:
    """The tickets of the file at ``path``; ``UsageError`` where it holds none."""

    def __init__(self, path: Path, encoding: str = "") -> None:
        self._path = path
        self.encoding = encoding or detect_encoding(path).encoding
        self._lines = _one_a_line(read_lines(path, self.encoding))
        self._page: dict[str, Any] = {} if self._lines else _page(self._text(), path)
        self._names = {name: _names(self._page.get(name)) for name in ("users", "groups", "organizations")}
        self._comments = _by_ticket(self._page.get("comments"))
        heads: dict[str, None] = {}
        self.held = 0
        for ticket in self._tickets():
            self.held += 1
            heads.update(dict.fromkeys(self._flat(ticket)))
        if not heads:
            raise _no_tickets(path)
        self.heads = tuple(heads)
        count = self._page.get("count")
        self.count = count if isinstance(count, int) else self.held

    def _text(self) -> str:
        return "".join(read_lines(self._path, self.encoding))

    def _tickets(self) -> Iterator[object]:
        if not self._lines:
            yield from self._page["tickets"]
            return
        for line in read_lines(self._path, self.encoding):
            if line.strip():
                try:
                    found = json.loads(line)
                except ValueError:
                    found = line
                yield found.get("ticket", found) if isinstance(found, dict) else found

    def rows(self) -> Iterator[Row]:
        """Every ticket, by its position in the file."""
        for place, ticket in enumerate(self._tickets(), 1):
            flat = self._flat(ticket)
            if "id" not in flat:
                fault = _("Ticket {place} of the file is no JSON object with an “id”. Export the file again.")
                yield Row((place,), [], fault=fault.format(place=place))
                continue
            yield Row((place,), [flat.get(head, "") for head in self.heads])

    def _flat(self, ticket: object) -> dict[str, str]:
        if not isinstance(ticket, dict):
            return {}
        cells: dict[str, str] = {}
        for name, value in ticket.items():
            if name == "custom_fields" and isinstance(value, list):
                cells |= _custom(value)
            elif name != "comments":
                cells |= _cells(str(name), value)
        for person, names in _PEOPLE:
            name = self._names[names].get(ticket.get(f"{person}_id"))
            name = name or cells.pop(f"{person}.name", "")
            if name:
                cells[person] = name
                cells.pop(f"{person}_id", None)
        said = self._said(ticket)
        if said:
            cells["comments"] = json.dumps(said, ensure_ascii=False)
        return {head: _whole(cell) for head, cell in cells.items()}

    def _said(self, ticket: Ticket) -> list[dict[str, Any]]:
        """The comments of a ticket but for the first where it is the description again."""
        own = ticket.get("comments")
        found = own if isinstance(own, list) else self._comments.get(ticket.get("id"), [])
        said = [self._comment(one) for one in found if isinstance(one, dict)]
        if said and said[0]["text"].split() == plain_text(str(ticket.get("description") or "")).split():
            del said[0]
        return said

    def _comment(self, one: dict[str, Any]) -> dict[str, Any]:
        author = one.get("author_id")
        names = [
            str(file.get("file_name")) for file in one.get("attachments") or () if isinstance(file, dict)
        ]
        text = plain_text(str(one.get("plain_body") or one.get("body") or one.get("html_body") or "")).strip()
        files = _("Attached: {names}").format(names=", ".join(names)) if names else ""
        return {
            "at": str(one.get("created_at") or ""),
            "author": self._names["users"].get(author, "" if author is None else str(author)),
            "text": "\n".join(filter(None, (text, files))),
            "public": one.get("public") is not False,
        }


def _one_a_line(lines: Iterator[str]) -> bool:
    """Whether the file has one ticket a line: its first line is a whole object without a list of tickets."""
    first = next((line for line in lines if line.strip()), "")
    try:
        found = json.loads(first)
    except ValueError:
        return False
    return isinstance(found, dict) and not isinstance(found.get("tickets", found.get("results")), list)


def _page(text: str, path: Path) -> dict[str, Any]:
    """The document with its tickets under ``tickets``."""
    try:
        found = json.loads(text)
    except ValueError as fault:
        line = getattr(fault, "lineno", 1)
        raise UsageError(
            _("The file {name} is no JSON; it stops making sense in line {line}.").format(
                name=path.name, line=line
            ),
            _("Export it again, or choose another format."),
        ) from fault
    if isinstance(found, list):
        found = {"tickets": found}
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        found["tickets"] = found["results"]
    if not isinstance(found, dict) or not isinstance(found.get("tickets"), list):
        raise _no_tickets(path)
    return found


def _no_tickets(path: Path) -> UsageError:
    return UsageError(
        _("The file {name} holds no list of tickets.").format(name=path.name),
        _("Choose a page of tickets as the API gives it, or another format."),
    )


def _names(people: object) -> dict[Any, str]:
    found = people if isinstance(people, list) else []
    return {one["id"]: str(one.get("name") or one.get("email") or "") for one in found
            if isinstance(one, dict) and isinstance(one.get("id"), int | str)}  # fmt: skip


def _by_ticket(comments: object) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    for one in comments if isinstance(comments, list) else ():
        if isinstance(one, dict) and isinstance(one.get("ticket_id"), int | str):
            found.setdefault(one["ticket_id"], []).append(one)
    return found


def _custom(fields: list[Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for one in fields:
        if isinstance(one, dict) and "id" in one:
            cells |= _cells(f"custom_fields.{one['id']}", one.get("value"))
        else:
            cells |= _cells("custom_fields", one)
    return cells


def _cells(head: str, value: object) -> dict[str, str]:
    """A value as cells: objects under heads with dots, lists of plain values in one cell."""
    if value is None or value == [] or value == {}:
        return {}
    if isinstance(value, dict):
        cells: dict[str, str] = {}
        for name, one in value.items():
            cells |= _cells(f"{head}.{name}", one)
        return cells
    if isinstance(value, str):
        return {head: plain_text(value)} if value else {}
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return {head: ", ".join(map(str, value))}
    return {head: json.dumps(value, ensure_ascii=False)}


def _whole(text: str) -> str:
    """``text`` without half characters, which JSON can spell and nothing can store."""
    if text.isascii() or not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
