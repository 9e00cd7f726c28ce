"""What registers cost at 20,000 reporters and 10,000 devices: CPU a keystroke, and rows of a file a second.

Run by hand, in ``tests``: ``python -m benchmarks.registers [REPORTERS DEVICES]``. All names are made up; the
seed is fixed. A keystroke is one search, of 20 entries and the total, as pickers and the registers' room ask.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median

from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person
from incidentdesk.services.registers.register_file_types import FileOrder
from incidentdesk.services.use_cases import UseCases

PARTS = tuple(map("".join, product("bdfghjklmnprstvwz", "aeiouöü")))
TYPED = {
    "reporter": ("maria so", "müller", "0151 2345", "ward 12", "zzzz", "m"),
    "device": ("pc-004", "sn48", "printer ward", "inv-77", "zzzz", "l"),
}
"""What is typed, one sign after the other; the last is a single letter, which finds the most."""


def main() -> None:
    """Fill a desk from files, type, and tell the figures."""
    reporters, devices = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (20_000, 10_000)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        files = _files(Path(folder), reporters, devices)
        with headless(desk_paths(Path(folder) / "desk.sqlite3")) as cases:
            me = cases.people.write_person(Person("", "M. E.", "administrator"), "")[0].uid
            for register, (path, rows) in files.items():
                order = FileOrder(path, register)
                _rate(f"{register}: look", rows, lambda order=order: cases.register_files.preview(order))
                _rate(f"{register}: fill", rows, lambda order=order: cases.register_files.fill(order, me))
                _rate(f"{register}: again", rows, lambda order=order: cases.register_files.fill(order, me))
            for register, words in TYPED.items():
                _type(cases, register, words)


def _rate(what: str, rows: int, work: Callable[[], object]) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    work()
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    sys.stdout.write(f"{what:20} {rows / took:8.0f} rows/s  ({cpu:.1f} s CPU)\n")


def _type(cases: UseCases, register: str, words: tuple[str, ...]) -> None:
    for word in words:
        costs, total = [], 0
        for end in range(1, len(word) + 1):
            best = []
            for _again in range(5):
                cpu = time.process_time()
                total = cases.registers.find(register, word[:end]).total
                best.append((time.process_time() - cpu) * 1000)
            costs.append(median(best))
        told = f"median {median(costs):5.1f} ms  most {max(costs):5.1f} ms"
        sys.stdout.write(f"{register:9} {word!r:16} {total:6} found  {told}\n")


def _files(folder: Path, reporters: int, devices: int) -> dict[str, tuple[Path, int]]:
    chance = random.Random(4)  # noqa: S311 - made-up names

    def name() -> str:
        return "".join(chance.choice(PARTS) for _part in range(chance.randint(2, 4))).title()

    people = [f"{name()} {name()}" for _one in range(reporters)]
    lines = ["Personnel number;Name;Phone;E-mail;Place"]
    for number, one in enumerate(people):
        phone = f"0{chance.randint(100, 999)} {chance.randint(10**6, 10**7)}"
        lines.append(f"{number};{one};{phone};p{number}@example.org;Ward {number % 300}")
    (folder / "reporters.csv").write_text("\n".join(lines), encoding="cp1252")
    lines = ["Device;Type;Serial number;Asset tag;Location;Service"]
    for number in range(devices):
        kind = chance.choice(("laptop", "printer", "desktop"))
        serial = f"SN{chance.randint(10**8, 10**9)}{number}"
        service = f"Service {number % 40}"
        lines.append(f"PC-{number:05};{kind};{serial};INV-{number};Ward {number % 300};{service}")
    (folder / "devices.csv").write_text("\n".join(lines), encoding="utf-8")
    return {
        "reporter": (folder / "reporters.csv", reporters),
        "device": (folder / "devices.csv", devices),
    }


if __name__ == "__main__":
    main()
