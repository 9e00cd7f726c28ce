"""What every command works with: the arguments, the use cases, the person, and where to answer."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.base.platform_specific import account_name
from incidentdesk.cli.output import Output
from incidentdesk.cli.pins import prove
from incidentdesk.services.desk.seeing import read_from_now_by
from incidentdesk.services.use_cases import UseCases


@dataclass(frozen=True)
class Context:
    """One call of one command."""

    arguments: argparse.Namespace
    cases: UseCases
    output: Output

    @cached_property
    def person(self) -> str:
        """The uid of who does it: who is new here is added at the first question, and not before."""
        return chosen_person(self.arguments, self.cases)

    def read_as_person(self) -> None:
        """Let what is read from now on be read by ``person``, who is asked to prove that it is them."""
        read_from_now_by(self.person)


Command = Callable[[Context], int]


def chosen_paths(arguments: argparse.Namespace) -> DeskPaths:
    """The desk named by ``--db`` or ``INCIDENT_DESK_DB``, else the person's own."""
    named = arguments.db or os.environ.get("INCIDENT_DESK_DB")
    return desk_paths(Path(named) if named else None)


def chosen_name(arguments: argparse.Namespace) -> str:
    """The name given by ``--as`` or ``INCIDENT_DESK_USER``; empty where the account rules."""
    return arguments.as_person or os.environ.get("INCIDENT_DESK_USER") or ""


def chosen_person(arguments: argparse.Namespace, cases: UseCases) -> str:
    """The uid of whoever is named, else of the account's person."""
    name = chosen_name(arguments)
    person = cases.people.whoever_is(name, account_name())
    if name:
        prove(cases, person, account_name())
    return person.uid


def check_person(context: Context) -> None:
    """Raise what a wrong name or somebody who left gets, for commands too that do not ask who it is.

    Who sees what is kept from others must prove who they are, whatever they ask; others read as anybody does.
    While a whole desk is only half brought in, its staff is yet to come.
    """
    arguments, cases = context.arguments, context.cases
    if arguments.command == "import" and cases.desk_file.is_unfinished():
        return
    person = cases.people.known(chosen_name(arguments), account_name())
    if person is not None and cases.desk.sees_any(person.uid):
        context.read_as_person()
