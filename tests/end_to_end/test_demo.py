from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.slow

PAGES = (
    *("log", "queue", "incident", "files", "settings", "response", "runbooks", "runbook"),
    *(
        "stage-identification",
        "stage-classification",
        "stage-investigation",
        "stage-resolution",
        "stage-closure",
    ),
)


@dataclass(frozen=True)
class Demo:
    code: int
    said: dict[str, Any]
    out: Path
    errors: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    out = tmp_path_factory.mktemp("demo") / "made"
    done = _run(tmp_path_factory.mktemp("home"), "demo", "--json", "--out", str(out))
    return Demo(done.returncode, json.loads(done.stdout or "{}"), out, done.stderr)


def _run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("QT_", "INCIDENT_"))
    }
    environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "incidentdesk", *words],
        capture_output=True, text=True, encoding="utf-8", env=environment, cwd=home, timeout=110, check=False,
    )  # fmt: skip


def test_it_ends_with_a_closed_incident(demo: Demo) -> None:
    assert demo.code == 0, demo.errors
    assert demo.said["status"] == "closed"
    assert "mybinder.org" in demo.said["source"]


def test_nothing_is_complained_about(demo: Demo) -> None:
    harmless = "This plugin does not support propagateSizeHints"
    assert [line for line in demo.errors.splitlines() if line.strip() not in {"", harmless}] == []


def test_the_report_says_what_happened_at_the_true_times(demo: Demo) -> None:
    reader = PdfReader(demo.said["report"])
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for wanted in (
        demo.said["number"],
        "mybinder.org launches nothing",
        "13 Mar 2018, about 02:33",
        "13 Mar 2018, 07:28",
        "13 Mar 2018, about 13:34",
        "13 Mar 2018, 13:50",
        "UTC+1",
        "Ruled out",
        "Confirmed",
        "Servers launch again",
        "locked-volume-timeline.txt",
    ):
        assert wanted in text, wanted
    assert f"Page 1 of {len(reader.pages)}" in text


def test_there_is_a_picture_of_each_page_in_both_themes(demo: Demo) -> None:
    folder = demo.out / "screenshots"
    for page in PAGES:
        light, dark = ((folder / f"{page}-{theme}.png").read_bytes() for theme in ("light", "dark"))
        assert _size(light) == _size(dark) == (1440, 900)
        assert light != dark
    assert sorted(demo.said["screenshots"]) == sorted(str(path) for path in folder.glob("*.png"))


def test_no_two_pictures_are_the_same(demo: Demo) -> None:
    pictures = [Path(path).read_bytes() for path in demo.said["screenshots"]]
    assert len(set(pictures)) == len(pictures) >= 2 * len(PAGES)


def test_the_page_of_the_incident_shows_the_same_afterwards(demo: Demo, tmp_path: Path) -> None:
    desk = str(demo.out / "desk" / "desk.sqlite3")
    shown = json.loads(
        _run(tmp_path, "--db", desk, "--as", "R. Sato", "show", demo.said["number"], "--json").stdout
    )
    assert (shown["status"], len(shown["reports"])) == ("closed", 1)
    verdict = _run(tmp_path, "--db", desk, "--as", "R. Sato", "verify-report", demo.said["report"])
    assert verdict.returncode == 0, verdict.stderr


def test_a_folder_with_another_desk_is_refused(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "desk.sqlite3").write_bytes(b"somebody's")
    refused = _run(tmp_path, "demo", "--out", str(tmp_path))
    assert refused.returncode == 2
    assert "no demonstration made it" in refused.stderr
    assert (tmp_path / "desk" / "desk.sqlite3").read_bytes() == b"somebody's"


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)
