"""Settings, About: the version, where the data lies, what the program is made of, and how to back up."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from incidentdesk import __version__
from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.folders import open_folder
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import CodeEdit

PARTS = (
    ("Qt, PySide6, Shiboken", N_("the window and the preview of reports"), "LGPL-3.0"),
    ("Python", N_("the language"), "PSF-2.0"),
    ("SQLite", N_("the desk's file"), N_("public domain")),
    ("peewee", N_("tables and queries"), "MIT"),
    ("ReportLab", N_("printed reports"), "BSD-3-Clause"),
    ("Pillow", N_("pictures in reports"), "MIT-CMU"),
    ("charset-normalizer", N_("used by ReportLab"), "MIT"),
    ("tzlocal", N_("this computer's time zone"), "MIT"),
    ("Inter", N_("the typeface"), "OFL-1.1"),
)
"""What the program is made of: name, what for, licence."""

BACKUP = N_(
    "The section Backup writes checked copies of the desk and brings one back. Drafts are not in them, nor "
    "process definitions that no incident used yet. Never copy desk.sqlite3 by hand while a desk.sqlite3-wal "
    "lies beside it."
)


class AboutSection(Section):
    """Facts to read, with the path of the data to copy and its folder to open."""

    def __init__(self, session: WindowSession) -> None:
        intro = _(
            "An incident desk for small IT teams, with its data on this computer and no network needed."
        )
        super().__init__(session, _("About"), intro, max_width=760)
        self._path = session.cases.desk.database.path
        self.body.addWidget(self._data_card())
        self.body.addWidget(self._backup_card())
        self.body.addWidget(self._versions_card())
        self.body.addWidget(self._parts_card())

    def focus_first(self) -> None:
        """Start with the path."""
        self.copy_button.setFocus()

    def _data_card(self) -> Card:
        self.path = CodeEdit(str(self._path))
        self.path.setReadOnly(True)
        self.path.setAccessibleName(_("File of the desk"))
        self.path.setCursorPosition(0)
        self.copy_button = ActionButton(_("&Copy path"), icon_name="copy")
        self.copy_button.clicked.connect(lambda _checked=False: self._copy())
        self.folder_button = ActionButton(_("Open &folder"), icon_name="folder")
        folder = self._path.parent
        self.folder_button.clicked.connect(
            lambda _checked=False: open_folder(self, self.session.tasks, folder)
        )
        card = Card()
        card.body.addWidget(text_label(_("Where the data lies"), "subheading"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.path, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.folder_button)
        card.body.addLayout(row)
        words = _(
            "Incidents, settings and attachments are in this one file; drafts and your own processes lie "
            "beside it."
        )
        card.body.addWidget(text_label(words, "muted", wrap=True))
        return card

    def _backup_card(self) -> Card:
        card = Card()
        card.body.addWidget(text_label(_("How to back it up"), "subheading"))
        card.body.addWidget(text_label(_(BACKUP), "muted", wrap=True))
        return card

    def _versions_card(self) -> Card:
        card = Card()
        card.body.addWidget(
            text_label(_("Incident Desk {version}").format(version=__version__), "subheading")
        )
        rows = (
            ("Python", platform.python_version()),
            ("Qt", _("{qt}, PySide6 {pyside}").format(qt=qVersion(), pyside=PySide6.__version__)),
            ("SQLite", sqlite3.sqlite_version),
            (_("System"), platform.platform(terse=True)),
        )
        card.body.addLayout(_grid(rows))
        return card

    def _parts_card(self) -> Card:
        card = Card()
        card.body.addWidget(text_label(_("What it is made of"), "subheading"))
        words = _(
            "Incident Desk is free software under the MIT licence. It uses these parts, each under its own:"
        )
        card.body.addWidget(text_label(words, "muted", wrap=True))
        card.body.addLayout(_grid([(name, _(use), _(licence)) for name, use, licence in PARTS]))
        return card

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self.tell(_("The path is copied."))


def _grid(rows: Sequence[tuple[str, ...]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 160)
    grid.setColumnStretch(1, 1)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            words = text_label(text, "plain" if column == 0 else "muted", wrap=column == 1)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, row, column)
    return grid
