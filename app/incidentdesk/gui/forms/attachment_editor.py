"""The editor of which of the incident's files belong to a field."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Compound, Editor
from incidentdesk.gui.widgets.labels import text_label


class AttachmentListEditor(Editor):
    """A box for each file of the incident; holds the SHA-256 of those that are ticked."""

    def __init__(self, field: Field, context: FormContext) -> None:
        self._box = Compound()
        super().__init__(field, self._box)
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._rows.setSpacing(4)
        self._boxes: dict[str, QCheckBox] = {}
        self._none = text_label(_("No files yet. Paste or drop them on the page, then choose here."), "muted")
        self._rows.addWidget(self._none)
        self._offer(context)

    def begin(self, context: FormContext) -> None:
        """Offer the files of another incident."""
        super().begin(context)
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._boxes = {}
        self._offer(context)

    def value(self) -> JsonValue:
        """The files ticked, by SHA-256."""
        chosen: list[JsonValue] = [key for key, box in self._boxes.items() if box.isChecked()]
        return chosen or None

    def set_value(self, value: JsonValue) -> None:
        """Tick the files given; one that the incident does not have is shown by its fingerprint."""
        wanted = [str(key) for key in value] if isinstance(value, list) else []
        for key in wanted:
            if key not in self._boxes:
                self._add(key, key[:12])
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)
        self._none.setVisible(not self._boxes)

    def _offer(self, context: FormContext) -> None:
        for one in context.attachments:
            if one.sha256 not in self._boxes:
                self._add(one.sha256, _("{name}, {size}").format(name=one.name, size=size_text(one.size)))
        self._none.setVisible(not self._boxes)

    def _add(self, sha256: str, label: str) -> None:
        box = QCheckBox(label, self._box)
        box.clicked.connect(lambda _checked: self.changed.emit())
        self._rows.insertWidget(len(self._boxes), box)
        self._boxes[sha256] = box
        if len(self._boxes) == 1:
            self._box.setFocusProxy(box)


def size_text(size: int) -> str:
    """A file's size in the unit that suits it; kilobytes are of 1000 bytes."""
    if size < 1000:
        return _("{n} bytes").format(n=size)
    if size < 1_000_000:
        return _("{n} kB").format(n=round(size / 1000))
    return _("{n} MB").format(n=f"{size / 1_000_000:.1f}")
