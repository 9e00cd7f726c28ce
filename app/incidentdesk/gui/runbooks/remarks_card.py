"""What those who went through a runbook would change in it, beside the edit that takes it up."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.runbooks.runbooks import RunbookPage


class RemarksCard(Card):
    """A line or two a remark; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__(_("Said after runs"))
        self.texts: list[str] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.hide()

    def show_remarks(self, page: RunbookPage | None) -> None:
        """Show those of the edit of a runbook."""
        remarks = page.draft.remarks if page is not None and page.draft is not None else ()
        clear_layout(self._rows)
        self.texts = []
        for one in remarks:
            title = _title(one)
            self.texts.append(f"{title}: {one.get('text')}")
            who = page.names.get(str(one.get("author")), "") if page is not None else ""
            self._rows.addWidget(text_label(" · ".join(filter(None, (title, who))), "muted"))
            self._rows.addWidget(text_label(str(one.get("text")), wrap=True))
        self.setVisible(bool(remarks))


def _title(one: Mapping[str, JsonValue]) -> str:
    step = one.get("step")
    if one.get("what") == "wrong":
        words = _("Step {n} was wrong").format(n=step)
    else:
        words = _("Missing after step {n}").format(n=step) if step else _("Missing before the first step")
    return " · ".join(filter(None, (words, str(one.get("incident") or ""))))
