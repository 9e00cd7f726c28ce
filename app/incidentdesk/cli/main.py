"""Running a command, and telling what went wrong in one sentence with the next step."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from incidentdesk.base.errors import UserFacingError
from incidentdesk.bootstrap import headless
from incidentdesk.cli.context import Context, chosen_paths, chosen_person
from incidentdesk.cli.output import Output
from incidentdesk.cli.parser import build_parser
from incidentdesk.cli.window import demo, open_window, self_test


def run(words: Sequence[str]) -> int:
    """Run ``incident-desk`` with ``words``; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    output = Output(as_json="--json" in words)
    try:
        arguments = build_parser().parse_args(_with_signs(words))
        if arguments.command is None:
            return open_window(arguments)
        if arguments.command == "demo":
            return demo(arguments, output)
        if arguments.command == "self-test":
            return self_test(output)
        with headless(chosen_paths(arguments)) as cases:
            code: int = arguments.run(Context(arguments, cases, output, chosen_person(arguments, cases)))
            return code
    except UserFacingError as error:
        return output.fail(error)


def _with_signs(words: Sequence[str]) -> list[str]:
    """``words`` with ``--sort -FIELD`` as one word: argparse takes what begins with - for an option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--sort" and word.startswith("-"):
            joined[-1] = f"--sort={word}"
        else:
            joined.append(word)
    return joined
