"""``incident-desk`` and ``python -m incidentdesk``."""

from __future__ import annotations

import multiprocessing
import sys

from incidentdesk.base import collecting


def main() -> None:
    """Run the command line and leave with its exit code."""
    multiprocessing.freeze_support()  # a frozen program is its own interpreter for the processes it starts
    collecting.rest()
    from incidentdesk.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the frozen program is started again for work in another process
    main()
