"""A labelled field: label above, editor, and a line below for help or for what is still missing."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.labels import set_role, text_label


class FieldFrame(QWidget):
    """Puts ``label`` above ``editor``.

    The label is the editor's name, and Alt+letter works when it has an ``&``.

    The line below takes no room while there is neither help nor gap.
    """

    def __init__(
        self, label: str, editor: QWidget, *, required: bool = False, help: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._editor = editor
        self._label_text = label
        self._help = help
        self._gap = ""
        # Made inside this frame from the start: each later change of parent polishes all styles anew.
        self._label = text_label(label, "label", parent=self)
        self._label.setBuddy(editor)
        self._star = text_label("*", "danger", parent=self)
        self._star.setAccessibleName(_("required"))
        self._below = text_label("", "small", wrap=True, parent=self)
        heading = QHBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self._label)
        heading.addWidget(self._star)
        heading.addStretch()
        self._heading = heading
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addWidget(editor)
        layout.addWidget(self._below)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusProxy(editor)
        self._required = required
        self.set_required(required)
        self._show_below()

    @property
    def editor(self) -> QWidget:
        """The widget that holds the value."""
        return self._editor

    @property
    def label(self) -> str:
        """The label without the mark of its key."""
        return self._label_text.replace("&", "")

    @property
    def gap(self) -> str:
        """What is shown as missing; empty when nothing is."""
        return self._gap

    def set_required(self, required: bool) -> None:
        """Show or hide the star, and tell screen readers."""
        self._required = required
        self._star.setVisible(required)
        name = _("{label}, required").format(label=self.label) if required else self.label
        self._editor.setAccessibleName(name)

    def is_required(self) -> bool:
        """Whether the star is shown."""
        return self._required

    def add_action(self, button: QWidget) -> None:
        """Put a button at the right end of the label's line."""
        self._heading.addWidget(button)

    def set_label(self, label: str) -> None:
        """Give the field another label."""
        self._label_text = label
        self._label.setText(label)
        self.set_required(self._required)

    def set_help(self, text: str) -> None:
        """Show a hint below while there is no gap."""
        self._help = text
        self._show_below()

    def show_gap(self, text: str) -> None:
        """Mark the field, and say below what is missing or wrong."""
        self._gap = text
        self._show_below()

    def clear_gap(self) -> None:
        """Take the mark away."""
        if self._gap:
            self._gap = ""
            self._show_below()

    def _show_below(self) -> None:
        shown = self._gap or self._help
        self._below.setText(shown)
        set_role(self._below, "role", "danger" if self._gap else "small")
        self._below.setVisible(bool(shown))
        self._editor.setAccessibleDescription(shown)
        set_role(self._editor, "gap", "true" if self._gap else "false")
