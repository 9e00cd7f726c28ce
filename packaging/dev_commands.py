"""The subcommands of ``dev.py``.

Exit codes: 0 done, 1 a check failed, 2 wrong usage, 4 this computer lacks something.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from dev_environment import ROOT, Environment, SetUpError, own_environment
from dev_lock import refresh_lock
from dev_steps import quiet_screen, run_all, summary, test_steps
from dev_system import has_screen, kept_in_memory, see_to_system

TOOLS = ("ruff", "mypy", "lint-imports", "pytest")


def main(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` ask for; returns the exit code."""
    parser = _parser()
    asked, rest = parser.parse_known_args(arguments)
    if rest and asked.command != "test":
        parser.error(f"unknown: {' '.join(rest)}")
    asked.rest = rest[1:] if rest[:1] == ["--"] else rest
    action: Callable[[argparse.Namespace], int] = asked.action
    try:
        return action(asked)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 4
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="packaging/dev.py", description="Set up, run, test and pack Incident Desk."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="run | test | bundle | lock")

    run = commands.add_parser("run", allow_abbrev=False, help="open the window on a sample desk")
    run.add_argument(
        "--out", type=Path, help="where the demonstration goes when there is no screen (demo-out)"
    )
    run.set_defaults(action=_run)

    test = commands.add_parser(
        "test", allow_abbrev=False, help="lint, types, contracts and all tests; other arguments go to pytest"
    )
    test.set_defaults(action=_test)

    bundle = commands.add_parser(
        "bundle", allow_abbrev=False, help="build the one-folder program and let it test itself"
    )
    bundle.set_defaults(action=_bundle)

    lock = commands.add_parser("lock", allow_abbrev=False, help="write packaging/requirements.lock anew")
    lock.add_argument(
        "--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows"
    )
    lock.set_defaults(action=_lock)

    for command in (run, test, bundle):
        command.add_argument(
            "--system",
            action="store_true",
            help="install missing system packages (Debian, Ubuntu and the like)",
        )
    return parser


def _set_up(asked: argparse.Namespace) -> Environment:
    see_to_system(asked.command, install=asked.system)
    environment = Environment()
    environment.prepare()
    return environment


def _run(asked: argparse.Namespace) -> int:
    program = str(_set_up(asked).script("incident-desk"))
    if has_screen(sys.platform, os.environ):
        return subprocess.run([program, "--sample"], check=False, env=own_environment()).returncode
    out = (asked.out or ROOT / "demo-out").resolve()
    print(f"There is no screen here, so the demonstration runs instead, into {out}.", flush=True)
    command = [program, "demo", "--out", str(out)]
    return subprocess.run(command, check=False, env=quiet_screen(own_environment())).returncode


def _test(asked: argparse.Namespace) -> int:
    environment = _set_up(asked)
    tools = {name: str(environment.script(name)) for name in TOOLS}
    with kept_in_memory(quiet_screen(own_environment())) as surroundings:
        outcomes = run_all(test_steps(tools, asked.rest), folder=ROOT, environment=surroundings)
    print(summary(outcomes), flush=True)
    return 1 if any(outcome.returncode for outcome in outcomes) else 0


def _bundle(asked: argparse.Namespace) -> int:
    environment = _set_up(asked)
    build = [
        *(str(environment.python), "-m", "PyInstaller", str(ROOT / "packaging" / "incident-desk.spec")),
        *("--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")),
    ]
    print("Building the one-folder program; this takes a minute or two.", flush=True)
    built = subprocess.run(build, check=False, cwd=ROOT, env=own_environment()).returncode
    if built:
        return 1
    program = (
        ROOT
        / "dist"
        / "incident-desk"
        / ("incident-desk.exe" if sys.platform == "win32" else "incident-desk")
    )
    size = sum(
        file.stat().st_size for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink()
    )
    print(f"{program.parent}: {size / 1_000_000:.0f} MB. It tests itself:", flush=True)
    # Elsewhere, so that nothing of the checkout can stand in for a file that was not packed.
    with tempfile.TemporaryDirectory() as elsewhere:
        verdict = subprocess.run(
            [program, "self-test"], check=False, cwd=elsewhere, env=quiet_screen(own_environment())
        ).returncode
    return 1 if verdict else 0


def _lock(asked: argparse.Namespace) -> int:
    refresh_lock(ROOT, upgrade=asked.upgrade)
    return 0
