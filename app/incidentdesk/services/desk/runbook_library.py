"""Runbooks as the services read them: those of the desk, and those that ship with the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import UsageError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.readable import readable
from incidentdesk.base.resources import resource_path
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.runbook import Runbook
from incidentdesk.domain.runbook_parser import DefinitionError, parse_runbook
from incidentdesk.storage import runbooks
from incidentdesk.storage.runbooks import Draft, Kept, Usage, Version
from incidentdesk.storage.session import Session

SHIPPED = "shipped"
NEVER_USED = Usage(0, 0, 0, 0, None)


@dataclass(frozen=True)
class RunbookLine:
    """A runbook in a list: what it says, who owns it (a uid), when it is to be looked through again, its use.

    ``review_due`` counts from the last review, or from when it was written. ``has_draft`` where an edit of it
    is under way.
    """

    runbook: Runbook
    uid: str
    version: int
    origin: str
    state: str
    owner: str
    owner_name: str
    reviewed: Instant | None
    written: Instant
    review_due: date
    is_stale: bool
    has_draft: bool
    usage: Usage

    @property
    def key(self) -> str:
        """Its key."""
        return self.runbook.key

    @property
    def name(self) -> str:
        """What it is called."""
        return self.runbook.name


read = lru_cache(maxsize=512)(parse_runbook)
"""``parse_runbook``; the same words are read once."""


@cache
def shipped() -> dict[str, Runbook]:
    """The runbooks that ship with the program, by key."""
    found = (
        parse_runbook(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(resource_path("runbooks").glob("*.toml"))
    )
    return {one.key: one for one in found}


def read_file(path: Path) -> Runbook:
    """The runbook written in a file; ``DefinitionError`` names what is wrong in it."""
    try:
        with readable(path):
            text = path.read_text(encoding="utf-8-sig")  # some editors mark UTF-8
    except UnicodeDecodeError as error:
        raise DefinitionError(path.name, _("is not UTF-8 text"), _("Save it as UTF-8.")) from error
    return parse_runbook(text, path.name)


def lines(session: Session, now: Instant, zone: ZoneInfo) -> list[RunbookLine]:
    """All runbooks of the desk, by name."""
    used, drafts = runbooks.usage(session), {one.key for one in runbooks.drafts(session)}
    found = [
        _line(one, used.get(one.key, NEVER_USED), now, zone, has_draft=one.key in drafts)
        for one in runbooks.kept(session)
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def line(session: Session, key: str, now: Instant, zone: ZoneInfo) -> RunbookLine:
    """One runbook; ``UsageError`` where there is none."""
    must_be_kept(session, key)
    return next(one for one in lines(session, now, zone) if one.key == key)


def _line(one: Kept, used: Usage, now: Instant, zone: ZoneInfo, *, has_draft: bool) -> RunbookLine:
    runbook = read(one.text, f"{one.key}.toml")
    due = _day(one.reviewed or one.written, zone) + timedelta(days=runbook.review_every)
    return RunbookLine(
        runbook=runbook,
        uid=one.uid,
        version=one.version,
        origin=one.origin,
        state=one.state,
        owner=one.owner,
        owner_name=one.owner_name,
        reviewed=one.reviewed,
        written=one.written,
        review_due=due,
        is_stale=one.state == "in_use" and due <= _day(now, zone),
        has_draft=has_draft,
        usage=used,
    )


def _day(at: Instant, zone: ZoneInfo) -> date:
    return in_zone(at.ms, zone).local().date()


def must_be_kept(session: Session, key: str) -> Kept:
    """The runbook with that key; ``UsageError`` where there is none."""
    found = runbooks.by_key(session, key.strip())
    if found is None:
        raise UsageError(
            _("There is no runbook “{key}”.").format(key=key), _("“runbook list” tells their keys.")
        )
    return found


def must_have_draft(session: Session, key: str) -> Draft:
    """The edit of a runbook that is under way; ``UsageError`` where there is none."""
    must_be_kept(session, key)
    found = runbooks.draft(session, key)
    if found is None:
        raise UsageError(
            _("No edit of “{key}” is under way.").format(key=key), _("Begin one, or say what is wrong in it.")
        )
    return found


def keep(session: Session, runbook: Runbook, origin: str, note: str, author: str, at: Instant) -> bool:
    """Keep ``runbook`` as the newest version of its key; false where it says what it said before."""
    before = runbooks.by_key(session, runbook.key)
    if before is not None and before.sha256 == runbook.sha256:
        return False
    if before is None:
        runbooks.add(session, new_uid(at.ms), runbook.key)
    version = before.version + 1 if before else 1
    runbooks.add_version(
        session,
        Version(new_uid(at.ms), runbook.key, version, runbook.sha256, runbook.text, origin, note, author, at),
    )
    return True


def seed(session: Session, at: Instant) -> None:
    """Give a new desk the runbooks that ship."""
    for one in shipped().values():
        keep(session, one, SHIPPED, "", "", at)


def offered(session: Session) -> list[Runbook]:
    """The shipped runbooks that this desk has not, or has in older words that nobody here changed."""
    here = {one.key: one for one in runbooks.kept(session)}
    return [
        one
        for key, one in shipped().items()
        if key not in here or (here[key].origin == SHIPPED and here[key].sha256 != one.sha256)
    ]
