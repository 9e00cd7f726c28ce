"""Rules of the house that the import contracts in pyproject.toml cannot state."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "app" / "incidentdesk"
SOURCES = sorted(PACKAGE.rglob("*.py"))

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_LINES_OF_A_CLASS = 300  # from 250 on it is usually two things, and is looked at for a seam

# The one module that may know which operating system this is.
PLATFORM_MODULE = PACKAGE / "base" / "platform_specific.py"
MODULES_OF_ONE_SYSTEM = {
    *("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "posix", "posixpath"),
    *("msvcrt", "winreg", "winsound", "_winapi", "nt", "ntpath"),
}
NAMES_OF_ONE_SYSTEM = {
    "os": {
        *(
            "fork",
            "forkpty",
            "getuid",
            "geteuid",
            "getgid",
            "getegid",
            "getgroups",
            "setuid",
            "setgid",
            "setsid",
        ),
        *(
            "getpgid",
            "getpgrp",
            "setpgid",
            "killpg",
            "chown",
            "fchown",
            "lchown",
            "fchmod",
            "mkfifo",
            "mknod",
        ),
        *(
            "uname",
            "getloadavg",
            "nice",
            "statvfs",
            "fdatasync",
            "pread",
            "pwrite",
            "sync",
            "chroot",
            "umask",
        ),
        *("wait", "wait3", "wait4", "waitid", "posix_spawn", "sched_getaffinity", "sched_yield", "sysconf"),
        *(
            "O_DIRECTORY",
            "O_NOFOLLOW",
            "O_CLOEXEC",
            "O_SYNC",
            "WNOHANG",
            "name",
            "startfile",
            "add_dll_directory",
        ),
    },
    "signal": {
        *(
            "SIGKILL",
            "SIGHUP",
            "SIGQUIT",
            "SIGUSR1",
            "SIGUSR2",
            "SIGALRM",
            "SIGCHLD",
            "SIGPIPE",
            "SIGSTOP",
            "SIGCONT",
        ),
        *("alarm", "setitimer", "pause", "pthread_kill", "sigwait", "siginterrupt"),
    },
    "time": {"tzset"},
    "sys": {"platform", "getwindowsversion"},
    "ctypes": {"windll", "WinDLL", "oledll"},
}


def of_source(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def names_of_one_system(module: ast.Module) -> Iterator[str]:
    """Imports and attributes that do not exist, or mean something else, on another operating system."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES_OF_ONE_SYSTEM)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES_OF_ONE_SYSTEM:
            yield node.module
        elif isinstance(node, ast.ImportFrom) and node.module in NAMES_OF_ONE_SYSTEM:
            forbidden = NAMES_OF_ONE_SYSTEM[node.module]
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name in forbidden)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in NAMES_OF_ONE_SYSTEM.get(node.value.id, ())
        ):
            yield f"{node.value.id}.{node.attr}"


def texts_without_encoding(module: ast.Module) -> Iterator[int]:
    """Lines that read or write text in whatever encoding the computer happens to prefer."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or any(keyword.arg == "encoding" for keyword in node.keywords):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"read_text", "write_text"}:
            given = len(node.args) - (node.func.attr == "write_text")
            if given < 1:
                yield node.lineno
        elif isinstance(node.func, ast.Name) and node.func.id == "open":
            modes = [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
            if not any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes):
                yield node.lineno


def test_no_file_is_too_long() -> None:
    lengths = {of_source(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_no_function_and_no_class_is_too_long() -> None:
    limits = {
        ast.FunctionDef: MOST_LINES_OF_A_FUNCTION,
        ast.AsyncFunctionDef: MOST_LINES_OF_A_FUNCTION,
        ast.ClassDef: MOST_LINES_OF_A_CLASS,
    }
    too_long = {
        f"{of_source(path)}: {node.name}": lines_of(node)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and lines_of(node) > limits[type(node)]
    }
    assert too_long == {}


def test_only_one_module_knows_the_operating_system() -> None:
    found = {
        f"{of_source(path)}: {name}"
        for path in SOURCES
        if path != PLATFORM_MODULE
        for name in names_of_one_system(tree(path))
    }
    assert found == set()


def test_all_text_is_read_and_written_in_a_stated_encoding() -> None:
    found = [f"{of_source(path)}:{line}" for path in SOURCES for line in texts_without_encoding(tree(path))]
    assert found == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import fcntl", ["fcntl"]),
        ("from pwd import getpwuid", ["pwd"]),
        ("import os\nos.fork()", ["os.fork"]),
        ("from signal import SIGKILL", ["signal.SIGKILL"]),
        ("import os\nos.replace('a', 'b')", []),
    ],
)
def test_the_scan_for_one_system_sees_what_it_should(source: str, expected: list[str]) -> None:
    assert list(names_of_one_system(ast.parse(source))) == expected


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("path.read_text()", True),
        ("path.write_text('x')", True),
        ("open('x')", True),
        ("open('x', 'wb')", False),
        ("path.read_text(encoding='utf-8')", False),
        ("path.write_text('x', 'utf-8')", False),
    ],
)
def test_the_scan_for_encodings_sees_what_it_should(source: str, seen: bool) -> None:
    assert bool(list(texts_without_encoding(ast.parse(source)))) is seen


IMPORT_ALL_BUT_GUI = """
import importlib, importlib.util, pkgutil, sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None
import incidentdesk

def walk(package):
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if found.name == "incidentdesk.gui":
            continue
        module = importlib.import_module(found.name)
        print(found.name)
        if found.ispkg:
            walk(module)

for name in ("incidentdesk.__main__", "incidentdesk.bootstrap", "incidentdesk.cli"):
    if importlib.util.find_spec(name):
        importlib.import_module(name)
assert "reportlab" not in sys.modules, "reportlab is slow to import, and only a document needs it"
walk(incidentdesk)
assert "incidentdesk.gui" not in sys.modules
"""


def test_everything_but_the_window_works_without_qt() -> None:
    """In particular bootstrap, cli and __main__, which import gui inside a function and nowhere else."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL_BUT_GUI],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    imported = set(done.stdout.split())
    there = {path.stem for path in PACKAGE.glob("*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }
    expected = {f"incidentdesk.{name}" for name in there - {"__init__", "gui"}}
    assert expected - imported == set()


VOID_CALLS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rang = Signal()

application = QCoreApplication([])
bell = Bell()
heard = []
bell.rang.connect(lambda: heard.append(None))
for number in range(20_000):
    bell.setObjectName("x")
for number in range(2_000):
    bell.rang.emit()
print(len(heard))
"""


def test_qt_survives_twenty_thousand_calls_that_return_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None in each, and aborts after some 5,000."""
    done = subprocess.run(
        [sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "2000"
