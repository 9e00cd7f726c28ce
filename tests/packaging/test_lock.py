from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from dev_environment import SetUpError
from dev_lock import compile_command, lock_faults, refresh_lock, requirements

GOOD = "peewee==4.5.3 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
GOOD += "tzlocal==5.4 ; sys_platform == 'win32' \\\n    --hash=sha256:cc\n"


def test_the_lock_pins_every_package_with_hashes_and_names_no_address(repository: Path) -> None:
    text = (repository / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    assert lock_faults(text) == []
    assert len(requirements(text)) > 30


def test_pyproject_names_no_address(repository: Path) -> None:
    assert "http" not in (repository / "pyproject.toml").read_text(encoding="utf-8")


def test_the_lock_holds_everything_that_pyproject_asks_for(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
        *project["build-system"]["requires"],
    ]
    text = (repository / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.split("==")[0] for line in requirements(text)}
    names = {re.split(r"[<>=;\s\[]", requirement)[0].lower().replace("_", "-") for requirement in asked}
    assert names - locked == set()


def test_pyside_stays_below_6_12_on_old_pythons(repository: Path) -> None:
    text = (repository / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    pins = [
        line.split(" --hash")[0].strip()
        for line in requirements(text)
        if line.startswith("pyside6-essentials")
    ]
    assert len(pins) == 2
    assert any(
        re.fullmatch(r"pyside6-essentials==6\.11\.\d+ ; python_full_version < '3\.12'", pin) for pin in pins
    )


def test_a_good_lock_has_no_faults() -> None:
    assert lock_faults(GOOD) == []
    assert [line.split("==")[0] for line in requirements(GOOD)] == ["peewee", "tzlocal"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("--index-url https://example.org/simple", "it holds an address"),
        ("pypdf==7.1.0", "pypdf==7.1.0 has no hash"),
        ("pypdf>=7 \\\n    --hash=sha256:dd", "pypdf>=7 has no exact version"),
        ("--find-links wheels", "--find-links is an option of pip, not a package"),
    ],
)
def test_a_bad_line_is_named(line: str, fault: str) -> None:
    assert fault in lock_faults(GOOD + line + "\n")


def test_locking_without_uv_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetUpError, match="pip install uv"):
        refresh_lock(tmp_path, upgrade=False)


@pytest.mark.skipif(shutil.which("sh") is None, reason="stands in for uv by a shell script")
def test_an_answer_with_an_address_never_reaches_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "packaging" / "requirements.lock"
    lock.parent.mkdir()
    lock.write_text(GOOD, encoding="utf-8")
    uv = tmp_path / ".venv" / "bin" / "uv"
    uv.parent.mkdir(parents=True)
    uv.write_text(
        '#!/bin/sh\nwhile [ "$1" != "-o" ]; do shift; done\necho "--index-url https://example.org" >> "$2"\n',
        encoding="utf-8",
    )
    uv.chmod(0o755)
    with pytest.raises(SetUpError, match="address"):
        refresh_lock(tmp_path, upgrade=False)
    assert lock.read_text(encoding="utf-8") == GOOD


def test_upgrading_is_asked_for_by_name() -> None:
    plain = compile_command("uv", Path("pyproject.toml"), Path("out.lock"), upgrade=False)
    assert "--upgrade" not in plain
    assert {"--universal", "--generate-hashes", "--no-emit-index-url"} <= set(plain)
    assert "--upgrade" in compile_command("uv", Path("pyproject.toml"), Path("out.lock"), upgrade=True)
