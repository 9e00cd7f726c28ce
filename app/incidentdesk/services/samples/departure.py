"""Where the window goes from the desk that it shows: one desk at a time, never two at once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

Place = Literal["ours", "practice"]


class Departure(NamedTuple):
    """The next desk: ours, or the practice desk.

    ``afresh`` makes the practice desk new first; ``backup`` takes the place of our desk's file.
    """

    to: Place
    afresh: bool = False
    backup: Path | None = None
