"""Checking the document of a desk before any of it is believed."""

from __future__ import annotations

import base64
import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.process_parser import parse_process
from incidentdesk.domain.records import Entry
from incidentdesk.domain.runbook import command_sha256
from incidentdesk.domain.runbook_parser import parse_runbook
from incidentdesk.services.desk.process_library import KNOWN_LISTS
from incidentdesk.services.exports.desk_layout import LayoutReader, Line
from incidentdesk.storage import desk_shapes
from incidentdesk.storage.desk_shapes import Record, Shape

_SHAPES = {shape.name: shape for shape in desk_shapes.SECTIONS}
_REMEMBERED = frozenset({
    "staff", "reporters", "registers", "imports", "incidents", "callers", "runbooks",
    "runbook_versions", "runbook_runs", "update_channels", "updates",
})  # fmt: skip
"""Sections that others refer to by uid."""

_NO_BYTES = hashlib.sha256().hexdigest()
_FAULTS = {
    "order": N_("entry {seq} of its timeline is out of order"),
    "hash": N_("entry {seq} of its timeline does not fit its hash"),
    "payload": N_("entry {seq} of its timeline says something else than it did"),
    "end": N_("its timeline ends too early"),
}


class CheckedDesk:
    """The records of a whole desk, each checked: form, references, SHA-256 of files, chains of timelines.

    ``change_seq`` is the highest number of a change in it.
    """

    def __init__(self, reader: LayoutReader) -> None:
        self.change_seq = 0
        self._reader = reader
        self._uids = {section: _Uids() for section in _REMEMBERED}
        self._processes: set[tuple[Any, Any]] = set()
        self._sizes: dict[str, int] = {}
        self._file: _FileCheck | None = None
        self._whole: set[str] = set()

    def lines(self) -> Iterator[Line]:
        """The records; ``DamagedDeskFileError`` with the place where one is not sound.

        Only when the last one has come is all of it sound.
        """
        for line in self._reader.lines():
            self._check(line)
            yield line
        self._finish()

    def _check(self, line: Line) -> None:
        shape = _SHAPES.get(line.section)
        if shape is None:
            raise self._reader.damaged(_("there is no section “{name}”").format(name=line.section))
        record = line.record
        try:
            self._check_names(shape, record, inside=_inside(line.section))
            self._check_references(shape, record)
            getattr(self, f"_check_{line.section}", _nothing)(record)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise self._reader.damaged(_("the record has something of the wrong kind")) from error
        self.change_seq = max(self.change_seq, record.get("change_seq", 0))
        if line.section in _REMEMBERED:
            self._uids[line.section].add(record["uid"])

    def _finish(self) -> None:
        self._end_file()
        for section, uids in self._uids.items():
            if uids.has_doubles():
                raise self._reader.damaged(_("a record of “{name}” comes twice").format(name=section))
        missing = self._sizes.keys() - self._whole
        if missing:
            raise self._reader.damaged(
                _("the bytes of the file {sha256} are missing").format(sha256=min(missing))
            )

    def _check_names(self, shape: Shape, record: Record, inside: frozenset[str] = frozenset()) -> None:
        strange = record.keys() - shape.names - inside
        missing = (shape.needed | inside) - record.keys()
        for name in sorted(strange | missing):
            text = _("“{name}” does not belong here") if name in strange else _("“{name}” is missing")
            raise self._reader.damaged(text.format(name=name))

    def _check_references(self, shape: Shape, record: Record) -> None:
        for name, table in shape.references.items():
            uid = record.get(name)
            if uid is not None and uid not in self._uids[desk_shapes.SECTION_OF[table]]:
                raise self._reader.damaged(_("“{name}” refers to nothing in this file").format(name=name))

    def _check_processes(self, record: Record) -> None:
        text = record["text"]
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise self._reader.damaged(_("the process is not as it was written"))
        try:
            parse_process(text, f"{record['key']}.toml", KNOWN_LISTS)
        except UserFacingError as error:
            raise self._reader.damaged(error.message) from error
        self._processes.add((record["key"], record["version"]))

    def _check_runbook_versions(self, record: Record) -> None:
        text = record["text"]
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise self._reader.damaged(_("the runbook is not as it was written"))
        try:
            parse_runbook(text, _("runbook"))
        except UserFacingError as error:
            raise self._reader.damaged(error.message) from error

    def _check_command_approvals(self, record: Record) -> None:
        if command_sha256(tuple(record["command"])) != record["sha256"]:
            raise self._reader.damaged(_("the command is not as it was approved"))

    def _check_files(self, record: Record) -> None:
        self._sizes[record["sha256"]] = record["size"]
        if (record["sha256"], record["size"]) == (_NO_BYTES, 0):
            self._whole.add(_NO_BYTES)  # it has no pieces

    def _check_pieces(self, record: Record) -> None:
        sha256 = record["blob"]
        if self._file is None or self._file.sha256 != sha256:
            self._end_file()
            if sha256 not in self._sizes or sha256 in self._whole:
                raise self._reader.damaged(_("this piece belongs to no file"))
            self._file = _FileCheck(sha256)
        if not self._file.takes(record):
            raise self._reader.damaged(_("a piece of a file is missing"))

    def _end_file(self) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        if not file.is_whole(self._sizes[file.sha256]):
            raise self._reader.damaged(
                _("the file {sha256} has other bytes than it had").format(sha256=file.sha256)
            )
        self._whole.add(file.sha256)

    def _check_incidents(self, record: Record) -> None:
        for run in record["runs"]:
            self._check_names(desk_shapes.RUNS, run, frozenset({"stages"}))
            if (run["process"], run["version"]) not in self._processes:
                raise self._reader.damaged(
                    _("“{name}” refers to nothing in this file").format(name="process")
                )
            for stage in run["stages"]:
                self._check_names(desk_shapes.STAGES, stage)
        if sum("ended_at" not in run for run in record["runs"]) != 1:
            raise self._reader.damaged(_("the incident has no process in force, or two"))
        for name in ("attachments", "reports"):
            for one in record[name]:
                self._check_names(_INSIDE[name], one)
                if one["blob"] not in self._sizes:
                    raise self._reader.damaged(
                        _("“{name}” refers to nothing in this file").format(name=one["blob"])
                    )
        self._check_timeline(record)

    def _check_timeline(self, record: Record) -> None:
        for one in record["timeline"]:
            self._check_names(desk_shapes.TIMELINE, one)
        entries = [entry_of(record["uid"], one) for one in record["timeline"]]
        for fault in check_chain(entries, record["head"], record["entry_count"]):
            what = _(_FAULTS[fault.what]).format(seq=fault.seq)
            raise self._reader.damaged(f"{record['number']}, {what}")


