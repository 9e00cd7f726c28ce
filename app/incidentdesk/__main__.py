"""``incident-desk`` and ``python -m incidentdesk``."""

from __future__ import annotations

import sys

from incidentdesk.base import collecting


def main() -> None:
    """Run the command line and leave with its exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a frozen program is its own interpreter for what it starts
    collecting.rest()
    from incidentdesk.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
