"""The question whether an import is to be undone, with what that would do."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.import_batch import Batch
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.imports.import_types import UndoLook

SHOWN = 12
"""How many numbers of incidents are named that an undo leaves."""


class UndoCard(Card):
    """``confirm`` undoes, ``keep`` does not; hidden until it asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading = text_label("", "subheading", wrap=True)
        self.words = text_label("", wrap=True)
        self.confirm = ActionButton(_("Undo the import"), kind="danger", key_hint="Ctrl+Enter")
        self.keep = ActionButton(_("Keep it"), key_hint="Esc")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addWidget(self.keep)
        row.addStretch()
        self.body.addWidget(self.heading)
        self.body.addWidget(self.words)
        self.body.addLayout(row)
        self.hide()

    def ask(self, one: Batch, look: UndoLook) -> None:
        """Ask whether the import ``one`` is to be undone."""
        heading = _("Undo the import from {system} of {when}?")
        self.heading.setText(heading.format(system=one.system, when=instant_text(one.started)))
        self.words.setText("\n".join(_lines(look)))
        self.show()


def _lines(look: UndoLook) -> list[str]:
    lines = [
        ngettext(
            "{n} incident is withdrawn, and its number not given again.",
            "{n} incidents are withdrawn, and their numbers not given again.",
            look.withdrawn,
        ).format(n=f"{look.withdrawn:,}")
    ]
    if look.put_back:
        words = ngettext(
            "{n} that it changed is put back to what it was, except fields that were changed since.",
            "{n} that it changed are put back to what they were, except fields that were changed since.",
            look.put_back,
        )
        lines.append(words.format(n=f"{look.put_back:,}"))
    if look.left:
        words = ngettext(
            "{n} stays, for somebody has worked on it since: {names}",
            "{n} stay, for somebody has worked on them since: {names}",
            len(look.left),
        )
        names = ", ".join(look.left[:SHOWN]) + (" …" if len(look.left) > SHOWN else "")
        lines.append(words.format(n=f"{len(look.left):,}", names=names))
    return lines