_INSIDE = {shape.name: shape for shape in desk_shapes.PARTS_OF_INCIDENT}


def _inside(section: str) -> frozenset[str]:
    return frozenset(_INSIDE) if section == "incidents" else frozenset()


def _nothing(_record: Record) -> None:
    """Nothing more is to be checked."""


class _Uids:
    """Uids by eight bytes of their digest: enough to tell millions apart, in little room.

    Sections follow each other, so that all of one is there before the first question.
    """

    def __init__(self) -> None:
        self._added = array("Q")
        self._sorted = array("Q")

    def add(self, uid: str) -> None:
        self._added.append(_short(uid))

    def __contains__(self, uid: str) -> bool:
        self._sort()
        short = _short(uid)
        place = bisect_left(self._sorted, short)
        return place < len(self._sorted) and self._sorted[place] == short

    def has_doubles(self) -> bool:
        """Whether one was added twice."""
        self._sort()
        return any(one == other for one, other in pairwise(self._sorted))

    def _sort(self) -> None:
        if self._added:
            self._sorted = array("Q", sorted((*self._sorted, *self._added)))
            self._added = array("Q")


def _short(uid: str) -> int:
    return int.from_bytes(hashlib.blake2b(uid.encode(), digest_size=8).digest(), "big")


class _FileCheck:
    """One file, hashed while its pieces come."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        self._hash = hashlib.sha256()
        self._size = 0
        self._next = 0

    def takes(self, piece: Record) -> bool:
        """Take in a piece; false where it is not the next one."""
        if piece["position"] != self._next:
            return False
        data = base64.b64decode(piece["data"], validate=True)
        self._hash.update(data)
        self._size += len(data)
        self._next += 1
        return True

    def is_whole(self, size: int) -> bool:
        """Whether the pieces are the file."""
        return (self._size, self._hash.hexdigest()) == (size, self.sha256)


def entry_of(incident: str, record: Record) -> Entry:
    """The timeline entry in ``record``."""
    return Entry(
        uid=record["uid"],
        incident=incident,
        seq=record["seq"],
        kind=record["kind"],
        parameters=record["parameters"],
        author=record["author"],
        done=Instant(record["done_at"], record["done_offset"]),
        entered=Instant(record["entered_at"], record["entered_offset"]),
        cause=record["cause"],
        payload=record.get("payload"),
        salt=base64.b64decode(record["salt"], validate=True) if "salt" in record else b"",
        digest=record["digest"],
        hash=record["hash"],
    )
