"""The files that filled a register so far, each with its undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.registers import FileBatch
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.labels import elided_label, text_label
from incidentdesk.services.jobs.register_jobs import counted
from incidentdesk.services.registers.register_file_types import FileUndone

SHOWN = 5


class FileHistory(Card):
    """Hidden while there is none. ``undo_wanted`` carries the uid of a batch."""

    undo_wanted = Signal(str)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.body.addWidget(text_label(_("Files so far"), "subheading"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self.hide()

    def show_register(self, register: str) -> None:
        """Read and show the files of a register."""

        def show(batches: Sequence[FileBatch]) -> None:
            self._show([one for one in batches if one.register == register and one.state != "undone"])

        self._session.tasks.ask(self, self._session.cases.register_files.batches, show, topic="batches")

    def _show(self, batches: Sequence[FileBatch]) -> None:
        clear_layout(self._lines)
        for one in batches[:SHOWN]:
            self._lines.addLayout(self._line(one))
        self.setVisible(bool(batches))

    def _line(self, one: FileBatch) -> QHBoxLayout:
        today = self._session.cases.desk.time.now().local().date()
        count = counted(one.counts)
        rows = ngettext("{n} row filled in", "{n} rows filled in", count).format(n=f"{count:,}")
        words = _("{file}, {when}: {rows}")
        label = elided_label("plain")
        label.setText(words.format(file=one.file, when=instant_text(one.begun, today=today), rows=rows))
        undo = ActionButton(_("Undo"), icon_name="undo")
        undo.setAccessibleName(_("Undo {file}").format(file=one.file))
        undo.clicked.connect(lambda _checked=False: self.undo_wanted.emit(one.uid))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label, 1)
        row.addWidget(undo)
        return row


def undone_words(done: FileUndone) -> str:
    """What an undo did, and what it left."""
    counts = ((done.deleted, _("{n} taken away")), (done.put_back, _("{n} put back")))
    told = [words.format(n=f"{count:,}") for count, words in counts if count]
    words = _("Undone: {what}.").format(what=", ".join(told) or _("there was nothing to take back"))
    if not done.left:
        return words
    names = "; ".join(f"{name}: {why}" for name, why in done.left[:SHOWN])
    return words + " " + _("Left as they are, for somebody went on with them: {names}").format(names=names)
