"""The virtual environment of a checkout: whether it is fit for use, and making it so."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLED_FROM = ("pyproject.toml", "packaging/requirements.lock", "app/incidentdesk/__init__.py")


class SetUpError(Exception):
    """Setting up is not possible on this computer as it is; the text says what to do."""


class State(Enum):
    """What there is, and so what has to be done."""

    READY = "ready"  # nothing
    ABSENT = "absent"  # make it
    OUTDATED = "outdated"  # install what is locked now
    UNUSABLE = "unusable"  # remove it and make it anew


@dataclass(frozen=True)
class Environment:
    """The virtual environment in ``.venv`` of the checkout at ``root``, for this Python."""

    root: Path = ROOT
    platform: str = sys.platform

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.script("python")

    def script(self, name: str) -> Path:
        """The path of one of its commands."""
        if self.platform == "win32":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    @property
    def stamp(self) -> Path:
        """Written last: where the environment was made, and the fingerprint of what was installed."""
        return self.folder / "incident-desk-installed.txt"

    @property
    def unfinished(self) -> Path:
        """There while an installation is under way, and afterwards if it was interrupted."""
        return self.folder / "incident-desk-unfinished.txt"

    def fingerprint(self) -> str:
        """A digest of what the environment is made from: the files, and the Python."""
        digest = hashlib.sha256()
        python = (
            f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor} {self.platform}"
        )
        digest.update(python.encode())
        for name in INSTALLED_FROM:
            digest.update(hashlib.sha256((self.root / name).read_bytes()).digest())
        return digest.hexdigest()

    def state(self) -> tuple[State, str]:
        """What there is, and why it cannot be used (empty when it can, or when there is nothing)."""
        if not self.folder.exists():
            return State.ABSENT, ""
        if not self.python.exists():
            return State.UNUSABLE, "its Python is missing"
        if self.unfinished.exists():
            return State.UNUSABLE, "an earlier set-up was interrupted"
        if self.stamp.exists():
            place, _, installed = self.stamp.read_text(encoding="utf-8").partition("\n")
            if place != str(self.folder):  # the commands inside name the place, so a moved one does not work
                return State.UNUSABLE, f"it was made in {place}"
            if installed == self.fingerprint():
                return State.READY, ""
        fault = self._fault()
        return (State.UNUSABLE, fault) if fault else (State.OUTDATED, "")

    def _fault(self) -> str:
        """Why new packages cannot simply be installed into what is there; empty when they can."""
        question = "import sys, pip; print(*sys.version_info[:2], sep='.')"
        try:
            asked = subprocess.run(
                [self.python, "-c", question], capture_output=True, text=True, check=True, timeout=60
            )
            major, minor = asked.stdout.strip().split(".")
        except (OSError, ValueError, subprocess.SubprocessError):
            return "its Python or its pip does not work"
        if (int(major), int(minor)) != sys.version_info[:2]:
            own = f"{sys.version_info.major}.{sys.version_info.minor}"
            return f"it belongs to Python {major}.{minor}, and this is {own}"
        return ""

    def prepare(self) -> bool:
        """Make the environment fit for use, saying what is done; ``False`` if nothing was to do."""
        state, why = self.state()
        if state is State.READY:
            return False
        started = time.monotonic()
        if state is State.UNUSABLE:
            print(f"The virtual environment in {self.folder} is made anew: {why}.", flush=True)
            self._remove()
        if state is not State.OUTDATED:
            self._make()
        self._install()
        print(f"Set up in {time.monotonic() - started:.0f} s.", flush=True)
        return True

    def _remove(self) -> None:
        if Path(sys.prefix).resolve() == self.folder.resolve():
            raise SetUpError(
                "It cannot be replaced by its own Python: call this file with the Python you installed."
            )
        try:
            shutil.rmtree(self.folder)
        except OSError as error:
            raise SetUpError(f"{error}. Close what runs from {self.folder}, then try again.") from error

    def _make(self) -> None:
        if not can_make_environments():
            raise SetUpError(
                "This Python cannot make a virtual environment, because it came without ensurepip. "
                f"On Debian and Ubuntu install it with: apt-get install {venv_package()}"
            )
        print(f"Making a virtual environment in {self.folder}.", flush=True)
        self.folder.mkdir()
        self.unfinished.touch()
        self._call(sys.executable, "-m", "venv", str(self.folder))

    def _install(self) -> None:
        # A first download is large, so a person sees pip's progress; a log file does not need it.
        pip = (str(self.python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install")
        manner = () if sys.stdout.isatty() else ("--quiet",)
        self.unfinished.touch()
        self.stamp.unlink(missing_ok=True)
        print("Installing what packaging/requirements.lock names.", flush=True)
        self._call(
            *pip, *manner, "--require-hashes", "-r", str(self.root / "packaging" / "requirements.lock")
        )
        self._call(*pip, "--quiet", "--no-deps", "--no-build-isolation", "-e", str(self.root))
        self.stamp.write_text(f"{self.folder}\n{self.fingerprint()}", encoding="utf-8")
        self.unfinished.unlink()

    def _call(self, *command: str) -> None:
        done = subprocess.run(command, check=False, env=own_environment(), stdin=subprocess.DEVNULL)
        if done.returncode:
            if done.returncode > 0:  # it ended in good order, so what is there can be built upon next time
                self.unfinished.unlink(missing_ok=True)
            raise SetUpError(
                f"This step failed (exit {done.returncode}): {' '.join(command)}\n"
                "What it printed above says why; installing needs the network once."
            )


def can_make_environments() -> bool:
    """Whether this Python has ``ensurepip``, which Debian packs separately."""
    importlib.invalidate_caches()  # it may have been installed a moment ago
    return importlib.util.find_spec("ensurepip") is not None


def venv_package() -> str:
    """The Debian package that gives this Python its ``ensurepip``."""
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def own_environment() -> dict[str, str]:
    """What is passed on to the project's commands: all but the settings that would lead Python elsewhere."""
    return {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
