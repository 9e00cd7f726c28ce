"""Running another program: its exact arguments, no shell, a time limit, and nothing of it left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from incidentdesk.base.errors import EnvironmentFault, RefusedError
from incidentdesk.base.platform_specific import apart, end_family, outer_environment
from incidentdesk.base.texts import _

SHELL_SCRIPTS = frozenset({".bat", ".cmd"})
"""Windows hands these to its shell, which reads the arguments anew."""

LOOKED = 0.05
"""So often, in seconds, it is asked whether a program has ended or is to be ended."""

LAST_WORDS = 5.0
"""So long, in seconds, what a program said last is waited for."""


@dataclass(frozen=True)
class Limits:
    """How long a program may run, in seconds, and how many bytes of what it says are kept."""

    seconds: float = 300.0
    kept_bytes: int = 1_000_000


@dataclass(frozen=True)
class Ran:
    """How a program ran. ``ended`` is ``itself``, ``time`` (its limit) or ``cancelled``.

    ``output`` is what it said on both its streams, bytes that are no UTF-8 replaced; ``said_bytes`` how much
    that was in all, which is more than is kept where it ``is_cut``.
    """

    ended: str
    exit_code: int | None
    output: str
    said_bytes: int
    is_cut: bool
    took_ms: int


class _Listener(Thread):
    """Reads what a program says to its end, and keeps the beginning: a full pipe would hold the program."""

    def __init__(self, stream: IO[bytes], most: int, heard: Callable[[bytes], None]) -> None:
        super().__init__(name="what a command says", daemon=True)
        self.kept, self.said = bytearray(), 0
        self._stream, self._most, self._heard = stream, most, heard

    def run(self) -> None:
        while piece := os.read(self._stream.fileno(), 65536):
            self.said += len(piece)
            self.kept += piece[: max(0, self._most - len(self.kept))]
            self._heard(piece)
        self._stream.close()


def run_program(
    command: Sequence[str],
    limits: Limits,
    is_cancelled: Callable[[], bool],
    heard: Callable[[bytes], None] = lambda _piece: None,
) -> Ran:
    """Run ``command``, a program and its arguments, and wait for its end.

    It gets no input; what it leaves running is ended too. ``heard`` is told on another thread what it says
    as it comes, to the last byte.
    Raises ``EnvironmentFault`` where it cannot be started.
    """
    program = _program(command[0])
    started = monotonic()
    try:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, as it was approved and confirmed
            list(command),
            executable=program,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=Path.home(),
            env=outer_environment(os.environ),
            shell=False,
            **apart(),
        )
    except (OSError, ValueError) as error:
        raise EnvironmentFault(
            _("“{program}” cannot be started: {error}.").format(program=command[0], error=error),
            _("Check the command in the runbook."),
        ) from error
    if process.stdout is None:
        raise AssertionError("the program was started with a pipe")
    listener = _Listener(process.stdout, limits.kept_bytes, heard)
    listener.start()
    ended = "cancelled"
    try:
        ended = _wait(process, started + limits.seconds, is_cancelled)
    finally:
        end_family(process.pid)
        process.wait()
    listener.join(LAST_WORDS)
    kept = bytes(listener.kept)
    return Ran(
        ended=ended,
        exit_code=process.returncode if ended == "itself" else None,
        output=kept.decode("utf-8", errors="replace").replace("\r\n", "\n"),
        said_bytes=listener.said,
        is_cut=listener.said > len(kept),
        took_ms=round((monotonic() - started) * 1000),
    )


def _wait(process: subprocess.Popen[bytes], until: float, is_cancelled: Callable[[], bool]) -> str:
    while True:
        if is_cancelled():
            return "cancelled"
        left = until - monotonic()
        if left <= 0:
            return "time"
        try:
            process.wait(min(LOOKED, left))
        except subprocess.TimeoutExpired:
            continue
        return "itself"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise EnvironmentFault(
            _("There is no program “{name}” on this computer.").format(name=name),
            _("Install it, or name it with its whole path in the runbook."),
        )
    if Path(found).suffix.lower() in SHELL_SCRIPTS:
        raise RefusedError(
            _("“{name}” is a batch file, which a shell would read.").format(name=found),
            _("Name the program that it starts."),
        )
    return found
