"""The button beside a field for a folder of this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.text import FIELD_HEIGHT, CodeEdit


class FolderChooser(ActionButton):
    """Asks for a folder and writes its path into ``edit``, as if it were typed there."""

    def __init__(self, edit: CodeEdit, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(_("&Choose…"), icon_name="folder", parent=parent)
        self.setFixedHeight(FIELD_HEIGHT)
        self._edit = edit
        self._title = title
        self._dialog: QFileDialog | None = None
        self.clicked.connect(lambda _checked=False: self.open_dialog())

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
        self._edit.setText(folder)
        self._edit.textEdited.emit(folder)
        self._edit.setFocus()
