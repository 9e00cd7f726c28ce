"""The only module that asks which operating system this is."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path

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
