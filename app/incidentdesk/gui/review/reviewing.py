"""Where the incident room becomes the page of the review: at the stage on which that is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.process_definition import Stage
from incidentdesk.services.cases.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.forms.form import StageForm
    from incidentdesk.gui.review.review_part import ReviewPart
    from incidentdesk.gui.session import WindowSession
    from incidentdesk.gui.widgets.cards import PageBody

STATE = "review_state"
"""The field that makes a stage the one of the review."""


def is_review(page: IncidentPage, stage: Stage) -> bool:
    """Whether ``stage`` of ``page`` is the one on which its review is written."""
    return page.definition.key == PROCESS and any(field.key == STATE for field in stage.fields)


class Reviewing(QObject):
    """Follows the stages that are shown: their ``form`` stands in ``body``.

    All that a review needs is made when the first one comes.
    """

    def __init__(
        self,
        session: WindowSession,
        body: PageBody,
        form: Callable[[], StageForm | None],
        paste: Callable[[], None],
    ) -> None:
        super().__init__(body)
        self._make = session, body, form, paste
        self._part: ReviewPart | None = None

    @property
    def part(self) -> ReviewPart | None:
        """What stands beside the form of a review, while one is shown."""
        return self._part if self._part is not None and self._part.is_shown() else None

    def do(self, act: str) -> None:
        """One of the acts on a review: ``take``, ``take_all``, ``write_roles``, ``ask``, ``leave_it``."""
        if self.part is not None:
            getattr(self.part, act)()

    def show_stage(self, page: IncidentPage, stage: Stage) -> None:
        """A stage is shown, or was read again."""
        if not is_review(page, stage):
            if self._part is not None:
                self._part.put_away()
            return
        if self._part is None:
            from incidentdesk.gui.review.review_part import ReviewPart

            self._part = ReviewPart(*self._make)
        self._part.show_page(page)

    def edited(self, form: StageForm, _key: str) -> None:
        """Something was typed in ``form``."""
        if self._part is not None:
            self._part.edited(form)
