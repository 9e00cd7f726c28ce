"""Whether large registers are searched as one types, without a stall.

Run by hand, in ``tests``: ``QT_QPA_PLATFORM=offscreen python -m benchmarks.registers_searched``. Of 20,000
reporters and 10,000 devices each line tells how long an act took until the list was there, and the longest
pause of the event loop meanwhile in milliseconds: by the clock, and by the CPU of the window's own thread. No
pause may be 50 ms long by CPU. Nothing is asserted.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from benchmarks.desks import at_work, built_desk
from benchmarks.measuring import say
from benchmarks.painted import Heartbeat
from incidentdesk import bootstrap
from incidentdesk.domain.registers import Record
from incidentdesk.gui.application import make_application, opened
from incidentdesk.gui.registers.registers_page import RegistersPage
from incidentdesk.gui.settling import settle
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import register_entries

REPORTERS, DEVICES, PLACES = 20_000, 10_000, 120
FIRST = ("Dana", "Ana", "Kim", "Bo", "Sarah", "Tom", "Inès", "Lea", "Max", "Noor", "Piotr", "Yuki")
TYPED = {"reporter": ("dana w", "ward 11", "17", "novak"), "device": ("pc-04", "inv-99")}
LAST = ("Whitlock", "Blom", "Novák", "Lind", "Okafor", "Meyer", "Santos", "Fischer", "Berg", "Haddad")


def fill(cases: UseCases, me: str) -> None:
    """Write the registers in one transaction each."""
    with cases.desk.changing(me) as work:
        places = [Record(work.new_uid(), "place", f"Ward {number}") for number in range(PLACES)]
        register_entries.write_many(work.session, "place", places)

    def at(number: int) -> str:
        return places[number % PLACES].uid

    with cases.desk.changing(me) as work:
        people = [
            Record(
                work.new_uid(),
                "reporter",
                f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]} {number}",
                {"phone": f"ext. {number}", "place": at(number), "mail": f"user{number}@x.example"},
            )
            for number in range(REPORTERS)
        ]
        register_entries.write_many(work.session, "reporter", people)
    with cases.desk.changing(me) as work:
        devices = [
            Record(
                work.new_uid(),
                "device",
                f"PC-{number:05}",
                {"kind": "Laptop", "inventory": f"INV-{number}", "place": at(number)},
            )
            for number in range(DEVICES)
        ]
        register_entries.write_many(work.session, "device", devices)


def keys(widget: QWidget, text: str) -> None:
    """Type ``text``."""
    QTest.keyClicks(widget, text)


def main() -> None:
    """Build the desk, type, scroll, and tell."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        paths = built_desk(Path(folder), 1000)
        cases, person = at_work(paths)
        cases.desk.database.connect(write=True, read=True)
        fill(cases, person.uid)
        cases.desk.database.disconnect()
        drafting = bootstrap.drafting(cases, paths, person)
        with opened(cases, drafting, person, paths, sample=False) as shown:
            shown.window.resize(1440, 900)
            shown.window.show()
            shown.window.show_room("registers", "reporter")
            settle(shown.window, shown.tasks)
            page = shown.window.rooms["registers"]
            assert isinstance(page, RegistersPage)
            beat = Heartbeat()

            def act(words: str, do: Callable[[], object]) -> None:
                beat.reset()
                before = time.perf_counter()
                do()
                settle(shown.window, shown.tasks)
                took = (time.perf_counter() - before) * 1000
                pauses = f"longest pause {beat.longest:6.1f}, by CPU {beat.busiest:6.1f}"
                say(f"{words:<36} {took:8.1f} ms, {pauses}")

            for register, typed in TYPED.items():
                page.show_target(register)
                for words in typed:
                    act(f"{register}: empty", page.list.search.clear)
                    for letter in words:
                        act(f"{register}: {letter!r} of {words!r}", partial(keys, page.list.search, letter))
            act("device: empty", page.list.search.clear)
            page.list.table.setFocus()
            for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_Down):
                act(f"list: {key.name}", partial(QTest.keyClick, page.list.table, key))


if __name__ == "__main__":
    main()
