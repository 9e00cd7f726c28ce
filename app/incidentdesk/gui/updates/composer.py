"""The composer of updates as its helpers know it: what is written, for whom, and what can be asked of it."""

from __future__ import annotations

from typing import Protocol

from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.updates.ask_line import Asks
from incidentdesk.gui.updates.channel_ticks import ChannelTicks
from incidentdesk.gui.updates.shown import Shown
from incidentdesk.gui.updates.standing import Notice
from incidentdesk.gui.updates.update_edit import UpdateEdit


class Composer(Protocol):
    """One text for one audience of the incident ``uid``; ``dirty`` while it is in no desk."""

    session: WindowSession
    uid: str
    dirty: bool
    shown: Shown
    edit: UpdateEdit
    channels: ChannelTicks
    asks: Asks

    @property
    def audience_key(self) -> str:
        """Who is told: ``internal``, ``executive`` or ``external``."""

    @property
    def template_key(self) -> str:
        """The template that the text was begun by."""

    def show_audience(self, key: str) -> None:
        """Go to another audience."""

    def keep_focus(self) -> None:
        """Keep the focus in the card where what had it has gone."""

    def ask_whom(self) -> None:
        """Ask who was told by hand."""

    def show_trouble(self, notice: Notice) -> None:
        """Say why something was refused, until the next thing is done."""

    def forget_draft(self) -> None:
        """What is written here is in the desk by now."""

    def start_afresh(self) -> None:
        """Put the old text away where there is one, and begin from what the room knows now."""
