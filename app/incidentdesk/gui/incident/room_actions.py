"""What can be done with an incident, with the keys."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.gui.incident.action_panels import ActionForm, assign_form, cancel_form, reopen_form
from incidentdesk.gui.incident.copying import copy_number
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.actions import add_action
from incidentdesk.services.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.incident.incident_page import IncidentRoom

AskFor = Callable[[WindowSession, IncidentPage], ActionForm]
"""Makes a small form for an incident."""

REOPENABLE_STATUSES = ("resolved", *ENDED_STATUSES)
WORKING_STATUSES = ("new", "in_progress", "on_hold")
FIXABLE_STATUSES = ("new", "in_progress")


def add_room_actions(room: IncidentRoom) -> None:
    """Give ``room`` its actions. An action's data tells whether it applies now; the menu asks it."""

    def when(statuses: Collection[str]) -> Callable[[], bool]:
        return lambda: room.page is not None and room.page.incident.status in statuses

    def ask(form: AskFor, statuses: Collection[str]) -> Callable[[], None]:
        return lambda: room.ask(form, statuses)

    is_open, can_reopen = when(OPEN_STATUSES), when(REOPENABLE_STATUSES)
    for text, keys, act, applies in (
        (_("Complete the stage, or add the note"), "Ctrl+Return", room.complete, None),
        (_("Fixed on the phone"), "Ctrl+Shift+Return", room.fix_now, when(FIXABLE_STATUSES)),
        (_("Back to the stage"), "Esc", room.back, lambda: False),
        (_("Save"), "Ctrl+S", room.stages.save, None),
        (_("Write a note"), "Ctrl+M", room.side.write_note, None),
        (_("Attach a file"), "Ctrl+Shift+F", room.side.show_files, None),
        (_("Similar incidents"), "Ctrl+Shift+L", room.side.show_similar, None),
        (_("Callers"), "Alt+C", room.outage.show_callers, None),
        (_("Linked incidents"), "Alt+L", room.side.show_linked, None),
        (_("Offer it to callers as an outage, or no longer"), "Ctrl+Shift+O", room.outage.mark, is_open),
        (_("Add a child…"), "Ctrl+Shift+N", lambda: room.outage.link("child"), is_open),
        (_("Make it a child of…"), "Ctrl+Shift+B", lambda: room.outage.link("parent"), is_open),
        (_("Link as a duplicate of…"), "Ctrl+Shift+Y", lambda: room.outage.link("duplicate"), is_open),
        (_("Merge into…"), "Ctrl+Shift+M", lambda: room.outage.link("merge"), is_open),
        (_("Link as related…"), "Ctrl+Shift+J", lambda: room.outage.link("related"), None),
        (_("Take it over"), "Ctrl+T", room.take, is_open),
        (_("Assign…"), "Ctrl+Shift+A", ask(assign_form, OPEN_STATUSES), is_open),
        (_("Put on hold, or resume"), "Ctrl+H", room.hold, when(WORKING_STATUSES)),
        (_("Cancel the incident…"), "Ctrl+Shift+X", ask(cancel_form, OPEN_STATUSES), is_open),
        (_("Reopen…"), "Ctrl+Shift+R", ask(reopen_form, REOPENABLE_STATUSES), can_reopen),
        (_("Take the close back"), "Ctrl+Shift+U", room.undo_close, when(("closed",))),
        (_("Show the report"), "Ctrl+R", room.side.show_report, None),
        (_("Print the report"), "Ctrl+P", partial(_print_report, room), None),
        (_("Stage before"), "Alt+Left", lambda: _step(room, -1), None),
        (_("Stage after"), "Alt+Right", lambda: _step(room, 1), None),
        (_("Copy the number"), "Ctrl+Shift+C", partial(copy_number, room), None),
        (_("What can be done"), "Alt+A", room.head.menu_button.click, lambda: False),
    ):
        add_action(room, text, keys, act, whole_window=False).setData(applies)


def show_menu(room: IncidentRoom, button: QWidget) -> None:
    """Offer below ``button`` what applies now."""
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in room.actions():
        if action.data() is None or action.data()():
            menu.addAction(action)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def _step(room: IncidentRoom, by: int) -> None:
    """Show the stage before (-1) or after (1)."""
    page, stage = room.page, room.stages.stage
    if page is not None and stage is not None:
        position = page.definition.position(stage.key) + by
        if 0 <= position < len(page.definition.stages):
            room.show_stage(page.definition.stages[position].key)


def _print_report(room: IncidentRoom) -> None:
    """Show the report, and ask for a printer."""
    room.side.show_report()
    room.side.report.print()
