"""The registers' room as the tests use it: in a real window on a real desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from end_to_end.driver import Driver
from end_to_end.office import Desk
from incidentdesk.domain.registers import Card
from incidentdesk.gui.registers.registers_page import RegistersPage
from incidentdesk.services.use_cases import UseCases

T = TypeVar("T")


@dataclass
class Room:
    """The room in its window."""

    desk: Desk

    @property
    def page(self) -> RegistersPage:
        page = self.desk.opened.window.rooms["registers"]
        assert isinstance(page, RegistersPage)
        return page

    @property
    def driver(self) -> Driver:
        return self.desk.driver

    def names(self) -> list[str]:
        """What the list shows in its first rows."""
        model = self.page.list.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def go(self, target: str) -> None:
        """Come to the room for something in it."""
        self.desk.opened.session.go.emit("registers", target)
        self.driver.settle()

    def card(self, register: str, name: str) -> Card:
        """The entry called ``name`` as it is kept."""

        def ask(cases: UseCases) -> Card:
            found = cases.registers.find(register, name, retired=True)
            uid = next(one.uid for one in found.entries if one.name == name)
            return cases.registers.get(register, uid)

        return on_desk(self.desk, ask)


def on_desk(desk: Desk, question: Callable[[UseCases], T]) -> T:
    """Ask as another process does."""
    with desk.office.reading() as cases:
        return question(cases)


def fill(desk: Desk, register: str, entries: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Add entries as somebody at another computer does."""
    with desk.office.reading() as cases:
        for name, values in entries:
            cases.registers.write(register, "", name, values, desk.office.me.uid)
