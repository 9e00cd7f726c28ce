"""A section of several parts, of which one is shown: each is a section of its own below the same head."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QStackedWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.segmented import SegmentedControl

Maker = Callable[[WindowSession], Section]


class PartedSection(Section):
    """``parts`` are title and maker by key. A part is made when it is first shown, and keeps what is typed.

    Targets begin with the key of a part.
    """

    def __init__(
        self, session: WindowSession, title: str, choice: str, parts: Mapping[str, tuple[str, Maker]]
    ) -> None:
        super().__init__(session, title, "")
        self._makers = {key: maker for key, (_title, maker) in parts.items()}
        self._made: dict[str, Section] = {}
        self._first = next(iter(parts))
        self.chooser = SegmentedControl(
            [(key, title) for key, (title, _maker) in parts.items()], clearable=False
        )
        self.chooser.setAccessibleName(choice)
        self.chooser.changed.connect(self._chosen)
        self.header.right.addWidget(self.chooser)
        self.stack = QStackedWidget()
        self.page.hide()
        self.layout_below.addWidget(self.stack, 1)

    def part(self) -> Section:
        """The part that is shown; the first one before any was chosen."""
        key = self.chooser.value() or self._first
        if key not in self._made:
            made = self._made[key] = self._makers[key](self.session)
            made.header.hide()
            made.dirty_changed.connect(self.dirty_changed)
            self.stack.addWidget(made)
        return self._made[key]

    def show_part(self, key: str) -> None:
        """Show the part ``key``."""
        self.chooser.set_value(key)
        self.stack.setCurrentWidget(self.part())

    def open(self, target: str) -> None:
        """Show the part that ``target`` begins with, at the rest of it; else the one that was shown."""
        key, _slash, within = target.partition("/")
        self.show_part(key if key in self._makers else self.chooser.value() or self._first)
        self.part().open(within)

    def focus_first(self) -> None:
        """Start with the choice of the part."""
        self.chooser.setFocus()

    def is_dirty(self) -> bool:
        """Whether something typed in any part is not saved."""
        return any(one.is_dirty() for one in self._made.values())

    def save(self) -> None:
        """Save what is typed in the part that is shown."""
        self.part().save()

    def leave(self) -> None:
        """Keep what is typed in any part as a draft now."""
        for one in self._made.values():
            one.leave()

    def refuse(self, error: UserFacingError) -> bool:
        """Let the part that is shown say it."""
        return self.part().refuse(error)

    def _chosen(self, key: object) -> None:
        for one in self._made.values():
            one.leave()
        self.show_part(str(key))
