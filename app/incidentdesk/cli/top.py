"""The words before a command: without one they are all there are, and the window is opened."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _


class Parser(argparse.ArgumentParser):
    """Tells wrong usage as every other mistake is told, so that with ``--json`` it is a document too."""

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` in place of leaving the program."""
        raise UsageError(f"{message}.", self.format_usage().strip())


def add_top(parser: argparse.ArgumentParser) -> None:
    """The words that open the window, and where it works."""
    parser.add_argument(
        "--sample", action="store_true", help=_("open the practice desk in place of the real one")
    )
    add_common(parser, top=True)


def add_common(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """The words that every command knows; after a command they win over those before it."""
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--db", metavar="PATH", default=default, help=_("the desk's file"))
    parser.add_argument("--as", metavar="PERSON", dest="as_person", default=default, help=_("who does it"))
    parser.add_argument(
        "--json", action="store_true", default=False if top else argparse.SUPPRESS, help=_("answer in JSON")
    )


def without_command(words: Sequence[str]) -> argparse.Namespace | None:
    """The arguments where no command is given; None where there is more in ``words``, or a mistake.

    What the commands need is not imported for it: a window opens sooner.
    """
    parser = Parser(add_help=False, allow_abbrev=False)
    add_top(parser)
    try:
        arguments, rest = parser.parse_known_args(words)
    except UsageError:
        return None
    arguments.command = None
    return None if rest else arguments
