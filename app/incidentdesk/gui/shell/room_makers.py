"""How each room of the window is made. Those not seen first are imported with their first use, too."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from incidentdesk.gui.page import Page
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.rooms import MakePage


def room_makers(session: WindowSession, choose_theme: Callable[[str], None]) -> dict[str, MakePage]:
    """What makes each room, by its name."""
    return {
        "log": partial(_log, session),
        "home": partial(_home, session),
        "queue": lambda: QueuePage(session),
        "incident": partial(_incident, session),
        "follow_ups": partial(_follow_ups, session),
        "handover": partial(_handover, session),
        "registers": partial(_registers, session),
        "settings": partial(_settings, session, choose_theme),
        "transfer": partial(_transfer, session),
        "welcome": partial(_welcome, session),
    }


def _log(session: WindowSession) -> Page:
    from incidentdesk.gui.log.log_page import LogPage

    return LogPage(session)


def _home(session: WindowSession) -> Page:
    from incidentdesk.gui.home.home_page import HomePage

    return HomePage(session)


def _incident(session: WindowSession) -> Page:
    from incidentdesk.gui.incident.incident_page import IncidentRoom

    return IncidentRoom(session)


def _settings(session: WindowSession, choose_theme: Callable[[str], None]) -> Page:
    from incidentdesk.gui.settings.settings_page import SettingsPage

    page = SettingsPage(session)
    page.theme_chosen.connect(choose_theme)
    return page


def _welcome(session: WindowSession) -> Page:
    from incidentdesk.gui.welcome.welcome_page import WelcomePage

    return WelcomePage(session)


def _transfer(session: WindowSession) -> Page:
    from incidentdesk.gui.transfer.transfer_page import TransferPage

    return TransferPage(session)


def _follow_ups(session: WindowSession) -> Page:
    from incidentdesk.gui.follow_ups.follow_ups_page import FollowUpsPage

    return FollowUpsPage(session)


def _handover(session: WindowSession) -> Page:
    from incidentdesk.gui.handing.handover_page import HandoverRoom

    return HandoverRoom(session)


def _registers(session: WindowSession) -> Page:
    from incidentdesk.gui.registers.registers_page import RegistersPage

    return RegistersPage(session)
