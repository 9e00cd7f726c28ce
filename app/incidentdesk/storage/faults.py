"""Telling faults of the environment from faults of ours, in the words of a person.

The only place that knows what SQLite's messages mean.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import N_, _

MEANINGS = (
    (
        "locked",
        N_("Another program holds the desk's file."),
        N_("Close it, or wait a moment, and try again."),
    ),
    (
        "full",
        N_("The disk is full."),
        N_("Free some space, then try again; what you typed is kept as a draft."),
    ),
    ("readonly", N_("The desk's file cannot be written."), N_("Ask for the right to write in its folder.")),
    (
        "unable to open",
        N_("The desk's file cannot be opened."),
        N_("Check that its folder exists and may be written."),
    ),
    (
        "disk i/o",
        N_("The disk does not answer."),
        N_("Check the drive, then try again; what you typed is kept."),
    ),
    ("malformed", N_("The desk's file is damaged."), N_("Stop working with it and restore the last backup.")),
    ("not a database", N_("This file is no desk."), N_("Choose a file made by Incident Desk.")),
)


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Raise ``EnvironmentFault`` in place of the database's errors that people can do something about."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        for said in _chain(error):
            for words, message, next_step in MEANINGS:
                if words in said:
                    raise EnvironmentFault(f"{_(message)} ({path})", _(next_step)) from error
        raise


def _chain(error: BaseException | None) -> Iterator[str]:
    """What was said, last first: where a full disk has ended a transaction, undoing it fails as well."""
    while error is not None:
        yield str(error).lower()
        error = error.__context__
