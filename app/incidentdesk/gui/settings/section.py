"""What every section of the settings is: a head, an explanation, a body, and what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.cards import MAX_WIDTH, FooterBar, PageBody, PageHeader
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label

HEADER = 61
"""Height of every section's head, with buttons or without."""


class Section(QWidget):
    """One subject of the settings. It is made when first shown, and keeps what was typed while hidden."""

    RIGHT: ClassVar[Right | None] = None
    """Who may change something here; without one it is for everybody."""

    dirty_changed = Signal()
    """Something was typed and is not saved, or is saved now; ask ``is_dirty``."""

    def __init__(self, session: WindowSession, title: str, intro: str, *, max_width: int = MAX_WIDTH) -> None:
        super().__init__()
        self.session = session
        self.setAccessibleName(title)
        self.header = PageHeader(title)
        self.header.setFixedHeight(HEADER)
        self.page = PageBody(max_width=max_width)
        self._keep_left()
        self.body = self.page.body
        self.banner = Banner()
        self.banner.hide()
        self.layout_below = QVBoxLayout(self)
        self.layout_below.setContentsMargins(0, 0, 0, 0)
        self.layout_below.setSpacing(0)
        self.layout_below.addWidget(self.header)
        self.layout_below.addWidget(self.page, 1)
        self.only_for = OnlyFor(session, self.RIGHT, self) if self.RIGHT is not None else None
        self.body.addWidget(text_label(intro, "muted", wrap=True))
        if self.only_for is not None:
            self.body.addWidget(self.only_for.banner(self))
        self.body.addWidget(self.banner)

    def as_step(self) -> None:
        """Stand in a guide, which has a head and buttons of its own."""
        self.header.hide()
        for footer in self.findChildren(FooterBar):
            footer.hide()

    @property
    def may_change(self) -> bool:
        """Whether the person at the keyboard may change something here."""
        return self.only_for is None or not self.only_for.why

    def guard(self, *widgets: QWidget) -> None:
        """Disable ``widgets`` for those who may change nothing here."""
        if self.only_for is not None:
            self.only_for.guard(*widgets)

    def fill_height(self) -> None:
        """Let the body take the whole height, for sections that are one table."""
        column = self.page.content.layout()
        if isinstance(column, QVBoxLayout):
            column.setStretch(0, 1000)

    def shortcut(self, text: str, key: str, act: Callable[[], object]) -> None:
        """Let ``key`` do ``act``, which ``text`` names, while the focus is anywhere in the section."""
        add_action(self, text, key, act, whole_window=False)

    def _keep_left(self) -> None:
        """Let the body begin below the title, however wide the window is."""
        outside = self.page.widget()
        row = None if outside is None else outside.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretch(0, 0)

    def open(self, target: str) -> None:
        """The person came here, perhaps for ``target`` within the section."""

    def focus_first(self) -> None:
        """Put the focus where the work begins."""

    def is_dirty(self) -> bool:
        """Whether something typed here is not saved."""
        return False

    def save(self) -> None:
        """Save what is typed, where there is something."""

    def leave(self) -> None:
        """The person goes elsewhere: what is typed is kept as a draft now."""

    def tell(self, text: str) -> None:
        """Say at the foot of the window that something is done; an earlier refusal goes."""
        self.banner.set_message("", "accent")
        self.session.told.emit(text, "good")

    def refuse(self, error: UserFacingError) -> bool:
        """Show at the top of the section why something was refused, and what to do."""
        self.banner.set_message(str(error), "danger")
        self.page.show_widget(self.banner)
        return True
