"""What can be done with an incident, with the keys."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.action_panel import AskFor
from incidentdesk.gui.incident.action_forms import (
    assign_form,
    cancel_form,
    escalate_form,
    promise_form,
    reopen_form,
)
from incidentdesk.gui.incident.room_doings import (
    EVERY_STATUS,
    FIXABLE_STATUSES,
    REOPENABLE_STATUSES,
    WORKING_STATUSES,
    RoomDoings,
)
from incidentdesk.gui.incident.room_frame import RoomFrame
from incidentdesk.gui.response.phase_words import is_raised, is_undeclared, next_phases
from incidentdesk.gui.response.response_forms import (
    declare_form,
    phase_form,
    promote_form,
    return_form,
    sev_form,
)
from incidentdesk.gui.restricted.forms import (
    channels_form,
    evidence_form,
    lift_form,
    name_form,
    notice_form,
    restrict_form,
)
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.services.cases.pages import IncidentPage

Group = Callable[[RoomFrame, RoomDoings], Iterator["Offer"]]
"""Gives the actions of one subject."""

SUBJECT = "subject"

WORK = Right.WORK


def _to_all(_page: IncidentPage) -> bool:
    return True


@dataclass(frozen=True)
class Offer:
    """One action: who may do it (everybody without a ``right``), and in which statuses the menu offers it.

    Of those incidents it is offered for what it ``applies`` to.
    """

    text: str
    keys: str
    act: Callable[[], object]
    right: Right | None = None
    statuses: Collection[str] = EVERY_STATUS
    applies: Callable[[IncidentPage], bool] = _to_all


def add_room_actions(room: RoomFrame, doings: RoomDoings) -> None:
    """Give ``room`` its actions. An action's data tells whether it is offered now; the menu asks it.

    What the person may not do is not offered, and its key tells who may.
    """
    for subject, offers in enumerate(GROUPS):
        for offer in offers(room, doings):
            act = partial(_act, room, offer)
            action = add_action(room, offer.text, offer.keys, act, whole_window=False)
            action.setData(partial(_is_offered, room, offer))
            action.setProperty(SUBJECT, subject)


def _of_stage(room: RoomFrame, doings: RoomDoings) -> Iterator[Offer]:
    yield Offer(_("Complete the stage, or add the note"), "Ctrl+Return", doings.complete, WORK)
    yield Offer(
        _("Fixed on the phone"), "Ctrl+Shift+Return", doings.fix_now, WORK, FIXABLE_STATUSES, _has_quick_page
    )
    yield Offer(_("Back to the stage, or to the queue"), "Esc", doings.back, statuses=())
    yield Offer(_("Save"), "Ctrl+S", doings.save, WORK)
    yield Offer(_("Stage before"), "Alt+Left", partial(_step, room, -1))
    yield Offer(_("Stage after"), "Alt+Right", partial(_step, room, 1))


def _beside(room: RoomFrame, _doings: RoomDoings) -> Iterator[Offer]:
    yield Offer(_("Write a note"), "Ctrl+M", room.side.write_note, WORK)
    yield Offer(_("Tell the reporter…"), "Alt+T", room.telling.open, WORK)
    yield Offer(_("Write a follow-up"), "Ctrl+J", room.stages.write_follow_up, WORK)
    yield Offer(_("Attach a file"), "Ctrl+Shift+F", room.side.show_files, WORK)
    yield Offer(_("Runbooks"), "Alt+K", room.runbooks.open)
    yield Offer(_("Similar incidents"), "Ctrl+Shift+L", room.side.show_similar)
    yield Offer(_("Copy the number"), "Ctrl+Shift+C", room.copy_number)
    yield Offer(_("What can be done"), "Alt+A", room.head.menu_button.click, statuses=())


def _of_outage(room: RoomFrame, _doings: RoomDoings) -> Iterator[Offer]:
    yield Offer(_("Callers"), "Alt+C", room.outage.show_callers)
    yield Offer(_("Linked incidents"), "Alt+L", room.side.show_linked)
    yield Offer(
        _("Offer it to callers as an outage, or no longer"), "Ctrl+Shift+O", room.outage.mark, WORK,
        OPEN_STATUSES,
    )  # fmt: skip


def _of_links(room: RoomFrame, _doings: RoomDoings) -> Iterator[Offer]:
    link = room.outage.link
    yield Offer(_("Add a child…"), "Ctrl+Shift+H", partial(link, "child"), WORK, OPEN_STATUSES)
    yield Offer(_("Make it a child of…"), "Ctrl+Shift+B", partial(link, "parent"), WORK, OPEN_STATUSES)
    yield Offer(_("Link as a duplicate of…"), "Ctrl+Shift+Y", partial(link, "duplicate"), WORK)
    yield Offer(_("Link as related…"), "Ctrl+Shift+J", partial(link, "related"), WORK)
    yield Offer(_("Merge into…"), "Ctrl+Shift+M", partial(link, "merge"), WORK, OPEN_STATUSES)


def _of_people(room: RoomFrame, doings: RoomDoings) -> Iterator[Offer]:
    def ask(form: AskFor, statuses: Collection[str]) -> Callable[[], None]:
        return lambda: room.ask(form, statuses)

    yield Offer(_("Take it over"), "Ctrl+T", doings.take, WORK, OPEN_STATUSES)
    assign, cancel = ask(assign_form, OPEN_STATUSES), ask(cancel_form, OPEN_STATUSES)
    reopen = ask(reopen_form, REOPENABLE_STATUSES)
    yield Offer(_("Assign…"), "Ctrl+Shift+A", assign, WORK, OPEN_STATUSES)
    yield Offer(_("Escalate…"), "Ctrl+Shift+E", ask(escalate_form, OPEN_STATUSES), WORK, OPEN_STATUSES)
    yield Offer(_("Put on hold, or resume"), "Ctrl+H", doings.hold, WORK, WORKING_STATUSES)
    yield Offer(_("Promise a callback…"), "Ctrl+Shift+K", ask(promise_form, EVERY_STATUS), WORK)
    yield Offer(_("Cancel the incident…"), "Ctrl+Shift+X", cancel, WORK, OPEN_STATUSES)
    yield Offer(_("Reopen…"), "Ctrl+Shift+R", reopen, Right.REOPEN, REOPENABLE_STATUSES)
    yield Offer(
        _("Log it again, linked"), "Ctrl+Shift+G", room.stages.again_wanted.emit, WORK, ENDED_STATUSES
    )
    yield Offer(_("Take the close back"), "Ctrl+Shift+U", doings.undo_close, WORK, ("closed",))


def _of_response(room: RoomFrame, _doings: RoomDoings) -> Iterator[Offer]:
    def ask(form: AskFor, statuses: Collection[str]) -> Callable[[], None]:
        return partial(_ask_saved, room, form, statuses)

    opened, live = OPEN_STATUSES, WORKING_STATUSES
    yield Offer(_("Make it a major incident…"), "Alt+J", ask(promote_form, live), WORK, live, _is_ordinary)
    yield Offer(_("Declare…"), "Alt+D", ask(declare_form, live), WORK, live, is_undeclared)
    yield Offer(_("Phase…"), "Alt+H", ask(phase_form, EVERY_STATUS), WORK, EVERY_STATUS, _has_phases)
    yield Offer(_("SEV level…"), "Alt+V", ask(sev_form, opened), WORK, opened, _is_declared)
    yield Offer(
        _("Return to the desk's process…"), "Alt+R", ask(return_form, opened), WORK, opened, is_raised
    )
    yield from _of_restricted(room)


def _of_review(room: RoomFrame, _doings: RoomDoings) -> Iterator[Offer]:
    def act(name: str) -> Callable[[], None]:
        return partial(room.reviewing.do, name)

    yield Offer(_("Take the draft over"), "Alt+Return", act("take"), WORK, OPEN_STATUSES, _has_review)
    every = _("Take every draft over")
    yield Offer(every, "Alt+Shift+Return", act("take_all"), WORK, OPEN_STATUSES, _has_review)
    roles = _("Put roles in place of names")
    yield Offer(roles, "Alt+O", act("write_roles"), WORK, OPEN_STATUSES, _has_review)
    yield Offer(_("Leave the remark as it is"), "Alt+I", act("leave_it"), WORK, OPEN_STATUSES, _has_review)
    paste = _("Paste a timeline…")
    yield Offer(paste, "Ctrl+Shift+V", room.pasting.open, WORK, OPEN_STATUSES, _has_review)
    yield Offer(_("Questions to ask"), "Alt+Q", act("ask"), statuses=EVERY_STATUS, applies=_has_review)


def _of_restricted(room: RoomFrame) -> Iterator[Offer]:
    def ask(form: AskFor) -> Callable[[], None]:
        return lambda: room.ask(form, EVERY_STATUS)

    every = EVERY_STATUS
    yield Offer(_("Restrict it to named people…"), "Alt+W", ask(restrict_form), WORK, every, _is_open_to_all)
    yield Offer(_("Who may open it, and who did"), "Alt+Shift+P", room.side.show_restricted, None, every,
                _is_restricted)  # fmt: skip
    for text, keys, form in (
        (_("Name somebody…"), "Alt+N", name_form),
        (_("Legal notice…"), "Alt+G", notice_form),
        (_("What not to use to talk about it…"), "Alt+U", channels_form),
        (_("Let everybody open it again…"), "Alt+Shift+W", lift_form),
    ):
        yield Offer(text, keys, ask(form), WORK, every, _is_restricted)
    yield Offer(_("Take evidence into custody…"), "Alt+E", ask(evidence_form), WORK, every, _is_restricted)


def _of_report(room: RoomFrame, _doings: RoomDoings) -> Iterator[Offer]:
    yield Offer(_("Show the report"), "Ctrl+R", room.side.show_report)
    yield Offer(_("Print the report"), "Ctrl+P", partial(_print_report, room))


GROUPS: tuple[Group, ...] = (
    _of_stage, _beside, _of_outage, _of_links, _of_people, _of_response, _of_review, _of_report,
)  # fmt: skip
"""The actions by subject, in the order of the menu."""
_OWN_MENUS: dict[Group, str] = {
    _of_links: N_("Link with another one"),
    _of_response: N_("Major, or restricted"),
    _of_review: N_("Review"),
    _of_report: N_("Report"),
}
"""Subjects with a menu of their own in it."""


def _act(room: RoomFrame, offer: Offer) -> None:
    if offer.right is not None and room.session.refuses(offer.right):
        return
    if room.page is not None and not offer.applies(room.page):
        words = _("“{action}” is not for {number} as it is now.")
        room.session.told.emit(words.format(action=offer.text, number=room.page.incident.number), "danger")
        return
    offer.act()


def _is_offered(room: RoomFrame, offer: Offer) -> bool:
    status = room.page.incident.status if room.page is not None else ""
    may = offer.right is None or room.session.may(offer.right)
    return may and status in offer.statuses and (room.page is None or offer.applies(room.page))


def _ask_saved(room: RoomFrame, form: AskFor, statuses: Collection[str]) -> None:
    """Ask, with what is on the stage saved first: the work may go on at another one."""
    room.stages.leave()
    room.ask(form, statuses)


def _is_ordinary(page: IncidentPage) -> bool:
    return not is_raised(page)


def _is_restricted(page: IncidentPage) -> bool:
    return page.incident.restricted


def _is_open_to_all(page: IncidentPage) -> bool:
    return not page.incident.restricted


def _is_declared(page: IncidentPage) -> bool:
    return is_raised(page) and not is_undeclared(page)


def _has_review(page: IncidentPage) -> bool:
    return is_raised(page)


def _has_phases(page: IncidentPage) -> bool:
    return is_raised(page) and bool(next_phases(page))


def _has_quick_page(page: IncidentPage) -> bool:
    return page.definition.quick is not None


def show_menu(room: RoomFrame, button: QWidget) -> None:
    """Offer below ``button`` what applies now."""
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offered: dict[int, list[QAction]] = {}
    for action in room.actions():
        if action.data()():
            offered.setdefault(action.property(SUBJECT), []).append(action)
    for subject, actions in offered.items():
        if GROUPS[subject] in _OWN_MENUS:
            menu.addMenu(_(_OWN_MENUS[GROUPS[subject]])).addActions(actions)
        else:
            menu.addSeparator()
            menu.addActions(actions)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def _step(room: RoomFrame, by: int) -> None:
    """Show the stage before (-1) or after (1)."""
    page, stage = room.page, room.stages.stage
    if page is not None and stage is not None:
        position = page.definition.position(stage.key) + by
        if 0 <= position < len(page.definition.stages):
            room.show_stage(page.definition.stages[position].key)


def _print_report(room: RoomFrame) -> None:
    """Show the report, and ask for a printer."""
    room.side.show_report()
    room.side.report.print()
