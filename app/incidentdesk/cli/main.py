"""Running a command, and telling what went wrong in one sentence with the next step."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

from incidentdesk import __version__
from incidentdesk.base import collecting
from incidentdesk.base.errors import EnvironmentFault, UserFacingError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.texts import _
from incidentdesk.bootstrap import headless
from incidentdesk.cli.context import Context, check_person, chosen_paths
from incidentdesk.cli.output import Output
from incidentdesk.cli.top import without_command
from incidentdesk.cli.window import demo, open_window, self_test, show_failed_start
from incidentdesk.services.desk.seeing import seen_by


def run(words: Sequence[str]) -> int:
    """Run ``incident-desk`` with ``words``; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    output, paths, opens_window = Output(as_json="--json" in words), None, False
    try:
        arguments = without_command(words) or _all_arguments(words)
        opens_window = arguments.command is None
        paths = chosen_paths(arguments)
        return _run(arguments, paths, output)
    except UserFacingError as error:
        told, trace = error, traceback.format_exc()
    except Exception:  # noqa: BLE001 - the outermost edge
        trace = traceback.format_exc()
        told = _fault_of_ours(paths, trace)
    code = output.fail(told)
    if opens_window:
        show_failed_start(told, paths, trace)
    return code


def _all_arguments(words: Sequence[str]) -> argparse.Namespace:
    from incidentdesk.cli.parser import build_parser

    return build_parser().parse_args(_with_signs(words))


def _run(arguments: argparse.Namespace, paths: DeskPaths, output: Output) -> int:
    if arguments.command is None:
        return open_window(arguments)
    collecting.go_on()
    if arguments.command == "demo":
        return demo(arguments, output)
    if arguments.command == "self-test":
        return self_test(output)
    if arguments.command == "restore":
        from incidentdesk.cli.backing_up import restore

        return restore(arguments, paths, output)
    with seen_by(""), headless(paths) as cases:
        context = Context(arguments, cases, output)
        check_person(context)
        code: int = arguments.run(context)
        if arguments.writes:
            # No window may ever be open where scripts log; what is done does not fail by it.
            with suppress(EnvironmentFault):
                cases.index.merge_some()
        return code


def _fault_of_ours(paths: DeskPaths | None, report: str) -> UserFacingError:
    """What is told of a mistake in the program itself; the report goes to the log, or else to stderr."""
    try:
        if paths is None:
            raise FileNotFoundError
        with paths.log.open("a", encoding="utf-8") as log:
            log.write(f"Incident Desk {__version__}\n{report}\n")
    except OSError:
        sys.stderr.write(report)
        return UserFacingError(_("The program made a mistake."), _("Please report the details."))
    return UserFacingError(
        _("The program made a mistake; nothing was changed."),
        _("Please report what {file} says at its end.").format(file=paths.log),
    )


def _with_signs(words: Sequence[str]) -> list[str]:
    """``words`` with ``--sort -FIELD`` as one word: argparse takes what begins with - for an option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--sort" and word.startswith("-"):
            joined[-1] = f"--sort={word}"
        else:
            joined.append(word)
    return joined
