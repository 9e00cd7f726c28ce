"""Which encoding a file is written in, and its lines as text.

``charset-normalizer`` was tried on the same files: it takes French in Windows-1252 for Czech ("Problčme"),
and Turkish too. So the choice is made here: marks at the start, then UTF-8 to the last byte, then letters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault, UsageError
from incidentdesk.base.texts import _
from incidentdesk.intake.letters import MULTI_BYTE, SINGLE_BYTE, likelihood

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENOUGH = 60_000
"""Bytes of lines beyond ASCII that are weighed: more tell no more."""

_CLOSE = 2.0
"""How much likelier (as a logarithm) the best encoding must be for nothing to be said of the next."""

_ODD = -5.5
"""Below this likelihood a sign (as a logarithm), what comes out is no language."""

_FOREIGN_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Guess:
    """An encoding, and the next likely one where the letters do not decide well (else empty).

    ``odd`` where the best one still gives signs that no language has often.
    """

    encoding: str
    other: str = ""
    odd: bool = False


def detect_encoding(path: Path) -> Guess:
    """The encoding of the file at ``path``: by its mark, by its zero bytes, as UTF-8, or by its letters."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
            file.seek(0)
            for mark, name in _MARKS:
                if start.startswith(mark):
                    return Guess(name)
            wide = _wide(start)
            if wide and _fits(start, wide):
                return Guess(wide)
            good, bad, lines = _weigh(file)
    except OSError as fault:
        raise unreadable(path) from fault
    if bad <= good:
        return Guess("utf-8")
    return _by_letters(lines)


def unreadable(path: Path) -> EnvironmentFault:
    """The fault that ``path`` cannot be read."""
    return EnvironmentFault(
        _("The file {name} cannot be read.").format(name=path.name),
        _("Look whether it is there, and whether you may open it."),
    )


def _wide(start: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: the zero bytes of its ASCII signs lie on one side."""
    quarter = max(1, len(start) // 4)
    zeros = [start[offset::4].count(0) / quarter for offset in range(4)]
    if sum(zeros) < 0.1:
        return ""
    if min(zeros[1:]) > 0.6:
        return "utf-32-le"
    if min(zeros[:3]) > 0.6:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _fits(start: bytes, encoding: str) -> bool:
    """Whether ``start`` is text in that encoding; a sign cut off at its end does not count."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return False
    return "\0" not in text


def _weigh(file: Iterator[bytes]) -> tuple[int, int, bytes]:
    """How many signs beyond ASCII are right in UTF-8, how many bytes are not, and lines that hold such."""
    good = bad = taken = 0
    kept: list[bytes] = []
    for line in file:
        if line.isascii():
            continue
        text = line.decode("utf-8", "surrogateescape")
        foreign = len(_FOREIGN_BYTE.findall(text))
        bad += foreign
        good += len(text) - foreign - sum(1 for char in text if char < "\x80")
        if foreign and taken < _ENOUGH:
            kept.append(line)
            taken += len(line)
    return good, bad, b"".join(kept)


def _by_letters(lines: bytes) -> Guess:
    scores: dict[str, float] = {}
    for encoding in (*SINGLE_BYTE, *MULTI_BYTE):
        try:
            scores[encoding] = likelihood(lines.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    ranked = sorted(scores, key=lambda name: -scores[name])
    best = ranked[0]
    same = lines.decode(best)
    odd = scores[best] / sum(1 for char in same if char > "\x7f") < _ODD
    for name in ranked[1:]:
        if scores[best] - scores[name] > _CLOSE:
            break
        if lines.decode(name) != same:
            return Guess(best, name, odd)
    return Guess(best, odd=odd)


def read_lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines of the file with their ends; bytes that the encoding lacks are surrogates (see ``mend``)."""
    try:
        with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
            yield from file
    except LookupError as fault:
        raise UsageError(
            _("There is no encoding “{name}”.").format(name=encoding),
            _("Choose another one, such as utf-8 or cp1252."),
        ) from fault
    except UnicodeError as fault:
        raise UsageError(
            _("The file {name} is not written in {encoding}.").format(name=path.name, encoding=encoding),
            _("Choose another encoding."),
        ) from fault
    except OSError as fault:
        raise unreadable(path) from fault


def has_foreign_bytes(text: str) -> bool:
    """Whether ``text`` holds bytes that its encoding lacks."""
    return not text.isascii() and bool(_FOREIGN_BYTE.search(text))


def mend(text: str) -> str:
    """``text`` with such bytes read as Windows-1252, the likeliest thing they are."""
    return _FOREIGN_BYTE.sub(lambda match: _western(ord(match[0]) - 0xDC00), text)


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
