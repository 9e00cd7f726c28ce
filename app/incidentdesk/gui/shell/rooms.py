"""The rooms of a window, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from incidentdesk.gui.page import Page

MakePage = Callable[[], Page]


class Rooms(Mapping[str, Page]):
    """Pages by name, in the order of ``makers``. Asking for one makes it, and ``welcome`` is told of it."""

    def __init__(self, makers: Mapping[str, MakePage]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, Page] = {}
        self.welcome: Callable[[str, Page], None] = lambda _name, _page: None

    def __getitem__(self, name: str) -> Page:
        self.make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def make(self, name: str) -> None:
        """Make the page ``name``, unless it is there."""
        if name not in self._made:
            page = self._made[name] = self._makers[name]()
            self.welcome(name, page)

    def leave_all(self) -> None:
        """Write what is typed on any of them."""
        for page in self._made.values():
            page.leave()

    def part(self) -> dict[str, Page]:
        """Let go of those that have been made so far, and give them; they are made anew when wanted."""
        gone, self._made = self._made, {}
        return gone

    def take_back(self, name: str, page: Page) -> None:
        """Let ``page`` be the room ``name`` again; nothing else may be by now."""
        self._made[name] = page

    def made(self) -> dict[str, Page]:
        """Those that have been made so far."""
        return dict(self._made)
