from __future__ import annotations

import sys
from pathlib import Path

import dev_steps
import pytest
from dev_commands import TOOLS, main
from dev_steps import Step, quiet_screen, run_all, summary

FAIL = Step("first", (sys.executable, "-c", "raise SystemExit(3)"))
WRITE = Step("second", (sys.executable, "-c", "open('second.txt', 'w').close()"))


def test_a_failed_step_does_not_stop_the_others(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outcomes = run_all([FAIL, WRITE], folder=tmp_path)
    assert [outcome.returncode for outcome in outcomes] == [3, 0]
    assert (tmp_path / "second.txt").exists()
    printed = capfd.readouterr().out
    assert printed.index("== first ==") < printed.index("== second ==")


def test_a_missing_tool_is_a_failure(tmp_path: Path) -> None:
    (outcome,) = run_all([Step("lint", (str(tmp_path / "none"),))], folder=tmp_path)
    assert outcome.returncode != 0


def test_the_summary_names_what_failed(tmp_path: Path) -> None:
    text = summary(run_all([FAIL, WRITE], folder=tmp_path))
    assert text.splitlines()[-1] == "Failed: first"
    assert "FAILED (exit 3)" in text
    assert summary(run_all([WRITE], folder=tmp_path)).splitlines()[-1] == "All passed"


def test_every_check_is_a_step_and_pytest_gets_what_is_left_over() -> None:
    steps = dev_steps.test_steps({name: f"/bin/{name}" for name in TOOLS}, ["-k", "clock"])
    assert {Path(step.command[0]).name for step in steps} == set(TOOLS)
    assert steps[-1].name == "tests"
    assert steps[-1].command[-2:] == ("-k", "clock")


def test_a_platform_that_was_asked_for_is_kept() -> None:
    assert quiet_screen({})["QT_QPA_PLATFORM"] == "offscreen"
    assert quiet_screen({"QT_QPA_PLATFORM": "xcb"})["QT_QPA_PLATFORM"] == "xcb"


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["run", "--nonsense"], ["bundle", "file"], ["lock", "--system"]]
)
def test_wrong_usage_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: packaging/dev.py" in capsys.readouterr().err
