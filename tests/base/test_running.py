"""Running real programs: exact arguments, limits, cancelling, and nothing left behind."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.platform_specific import outer_environment
from incidentdesk.base.running import Limits, Ran, run_program

SAYS_ITS_ARGUMENTS = "import json, sys; print(json.dumps(sys.argv[1:]))"
NEVER_ENDS = "import time\nwhile True: time.sleep(60)"
PARENT = """
import subprocess, sys, pathlib, time
mode, where = sys.argv[1:]
child = "import os, sys, time, pathlib; pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))"
child += "; time.sleep(600)"
quiet = {} if "loud" in mode else {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
if "group" in mode:
    quiet["process_group"] = 0
one = subprocess.Popen([sys.executable, "-c", child, where], **quiet)
while not pathlib.Path(where).exists() or not pathlib.Path(where).read_text():
    time.sleep(0.01)
print("started", flush=True)
if "stays" in mode:
    one.wait()
"""


def run(
    source: str, *arguments: str, seconds: float = 60, kept: int = 1_000_000, stop: Event | None = None
) -> Ran:
    flag = stop or Event()
    return run_program([sys.executable, "-c", source, *arguments], Limits(seconds, kept), flag.is_set)


def is_alive(pid: int) -> bool:
    """Whether it runs: one that has ended and waits for its parent to notice does not."""
    with suppress(OSError):
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return not stat.exists() or stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


def has_gone(pid: int) -> bool:
    """Whether it ended; the system may need a moment to take away what was killed."""
    return any(not is_alive(pid) or Event().wait(0.01) for _turn in range(500))


@pytest.mark.parametrize(
    "argument",
    ["plain", "two words", 'she said "no"', "it's", "a\\b\\", "",
     "$HOME `id` $(id) ; rm -rf x | y > z & %PATH%",
     "Grüße – 東京 🖨", "line\nbreak\ttab", "*", "--flag=ä b"],
)  # fmt: skip
def test_arguments_come_as_they_are_written(argument: str) -> None:
    ran = run(SAYS_ITS_ARGUMENTS, argument, "last")
    assert (ran.ended, ran.exit_code) == ("itself", 0)
    assert json.loads(ran.output) == [argument, "last"]


def test_both_streams_are_kept_and_what_is_no_text_is_replaced() -> None:
    source = (
        "import sys; sys.stdout.buffer.write('Drücker 東京\\n'.encode() + b'\\xff\\x00'); "
        "sys.stdout.flush(); sys.stderr.write('bad'); sys.exit(7)"
    )
    ran = run(source)
    assert (ran.exit_code, ran.output) == (7, "Drücker 東京\n\ufffd\x00bad")
    assert not ran.is_cut


def test_a_huge_output_is_cut_and_said_to_be() -> None:
    ran = run("import sys; sys.stdout.write('ä' * 4_000_000)", kept=1001)
    assert (ran.ended, ran.exit_code, ran.is_cut, ran.said_bytes) == ("itself", 0, True, 8_000_000)
    assert ran.output == "ä" * 500 + "\ufffd"


def test_what_it_says_is_told_as_it_comes() -> None:
    heard, stop = bytearray(), Event()

    def hear(piece: bytes) -> None:
        heard.extend(piece)
        if b"now" in heard:
            stop.set()

    source = f"print('a' * 2000)\nprint('now', flush=True)\n{NEVER_ENDS}"
    ran = run_program([sys.executable, "-c", source], Limits(60, 100), stop.is_set, hear)
    assert ran.ended == "cancelled"
    assert bytes(heard).split() == [b"a" * 2000, b"now"]


def test_it_gets_no_input() -> None:
    assert run("import sys; print(repr(sys.stdin.read()))").output.strip() == "''"


def test_one_that_never_ends_is_ended_at_its_limit() -> None:
    ran = run("print('begun', flush=True)\n" + NEVER_ENDS, seconds=1.0)
    assert (ran.ended, ran.exit_code, ran.output.strip()) == ("time", None, "begun")


@pytest.mark.parametrize("mode", ["stays quiet", "stays loud", "stays loud group"])
def test_cancelling_ends_it_with_all_that_it_started(tmp_path: Path, mode: str) -> None:
    where, stop, told = tmp_path / "pid", Event(), list[Ran]()
    worker = Thread(target=lambda: told.append(run(PARENT, mode, str(where), stop=stop)))
    worker.start()
    while not (where.exists() and where.read_text(encoding="utf-8")) and worker.is_alive():
        stop.wait(0.01)
    child = int(where.read_text(encoding="utf-8"))
    assert is_alive(child)
    stop.set()
    worker.join(30)
    assert not worker.is_alive()
    assert told[0].ended == "cancelled"
    assert has_gone(child)


@pytest.mark.parametrize("mode", ["quiet", "loud"])
def test_what_it_leaves_running_is_ended_and_not_waited_for(tmp_path: Path, mode: str) -> None:
    where = tmp_path / "pid"
    ran = run(PARENT, mode, str(where))
    assert (ran.ended, ran.exit_code, ran.output.strip()) == ("itself", 0, "started")
    assert has_gone(int(where.read_text(encoding="utf-8")))


def test_it_finds_its_own_libraries_where_ours_are_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"LD_LIBRARY_PATH": "/ours", "PATH": "/bin"}
    theirs = given | {"LD_LIBRARY_PATH": "/theirs"}
    assert outer_environment(given | {"LD_LIBRARY_PATH_ORIG": "/theirs"}) == theirs
    assert outer_environment(given) == given
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert outer_environment(given) == {"PATH": "/bin"}


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(EnvironmentFault, match="no program “no-such-program”"):
        run_program(["no-such-program", "x"], Limits(), lambda: False)


def test_a_whole_line_is_no_program() -> None:
    with pytest.raises(EnvironmentFault):
        run_program([f"{sys.executable} -c pass"], Limits(), lambda: False)
