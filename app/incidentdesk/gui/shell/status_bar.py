"""The line below the pages: what is saved, and where."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label

HEIGHT = 30
"""In pixels; the notes that take its place now and then need as much."""


class StatusBar(QFrame):
    """Says what is saved; ``shortcuts_asked`` when the person wants to see the keys."""

    shortcuts_asked = Signal()
    backups_asked = Signal()
    """The person wants to see how it stands with backups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "footer")
        self.setFixedHeight(HEIGHT)
        self._dot = Drawing("dot", "muted", size=14)
        self._saved = text_label(_("Nothing to save"), "small")
        self._place = text_label("", "small")
        self.backup = ActionButton("", kind="link")
        self.backup.hide()
        self.backup.clicked.connect(self.backups_asked)
        keys = ActionButton(_("Shortcuts: ?"), kind="link")
        keys.clicked.connect(self.shortcuts_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self._saved)
        row.addSpacing(16)
        row.addWidget(self._place)
        row.addSpacing(8)
        row.addWidget(self.backup)
        row.addStretch(1)
        row.addWidget(keys)

    def show_saved(self, at: str) -> None:
        """All that was typed is on disk since ``at``."""
        self._saved.setText(_("Everything kept {time}").format(time=at))
        self._dot.set_drawing("dot", "good")

    def show_backup(self, words: str, *, failed: bool) -> None:
        """Say how it stands with backups."""
        self.backup.setText(words)
        self.backup.set_icon_name("warning" if failed else "")
        self.backup.setVisible(bool(words))

    def show_place(self, total: int, *, sample: bool, practice: bool) -> None:
        """Say which desk this is and how much it holds."""
        count = ngettext("{n} incident", "{n} incidents", total).format(n=f"{total:,}")
        name = _("Practice desk") if practice else _("Sample desk") if sample else _("Local database")
        self._place.setText(f"{name} · {count}")
