"""How each room of a window is made. Those that are not seen first are imported with their first use, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from incidentdesk.gui.page import Page
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.rooms import MakePage


def room_makers(session: WindowSession, choose_theme: Callable[[str], None]) -> Mapping[str, MakePage]:
    """The makers of all rooms by name; ``choose_theme`` is told what is chosen in the settings."""
    return {**_incidents(session), **_day(session), **_desk(session, choose_theme)}


def _incidents(session: WindowSession) -> dict[str, MakePage]:
    def log() -> Page:
        from incidentdesk.gui.log.log_page import LogPage

        return LogPage(session)

    def home() -> Page:
        from incidentdesk.gui.home.home_page import HomePage

        return HomePage(session)

    def incident() -> Page:
        from incidentdesk.gui.incident.incident_page import IncidentRoom

        return IncidentRoom(session)

    def raise_() -> Page:
        from incidentdesk.gui.response.raise_page import RaisePage

        return RaisePage(session)

    def response() -> Page:
        from incidentdesk.gui.response.room_page import ResponsePage

        return ResponsePage(session)

    return {
        "log": log, "raise": raise_, "home": home, "queue": lambda: QueuePage(session), "response": response,
        "incident": incident,
    }  # fmt: skip


def _day(session: WindowSession) -> dict[str, MakePage]:
    def follow_ups() -> Page:
        from incidentdesk.gui.follow_ups.follow_ups_page import FollowUpsPage

        return FollowUpsPage(session)

    def handover() -> Page:
        from incidentdesk.gui.handing.handover_page import HandoverRoom

        return HandoverRoom(session)

    def registers() -> Page:
        from incidentdesk.gui.registers.registers_page import RegistersPage

        return RegistersPage(session)

    def runbooks() -> Page:
        from incidentdesk.gui.runbooks.runbooks_page import RunbooksPage

        return RunbooksPage(session)

    return {
        "follow_ups": follow_ups, "handover": handover, "registers": registers, "runbooks": runbooks,
    }  # fmt: skip


def _desk(session: WindowSession, choose_theme: Callable[[str], None]) -> dict[str, MakePage]:
    def settings() -> Page:
        from incidentdesk.gui.settings.settings_page import SettingsPage

        page = SettingsPage(session)
        page.theme_chosen.connect(choose_theme)
        return page

    def transfer() -> Page:
        from incidentdesk.gui.transfer.transfer_page import TransferPage

        return TransferPage(session)

    def welcome() -> Page:
        from incidentdesk.gui.welcome.welcome_page import WelcomePage

        return WelcomePage(session)

    return {"settings": settings, "transfer": transfer, "welcome": welcome}
