"""Writing a runbook: what a form holds in, TOML out, which ``parse_runbook`` reads.

What is written need not be a whole runbook yet: an edit is kept as far as it is.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook import SECTIONS

Raw = dict[str, JsonValue]
"""A runbook, or a part of one, as it is in the file."""

HEAD = ("key", "name", "services", "keywords", "owner_role", "review_every", "triggers")
STEP = (
    "number", "kind", "section", "text", "command", "answers", "expected", "danger", "skill", "minutes",
    "needs_previous", "when", "repeat", "on_fail",
)  # fmt: skip
NAMED = re.compile(r"[A-Za-z0-9_-]+")
SPECIAL = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def read_raw(text: str) -> Raw | None:
    """What ``text`` holds, be it a whole runbook or not; ``None`` where it is no TOML."""
    try:
        found: Raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    return found


def write_raw(raw: Mapping[str, JsonValue]) -> str:
    """The text of a runbook: head, sections, then step by step."""
    lines = [*_entries(raw, (*HEAD, *SECTIONS))]
    steps = raw.get("step")
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict):
            lines += ["", "[[step]]", *_entries(step, STEP)]
    return "\n".join(lines) + "\n"


def new_key(name: str, taken: Collection[str]) -> str:
    """A key for a runbook called ``name`` that none of those ``taken`` is."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[^\W_]+", "".join(one for one in bare if not unicodedata.combining(one)))
    wanted = "-".join(words)[:40].strip("-") or "runbook"
    known, number, key = set(taken), 2, wanted
    while key in known:
        key, number = f"{wanted}-{number}", number + 1
    return key


def _entries(table: Mapping[str, JsonValue], order: tuple[str, ...]) -> Iterator[str]:
    known = [key for key in order if key in table]
    for key in (*known, *(key for key in table if key not in known and key != "step")):
        yield f"{_name(key)} = {_value(table[key], top=True)}"


def _value(value: JsonValue, *, top: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inside = (f"{_name(key)} = {_value(one)}" for key, one in value.items() if one is not None)
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        parts = [_value(one) for one in value if one is not None]
        if top and any(isinstance(one, dict) for one in value):
            return "[\n" + "".join(f"  {part},\n" for part in parts) + "]"
        return "[" + ", ".join(parts) + "]"
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else str(value)
    return _lines(text) if top and "\n" in text else f'"{_escaped(text)}"'


def _lines(text: str) -> str:
    """Several lines as people write them; the first one break after the quotes is no part of it."""
    return '"""\n' + "\n".join(_escaped(line) for line in text.split("\n")) + '"""'


def _escaped(text: str) -> str:
    return "".join(
        SPECIAL.get(one) or (one if one >= " " and one != "\x7f" else f"\\u{ord(one):04x}") for one in text
    )


def _name(key: str) -> str:
    return key if NAMED.fullmatch(key) else f'"{_escaped(key)}"'
