"""The first questions to a desk that is new: whether they are due, and that they were answered."""

from __future__ import annotations

from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.settings import SET_UP
from incidentdesk.storage import settings_rows
from incidentdesk.storage.database import is_used


class FirstStart:
    """The use cases of the first start."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def is_due(self) -> bool:
        """Whether nobody has set up this desk yet: not by the questions, nor by a name, nor by using it."""
        with self._desk.reading() as (session, settings):
            if settings.set_up or settings.organisation:
                return False
            return not is_used(session)

    def finish(self, author: str) -> Changes:
        """Ask no more: all was answered or passed over."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            settings_rows.write_setting(work.session, SET_UP, value=True, author=author, at=work.now)
            return work.changes("settings")
