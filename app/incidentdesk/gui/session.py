"""What every page works with: the use cases, the threads, the person at the keyboard, where to go next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Attachment, ListItem, Person
from incidentdesk.domain.rights import Right, may, right_to_write
from incidentdesk.gui.index_keeper import IndexKeeper
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.desk.rights import who_may
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.lists.views import VIEWS, View
from incidentdesk.services.use_cases import UseCases

if TYPE_CHECKING:
    from incidentdesk.domain.registers import Entry
    from incidentdesk.gui.backup_keeper import BackupKeeper
    from incidentdesk.gui.board_keeper import PageKeeper
    from incidentdesk.gui.command_runner import CommandRunner
    from incidentdesk.gui.forms.context import FormContext
    from incidentdesk.gui.update_sender import UpdateSender


class Surroundings(NamedTuple):
    """What changes seldom and every form needs: settings and staff.

    ``with_pin`` are the uids of those who have a PIN.
    """

    settings: DeskSettings
    staff: list[Person]
    with_pin: frozenset[str] = frozenset()


def look_around(cases: UseCases) -> Surroundings:
    """Read the surroundings; runs on the reading thread."""
    with_pin = cases.signing_in.with_pin()
    return Surroundings(cases.desk.settings(), cases.people.staff(), with_pin)


class WindowSession(QObject):
    """One window on one desk, and the person who works at it.

    The person may change while the window is open. Pages are made anew for whoever comes, so that a page
    belongs to one person; what lives longer asks for ``me`` at each use, or follows ``person_changed``.
    """

    go = Signal(str, str)
    """Show the room (``log``, ``queue``, ``incident``, ``settings``), at a uid, view or section."""
    told = Signal(str, str)
    """A short message at the bottom of the window, and its tone (``good``, ``danger``, empty)."""
    undoable = Signal(str, object)
    """A short message with an Undo button, and what undoes it (a callable)."""
    kept = Signal(object)
    """Something was saved or kept as a draft; milliseconds since 1970."""
    leave = Signal(object)
    """Leave this desk for the one that a ``Departure`` names."""
    surroundings_changed = Signal()
    """Settings or staff are not what they were."""
    person_changed = Signal()
    """Somebody else works here: ``person``, ``drafting`` and ``views`` are theirs by now."""
    locked_changed = Signal()
    """The window was locked or unlocked."""

    def __init__(
        self, cases: UseCases, tasks: Tasks, drafting: Drafting, person: Person, surroundings: Surroundings
    ) -> None:
        super().__init__()
        self.cases = cases
        cases.desk.way = "window"
        self.tasks = tasks
        self.drafting = drafting
        self.person = person
        tasks.person = person.uid
        self.surroundings = surroundings
        self.index = IndexKeeper(cases, tasks, self.told.emit, self)
        self.place: QWidget | None = None
        """Where the window shows its pages. They are made in it: put there later, they are styled anew."""
        self.views: list[View] = list(VIEWS)
        """The views of the queue as they were read last."""
        self._locked = False
        tasks.changed.connect(self._on_changed)

    @cached_property
    def backups(self) -> BackupKeeper:
        """The care of backups; imported and made once the window rests."""
        from incidentdesk.gui.backup_keeper import BackupKeeper

        return BackupKeeper(self.cases, self.tasks, self)

    @cached_property
    def update_sender(self) -> UpdateSender:
        """What lets updates go out; imported and made where one is sent."""
        from incidentdesk.gui.update_sender import UpdateSender

        return UpdateSender(self.cases, self.tasks, self)

    @cached_property
    def board_page(self) -> PageKeeper:
        """The care of the board's page; imported and made once the window rests."""
        from incidentdesk.gui.board_keeper import PageKeeper

        return PageKeeper(self.cases, self.tasks, self)

    @cached_property
    def commands(self) -> CommandRunner:
        """What runs commands of runbooks; made with the first page that shows one."""
        from incidentdesk.gui.command_runner import CommandRunner

        return CommandRunner(self.cases, self.tasks, self)

    def going_on(self) -> str:
        """What would end with the window, in words; empty where nothing would."""
        commands = self.commands.going_on() if "commands" in self.__dict__ else ""
        sending = self.update_sender.going_on() if "update_sender" in self.__dict__ else ""
        return commands or sending

    def close_down(self) -> None:
        """The window was closed: what is under way outside of it ends."""
        if "commands" in self.__dict__:
            self.commands.close_down()

    @property
    def me(self) -> str:
        """The uid of the person at the keyboard."""
        return self.person.uid

    @property
    def speaks_to_me(self) -> bool:
        """Whether what is told at the moment is for whoever works here: answers to others are not."""
        return self.tasks.answering in ("", self.me)

    def may(self, right: Right) -> bool:
        """Whether the person at the keyboard has this right; the services refuse by the same rule."""
        return may(self.person.role, right)

    def who_may(self, right: Right) -> str:
        """Who has this right, in words."""
        return who_may(self.surroundings.staff, right)

    def refuses(self, right: Right) -> bool:
        """Whether the person has not this right; then it is told who has."""
        if self.may(right):
            return False
        self.told.emit(self.who_may(right), "danger")
        return True

    def refusal(self, field: str, value: JsonValue) -> str:
        """Why the person may not give ``field`` this value; empty where they may."""
        right = right_to_write(field, value)
        return "" if right is None or self.may(right) else self.who_may(right)

    @property
    def locked(self) -> bool:
        """Whether nobody works here until they say who they are: what is on the pages is covered."""
        return self._locked

    def set_locked(self, locked: bool) -> None:
        """Remember that the window was locked or unlocked, and tell."""
        if locked != self._locked:
            self._locked = locked
            self.locked_changed.emit()

    def change_person(self, person: Person) -> None:
        """Let ``person`` work here, with their own drafts and views."""
        self.person = person
        self.tasks.person = self.tasks.answering = person.uid
        self.drafting = self.drafting.of_person(person.uid)
        self._take_views(list(VIEWS))
        self.tasks.ask(self, partial(self.cases.views.all, person.uid), self._take_views, topic="views")
        self.person_changed.emit()

    def _take_views(self, views: list[View]) -> None:
        self.views = views

    @property
    def settings(self) -> DeskSettings:
        """The desk's settings in force."""
        return self.surroundings.settings

    def canned_texts(self) -> Sequence[ListItem]:
        """The short texts that can be put into longer ones."""
        return [one for one in self.settings.lists.get("canned_texts", ()) if not one.retired]

    def find_items(self, register: str, text: str, deliver: Callable[[Sequence[Entry]], None]) -> None:
        """Look for entries of a register; of the questions on one register the newest wins."""
        question = partial(self.cases.registers.find, register, text)
        self.tasks.ask(self, question, lambda found: deliver(found.entries), topic=f"find/{register}")

    def entries(
        self, register: str, uids: Sequence[str], deliver: Callable[[Mapping[str, Entry]], None]
    ) -> None:
        """Ask what entries of a register, by their uids, are called and told by."""
        self.tasks.ask(self, partial(self.cases.registers.entries, register, uids), deliver)

    def add_item(
        self, register: str, name: str, values: Mapping[str, JsonValue], done: Callable[[Entry], None]
    ) -> None:
        """Add an entry to a register."""
        registers, me = self.cases.registers, self.me

        def act() -> tuple[Entry, Changes]:
            card, changes = registers.write(register, "", name, values, me)
            return registers.entries(register, (card.uid,))[card.uid], changes

        self.tasks.change(self, act, lambda answer: done(answer[0]))

    def form_context(
        self,
        definition: ProcessDefinition | None,
        *,
        names: Mapping[str, str] | None = None,
        attachments: Sequence[Attachment] = (),
    ) -> FormContext:
        """What the editors of a form are lent."""
        from incidentdesk.gui.forms.context import FormContext  # first wanted with the first form
        from incidentdesk.gui.forms.row_by_row import row_by_row

        time = self.cases.desk.time
        return FormContext(
            settings=self.settings,
            me=self.me,
            now=time.now,
            zone=self.settings.zone,
            definition=definition,
            staff=self.surroundings.staff,
            find_entries=self.find_items,
            ask_entries=self.entries,
            add_entry=self.add_item if self.may(Right.WORK) else None,
            canned=self.canned_texts,
            refusal=self.refusal,
            elsewhere=partial(row_by_row, definition.key if definition else ""),
            names=names or {},
            attachments=attachments,
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.things & {"settings", "people", "processes", "elsewhere"}:
            self.tasks.ask(self, partial(look_around, self.cases), self._look, topic="surroundings")

    def _look(self, surroundings: Surroundings) -> None:
        if surroundings != self.surroundings:
            self.surroundings = surroundings
            me = next((one for one in surroundings.staff if one.uid == self.me), None)
            self.person = me or self.person  # name or role may be others now
            self.surroundings_changed.emit()
