"""Logging once more what was closed too long ago to be reopened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import BannerAction, BannerTone
from incidentdesk.services.cases.lifecycle import can_be_reopened
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.new_incidents.log_incident import Logged


def log_again(session: WindowSession, owner: QObject, page: IncidentPage | None) -> None:
    """Log the incident of ``page`` again, linked to it, and go there."""
    if page is None or session.refuses(Right.WORK):
        return

    def logged(answer: Logged) -> None:
        session.go.emit("incident", answer.uid)
        words = _("{number} continues {old}.").format(number=answer.number, old=page.incident.number)
        session.told.emit(words, "good")

    session.tasks.change(owner, partial(session.cases.log.again, page.incident.uid, session.me), logged)


def is_too_old(page: IncidentPage) -> bool:
    """Whether the incident of ``page`` cannot be reopened any more."""
    return not can_be_reopened(page.incident, page.settings, page.now)


def ended_message(
    session: WindowSession, page: IncidentPage, reopen: Callable[[], None], again: Callable[[], None]
) -> tuple[str, BannerTone, list[BannerAction]]:
    """That the incident has ended, and how it is taken up again, or who may do so."""
    words = _("This incident is {status}; what was written stays as it is.")
    said = words.format(status=_(STATUS_TEXTS[page.incident.status]).lower())
    if is_too_old(page):
        days = page.settings.closing.reopen_days
        more = _("It was closed more than {n} working days ago.").format(n=days)
        return f"{said} {more}", "neutral", [(_("Log it again, linked"), again)]
    if not session.may(Right.REOPEN):
        return f"{said} {session.who_may(Right.REOPEN)}", "neutral", []
    return said + " " + _("Reopen it to go on."), "neutral", [(_("Reopen…"), reopen)]
