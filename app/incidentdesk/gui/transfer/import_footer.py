"""The foot of the import page: what comes next, and the button that does it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.transfer.import_order import PageOrder
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.imports.import_types import ImportResult


class ImportFooter(FooterBar):
    """``button`` does the next step, ``again`` looks once more; hidden where there are no files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = text_label("", "muted")
        self.again = ActionButton(_("Look again"))
        self.button = ActionButton(_("Look first"), kind="primary", key_hint="Ctrl+Enter")
        self.left.addWidget(self.said)
        self.right.addWidget(self.again)
        self.right.addWidget(self.button)

    def show_step(self, order: PageOrder, looked: ImportResult | None, *, busy: bool, writes: bool) -> None:
        """Say what the next step is for ``order``, where ``looked`` is what was seen of it.

        A look is for everybody; what comes after it for those for whom ``writes`` is true.
        """
        some = bool(order.files)
        count = sum(looked.counts.get(key, 0) for key in ("new", "changed")) if looked else 0
        text, words = _("Look first"), _("Nothing is written by a look.")
        if order.desk is not None:
            text, words = _("Bring the desk in"), _desk_words(order.desk.incidents)
        elif looked is not None:
            text = ngettext("Import {n} incident", "Import {n} incidents", count).format(n=f"{count:,}")
            words = _("Nothing is written yet.") if count else _("There is nothing to import.")
        self.button.setText(text)
        self.button.updateGeometry()
        self.said.setText(words)
        self.again.setVisible(looked is not None)
        self.again.setEnabled(not busy)
        allowed = writes or (order.desk is None and looked is None)
        self.button.setEnabled(some and not busy and allowed and (looked is None or count > 0))
        self.setVisible(some)


def _desk_words(incidents: int) -> str:
    return ngettext(
        "A whole desk with {n} incident, for a desk without any. Its staff and settings take the place of "
        "those that are here.",
        "A whole desk with {n} incidents, for a desk without any. Its staff and settings take the place of "
        "those that are here.",
        incidents,
    ).format(n=f"{incidents:,}")
