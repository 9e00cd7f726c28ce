"""What can be done with an incident, with the keys."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.incident.action_panels import (
    ActionForm,
    assign_form,
    cancel_form,
    promise_form,
    reopen_form,
)
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.actions import add_action
from incidentdesk.services.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.incident.incident_page import IncidentRoom

AskFor = Callable[[WindowSession, IncidentPage], ActionForm]
"""Makes a small form for an incident."""

REOPENABLE_STATUSES = ("resolved", *ENDED_STATUSES)
WORKING_STATUSES = ("new", "in_progress", "on_hold")
EVERY_STATUS = (*OPEN_STATUSES, *ENDED_STATUSES)
FIXABLE_STATUSES = ("new", "in_progress")


def add_room_actions(room: IncidentRoom) -> None:
    """Give ``room`` its actions. An action's data tells whether it is offered now; the menu asks it.

    What the person may not do is not offered, and its key tells who may.
    """

    def when(statuses: Collection[str]) -> Callable[[], bool]:
        return lambda: room.page is not None and room.page.incident.status in statuses

    def ask(form: AskFor, statuses: Collection[str]) -> Callable[[], None]:
        return lambda: room.ask(form, statuses)

    is_open, can_reopen = when(OPEN_STATUSES), when(REOPENABLE_STATUSES)
    for text, keys, act, applies, right in (
        (_("Complete the stage, or add the note"), "Ctrl+Return", room.complete, None, Right.WORK),
        (_("Fixed on the phone"), "Ctrl+Shift+Return", room.fix_now, when(FIXABLE_STATUSES), Right.WORK),
        (_("Back to the stage"), "Esc", room.back, lambda: False, None),
        (_("Save"), "Ctrl+S", room.stages.save, None, Right.WORK),
        (_("Write a note"), "Ctrl+M", room.side.write_note, None, Right.WORK),
        (_("Attach a file"), "Ctrl+Shift+F", room.side.show_files, None, Right.WORK),
        (_("Similar incidents"), "Ctrl+Shift+L", room.side.show_similar, None, None),
        (_("Take it over"), "Ctrl+T", room.take, is_open, Right.WORK),
        (_("Assign…"), "Ctrl+Shift+A", ask(assign_form, OPEN_STATUSES), is_open, Right.WORK),
        (_("Put on hold, or resume"), "Ctrl+H", room.hold, when(WORKING_STATUSES), Right.WORK),
        (_("Promise a callback…"), "Ctrl+Shift+K", ask(promise_form, EVERY_STATUS), None, Right.WORK),
        (_("Cancel the incident…"), "Ctrl+Shift+X", ask(cancel_form, OPEN_STATUSES), is_open, Right.WORK),
        (_("Reopen…"), "Ctrl+Shift+R", ask(reopen_form, REOPENABLE_STATUSES), can_reopen, Right.REOPEN),
        (_("Take the close back"), "Ctrl+Shift+U", room.undo_close, when(("closed",)), Right.WORK),
        (_("Show the report"), "Ctrl+R", room.side.show_report, None, None),
        (_("Print the report"), "Ctrl+P", room.print_report, None, None),
        (_("Stage before"), "Alt+Left", lambda: room.step(-1), None, None),
        (_("Stage after"), "Alt+Right", lambda: room.step(1), None, None),
        (_("Copy the number"), "Ctrl+Shift+C", room.copy_number, None, None),
        (_("What can be done"), "Alt+A", room.head.menu_button.click, lambda: False, None),
    ):
        action = add_action(room, text, keys, partial(_act, room, act, right), whole_window=False)
        action.setData(partial(_is_offered, room, applies, right))


def _act(room: IncidentRoom, act: Callable[[], object], right: Right | None) -> None:
    if right is None or not room.session.refuses(right):
        act()


def _is_offered(room: IncidentRoom, applies: Callable[[], bool] | None, right: Right | None) -> bool:
    return (right is None or room.session.may(right)) and (applies is None or applies())


def show_menu(room: IncidentRoom, button: QWidget) -> None:
    """Offer below ``button`` what applies now."""
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action in room.actions():
        if action.data()():
            menu.addAction(action)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
