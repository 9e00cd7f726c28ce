"""A step on the page of its runbook: what is to be done, how, and its command."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.runbook import Step
from incidentdesk.gui.runbooks.approval_part import ApprovalPart
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.runbooks.runbook_shelf import ReadRunbook
from incidentdesk.services.runbooks.runbook_step_texts import further
from incidentdesk.services.runbooks.runbook_texts import kind_text

NUMBER, KIND = 28, 72
"""Widths of the number and of the kind, in pixels."""


class StepReading(QWidget):
    """Reads from left to right: number, kind, what is to be done and all that is said of it."""

    refused = Signal(str)

    def __init__(self, session: WindowSession, read: ReadRunbook, step: Step) -> None:
        super().__init__()
        self.step = step
        self.approval: ApprovalPart | None = None
        number = text_label(str(step.number), "muted")
        number.setFixedWidth(NUMBER)
        kind = text_label(kind_text(step.kind), "accent")
        kind.setFixedWidth(KIND)
        words = text_label(step.text, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setAccessibleName(_("Step {n}: {text}").format(n=step.number, text=step.text))
        inside = QVBoxLayout()
        inside.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words, 1)
        if step.danger:
            head.addWidget(Chip(_("Can do harm"), "danger"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        more = "\n".join(further(step, with_command=False))
        if more:
            inside.addWidget(text_label(more, "muted", wrap=True))
        if step.command:
            self.approval = ApprovalPart(session, read, step)
            self.approval.refused.connect(self.refused)
            inside.addSpacing(4)
            inside.addWidget(self.approval)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(8)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(inside, 1)
