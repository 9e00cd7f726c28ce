"""What is warned of in a response room. Nothing is blocked by it."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.response.response_view import RoomView

WORDS = {
    "no_commander": N_("Nobody is in command."),
    "commander_fixes": N_(
        "{name} is in command and has a part in the fix. Give that work to somebody, or hand over command."
    ),
    "long_command": N_("{name} has been in command for over 4 hours. Is it time to hand over?"),
}


class RoomWarnings(Banner):
    """The warnings of a room in one banner; put away, it comes back when others are warned of."""

    def __init__(self, take: Callable[[], object]) -> None:
        super().__init__()
        self._take = take
        self._shown: object = None
        self._put_away_for: object = None
        self.closed.connect(self._remember)
        self.hide()

    def show_room(self, view: RoomView, *, may_change: bool) -> None:
        """Warn of what is to be warned of now."""
        state = (view.incident.uid, view.warnings, view.commander and view.commander.uid, may_change)
        if state == self._shown:
            return
        self._shown = state
        known = [key for key in view.warnings if key in WORDS]
        if state == self._put_away_for or not known:
            self.set_message("", "warning")
            return
        name = view.commander.name if view.commander else ""
        words = " ".join(_(WORDS[key]).format(name=name) for key in known)
        take = may_change and "no_commander" in known
        self.set_message(words, "warning", [(_("Take command"), self._take)] if take else ())

    def _remember(self) -> None:
        self._put_away_for = self._shown
