"""What is read and written for the edit of a runbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from incidentdesk.base.errors import RefusedError, UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.runbook import Runbook
from incidentdesk.domain.runbook_parser import parse_runbook
from incidentdesk.domain.runbook_writer import new_key, read_raw, write_raw
from incidentdesk.gui.filters.value_editors import Lent
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.runbooks.runbook_step_texts import Line, compared, told_lines
from incidentdesk.services.runbooks.runbooks import RunbookPage
from incidentdesk.services.use_cases import UseCases

Refuse = Callable[[UserFacingError], bool]
UNNAMED = "new"
"""The key under which a runbook is checked that has none yet."""


class Read(NamedTuple):
    """What is on the desk."""

    page: RunbookPage | None
    catalogue: tuple[FieldInfo, ...]


class Opened(NamedTuple):
    """The edit of ``key`` as it is kept in ``text``, or the version in use where none was begun."""

    key: str
    page: RunbookPage | None
    text: str
    catalogue: tuple[FieldInfo, ...]
    lent: Lent


class Kept(NamedTuple):
    """An edit that is on the desk now."""

    text: str
    changes: Changes


class WritingActs:
    """Acts of the page ``owner``."""

    def __init__(self, session: WindowSession, owner: QWidget) -> None:
        self._session = session
        self._owner = owner

    def read(self, key: str, deliver: Callable[[Opened], None]) -> None:
        """Read the edit of a runbook, or what a new one needs."""
        session = self._session

        def opened(found: Read) -> None:
            page, catalogue = found
            text = ""
            if page is not None:
                text = page.draft.text if page.draft is not None else page.versions[0].text
            names = {
                uid: words
                for info in catalogue
                if info.kind not in {"choice", "yes_no"}
                for uid, words in info.choices
            }
            lent = Lent(session.settings, session.cases.desk.time.now, session.find_items, names)
            deliver(Opened(key, page, text, catalogue, lent))

        session.tasks.ask(self._owner, partial(_read, session.cases, key), opened, topic="edit")

    def keep(
        self, key: str, text: str, started_from: str, done: Callable[[Kept], None], refused: Refuse
    ) -> None:
        """Keep ``text`` as the edit, over what it ``started_from``."""
        session = self._session
        act = partial(_keep, session.cases, key, text, started_from, session.me)
        session.tasks.change(self._owner, act, done, refused=refused)

    def publish(
        self, key: str, text: str, started_from: str, note: str, done: Callable[[str], None], refused: Refuse
    ) -> None:
        """Let ``text`` be the next version, or the first of a new runbook."""
        session = self._session
        if key:
            act = partial(_publish, session.cases, key, text, started_from, note, session.me)
        else:
            act = partial(_publish_new, session.cases, text, note, session.me)
        session.tasks.change(self._owner, act, lambda answer: done(answer[0]), refused=refused)

    def drop(self, key: str, done: Callable[[], None], refused: Refuse) -> None:
        """Throw an edit away."""
        session = self._session
        act = partial(session.cases.runbooks.drop_draft, key, session.me)
        session.tasks.change(self._owner, act, lambda _changes: done(), refused=refused)


def problem_of(text: str, key: str) -> str:
    """What keeps ``text`` from being a runbook; empty where nothing does."""
    try:
        parse_runbook(text if key else _keyed(text, UNNAMED), _("Not whole yet"))
    except UserFacingError as error:
        return str(error)
    return ""


def differences(cases: UseCases, key: str, text: str, other: str | None = None) -> list[Line]:
    """How ``text`` differs from the version in use, or from ``other``; runs on the reading thread."""
    before = cases.runbooks.page(key).versions[0].text if other is None else other
    return compared(_lines(before), _lines(text), around=0)


def _lines(text: str) -> list[str]:
    """What a runbook says; what is none yet is compared as it is written."""
    try:
        return told_lines(parse_runbook(text, "runbook"))
    except UserFacingError:
        return text.splitlines()


def _read(cases: UseCases, key: str) -> Read:
    return Read(cases.runbooks.page(key) if key else None, cases.queue.catalogue())


def _keep(cases: UseCases, key: str, text: str, started_from: str, me: str) -> Kept:
    cases.runbooks.begin_draft(key, me)
    return Kept(text, cases.runbooks.save_draft(key, text, me, started_from))


def _publish(
    cases: UseCases, key: str, text: str, started_from: str, note: str, me: str
) -> tuple[str, Changes]:
    book = parse_runbook(text, _("runbook"))  # before anything of it is kept
    page = cases.runbooks.page(key)
    if _bare(book) == _bare(cases.runbooks.at_version(key, page.line.version)):
        raise RefusedError(_("The edit changes nothing."), _("Change it first, or throw it away."))
    _keep(cases, key, text, started_from, me)
    return key, cases.runbooks.publish_draft(key, me, note)


def _bare(book: Runbook) -> Runbook:
    """What a runbook says, however it is written."""
    return replace(book, text="", sha256="")


def _publish_new(cases: UseCases, text: str, note: str, me: str) -> tuple[str, Changes]:
    taken = {one.key for one in cases.runbooks.all(retired=True)}
    raw = read_raw(text) or {}
    return cases.runbooks.write(_keyed(text, new_key(str(raw.get("name") or ""), taken)), me, note)


def _keyed(text: str, key: str) -> str:
    raw = read_raw(text)
    return text if raw is None else write_raw({**raw, "key": key})
