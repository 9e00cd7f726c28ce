from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from incidentdesk.gui.shell.room_list import ROOMS

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def _run(home: Path, *words: str, package: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("QT_", "INCIDENT_"))
    }
    environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    if package is not None:
        environment["PYTHONPATH"] = str(package)
    return subprocess.run(
        [sys.executable, "-m", "incidentdesk", *words],
        capture_output=True, text=True, encoding="utf-8", env=environment, cwd=home, timeout=110, check=False,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=skip)
    shutil.copytree(ROOT / "resources", tmp_path / "resources", ignore=skip)
    return tmp_path


def test_a_whole_copy_proves_itself(tmp_path: Path) -> None:
    done = _run(tmp_path, "self-test", "--json")
    assert done.returncode == 0, done.stderr
    proved = "\n".join(json.loads(done.stdout)["proved"])
    for part in ("SQLite", "migrated to schema", "“ITIL incident”, 5 stages", "“Blank”", "PDF", "Font Inter"):
        assert part in proved, part
    pages = next(
        line.partition(f"{len(ROOMS)} pages: ")[2] for line in proved.splitlines() if "log, " in line
    )
    assert set(pages.split(", ")) == {room.key for room in ROOMS}
    assert "opens in the window" in proved
    assert not (tmp_path / "data").exists(), "it must not touch the person's own desk"


def test_without_json_each_proof_is_a_line(copy: Path) -> None:
    done = _run(copy, "self-test", package=copy / "app")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 9


@pytest.mark.parametrize(
    "lost", ["fonts/Inter-Medium.ttf", "themes/dark.toml", "samples/northfield.toml", "processes/itil.toml"]
)
def test_a_copy_that_lacks_a_file_says_which(copy: Path, lost: str) -> None:
    (copy / "resources" / lost).unlink()
    done = _run(copy, "self-test", package=copy / "app")
    assert done.returncode == 4
    assert lost in done.stderr
    assert "Traceback" not in done.stderr


def test_a_process_with_a_mistake_is_named(copy: Path) -> None:
    (copy / "resources" / "processes" / "odd.toml").write_text('key = "odd"\nversion = 1\n', encoding="utf-8")
    done = _run(copy, "self-test", package=copy / "app")
    assert done.returncode not in {0, 1}
    assert "odd.toml" in done.stderr
    assert "Traceback" not in done.stderr
