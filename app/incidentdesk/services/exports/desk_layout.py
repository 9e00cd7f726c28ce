"""How a desk is laid out as one JSON document that is written, checked and read line by line.

The first line says what it is; each section is a list with one record a line; the last line has the SHA-256
of each section's lines, so that damage is found before anything is believed. Every value has one spelling
(sorted keys, no spaces, UTF-8), and nothing tells when or by which program it was written: equal desks are
equal bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.new_file import NewFile
from incidentdesk.base.texts import _
from incidentdesk.domain.chain import canonical
from incidentdesk.domain.json_values import JsonValue

FORMAT = "incident-desk"
VERSION = 1


class LayoutWriter:
    """Writes such a document to ``file``, section by section."""

    def __init__(self, file: NewFile, incidents: int, *, part: bool) -> None:
        self._file = file
        self._digests: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        head: dict[str, JsonValue] = {
            "format": FORMAT,
            "incidents": incidents,
            "part": part,
            "version": VERSION,
        }
        file.write(canonical(head)[:-1])

    def section(self, name: str, records: Iterator[dict[str, Any]]) -> None:
        """Write a section whole."""
        self._file.write(b',\n"%s":[' % name.encode())
        digest, count = hashlib.sha256(), 0
        for record in records:
            line = canonical(record)
            self._file.write(b",\n" if count else b"\n")
            self._file.write(line)
            digest.update(line + b"\n")
            count += 1
        self._file.write(b"\n]")
        self._digests[name], self._counts[name] = digest.hexdigest(), count

    def end(self) -> None:
        """Write the last line."""
        self._file.write(
            b',\n"end":%s}\n' % canonical({"counts": {**self._counts}, "sha256": {**self._digests}})
        )


@dataclass(frozen=True)
class Line:
    """One record of the document, and the bytes read up to its end."""

    section: str
    record: dict[str, Any]
    position: int


class DamagedDeskFileError(RefusedError):
    """The document is not as it was written."""


@dataclass(frozen=True)
class Head:
    """What the first line says."""

    incidents: int
    part: bool


def read_head(file: BinaryIO, name: str) -> Head:
    """The first line of ``file``; ``RefusedError`` where it is no such document, or a newer program's."""
    file.seek(0)
    line = file.readline(10_000)
    try:
        head = json.loads(line.rstrip(b",\n") + b"}")
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise RefusedError(
            _("“{file}” is no desk as Incident Desk exports it.").format(file=name),
            _("Choose a file made by “export --format json”, or import it with another format."),
        )
    if head.get("version") != VERSION:
        raise RefusedError(
            _("“{file}” was written by a newer Incident Desk.").format(file=name),
            _("Install that version on this computer; nothing was changed."),
        )
    return Head(int(head.get("incidents", 0)), head.get("part") is True)


class LayoutReader:
    """Reads every record of the document in order, each checked for its form, each section for its digest.

    The digests come last, so that nothing is to be believed until all of it was read. ``identity`` then tells
    this document from others, ``number`` is the line at hand.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.head = read_head(file, name)
        self.number = 1
        self.identity = ""
        self._file = file
        self._name = name
        self._digests: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def lines(self) -> Iterator[Line]:
        """The records; ``DamagedDeskFileError`` where the document is not as it was written."""
        while True:
            line = self._next()
            if line.startswith(b'"end":'):
                self._check_end(line)
                self.identity = hashlib.sha256(line).hexdigest()
                return
            if not (line.startswith(b'"') and line.endswith(b'":[')):
                raise self.damaged(_("a section begins here, and cannot be read"))
            yield from self._section(line[1:-3].decode("ascii", "replace"))

    def damaged(self, what: str) -> DamagedDeskFileError:
        """The refusal of the document for ``what`` is wrong with it at this line."""
        return DamagedDeskFileError(
            _("“{file}” is damaged at line {line}: {what}.").format(
                file=self._name, line=self.number, what=what
            ),
            _("Export the desk again, or take another copy of the file; nothing was changed."),
        )

    def _section(self, section: str) -> Iterator[Line]:
        if section in self._digests:
            raise self.damaged(_("the section “{name}” comes twice").format(name=section))
        digest, count = hashlib.sha256(), 0
        while (line := self._next()) not in {b"]", b"],"}:
            line = line.removesuffix(b",")
            digest.update(line + b"\n")
            count += 1
            yield Line(section, self._record(line), self._file.tell())
        self._digests[section], self._counts[section] = digest.hexdigest(), count

    def _next(self) -> bytes:
        line = self._file.readline()
        self.number += 1
        if not line.endswith(b"\n"):
            raise self.damaged(_("the file ends too early"))
        return line[:-1]

    def _record(self, line: bytes) -> dict[str, Any]:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise self.damaged(_("the record cannot be read")) from None
        if not isinstance(record, dict):
            raise self.damaged(_("the record cannot be read"))
        return record

    def _check_end(self, line: bytes) -> None:
        try:
            end = json.loads(line.removeprefix(b'"end":').removesuffix(b"}"))
            digests, counts = end["sha256"], end["counts"]
        except (ValueError, KeyError, TypeError):
            raise self.damaged(_("the file ends too early")) from None
        for section, digest in self._digests.items():
            if digests.get(section) != digest or counts.get(section) != self._counts[section]:
                raise self.damaged(_("the section “{name}” is not as it was written").format(name=section))
        if digests.keys() != self._digests.keys():
            raise self.damaged(_("a section is missing"))
