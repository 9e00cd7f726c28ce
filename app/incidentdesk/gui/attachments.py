"""Files and pictures on their way into an incident: chosen, dropped or pasted, and not attached yet."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.tasks import Tasks
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.conversation import NewFile, file_from_bytes, read_file
from incidentdesk.services.timeline_texts import size_text


def picture_file(image: QImage, number: int) -> NewFile:
    """A pasted picture as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return file_from_bytes(_("picture-{n}.png").format(n=number), bytes(data.data()))


class PendingFiles(QWidget):
    """Shows files that will be attached with the next step; each can be taken out again."""

    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._files: list[NewFile] = []
        self._pasted = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setAccessibleName(_("Files to attach"))
        self._show()

    @property
    def files(self) -> tuple[NewFile, ...]:
        """The files, in the order in which they came."""
        return tuple(self._files)

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Read files from disk and take them in; one that cannot be read is told by the window."""
        for path in paths:
            self._tasks.make(self, partial(read_file, path), self._add)

    def add_picture(self, image: QImage) -> None:
        """Take in a pasted picture."""
        self._pasted += 1
        self._add(picture_file(image, self._pasted))

    def take(self, files: Sequence[NewFile]) -> None:
        """Take in ``files`` that are read already."""
        for file in files:
            self._add(file)

    def clear(self) -> None:
        """Forget all of them."""
        self._files = []
        self._show()

    def draft(self) -> JsonValue:
        """What a draft keeps of them."""
        return [{"name": one.name, "data": base64.b64encode(one.data).decode()} for one in self._files]

    def set_draft(self, draft: JsonValue) -> None:
        """Take in again what ``draft`` kept."""
        rows = draft if isinstance(draft, list) else []
        self._files = [
            file_from_bytes(str(row["name"]), base64.b64decode(str(row["data"])))
            for row in rows
            if isinstance(row, dict)
        ]
        self._show()

    def _add(self, file: NewFile) -> None:
        self._files.append(file)
        self._show()
        self.changed.emit()

    def _remove(self, file: NewFile) -> None:
        self._files.remove(file)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear_layout(self._column)
        for file in self._files:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(text_label(f"{file.name} · {size_text(len(file.data))}", "small"))
            remove = IconButton("cross", _("Take out {name}").format(name=file.name))
            remove.clicked.connect(lambda _checked=False, file=file: self._remove(file))
            row.addWidget(remove)
            row.addStretch(1)
            self._column.addLayout(row)
        self.setVisible(bool(self._files))


def connect_sources(target: PendingFiles, *sources: QObject) -> None:
    """Let every widget of ``sources`` that takes files or pictures hand them to ``target``."""
    for source in sources:
        for name in ("files_chosen", "files_dropped"):
            signal = getattr(source, name, None)
            if signal is not None:
                signal.connect(target.add_paths)
        signal = getattr(source, "image_pasted", None)
        if signal is not None:
            signal.connect(target.add_picture)
