"""Finding the files that come with the program."""

from __future__ import annotations

from pathlib import Path


def resource_path(*parts: str) -> Path:
    """The path of a shipped file or folder.

    An installed or frozen program has ``resources`` inside the package; a checkout has it at the top.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    root = inside if inside.is_dir() else package.parent.parent / "resources"
    return root.joinpath(*parts)
