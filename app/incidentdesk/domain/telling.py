"""What the reporter is told: templates with places for what an incident has, filled by one rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote

WHEN = ("logged", "taken_over", "need_information", "resolved", "closed")
"""When a template is offered, in the order of an incident's life."""

PLACEHOLDERS = (
    "number", "title", "reporter", "assignee", "priority", "due", "restored", "resolution", "organisation",
    "department",
)  # fmt: skip
"""The names that a template may have in braces."""

MEANS = ("mail", "phone", "copy")
"""How the reporter was told; ``copy`` is a text that was taken to another program."""

LONGEST_LINK = 2000
"""Characters of a link that every platform hands to its mail program whole; Windows ends at 2083."""

_PLACE = re.compile(r"\{([^{}\s]+)\}")


@dataclass(frozen=True)
class Filled:
    """A text with its places filled; ``left`` names those that stand in it as they were, each once."""

    text: str
    left: tuple[str, ...] = ()


def fill(template: str, values: Mapping[str, str]) -> Filled:
    """``template`` with each ``{name}`` replaced by its value.

    A name that is unknown, or has nothing to stand for it, stays as it is written, so that it is seen before
    the text is sent. What stands in a value is never taken for a place.
    """
    left: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        value = values.get(found[1], "").strip()
        if not value:
            left[found[1]] = None
        return value or found[0]

    return Filled(_PLACE.sub(put, template), tuple(left))


def still_open(text: str, left: Collection[str] = ()) -> tuple[str, ...]:
    """The places in ``text`` that are not filled, each once: known names, and those ``left`` by ``fill``.

    Braces of any other kind, as in an error code, are only text.
    """
    return tuple(dict.fromkeys(name for name in _PLACE.findall(text) if name in PLACEHOLDERS or name in left))


def unknown_places(template: str) -> tuple[str, ...]:
    """The names in braces that no incident ever fills, each once."""
    return tuple(dict.fromkeys(name for name in _PLACE.findall(template) if name not in PLACEHOLDERS))


def moment_to_tell(status: str, *, assigned: bool) -> str:
    """Which of ``WHEN`` fits an incident of this status."""
    if status == "new":
        return "taken_over" if assigned else "logged"
    fitting = {
        "on_hold": "need_information",
        "resolved": "resolved",
        "closed": "closed",
        "cancelled": "closed",
    }
    return fitting.get(status, "taken_over")


@dataclass(frozen=True)
class MailLink:
    """A ``mailto:`` link; not ``whole`` where the body is too long for it and must be pasted."""

    url: str
    whole: bool


def mail_link(address: str, subject: str, body: str) -> MailLink:
    """The link that opens a mail with all that is given (RFC 6068), or without its body."""
    head = f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}"
    lines = body.replace("\r\n", "\n").replace("\n", "\r\n")
    whole = f"{head}&body={quote(lines, safe='')}"
    if len(whole) <= LONGEST_LINK:
        return MailLink(whole, whole=True)
    return MailLink(head, whole=False)
