"""Files and pictures on their way into an incident: chosen, dropped or pasted, and not attached yet."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
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
from incidentdesk.services.cases.conversation import NewFile, file_from_bytes, read_file
from incidentdesk.services.timeline_texts import size_text

KEPT_BYTES = 8_000_000
"""How big a file a draft keeps. Typing and pasted pictures are smaller; what is bigger is on a disk already,
and would hold up the window while it is written again."""
PIECE = 3 * 65_536
"""Bytes encoded at a time, so that the window gets its turn in between; a multiple of three."""


def picture_file(image: QImage, number: int) -> NewFile:
    """A pasted picture as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return file_from_bytes(_("picture-{n}.png").format(n=number), bytes(data.data()))


def draft_row(file: NewFile) -> dict[str, JsonValue]:
    """A file as a draft keeps it. Takes its time: not for the window's thread."""
    pieces = (file.data[at : at + PIECE] for at in range(0, len(file.data), PIECE))
    return {"name": file.name, "data": "".join(base64.b64encode(piece).decode() for piece in pieces)}


class PendingFiles(QWidget):
    """Shows files that will be attached with the next step; each can be taken out again.

    ``changed`` comes again when a file has been made ready for a draft.
    """

    changed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._files: list[NewFile] = []
        self._rows: dict[int, Mapping[str, JsonValue]] = {}
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

    def are_kept(self) -> bool:
        """Whether a draft keeps them all."""
        return len(self._rows) == len(self._files)

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
        self._rows = {}
        self._show()

    def draft(self) -> JsonValue:
        """What a draft keeps of them: each was encoded once, apart from the window's thread."""
        return [dict(self._rows[id(one)]) for one in self._files if id(one) in self._rows]

    def set_draft(self, draft: JsonValue) -> None:
        """Take in again what ``draft`` kept."""
        self._files, self._rows = [], {}
        for row in draft if isinstance(draft, list) else []:
            if isinstance(row, dict):
                file = file_from_bytes(str(row["name"]), base64.b64decode(str(row["data"])))
                self._files.append(file)
                self._rows[id(file)] = row
        self._show()

    def _add(self, file: NewFile) -> None:
        self._files.append(file)
        self._show()
        self.changed.emit()
        if len(file.data) <= KEPT_BYTES:
            self._tasks.make(self, partial(draft_row, file), partial(self._encoded, file))

    def _encoded(self, file: NewFile, row: Mapping[str, JsonValue]) -> None:
        if any(one is file for one in self._files):
            self._rows[id(file)] = row
            self.changed.emit()

    def _remove(self, file: NewFile) -> None:
        self._files.remove(file)
        self._rows.pop(id(file), None)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear_layout(self._column)
        for file in self._files:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(text_label(_words(file), "small"))
            remove = IconButton("cross", _("Take out {name}").format(name=file.name))
            remove.clicked.connect(lambda _checked=False, file=file: self._remove(file))
            row.addWidget(remove)
            row.addStretch(1)
            self._column.addLayout(row)
        self.setVisible(bool(self._files))


def _words(file: NewFile) -> str:
    words = f"{file.name} · {size_text(len(file.data))}"
    if len(file.data) <= KEPT_BYTES:
        return words
    return _("{file} · too big for a draft: attach it before you go elsewhere").format(file=words)


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
