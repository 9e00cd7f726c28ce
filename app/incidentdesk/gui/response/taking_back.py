"""Undo in the response room: one way for all that the desk can take back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from incidentdesk.domain.phases import can_be_taken_back
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes


def undo_of(session: WindowSession, uid: str, changes: Changes) -> Callable[[], Changes]:
    """What takes back the act of which ``changes`` came, on the incident ``uid``."""
    return partial(session.cases.response.take_back, uid, changes.cause, session.me)


def undo_of_phase(
    session: WindowSession, uid: str, old: str, new: str, changes: Changes
) -> Callable[[], Changes] | None:
    """The same for a step from one phase to another; nothing where that stays."""
    return undo_of(session, uid, changes) if can_be_taken_back(old, new) else None


def offer_undo(session: WindowSession, uid: str, words: str, changes: Changes) -> None:
    """Say ``words`` of what was done, and offer to take it back."""
    undo = undo_of(session, uid, changes)
    session.undoable.emit(words, lambda: session.tasks.change(session, undo))
