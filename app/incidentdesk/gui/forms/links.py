"""A line of links with dots between them: add a row, show a field that is seldom needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from incidentdesk.gui.forms.placing import FlowLayout
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label


class LinkLine(QWidget):
    """Links side by side. Those that are hidden take their dot with them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=2)
        self._links: list[tuple[ActionButton, QLabel]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, text: str, action: Callable[[], None], *, icon_name: str = "") -> ActionButton:
        """A link that does ``action``."""
        dot = text_label("·", "muted")
        dot.setFixedHeight(24)
        link = ActionButton(text, kind="link", icon_name=icon_name)
        link.setAccessibleName(text)
        link.clicked.connect(lambda _checked=False: action())
        self._flow.addWidget(dot)
        self._flow.addWidget(link)
        self._links.append((link, dot))
        self._dots()
        return link

    def add_text(self, label: QLabel) -> None:
        """Some words at the end."""
        self._flow.addWidget(label)

    def show_link(self, link: ActionButton, shown: bool) -> None:
        """Show or hide a link."""
        if link.isHidden() == shown:
            link.setVisible(shown)
            self._dots()

    def links(self) -> list[ActionButton]:
        """The links in sight, in order."""
        return [link for link, _dot in self._links if not link.isHidden()]

    def _dots(self) -> None:
        first = True
        for link, dot in self._links:
            dot.setVisible(not link.isHidden() and not first)
            first = first and link.isHidden()
        self.updateGeometry()
