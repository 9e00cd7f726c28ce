"""Files in the desk: in pieces, once by their bytes, whole or told."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from incidentdesk.base.errors import EnvironmentFault, UsageError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.services.cases.conversation import LIMIT, file_from_bytes, read_file
from walk import Walk

PIECE = 256 * 1024


def pieces(desk: DeskPaths, sha256: str) -> list[int]:
    raw = sqlite3.connect(desk.desk)
    try:
        rows = raw.execute(
            "SELECT length(data) FROM blob_chunk WHERE blob_id = ? ORDER BY position", (sha256,)
        )
        return [size for (size,) in rows]
    finally:
        raw.close()


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        (1, [1]),
        (PIECE - 1, [PIECE - 1]),
        (PIECE, [PIECE]),
        (PIECE + 1, [PIECE, 1]),
        (3 * PIECE, [PIECE] * 3),
    ],
)
def test_bytes_come_back_from_pieces(walk: Walk, desk_paths: DeskPaths, size: int, sizes: list[int]) -> None:
    data = bytes(number % 251 for number in range(size))
    file = file_from_bytes("trace.bin", data)
    uid = walk.log()
    walk.cases.conversation.attach(uid, file, walk.me)
    assert pieces(desk_paths, file.sha256) == sizes
    assert walk.cases.conversation.bytes_of(file.sha256) == data
    (kept,) = walk.page(uid).attachments
    assert (kept.size, kept.sha256) == (size, hashlib.sha256(data).hexdigest())


def test_the_same_bytes_are_kept_once(walk: Walk, desk_paths: DeskPaths) -> None:
    data = b"x" * (PIECE + 5)
    first, second = walk.log(), walk.log()
    for uid, name in ((first, "a.txt"), (first, "b.txt"), (second, "a.txt")):
        walk.cases.conversation.attach(uid, file_from_bytes(name, data), walk.me)
    assert pieces(desk_paths, hashlib.sha256(data).hexdigest()) == [PIECE, 5]
    assert [one.name for one in walk.page(first).attachments] == ["a.txt", "b.txt"]


def test_a_file_from_disk_is_found_by_its_name(walk: Walk, tmp_path: Path) -> None:
    path = tmp_path / "screen shot ü.png"
    path.write_bytes(b"\x89PNG")
    uid = walk.log()
    walk.cases.conversation.attach(uid, read_file(path), walk.me, kind="evidence", note="as she saw it")
    (kept,) = walk.page(uid).attachments
    assert (kept.name, kept.media_type, kept.note) == (path.name, "image/png", "as she saw it")
    assert [hit.row.uid for hit in walk.cases.search.find("screen shot").hits] == [uid]
    entry = walk.page(uid).entries[-1]
    assert (entry.kind, entry.parameters["sha256"]) == ("attached", kept.sha256)


def test_what_is_empty_too_large_or_not_there_is_refused(walk: Walk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is empty"):
        file_from_bytes("x.txt", b"")
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(UsageError, match="larger than 100 MB"):
        read_file(large)
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        read_file(tmp_path / "nosuch")
    with pytest.raises(EnvironmentFault, match="cannot be read"):
        read_file(tmp_path)
    uid = walk.log()
    with pytest.raises(UsageError, match="no kind of attachment"):
        walk.cases.conversation.attach(uid, file_from_bytes("x", b"x"), walk.me, kind="proof")


def test_damaged_bytes_are_told(walk: Walk, desk_paths: DeskPaths) -> None:
    file = file_from_bytes("trace.bin", b"0123456789")
    walk.cases.conversation.attach(walk.log(), file, walk.me)
    raw = sqlite3.connect(desk_paths.desk)
    raw.execute("UPDATE blob_chunk SET data = ? WHERE blob_id = ?", (b"0123456780", file.sha256))
    raw.commit()
    raw.close()
    with pytest.raises(EnvironmentFault, match="damaged"):
        walk.cases.conversation.bytes_of(file.sha256)


def test_a_note_brings_its_files(walk: Walk) -> None:
    uid = walk.log()
    files = (file_from_bytes("a.png", b"a"), file_from_bytes("b.png", b"b"))
    walk.cases.conversation.note(uid, "See both", walk.me, kind="decision", attach=files)
    assert [(one.name, one.kind) for one in walk.page(uid).attachments] == [
        ("a.png", "decision"),
        ("b.png", "decision"),
    ]
    with pytest.raises(UsageError, match="no kind of note"):
        walk.cases.conversation.note(uid, "x", walk.me, kind="gossip")
