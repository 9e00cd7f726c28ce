"""Ticking a follow-up off, and taking that back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.gui.session import WindowSession


def tick(session: WindowSession, owner: QObject, one: FollowUp, *, done: bool) -> None:
    """Say that ``one`` is done, or open again; Undo makes it what it was."""
    before = {"state": one.state, "why_dropped": one.why_dropped}
    change = session.cases.follow_ups.change
    words = _("Done: {text}") if done else _("Open again: {text}")

    def undo() -> None:
        session.tasks.change(owner, partial(change, one.uid, before, session.me))

    def told(_answer: object) -> None:
        session.undoable.emit(words.format(text=one.text), undo)

    session.tasks.change(
        owner, partial(change, one.uid, {"state": "done" if done else "open"}, session.me), told
    )
