"""Which report is shown beside an incident: of a major one there is the review, too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.review.reviewing import is_review
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.tick_box import TickBox
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.review.review_source import was_major

CLOSURE, REVIEW = "closure", "review"
TITLES = {CLOSURE: N_("Closure report"), REVIEW: N_("Review")}
ISSUED = {
    CLOSURE: N_("Closure report issued, version {n}."),
    REVIEW: N_("Review issued, version {n}."),
}


class ReportChoice(QWidget):
    """``changed`` when another report, or another form of it, is wanted."""

    changed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._uid = ""
        self.kinds = SegmentedControl([(key, _(TITLES[key])) for key in (REVIEW, CLOSURE)])
        self.kinds.setAccessibleName(_("Which report?"))
        self.kinds.set_value(CLOSURE)
        self.kinds.changed.connect(self._chosen)
        self.names = TickBox(_("Name people"))
        self.names.setAccessibleDescription(
            _("Timeline and lessons of the review name people in place of their roles.")
        )
        self.names.toggled.connect(lambda _on: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self.kinds)
        row.addWidget(self.names, 1)
        self.hide()

    @property
    def kind(self) -> str:
        """The kind of report that is wanted."""
        return str(self.kinds.value() or CLOSURE)

    @property
    def with_names(self) -> bool:
        """Whether the review is to name people."""
        return self.kind == REVIEW and not self.names.isHidden() and self.names.isChecked()

    def show_page(self, page: IncidentPage) -> None:
        """Offer what there is of ``page``; of a major incident the review comes first."""
        major = was_major(page)
        if page.incident.uid != self._uid:
            self._uid = page.incident.uid
            own = any(is_review(page, stage) for stage in page.definition.stages)
            self.kinds.set_value(REVIEW if own else CLOSURE)
            self.names.blockSignals(True)
            self.names.setChecked(False)
            self.names.blockSignals(False)
        if not major:
            self.kinds.set_value(CLOSURE)
        self.setVisible(major)
        self._offer_names()

    def _chosen(self, _key: object) -> None:
        self._offer_names()
        self.changed.emit()

    def _offer_names(self) -> None:
        self.names.setVisible(self.kind == REVIEW and self._session.may(Right.NAME_PEOPLE))
