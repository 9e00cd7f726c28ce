"""A field for a folder of this computer: typed, or chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.text import CodeEdit


class FolderChooser(QWidget):
    """``edit`` holds the path; the button beside it asks for one, and tells of it as if it were typed."""

    def __init__(self, edit: CodeEdit, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = edit
        self._title = title
        self._dialog: QFileDialog | None = None
        self.button = ActionButton(_("&Choose…"), icon_name="folder")
        self.button.clicked.connect(lambda _checked=False: self.open_dialog())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)

    def open_dialog(self) -> None:
        """Ask for a folder."""
        if self._dialog is None:
            self._dialog = QFileDialog(self, self._title)
            self._dialog.setFileMode(QFileDialog.FileMode.Directory)
            self._dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            self._dialog.fileSelected.connect(self.take)
        self._dialog.open()

    def take(self, folder: str) -> None:
        """Write the path of the chosen folder."""
        self.edit.setText(folder)
        self.edit.textEdited.emit(folder)
        self.edit.setFocus()
