from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from dev_system import (
    WITH_SCREEN,
    WITHOUT_SCREEN,
    Need,
    apt_get,
    explanation,
    has_screen,
    kept_in_memory,
    missing,
    needs_for,
    see_to_system,
)

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks system libraries")


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, True),
        ("darwin", {}, True),
        ("win32", {"QT_QPA_PLATFORM": "offscreen:fontconfig"}, False),
    ],
)
def test_a_screen_is_one_that_somebody_can_see(
    platform: str, environment: dict[str, str], expected: bool
) -> None:
    assert has_screen(platform, environment) is expected


def test_only_a_screen_needs_the_libraries_of_x11() -> None:
    assert needs_for("run", screen=False) == WITHOUT_SCREEN
    assert set(needs_for("run", screen=True)) == {*WITHOUT_SCREEN, *WITH_SCREEN}


def test_tests_need_a_virtual_screen_and_a_reader_of_pdf() -> None:
    packages = {need.package for need in needs_for("test", screen=False)}
    assert {"xvfb", "xdotool", "poppler-utils", "libxcb-icccm4", "libgl1"} <= packages


def test_what_is_missing_is_named_by_its_package() -> None:
    needs = (
        Need("libgl1", library="libGL.so.1"),
        Need("xvfb", command="Xvfb"),
        Need("xauth", command="xauth"),
    )
    lacking = missing(
        needs, has_library=lambda name: name != "libGL.so.1", has_command=lambda name: name == "xauth"
    )
    assert [need.package for need in lacking] == ["libgl1", "xvfb"]


def test_the_system_itself_is_asked() -> None:
    lacking = missing(
        [Need("nothing", library="libno-such-thing.so.9"), Need("none", command="no-such-command")]
    )
    assert [need.package for need in lacking] == ["nothing", "none"]


def test_the_explanation_is_a_command_to_copy() -> None:
    text = explanation(["libgl1", "xvfb"], debian=True, tried=False, root=False)
    assert "sudo apt-get install --no-install-recommends libgl1 xvfb" in text
    assert "--system" in text
    assert "sudo" not in explanation(["libgl1"], debian=True, tried=False, root=True)


def test_without_apt_the_explanation_names_no_command_that_is_not_there() -> None:
    text = explanation(["libgl1"], debian=False, tried=True, root=True)
    assert "libgl1" in text
    assert "apt-get" not in text


def test_only_those_who_are_not_root_go_through_sudo() -> None:
    assert apt_get("update", root=True)[0] == "env"
    assert apt_get("update", root=False)[0] == "sudo"
    assert apt_get("install", "-y", "xvfb", root=True)[-3:] == ["install", "-y", "xvfb"]


APT_GET = """
echo "$@" >> record
case "$*" in
    *install*) touch pdftotext Xvfb xauth xdotool; chmod +x pdftotext Xvfb xauth xdotool;;
esac
"""


@pytest.fixture
def bare_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only commands there are: among them apt-get, which brings the tools and keeps a record."""
    for name in ("env", "sh", "touch", "chmod"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    (tmp_path / "apt-get").write_text(f"#!/bin/sh\ncd '{tmp_path}'\n{APT_GET}", encoding="utf-8")
    (tmp_path / "sudo").write_text('#!/bin/sh\nexec "$@"\n', encoding="utf-8")
    for name in ("apt-get", "sudo"):
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@linux
def test_what_is_missing_is_installed_when_that_is_asked_for(
    bare_system: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    see_to_system("test", install=True)
    update, install = (bare_system / "record").read_text(encoding="utf-8").splitlines()
    assert "update" in update
    assert "poppler-utils xvfb xauth xdotool" in install
    told = capfd.readouterr().out.splitlines()
    assert told[0].endswith("poppler-utils xvfb xauth xdotool")
    assert not any("xvfb" in line for line in told[1:])


@linux
def test_what_is_missing_is_only_named_otherwise(
    bare_system: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    see_to_system("test", install=False)
    (command,) = [line for line in capfd.readouterr().out.splitlines() if "apt-get" in line]
    assert command.endswith("poppler-utils xvfb xauth xdotool")
    assert not (bare_system / "record").exists()


@linux
def test_temporary_files_of_the_tests_are_kept_in_memory_where_it_has_room(tmp_path: Path) -> None:
    with kept_in_memory({"LANG": "C"}, memory=tmp_path, least=1) as surroundings:
        folder = Path(surroundings["TMPDIR"])
        assert folder.parent == tmp_path
        assert surroundings["LANG"] == "C"
        (folder / "desk").mkdir()
    assert list(tmp_path.iterdir()) == []


def test_without_room_in_memory_or_with_a_folder_asked_for_nothing_changes(tmp_path: Path) -> None:
    for environment, memory, least in (
        ({}, tmp_path, 1 << 62),
        ({}, tmp_path / "none", 1),
        ({"TMPDIR": "/var/tmp"}, tmp_path, 1),  # noqa: S108 - nothing is written there
    ):
        with kept_in_memory(environment, memory=memory, least=least) as surroundings:
            assert surroundings == environment
    assert list(tmp_path.iterdir()) == []
