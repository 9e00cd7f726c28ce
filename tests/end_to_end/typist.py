"""A process of its own that types into the window until it is killed.

``python typist.py DESK PERSON REF``: with ``-`` for REF into a new call, else into the findings of that one.
Each line it prints is what had been typed, and when (seconds of the machine's clock).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from incidentdesk import bootstrap
from incidentdesk.base.paths import desk_paths
from incidentdesk.gui import application

EVERY_MS = 40


def main(file: str, person: str, ref: str) -> int:
    paths = desk_paths(Path(file))
    with bootstrap.headless(paths) as cases:
        me = cases.people.whoever_is(person, "")
    cases = bootstrap.use_cases(paths, bootstrap.system_time())
    drafting = bootstrap.drafting(cases, paths, me)
    with application.opened(cases, drafting, me, paths, sample=False, theme="light") as opened:
        opened.window.show()
        opened.window.activateWindow()
        opened.window.show_room("log" if ref == "-" else "incident", "" if ref == "-" else ref)
        typed = 0

        def letter() -> None:
            nonlocal typed
            field = QApplication.focusWidget()
            wanted = "Title" if ref == "-" else "What was found"
            ready = typed or not opened.tasks.pending
            if not ready or field is None or not field.accessibleName().startswith(wanted):
                return
            QTest.keyClick(field, chr(ord("a") + typed % 26))
            typed += 1
            print(typed, time.monotonic(), flush=True)  # noqa: T201 - the test reads it

        timer = QTimer(opened.window)
        timer.setInterval(EVERY_MS)
        timer.timeout.connect(letter)
        timer.start()
        return QApplication.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
