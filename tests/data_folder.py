"""Where the real data of other systems lies. The repository stands alone: it is not part of it."""

from __future__ import annotations

from pathlib import Path

import pytest


def data_file(name: str) -> Path:
    """The file ``name`` of the data folder; skips the test where there is no such folder at all."""
    for parent in Path(__file__).resolve().parents:
        folder = parent / "shared" / "data"
        if folder.is_dir():
            return folder / name
    pytest.skip("no folder shared/data beside the repository: the real data is not here")
