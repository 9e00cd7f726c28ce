"""Python's search for garbage, kept out of the start of the program.

Hardly anything of what is imported and built then becomes garbage, and looking for it again and again takes
an eighth of the start. What is there at its end is not looked at later either: a search through all of it
would hold up the window for longer than one frame.
"""

from __future__ import annotations

import gc
import linecache


def rest() -> None:
    """Do not look for garbage, until ``go_on``."""
    gc.disable()


def go_on() -> None:
    """Look for garbage again, but not among what is there by now; does nothing where it did not rest."""
    if not gc.isenabled():
        forget_sources()
        gc.freeze()
        gc.enable()


def forget_sources() -> None:
    """Let go of the source text of what was imported: Qt's bindings look into it, and Python keeps it."""
    linecache.clearcache()
