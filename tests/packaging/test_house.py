"""The doors of the house fit each other: what the documents, the spec and CI name is there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest


def test_packaging_is_never_a_package(repository: Path) -> None:
    """Otherwise it would hide the library of that name from whatever is started in the checkout."""
    assert list((repository / "packaging").rglob("__init__.py")) == []


def test_the_top_level_holds_what_was_agreed_and_nothing_else(repository: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=repository, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines()}
    agreed = {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "app",
        "resources",
        "tests",
        "packaging",
    }
    assert {name for name in top if not name.startswith(".")} - agreed == set()


def test_the_spec_names_paths_that_exist(repository: Path) -> None:
    spec = repository / "packaging" / "incident-desk.spec"
    named = re.findall(r'"(\.\./[^"]+)"', spec.read_text(encoding="utf-8"))
    assert {"../app", "../resources", "../app/incidentdesk/storage/migrations"} <= set(named)
    assert [name for name in named if not (spec.parent / name).exists()] == []


def test_the_commands_of_the_readme_exist(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    called = set(re.findall(r"packaging/dev\.py (\w+)", readme))
    assert {"run", "test", "bundle"} <= called
    for command in sorted(called):
        asked = subprocess.run(
            [sys.executable, "packaging/dev.py", command, "--help"],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
        )
        assert asked.returncode == 0, asked.stderr


def test_the_values_in_the_readme_are_those_of_the_shipped_lists(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", readme, re.DOTALL)
    values = json.loads(example)
    lists = tomllib.loads((repository / "resources" / "defaults.toml").read_text(encoding="utf-8"))["lists"]
    plural = {
        "type": "types",
        "category": "categories",
        "impact": "impacts",
        "severity": "severities",
        "risk": "risks",
    }
    assert values.keys() == plural.keys()
    for field, value in values.items():
        assert value in {item["key"] for item in lists[plural[field]]}, field


def test_the_commands_of_the_program_in_the_readme_exist(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```\n(incident-desk log.*?)```", readme, re.DOTALL)
    called = {line.split()[1] for line in example.splitlines()}
    told = subprocess.run(
        [sys.executable, "-m", "incidentdesk", "--help"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.returncode == 0, told.stderr
    assert {command for command in called if command not in told.stdout} == set()


def test_ci_calls_the_commands_of_the_readme(repository: Path) -> None:
    workflow = (repository / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"packaging/dev\.py (\w+)", workflow)) == {"run", "test", "bundle"}
    assert {"windows-latest", "macos-latest", "ubuntu-latest"} <= set(re.findall(r"\w+-latest", workflow))
    script = repository / ".ci" / "run"
    assert "packaging/dev.py test --system" in script.read_text(encoding="utf-8")
    assert sys.platform == "win32" or os.access(script, os.X_OK)


def test_the_files_a_link_of_the_readme_leads_to_exist(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in link]
    assert [link for link in links if not (repository / link).exists()] == []
