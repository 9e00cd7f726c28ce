from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless
from incidentdesk.cli.main import run
from incidentdesk.domain.records import Person


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout; more or less than one fails."""
        return json.loads(self.out)


class CommandLine:
    """``incident-desk`` on a desk in ``folder``."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        """Run a command."""
        self._capsys.readouterr()
        code = run(words)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)

    def json(self, *words: str, code: int = 0) -> Any:
        """Run a command with ``--json``; gives its document, once it left with ``code`` and no other word."""
        answer = self(*words, "--json")
        assert (answer.code, answer.err) == (code, ""), answer
        return answer.document

    def add_person(self, name: str) -> None:
        """Let someone else work here."""
        with headless(desk_paths(self.folder / "desk.sqlite3")) as cases:
            cases.people.write_person(Person("", name), "")

    def values(self, **values: Any) -> str:
        """The name of a file with ``values``."""
        path = self.folder / "values.json"
        path.write_text(json.dumps(values), encoding="utf-8")
        return str(path)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line, with a desk of its own named by the environment."""
    monkeypatch.setenv("INCIDENT_DESK_DB", str(tmp_path / "desk.sqlite3"))
    monkeypatch.delenv("INCIDENT_DESK_USER", raising=False)
    return CommandLine(tmp_path, capsys)
