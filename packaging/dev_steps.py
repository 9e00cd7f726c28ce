"""Steps that are run one after the other, each with a heading, a time and a verdict."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """One command line, under the name by which the summary lists it."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a step ended, and how many seconds it took."""

    step: Step
    returncode: int
    seconds: float

    @property
    def line(self) -> str:
        """The step's line in the summary."""
        verdict = "passed" if self.returncode == 0 else f"FAILED (exit {self.returncode})"
        return f"  {self.step.name:<24}{self.seconds:7.1f} s  {verdict}"


def run_all(
    steps: Sequence[Step], *, folder: Path, environment: Mapping[str, str] | None = None
) -> list[Outcome]:
    """Run every step, also after one that failed, so that one call tells all there is to mend."""
    outcomes = []
    for step in steps:
        print(f"\n== {step.name} ==", flush=True)
        started = time.monotonic()
        try:
            returncode = subprocess.run(step.command, check=False, cwd=folder, env=environment).returncode
        except OSError as error:
            print(error, flush=True)
            returncode = 4
        outcomes.append(Outcome(step, returncode, time.monotonic() - started))
        print(f"-- {outcomes[-1].seconds:.1f} s", flush=True)
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> str:
    """The list of steps with their verdicts, and one last line for all."""
    failed = [outcome.step.name for outcome in outcomes if outcome.returncode != 0]
    last = f"Failed: {', '.join(failed)}" if failed else "All passed"
    return "\n".join(["", "== summary ==", *(outcome.line for outcome in outcomes), last])


def test_steps(scripts: Mapping[str, str], pytest_arguments: Sequence[str]) -> list[Step]:
    """Lint, types, contracts and all tests; ``scripts`` gives the paths of the tools by their names.

    The tests run in two processes: more would not help on the small machines they have to run on.
    An ``-n`` among ``pytest_arguments`` overrides that.
    """
    ruff, mypy = scripts["ruff"], scripts["mypy"]
    return [
        Step("lint", (ruff, "check", ".")),
        Step("format", (ruff, "format", "--check", ".")),
        Step("types", (mypy,)),
        Step("types of set-up", (mypy, "packaging/dev.py")),
        Step("contracts", (scripts["lint-imports"], "--no-logo")),
        Step("tests", (scripts["pytest"], "-n", "2", "--dist", "worksteal", *pytest_arguments)),
    ]


def quiet_screen(environment: Mapping[str, str]) -> dict[str, str]:
    """``environment`` with Qt drawing into memory, unless a platform is asked for."""
    return {"QT_QPA_PLATFORM": "offscreen", **environment}
