"""The page of the board in its folder: written whole or not at all, and no more often than need be.

Several windows may keep one page: who finds it as it is to be leaves it. A mark at its head tells of which
desk it is, by which change, with what content, and when it was written.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.board import AGAIN_MINUTES, BoardState

PAGE = "board.html"
"""The name of the file in the chosen folder."""

_HEAD_BYTES = 400
_MINUTE_MS = 60_000
_DAY_MS = 86_400_000
_MARK = re.compile(r"<!-- incident-desk-board (\w[\w-]*) (\d+) ([0-9a-f]{16}) (\d+) -->")


class PageMaker(Protocol):
    """Makes the page; in ``reports``."""

    def render(self, state: BoardState) -> str:
        """The page as one HTML document, which needs nothing else."""
        ...


@dataclass(frozen=True)
class Kept:
    """The page lies at ``path`` as it is to be. It was written at ``written``; ``fresh``: just now, by us."""

    path: Path
    written: Instant
    fresh: bool


class Mark(NamedTuple):
    """What a page that was written tells of itself; ``written`` in milliseconds since 1970."""

    desk: str
    change_seq: int
    content: str
    written: int


def mark_of(state: BoardState) -> Mark:
    """The mark of a page with ``state``."""
    late = [one.late(state.now) for one in state.items]
    told = state._replace(now=Instant(0), change_seq=0)
    digest = hashlib.sha256(repr((told, late, state.now.local().date())).encode()).hexdigest()
    return Mark(state.desk, state.change_seq, digest[:16], state.now.ms)


def mark_line(state: BoardState) -> str:
    """The mark as it stands at the head of the page."""
    mark = mark_of(state)
    return f"<!-- incident-desk-board {mark.desk} {mark.change_seq} {mark.content} {mark.written} -->"


def keep_page(folder: Path, state: BoardState, maker: PageMaker) -> Kept:
    """Write the page to ``folder``, unless it lies there as it is to be, or newer."""
    path, ours = folder / PAGE, mark_of(state)
    with _told(folder):
        there = _mark_at(path)
    if there is not None and there.desk == ours.desk:
        age = ours.written - there.written
        newer = there.change_seq > ours.change_seq and age < 0
        if newer or (there.content == ours.content and abs(age) < AGAIN_MINUTES * _MINUTE_MS):
            return Kept(path, in_zone(there.written, state.zone), fresh=False)
    return Kept(write_page(folder, state, maker), state.now, fresh=True)


def write_page(folder: Path, state: BoardState, maker: PageMaker) -> Path:
    """Write the page to ``folder``; a file there that is not a page of this desk is left as it is."""
    path = folder / PAGE
    with _told(folder):
        _must_be_ours(path, state)
        _replace(path, maker.render(state))
        _remove_broken_off(folder, state.now)
    return path


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tell what goes wrong in ``folder`` in one sentence."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            _("The page of the board cannot be written to “{folder}”: {why}.").format(
                folder=folder, why=error.strerror or error
            ),
            _("Connect the folder or make room there, or choose another one under Settings, Board."),
        ) from error


def _must_be_ours(path: Path, state: BoardState) -> None:
    if not path.exists():
        return
    there = _mark_at(path)
    if there is None:
        raise EnvironmentFault(
            _("“{file}” is there already, and is no page of ours.").format(file=path),
            _("Choose another folder under Settings, Board, or take the file away."),
        )
    if there.desk != state.desk:
        raise EnvironmentFault(
            _("“{file}” is the page of another desk.").format(file=path),
            _("Choose another folder under Settings, Board."),
        )


def _mark_at(path: Path) -> Mark | None:
    """The mark of the page at ``path``; ``None`` where there is no file, or it is no page of ours."""
    try:
        with path.open("rb") as page:
            head = page.read(_HEAD_BYTES).decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None
    found = _MARK.search(head)
    return Mark(found[1], int(found[2]), found[3], int(found[4])) if found else None


def _replace(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file at ``path``: who reads it sees the old one or the new one."""
    part = path.with_name(f".{PAGE}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as page:
            page.write(text)
            page.flush()
            os.fsync(page.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _remove_broken_off(folder: Path, now: Instant) -> None:
    """Remove what is left of pages that ended with the power, a day ago or longer."""
    for part in folder.glob(f".{PAGE}.*.part"):
        with suppress(OSError):  # somebody else's turn, or it is gone
            if now.ms - part.stat().st_mtime * 1000 > _DAY_MS:
                part.unlink()
