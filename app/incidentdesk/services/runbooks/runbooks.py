"""Runbooks: the list, writing and retiring them, reviews, and what those who ran one would change in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.rendered import Rendered
from incidentdesk.domain.rights import Right
from incidentdesk.domain.runbook import Runbook, command_sha256
from incidentdesk.services.desk import runbook_library as library
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.runbook_library import RunbookLine
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.runbooks import runbook_drafts as drafts
from incidentdesk.storage import registers, runbook_runs, runbooks
from incidentdesk.storage.runbooks import Draft, Version

__all__ = ["Draft", "RunbookLine", "RunbookPage", "Runbooks", "Version"]

THING = "runbooks"


@dataclass(frozen=True)
class RunbookPage:
    """All of one runbook; ``approved`` has the numbers of the steps whose command may be run.

    ``names`` are those of the people in it by uid.
    """

    line: RunbookLine
    versions: tuple[Version, ...]
    draft: Draft | None
    approved: frozenset[int]
    names: Mapping[str, str]
    now: Instant


@dataclass(frozen=True)
class Waiting:
    """Runbooks that wait for somebody: ``stale`` to be looked through, ``edits`` to be published."""

    stale: tuple[RunbookLine, ...]
    edits: tuple[RunbookLine, ...]


@dataclass(frozen=True)
class RunbookSheet:
    """All that is printed of a runbook."""

    runbook: Runbook
    version: Version
    owner_name: str
    review_due: date
    settings: DeskSettings
    made: Instant


class RunbookPrinter(Protocol):
    """Makes the PDF; in ``reports``."""

    def render(self, content: RunbookSheet) -> Rendered:
        """The same content gives the same bytes."""
        ...


class Runbooks:
    """The use case of runbooks as texts."""

    def __init__(self, desk: Desk, printer: Callable[[], RunbookPrinter]) -> None:
        self._desk = desk
        self._printer = printer

    def all(self, *, retired: bool = False) -> tuple[RunbookLine, ...]:
        """The runbooks in use, by name; with ``retired`` the others too."""
        with self._desk.reading() as (session, settings):
            found = library.lines(session, self._desk.time.now(), settings.zone)
            return tuple(one for one in found if retired or one.state == "in_use")

    def stale(self, owner: str = "") -> tuple[RunbookLine, ...]:
        """Those that are to be looked through again; those of one person (a uid) only, or all."""
        found = [one for one in self.all() if one.is_stale and owner in {"", one.owner}]
        return tuple(sorted(found, key=lambda one: one.review_due))

    def found(self, text: str, limit: int) -> tuple[RunbookLine, ...]:
        """Those in use that have every word of ``text`` in name, keywords or services, by name."""
        words = text.casefold().split()

        def fits(one: RunbookLine) -> bool:
            said = " ".join((one.name, *one.runbook.keywords, *one.runbook.services)).casefold()
            return all(word in said for word in words)

        return tuple(one for one in self.all() if fits(one))[:limit]

    def waiting(self, me: str) -> Waiting:
        """What waits for ``me`` (a uid): runbooks of mine to look through, and edits that I began or own."""
        lines = self.all()
        with self._desk.reading() as (session, _settings):
            mine = {one.key for one in runbooks.drafts(session) if one.author == me}
        stale = sorted(
            (one for one in lines if one.is_stale and one.owner == me), key=lambda one: one.review_due
        )
        edits = tuple(one for one in lines if one.has_draft and (one.owner == me or one.key in mine))
        return Waiting(tuple(stale), edits)

    def page(self, key: str) -> RunbookPage:
        """One runbook; ``UsageError`` where there is none."""
        with self._desk.reading() as (session, settings):
            now = self._desk.time.now()
            line = library.line(session, key, now, settings.zone)
            marks = {one.sha256 for one in runbook_runs.approvals(session)}
            approved = frozenset(
                step.number
                for step in line.runbook.steps
                if step.command and command_sha256(step.command) in marks
            )
            known, draft = tuple(runbooks.versions(session, line.key)), runbooks.draft(session, line.key)
            draft = drafts.seen(session, draft) if draft else None
            people = {one.author for one in known} | ({draft.author} if draft else set())
            for said in draft.remarks if draft else ():
                people.add(str(said.get("author")))
            names = registers.names_of(session, people)
            return RunbookPage(line, known, draft, approved, names, now)

    def at_version(self, key: str, version: int) -> Runbook:
        """A runbook as it was at some version."""
        return library.read(_version_of(self.page(key), version).text, f"{key}.toml")

    def pdf(self, key: str, version: int = 0) -> Rendered:
        """A runbook as a PDF: its newest version, or another one."""
        page = self.page(key)
        one = _version_of(page, version or page.line.version)
        sheet = RunbookSheet(
            library.read(one.text, f"{key}.toml"),
            one,
            page.line.owner_name,
            page.line.review_due,
            self._desk.settings(),
            page.now,
        )
        return self._printer().render(sheet)

    def write(self, text: str, author: str, note: str = "", origin: str = "written") -> tuple[str, Changes]:
        """Keep ``text`` as the newest version of the runbook it names; gives the key.

        Raises ``DefinitionError`` where it cannot be read. The same words again make no new version.
        """
        runbook = library.read(text, _("runbook"))
        return runbook.key, self._keep(runbook, author, note, origin)

    def import_file(self, path: Path, author: str) -> tuple[str, Changes]:
        """Keep the runbook in a TOML file; gives its key. Raises ``DefinitionError``."""
        runbook = library.read_file(path)
        return runbook.key, self._keep(runbook, author, path.name, "imported")

    def _keep(self, runbook: Runbook, author: str, note: str, origin: str) -> Changes:
        with self._desk.changing(author) as work:
            library.keep(work.session, runbook, origin, note, author, work.now)
            return work.changes(THING)

    def offered(self) -> tuple[Runbook, ...]:
        """The shipped runbooks that this desk has not, or has in older words that nobody here changed."""
        with self._desk.reading() as (session, _settings):
            return tuple(library.offered(session))

    def take_offered(self, keys: Collection[str], author: str) -> Changes:
        """Take shipped runbooks in; one that the organisation wrote itself is never touched."""
        with self._desk.changing(author) as work:
            known = {one.key: one for one in library.offered(work.session)}
            for key in keys:
                if key not in known:
                    raise UsageError(
                        _("“{key}” is not offered.").format(key=key),
                        _("Offered are: {keys}.").format(keys=", ".join(known) or _("none")),
                    )
                library.keep(work.session, known[key], library.SHIPPED, "", author, work.now)
            return work.changes(THING)

    def retire(self, key: str, author: str) -> Changes:
        """Put a runbook out of use; its runs stay readable."""
        return self._change(key, author, lambda work, one: runbooks.set_state(work.session, one, "retired"),
                            Right.REGISTERS)  # fmt: skip

    def bring_back(self, key: str, author: str) -> Changes:
        """Put a retired runbook into use again."""
        return self._change(key, author, lambda work, one: runbooks.set_state(work.session, one, "in_use"),
                            Right.REGISTERS)  # fmt: skip

    def mark_reviewed(self, key: str, author: str) -> Changes:
        """Note that a runbook was looked through and holds."""
        return self._change(
            key, author, lambda work, one: runbooks.set_reviewed(work.session, one, work.now, author)
        )

    def set_owner(self, key: str, owner: str, author: str) -> Changes:
        """Let somebody of the staff (a uid) look after a runbook; nobody where it is empty."""

        def change(work: Work, one: str) -> None:
            person = registers.person(work.session, owner) if owner else None
            if owner and (person is None or not person.active):
                raise UsageError(_("A runbook's owner works here."), _("Choose one of the staff."))
            runbooks.set_owner(work.session, one, owner)

        return self._change(key, author, change)

    def remark(self, key: str, step: int, what: str, text: str, author: str, incident: str = "") -> Changes:
        """Say which step was ``wrong`` or ``missing`` (after step ``step``, 0 for before all).

        That begins an edit of the runbook, or joins the one that is under way. ``incident`` is the number of
        the one that it was run for.
        """
        drafts.must_be_remark(what, text)
        return self._change(
            key, author, lambda work, one: drafts.remark(work, one, step, what, text, incident)
        )

    def begin_draft(self, key: str, author: str) -> Draft:
        """The edit of a runbook that is under way, begun where there was none."""
        with self._desk.changing(author) as work:
            return drafts.begin(work, key)

    def save_draft(self, key: str, text: str, author: str, started_from: str) -> Changes:
        """Keep an edit as far as it is; it need not be a whole runbook yet.

        Raises ``RefusedError`` where somebody else changed it since ``started_from``; nothing is lost then.
        """
        return self._change(key, author, lambda work, one: drafts.save(work, one, text, started_from))

    def publish_draft(self, key: str, author: str, note: str = "") -> Changes:
        """Let an edit be the next version. Raises ``DefinitionError`` where it cannot be read.

        ``RefusedError`` where another version was written since it was begun.
        """
        return self._change(key, author, lambda work, one: drafts.publish(work, one, note))

    def drop_draft(self, key: str, author: str) -> Changes:
        """Throw an edit away, with its remarks."""
        return self._change(key, author, drafts.drop)

    def _change(
        self, key: str, author: str, change: Callable[[Work, str], None], right: Right = Right.WORK
    ) -> Changes:
        with self._desk.changing(author, right) as work:
            change(work, library.must_be_kept(work.session, key).key)
            return work.changes(THING)


def _version_of(page: RunbookPage, version: int) -> Version:
    for one in page.versions:
        if one.version == version:
            return one
    raise UsageError(
        _("“{key}” has no version {n}.").format(key=page.line.key, n=version),
        _("“runbook show” tells which it has."),
    )
