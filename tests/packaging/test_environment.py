from __future__ import annotations

import sys
from pathlib import Path

import pytest
from dev_environment import INSTALLED_FROM, Environment, SetUpError, State

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="stands in for an interpreter by a link or a script"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Environment:
    """A checkout without an environment."""
    for name in INSTALLED_FROM:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return Environment(tmp_path)


@pytest.fixture
def ready(checkout: Environment) -> Environment:
    """A checkout whose environment has just been installed."""
    checkout.python.parent.mkdir(parents=True)
    checkout.python.symlink_to(sys.executable)
    checkout.stamp.write_text(f"{checkout.folder}\n{checkout.fingerprint()}", encoding="utf-8")
    return checkout


def replace_python(environment: Environment, script: str) -> None:
    environment.python.unlink()
    environment.python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    environment.python.chmod(0o755)


def test_nothing_there_means_make_it(checkout: Environment) -> None:
    assert checkout.state() == (State.ABSENT, "")


def test_nothing_changed_means_nothing_to_do(ready: Environment) -> None:
    assert ready.state() == (State.READY, "")


def test_nothing_changed_runs_no_program_at_all(ready: Environment) -> None:
    replace_python(ready, "touch called; exit 1")
    assert ready.prepare() is False
    assert not Path("called").exists()


@pytest.mark.parametrize("name", INSTALLED_FROM)
def test_a_changed_file_means_install_again(ready: Environment, name: str) -> None:
    (ready.root / name).write_text("changed", encoding="utf-8")
    assert ready.state() == (State.OUTDATED, "")


def test_an_environment_of_other_making_is_built_upon(ready: Environment) -> None:
    ready.stamp.unlink()
    assert ready.state() == (State.OUTDATED, "")


def test_an_interrupted_set_up_starts_anew(ready: Environment) -> None:
    ready.unfinished.touch()
    assert ready.state() == (State.UNUSABLE, "an earlier set-up was interrupted")


def test_an_environment_that_lost_its_python_starts_anew(ready: Environment) -> None:
    ready.python.unlink()
    ready.python.symlink_to(ready.root / "gone")
    assert ready.state() == (State.UNUSABLE, "its Python is missing")


def test_a_moved_environment_starts_anew(ready: Environment) -> None:
    elsewhere = ready.root.with_name("elsewhere")
    ready.root.rename(elsewhere)
    assert Environment(elsewhere).state() == (State.UNUSABLE, f"it was made in {ready.folder}")


def test_an_environment_of_another_python_starts_anew(ready: Environment) -> None:
    ready.stamp.unlink()
    replace_python(ready, "echo 3.9")
    state, why = ready.state()
    assert state is State.UNUSABLE
    assert why.startswith("it belongs to Python 3.9, and this is 3.")


def test_an_environment_that_does_not_work_starts_anew(ready: Environment) -> None:
    ready.stamp.unlink()
    replace_python(ready, "exit 1")
    assert ready.state() == (State.UNUSABLE, "its Python or its pip does not work")


def test_a_failed_installation_is_told_and_can_be_taken_up_again(
    ready: Environment, capfd: pytest.CaptureFixture[str]
) -> None:
    (ready.root / "pyproject.toml").write_text("changed", encoding="utf-8")
    answer = f"{sys.version_info.major}.{sys.version_info.minor}"
    replace_python(ready, f'[ "$1" = "-c" ] && echo {answer} && exit 0\necho no network >&2; exit 3')
    with pytest.raises(SetUpError, match="exit 3"):
        ready.prepare()
    assert "no network" in capfd.readouterr().err
    assert ready.state() == (State.OUTDATED, "")


def test_a_killed_installation_starts_anew(ready: Environment) -> None:
    (ready.root / "pyproject.toml").write_text("changed", encoding="utf-8")
    answer = f"{sys.version_info.major}.{sys.version_info.minor}"
    replace_python(ready, f'[ "$1" = "-c" ] && echo {answer} && exit 0\nkill -9 $$')
    with pytest.raises(SetUpError):
        ready.prepare()
    assert ready.state()[0] is State.UNUSABLE


def test_windows_keeps_its_commands_elsewhere() -> None:
    environment = Environment(Path("desk"), platform="win32")
    assert environment.python == Path("desk") / ".venv" / "Scripts" / "python.exe"
    assert environment.script("ruff") == Path("desk") / ".venv" / "Scripts" / "ruff.exe"
