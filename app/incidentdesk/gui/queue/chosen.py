"""Which incidents of a list are chosen: by uid, so that it stays theirs when the list moves. Pure."""

from __future__ import annotations

from collections.abc import Iterable


class Chosen:
    """A set of incidents, or all that the list has, also those that were not read yet, but for a few."""

    def __init__(self) -> None:
        self.uids: set[str] = set()
        self.everything = False
        self.without: set[str] = set()
        self.anchor = -1
        """The row at which a choice of many began; -1 where none did."""

    def __contains__(self, uid: str) -> bool:
        """Whether an incident is chosen."""
        return uid not in self.without if self.everything else uid in self.uids

    def __bool__(self) -> bool:
        """Whether more was chosen than the line the keyboard is on."""
        return self.everything or bool(self.uids)

    def count(self, total: int) -> int:
        """How many are chosen in a list of ``total``."""
        return total - len(self.without) if self.everything else len(self.uids)

    def toggle(self, uid: str) -> None:
        """Choose one more, or one fewer."""
        kept = self.without if self.everything else self.uids
        if uid in kept:
            kept.discard(uid)
        else:
            kept.add(uid)

    def take(self, uids: Iterable[str]) -> None:
        """Choose these, and no others."""
        self.uids, self.everything, self.without = set(uids), False, set()

    def take_everything(self) -> None:
        """Choose all that the list has."""
        self.uids, self.everything, self.without = set(), True, set()

    def clear(self) -> None:
        """Choose nothing but the line the keyboard is on."""
        self.uids, self.everything, self.without, self.anchor = set(), False, set(), -1
