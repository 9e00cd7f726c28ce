"""``paste-timeline`` on the command line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from cli.conftest import CommandLine

TEXT = """# Mail was down

- 10:00: Load rises
- about 10:10: Mail is late
- A word without a time
- 10:20 - 10:30: Nodes restarted
"""


@pytest.fixture
def number(desk: CommandLine) -> str:
    """The number of a major incident."""
    return str(desk.json("raise", "Mail is down", "--sev", "sev2")["number"])


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The name of a file with a timeline."""
    path = tmp_path / "review.md"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_look_then_the_entries_then_the_way_back(desk: CommandLine, number: str, file: str) -> None:
    words = ("paste-timeline", number, file, "--date", "2025-03-01", "--zone", "CET")
    seen = desk.json(*words, "--dry-run")
    assert (seen["added"], seen["paste"], seen["zone"]) == (0, None, {"words": "CET", "source": "given"})
    assert [one["moment"]["precision"] for one in seen["entries"]] == ["exact", "about", "between"]
    assert [one["text"] for one in seen["left"]] == ["# Mail was down", "- A word without a time"]
    assert not [one for one in desk.json("show", number)["timeline"] if one["kind"] == "observation"]
    done = desk.json(*words)
    assert (done["added"], done["there"]) == (3, 0)
    entries = [one for one in desk.json("show", number)["timeline"] if one["kind"] == "observation"]
    assert [one["done_at"] for one in entries] == [one["moment"]["at"] for one in seen["entries"]]
    again = desk.json(*words)
    assert (again["added"], again["there"], again["paste"]) == (0, 3, None)
    assert all(one["there"] for one in desk.json(*words, "--dry-run")["entries"])
    undone = desk.json("paste-timeline", number, "--undo", done["paste"])
    assert undone["undone"] == 3
    assert desk.json("paste-timeline", number, "--undo", done["paste"], code=3)["error"]
    assert desk.json(*words)["added"] == 3


def test_what_is_missing_is_told_in_words(desk: CommandLine, number: str, file: str) -> None:
    seen = desk("paste-timeline", number, file, "--dry-run")
    assert seen.code == 0
    assert "The date is missing: give it with --date." in seen.out
    assert "--zone says another" in seen.out
    assert "line 5: - A word without a time" in seen.out
    refused = desk("paste-timeline", number, file)
    assert refused.code == 2
    assert "line 3 “Load rises”" in refused.err
    told = desk("paste-timeline", number, file, "--date", "2025-03-01", "--zone", "CET").out
    assert f"3 entries were added to {number}." in told
    assert f"“paste-timeline {number} --undo " in told


def test_from_what_is_typed(desk: CommandLine, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.BytesIO("| Time | What |\r\n|---|---|\r\n| 2025-03-01 10:00 UTC | Müde |\r\n".encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed))
    assert desk.json("paste-timeline", number, "-")["added"] == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "No file"),
        (("no-such.md",), 4, "cannot be read"),
        (("FILE", "--date", "soon"), 2, "no day"),
        (("FILE", "--zone", "Mars"), 2, "no zone"),
        (("FILE", "--undo", "x"), 2, "Leave one"),
        (("BYTES",), 2, "UTF-8 at byte 2"),
    ],
)
def test_what_is_wrong_is_told(
    desk: CommandLine, number: str, file: str, words: tuple[str, ...], code: int, said: str
) -> None:
    broken = Path(file).with_name("broken.md")
    broken.write_bytes(b"ab\xff")
    named = [{"FILE": file, "BYTES": str(broken)}.get(word, word) for word in words]
    answer = desk("paste-timeline", number, *named)
    assert answer.code == code
    assert said in answer.err


def test_a_text_without_a_timeline_is_told_as_that(desk: CommandLine, number: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.md"
    path.write_text("Dear all,\n\nit was a long day.\n", encoding="utf-8")
    answer = desk("paste-timeline", number, str(path))
    assert answer.code == 3
    assert "no line begins with a time" in answer.out
