"""The commands that need a window: none given (or why it cannot open), ``demo``, ``self-test``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from incidentdesk import bootstrap
from incidentdesk.base.errors import EnvironmentFault, UserFacingError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.platform_specific import screen_here
from incidentdesk.base.texts import _
from incidentdesk.cli.context import chosen_name, chosen_paths
from incidentdesk.cli.output import Output


def open_window(arguments: argparse.Namespace) -> int:
    """Open the window on the desk, or on its practice desk."""
    if not screen_here():
        raise EnvironmentFault(
            _("There is no screen to open a window on."), _("Use the commands; see --help.")
        )
    return bootstrap.window(chosen_paths(arguments), chosen_name(arguments), practice=arguments.sample)


def show_failed_start(error: UserFacingError, paths: DeskPaths | None, trace: str) -> None:
    """Tell in a window too why there is none: an icon has no console. Nothing where there is no screen."""
    if screen_here():
        bootstrap.tell_failed_start(error, paths, trace)


def demo(arguments: argparse.Namespace, output: Output) -> int:
    """``demo [--out DIR]``: a real incident through all stages, with its PDF and screenshots."""
    _draw_offscreen()
    out = Path(arguments.out)
    result = bootstrap.demonstrate(out)
    lines = [
        _("{number} “{title}” was taken through {n} stages to “{status}”.").format(
            number=result.number, title=result.title, n=result.stages, status=result.status
        ),
        _("Source: {source}").format(source=result.source),
        _("Report: {file}").format(file=result.report),
        _("Screenshots: {n} in {folder}").format(n=len(result.pictures), folder=out / "screenshots"),
    ]
    document = {
        "number": result.number,
        "status": result.status,
        "report": str(result.report),
        "screenshots": [str(path) for path in result.pictures],
        "source": result.source,
    }
    output.say("\n".join(lines), document)
    return 0


def self_test(output: Output) -> int:
    """``self-test``: prove that this copy of the program is whole."""
    import tempfile  # the window does without

    _draw_offscreen()
    with tempfile.TemporaryDirectory() as folder:
        lines = bootstrap.prove_whole(Path(folder))
    output.say("\n".join(lines), {"proved": lines})
    return 0


def _draw_offscreen() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
