"""What Qt's bindings do beside binding, kept out of the start of the program."""

from __future__ import annotations

import sys

from PySide6 import QtCore  # noqa: F401 - with it comes what is changed here


def read_no_sources() -> None:
    """Let the bindings not read the source of each module that is imported from now on.

    They look whether it names PySide6, so that ``from __feature__ import …`` could be switched there; that
    takes a thirtieth of the start. Nothing here is switched, and where there are no sources, as in a
    frozen copy, they do as they do now: they leave the module alone. Bindings that do not look are left as
    they are.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda _module: False)  # noqa: B010 - no stub names it
