"""A question to a real desk that never ends by itself: a test that waits for it in vain fails."""

from __future__ import annotations

import threading

from incidentdesk.services.use_cases import UseCases

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 3"
"""Gives two rows, for the driver reads one ahead, and then looks for another for ever."""


class Slow:
    """A question that runs until it is broken off; ``running`` once it is in its query."""

    def __init__(self, cases: UseCases) -> None:
        self.running = threading.Event()
        self.error: BaseException | None = None
        self._cases = cases

    def ask(self) -> str:
        try:
            with self._cases.desk.database.reading() as session:
                for _row in session.each(ENDLESS):
                    self.running.set()
        except BaseException as error:
            self.error = error
            raise
        return "slow"
