"""Real incidents, exports and texts that are too large, or not ours, to lie in this repository.

They lie in the folder that ``INCIDENT_DESK_SAMPLES`` names, else in ``shared`` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


def outside(*parts: str) -> Path:
    """A file or folder of the outside samples; the test is skipped where there are none on this computer."""
    folder = Path(os.environ.get("INCIDENT_DESK_SAMPLES") or _BESIDE)
    if not folder.is_dir():
        pytest.skip(f"no outside samples here: set INCIDENT_DESK_SAMPLES, or lay them in {_BESIDE.name}")
    path = folder.joinpath(*parts)
    assert path.exists(), f"the outside samples lack {path}"
    return path
