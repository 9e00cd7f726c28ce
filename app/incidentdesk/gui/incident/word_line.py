"""The line that says whom to ask at a closure, where it is not the reporter."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.process_definition import Stage
from incidentdesk.domain.rights import Right
from incidentdesk.domain.whose_word import NOBODY, WordOf
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner, BannerAction
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.whose_word import takes_word, whom_to_ask


class WordLine(Banner):
    """Whom to ask; where there is nobody, the ways to name one, or to do without.

    ``choose_service`` leads to the field of the service, ``waive`` answers that the word is not needed.
    """

    def __init__(
        self, session: WindowSession, choose_service: Callable[[], object], waive: Callable[[], object]
    ) -> None:
        super().__init__(closable=False)
        self._session = session
        self._choose_service, self._waive = choose_service, waive
        self._shown: tuple[str, bool] = ("", False)
        self.hide()

    def show_page(self, page: IncidentPage, stage: Stage) -> None:
        """Say whom to ask on ``stage`` of ``page``; nothing on other stages, or once it has ended."""
        open_here = page.incident.status not in ENDED_STATUSES and takes_word(stage)
        words = whom_to_ask(page.incident, page.word_of) if open_here else ""
        shown = (words, self._session.may(Right.WAIVE_WORD))
        if shown == self._shown:
            return  # it is not announced once more
        self._shown = shown
        nobody = page.word_of.kind == NOBODY
        self.set_message(words, "warning" if nobody else "accent", self._ways(page.word_of) if nobody else ())
        self.setVisible(bool(words))

    def _ways(self, word: WordOf) -> list[BannerAction]:
        if not self._session.may(Right.WORK):
            return []
        ways: list[BannerAction] = []
        if word.service_uid:
            target = f"service/{word.service_uid}"
            ways.append((_("Name its owner"), lambda: self._session.go.emit("registers", target)))
        else:
            ways.append((_("Choose the service"), self._choose_service))
        if self._session.may(Right.WAIVE_WORD):
            ways.append((_("Not needed…"), self._waive))
        return ways
