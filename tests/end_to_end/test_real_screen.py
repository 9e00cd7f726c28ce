"""The whole job on a screen, by a program that presses keys as a keyboard does."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Office

NEEDED = ("Xvfb", "xdotool", "import")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="an X server is needed"),
    pytest.mark.skipif(
        bool(MISSING) and not os.environ.get("CI"), reason=f"not installed: {', '.join(MISSING)}"
    ),
]


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own, on a number the server chooses."""
    assert not MISSING, f"not installed: {', '.join(MISSING)}"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # comes when the server is ready
        assert number, "no X server could be started"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Person:
    """Someone at the keyboard of the program on ``display``, who sees the screen."""

    def __init__(self, office: Office, display: str, qtbot: QtBot) -> None:
        self._desk, self._qtbot = office.paths.desk, qtbot
        self._env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        self._env.pop("WAYLAND_DISPLAY", None)
        command = [sys.executable, "-m", "incidentdesk", "--db", str(self._desk), "--as", office.me.name]
        self.program = subprocess.Popen(command, env=self._env, stderr=subprocess.PIPE, text=True)
        self.look_at("Incident Desk")

    def look_at(self, title: str) -> None:
        """Give the keyboard to a window, as a window manager does, as soon as it is there."""
        found = self._xdotool("search", "--sync", "--onlyvisible", "--name", title).split()
        self._xdotool("windowfocus", "--sync", found[-1])
        self.see(b"")

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self._xdotool("key", "--delay", "40", *keys)

    def text(self, text: str) -> None:
        """Write."""
        self._xdotool("type", "--delay", "8", text)

    def command(self, keys: str, stage: str = "", status: str = "") -> None:
        """Press a chord, and wait until the file and the screen show what came of it."""
        before = self.picture()
        self.keys(keys)
        self._wait(lambda: self._reached(stage, status))
        self.see(before)

    def see(self, before: bytes) -> None:
        """Wait until the screen is another one than ``before``, and at rest."""
        seen = [before]

        def at_rest() -> bool:
            seen.append(self.picture())
            return seen[-1] == seen[-2] != before

        self._wait(at_rest)

    def picture(self, file: str = "ppm:-") -> bytes:
        """What the screen shows."""
        shown = ["import", "-window", "root", file]
        return subprocess.run(shown, env=self._env, check=True, timeout=30, capture_output=True).stdout

    def told(self, ref: str) -> dict[str, Any]:
        """The incident as the command line tells it."""
        command = [sys.executable, "-m", "incidentdesk", "--db", str(self._desk), "show", ref, "--json"]
        done = subprocess.run(command, env=self._env, check=True, timeout=60, capture_output=True, text=True)
        answer = json.loads(done.stdout)
        assert isinstance(answer, dict)
        return answer

    def end(self) -> None:
        """Leave nothing running."""
        if self.program.poll() is None:
            self.program.kill()
        self.program.communicate()

    def _wait(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(lambda: self.program.poll() is not None or until(), timeout=30_000)
        assert self.program.poll() is None, "the program has ended"

    def _reached(self, stage: str, status: str) -> bool:
        file = sqlite3.connect(f"file:{self._desk}?mode=ro", uri=True)
        try:
            rows = file.execute("SELECT stage, status FROM incident").fetchall()
        finally:
            file.close()
        return (not stage or (stage in {row[0] for row in rows})) and (
            not status or (status in {row[1] for row in rows})
        )

    def _xdotool(self, *words: str) -> str:
        command = ["xdotool", *words]
        return subprocess.run(
            command, env=self._env, check=True, timeout=60, capture_output=True, text=True
        ).stdout


@pytest.fixture
def person(office: Office, display: str, qtbot: QtBot) -> Iterator[Person]:
    person = Person(office, display, qtbot)
    yield person
    person.end()


def log(person: Person) -> None:
    person.command("ctrl+n")
    person.text("Label printer prints blank labels")
    person.keys("ctrl+u", "ctrl+u")  # urgent, and not: under X11 alone it would empty the line
    person.keys("Tab")
    person.text("dana")
    person.keys("Tab")
    person.text("8:50")
    person.keys("Tab")
    person.text("Labels come out blank.")
    person.command("ctrl+Return", stage="classification")
    person.command("Return")


def classify(person: Person) -> None:
    person.text("printing")
    person.keys("Tab", "Tab", "2", "Tab", "2")
    person.command("ctrl+Return", stage="investigation", status="in_progress")


def investigate(person: Person) -> None:
    person.text("The driver was updated overnight.")
    person.keys("Tab", "space")
    person.text("Driver 4.2 ignores the media type")
    person.keys("Tab")
    person.text("Printed with 4.1")
    person.keys("Tab", "2")
    person.command("ctrl+Return")  # leads to the first gap
    person.text("Driver 4.2 drops the media type.")
    person.command("ctrl+Return")
    person.text("defect")
    person.command("ctrl+Return", stage="resolution")


def resolve(person: Person) -> None:
    person.text("Rolled back to 4.1.")
    person.command("ctrl+Return")
    person.keys("1")
    person.command("ctrl+Return")
    person.text("now")
    person.command("ctrl+Return")
    person.text("A test label")
    person.command("ctrl+Return")
    person.keys("1")
    person.command("ctrl+Return", stage="closure", status="resolved")


def close(person: Person) -> None:
    person.keys("1")
    person.command("ctrl+Return")
    person.keys("1")
    person.command("ctrl+Return")
    person.text("fixed")
    person.command("ctrl+Return", status="closed")


def test_from_the_call_to_the_issued_report(person: Person, tmp_path: Path) -> None:
    for stage in (log, classify, investigate, resolve, close):
        stage(person)
    person.look_at("Print")
    picture = tmp_path / "closed.png"
    person.picture(str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    person.keys("Escape")
    person.look_at("Incident Desk")
    person.keys("ctrl+q")
    assert person.program.wait(20) == 0

    told = person.told("INC-2026-000001")
    assert told["status"] == "closed"
    assert told["title"] == "Label printer prints blank labels"
    assert told["reporter"]["name"] == "Dana Whitlock"
    assert told["assignee"]["name"] == "M. Oyelaran"
    assert [stage["key"] for stage in told["stages"] if stage["completed_at"]] == [
        "identification", "classification", "investigation", "resolution", "closure",
    ]  # fmt: skip
    assert [(report["kind"], report["version"]) for report in told["reports"]] == [("closure", 1)]
