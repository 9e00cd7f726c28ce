"""What the operating system must bring along: libraries that Qt loads, and tools that the tests call."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dev_environment import SetUpError, can_make_environments, venv_package


@dataclass(frozen=True)
class Need:
    """A shared library or a command that the system must have, and the Debian package that brings it."""

    package: str
    library: str = ""
    command: str = ""


WITHOUT_SCREEN = (
    Need("libgl1", library="libGL.so.1"),
    Need("libegl1", library="libEGL.so.1"),
    Need("libglib2.0-0", library="libglib-2.0.so.0"),
    Need("libdbus-1-3", library="libdbus-1.so.3"),
    Need("libxkbcommon0", library="libxkbcommon.so.0"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
)
WITH_SCREEN = (
    Need("libxcb-cursor0", library="libxcb-cursor.so.0"),
    Need("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
    Need("libxcb-icccm4", library="libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    Need("libxcb-shape0", library="libxcb-shape.so.0"),
)
FOR_TESTS = (
    Need("poppler-utils", command="pdftotext"),
    Need("xvfb", command="Xvfb"),
    Need("xauth", command="xauth"),
    Need("xdotool", command="xdotool"),
)

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
ENOUGH_MEMORY = 3_000_000_000


def needs_for(command: str, *, screen: bool) -> tuple[Need, ...]:
    """What ``run``, ``test`` or ``bundle`` needs; the tests have a virtual screen of their own."""
    if command == "test":
        return WITHOUT_SCREEN + WITH_SCREEN + FOR_TESTS
    if command == "bundle":
        return (*WITHOUT_SCREEN, Need("binutils", command="objdump"), *_python_library())
    return WITHOUT_SCREEN + WITH_SCREEN if screen else WITHOUT_SCREEN


def missing(
    needs: Iterable[Need],
    *,
    has_library: Callable[[str], bool] | None = None,
    has_command: Callable[[str], bool] | None = None,
) -> list[Need]:
    """Those of ``needs`` that are not there; the two questions put to the system can be replaced."""
    library_found = has_library or _has_library
    command_found = has_command or _has_command
    return [
        need
        for need in needs
        if (need.library and not library_found(need.library))
        or (need.command and not command_found(need.command))
    ]


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether somebody could see a window: always on Windows and macOS, elsewhere if a display is named.

    Nobody sees Qt's platforms ``offscreen`` and ``minimal``, wherever they are asked for.
    """
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal"}:
        return False
    if platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def apt_get(*arguments: str, root: bool) -> list[str]:
    """The call of apt-get that asks nothing and waits until another has ended; without ``root``, by sudo."""
    as_root = [] if root else ["sudo"]
    return [
        *as_root,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=120",
        *arguments,
    ]


def see_to_system(command: str, *, install: bool) -> None:
    """Name what ``command`` lacks on Linux, and install it from Debian's packages if ``install`` is set.

    Raises SetUpError when a library without which the program cannot start is still missing for ``run``.
    """
    if not sys.platform.startswith("linux"):
        return
    needs = needs_for(command, screen=has_screen(sys.platform, os.environ))
    lacking = missing(needs)
    packages = [need.package for need in lacking]
    if not can_make_environments():
        packages.append(venv_package())
    if not packages:
        return
    if install:
        _install(packages)
        lacking = missing(needs)
        packages = [need.package for need in lacking]
    if packages:
        text = explanation(packages, debian=_has_command("apt-get"), tried=install, root=_is_root())
        print(text, flush=True)
    if command == "run" and any(need in WITHOUT_SCREEN for need in lacking):
        raise SetUpError("The program cannot start without these libraries.")


def explanation(packages: Iterable[str], *, debian: bool, tried: bool, root: bool) -> str:
    """What is missing and what to do about it, by the names that Debian gives it."""
    names = " ".join(packages)
    if not debian:
        return f"This system lacks what Debian packs as: {names}. Install what brings the same here."
    if tried:
        return f"Still missing after the installation: {names}"
    return (
        f"This system lacks: {names}\n"
        f"Install it with:   {'' if root else 'sudo '}apt-get install --no-install-recommends {names}\n"
        "or let this command do it: add --system"
    )


def _install(packages: list[str]) -> None:
    if not _has_command("apt-get"):
        return
    root = _is_root()
    if not root and not _has_command("sudo"):
        raise SetUpError(f"Only root can install {' '.join(packages)}, and there is no sudo here.")
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    # A failed update leaves older lists in place, which are often good enough.
    for arguments in (["update", "-q"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(
            apt_get(*arguments, root=root), check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )


def _is_root() -> bool:
    ask = getattr(os, "geteuid", None)
    return ask is not None and ask() == 0


def _has_library(name: str) -> bool:
    # Loading is what Qt will do, so it is the surest question; find_library would start a compiler.
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_command(name: str) -> bool:
    return shutil.which(name) is not None


def _python_library() -> list[Need]:
    """The shared library that a frozen program carries; Debian packs it apart from its Python."""
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    if sys.base_prefix != "/usr" or ".so" not in name:
        return []
    return [Need(f"libpython{sysconfig.get_python_version()}", library=name)]


@contextmanager
def kept_in_memory(
    environment: Mapping[str, str], *, memory: Path = IN_MEMORY, least: int = ENOUGH_MEMORY
) -> Iterator[dict[str, str]]:
    """``environment`` with temporary files in ``memory``, where that has ``least`` bytes and runs programs.

    The tests make thousands of desks, and each writes through to the disk at each change. A folder for
    temporary files that is asked for stays. What is left in memory goes with the end of the block.
    """
    folder = None if "TMPDIR" in environment else _folder_in(memory, least)
    if folder is None:
        yield dict(environment)
        return
    try:
        yield {**environment, "TMPDIR": str(folder)}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder_in(memory: Path, least: int) -> Path | None:
    """A new folder, or nothing where there is no room, or where the system runs no program (``noexec``)."""
    try:
        if shutil.disk_usage(memory).free < least:
            return None
        folder = Path(tempfile.mkdtemp(prefix="incident-desk-tests-", dir=memory))
    except OSError:
        return None
    program = folder / "program"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o700)
    try:
        subprocess.run([program], check=True)
    except (OSError, subprocess.CalledProcessError):
        shutil.rmtree(folder)
        return None
    program.unlink()
    return folder
