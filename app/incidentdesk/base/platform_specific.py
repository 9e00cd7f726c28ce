"""The only module that asks which operating system this is."""

from __future__ import annotations

import getpass
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

APP_NAME = "Incident Desk"
APP_FOLDER = "incident-desk"


def user_data_folder(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """Where a person's data lies.

    Local application data on Windows, Application Support on macOS, else XDG.
    """
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / APP_NAME
    if platform == "darwin":
        return home / "Library" / "Application Support" / APP_NAME
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / APP_FOLDER


def this_users_data_folder() -> Path:
    """``user_data_folder`` of this computer and account."""
    return user_data_folder(sys.platform, os.environ, Path.home())


def account_name() -> str:
    """The name of the operating system's account, or an empty string where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def is_network_path(path: Path) -> bool:
    """Whether ``path`` is plainly on another computer (a UNC path).

    SQLite's write-ahead log does not work there.
    """
    return str(path).startswith(("\\\\", "//"))


def screen_here() -> bool:
    """``has_screen`` of this computer and account."""
    return has_screen(sys.platform, os.environ)


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window could be shown: always on Windows and macOS, elsewhere if a display is named."""
    if platform in {"win32", "darwin"} or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def apart() -> dict[str, Any]:
    """What ``subprocess.Popen`` is given, so that ``end_family`` finds the program and all that it starts."""
    if sys.platform == "win32":
        import subprocess

        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def outer_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for another program: without the folders in which a frozen program finds its libraries.

    PyInstaller keeps what was there before under the same name with ``_ORIG``; other programs break without.
    """
    outer = dict(environment)
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"):
        before = outer.pop(f"{name}_ORIG", None)
        if before is not None:
            outer[name] = before
        elif getattr(sys, "frozen", False):
            outer.pop(name, None)
    return outer


def end_family(pid: int) -> None:
    """End the program that was started ``apart`` with this id, and what it started; it may have ended itself.

    What a program started and then cut off from itself altogether (a daemon) is no more of its family.
    """
    if sys.platform == "win32":
        import subprocess

        folder = os.environ.get("SYSTEMROOT", r"C:\Windows")
        words = [str(Path(folder) / "System32" / "taskkill.exe"), "/T", "/F", "/PID", str(pid)]
        subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - our own words
        return
    family = _family(pid, Path("/proc"))
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    for one in family:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(one, signal.SIGKILL)


def _family(pid: int, proc: Path) -> set[int]:
    """Who is in the session of ``pid`` or descends from it, where the system tells (Linux)."""
    parents: dict[int, tuple[int, int]] = {}
    for stat in proc.glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            said = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(said[1]), int(said[3])
    family = {one for one, (_parent, session) in parents.items() if session == pid}
    known = 0
    while known != len(family):
        known = len(family)
        family |= {one for one, (parent, _session) in parents.items() if parent in family or parent == pid}
    return family - {os.getpid(), 1}
