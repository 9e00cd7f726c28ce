"""The desk as the use cases see it: its file, its clock, its processes, and transactions on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.time_source import Instant, TimeSource
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk import rights, settings
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage.database import DeskDatabase, change_seq, desk_uid, next_change
from incidentdesk.storage.seeing import WHOLE, seen_by, sees_any
from incidentdesk.storage.session import Session


class Changes(NamedTuple):
    """What a use case touched: incidents by uid, other things by name (``people``, ``settings`` …).

    ``cause`` is the act that did it, as its entries in timelines name it.
    """

    incidents: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    change_seq: int = 0
    cause: str = ""


@dataclass
class Work:
    """One writing transaction: who does it, when, and as which act (``cause``)."""

    session: Session
    author: str
    now: Instant
    cause: str
    settings: DeskSettings
    change_seq: int
    touched: set[str] = field(default_factory=set)
    things: set[str] = field(default_factory=set)

    def require(self, right: Right) -> None:
        """Raise ``RefusedError`` where the author has not this right, and say who has."""
        rights.require(self.session, self.author, right)

    def require_to_write(self, values: Iterable[tuple[str, JsonValue]]) -> None:
        """Raise ``RefusedError`` where the author may not give one of these fields its new value."""
        rights.require_to_write(self.session, self.author, values)

    def new_uid(self) -> str:
        """A new identifier."""
        return new_uid(self.now.ms)

    def changes(self, *things: str) -> Changes:
        """What this transaction touched so far."""
        return Changes(
            frozenset(self.touched), frozenset({*self.things, *things}), self.change_seq, self.cause
        )


class Desk:
    """Everything that a use case works on. Built once, in ``bootstrap``."""

    def __init__(self, database: DeskDatabase, time: TimeSource, library: ProcessLibrary) -> None:
        self.database = database
        self.time = time
        self.library = library
        self.way = "command_line"
        """By which of ``domain.restricted.WAYS`` people come here; a window says so."""
        self._settings = settings.Loader()

    def prepare(self) -> str:
        """Make or migrate the desk's file and seed its settings, on this thread; gives the desk's uid."""
        now = self.time.now()
        self.database.prepare(now.ms)
        self.database.connect(write=True, read=True)
        try:
            with self.database.reading() as session:
                uid, whole = desk_uid(session), not settings.lacking(session, self.time.zone.key)
                self.library.take_stored(session)
            if not whole:
                with self.database.writing() as session:
                    is_new = settings.seed(session, self.time.zone.key, now)
                    if is_new:
                        from incidentdesk.services.desk import runbook_library

                        runbook_library.seed(session, now)
            return uid
        finally:
            self.database.disconnect()

    def settings(self) -> DeskSettings:
        """The settings in force."""
        with self.reading() as (_session, rules):
            return rules

    @staticmethod
    def seen_by(person: str) -> AbstractContextManager[None]:
        """Let what is read within, on this thread, be read by the person with this uid."""
        return seen_by(person)

    def sees_any(self, person: str) -> bool:
        """Whether ``person`` sees anything that is kept from others: then it must be sure that it is them."""
        with self.database.reading_whole() as session:
            return sees_any(session, person)

    def change_seq(self) -> int:
        """The number of the newest change of the desk, whatever it changed."""
        with self.database.reading() as session:
            return change_seq(session)

    def require(self, author: str, right: Right) -> None:
        """Raise ``RefusedError`` where ``author`` has not this right: before work that takes long."""
        with self.database.reading() as session:
            rights.require(session, author, right)

    @contextmanager
    def changing(self, author: str, right: Right | None = Right.WORK) -> Iterator[Work]:
        """One transaction that changes the desk: all of it is kept, or nothing.

        Raises ``RefusedError`` where ``author`` has not ``right``; without one everybody here may. What is
        read within is read by the author; the program itself sees all.
        """
        with seen_by(author or WHOLE), self.database.writing() as session:
            rights.require(session, author, right)
            now, rules = self.time.now(), self._settings.load(session)
            yield Work(session, author, now, new_uid(now.ms), rules, next_change(session))

    @contextmanager
    def reading(self) -> Iterator[tuple[Session, DeskSettings]]:
        """One view of the desk: several questions see the same state, as the viewer may see it.

        Who reads is told by ``seen_by``. That a restricted incident was opened is logged before anything of
        it is handed out, where this thread may write; else by who asked (``log_openings``).
        """
        with self.database.reading() as session:
            yield session, self._settings.load(session)
        if self.database.opened and self.database.writes_here:
            self.log_openings()

    def log_openings(self) -> None:
        """Log the openings of restricted incidents that are not logged yet."""
        taken, opened = set[tuple[str, str]](), self.database.opened
        while opened:
            taken.add(opened.popleft())
        if not taken:
            return
        from incidentdesk.services.desk.openings import log_openings

        try:
            log_openings(self.database, taken, self.way, self.time.now())
        except UserFacingError:
            opened.extend(taken)
            raise
