from __future__ import annotations

import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

# The set-up scripts belong to no package; they find each other beside themselves, and so do their tests.
sys.path.append(str(REPOSITORY / "packaging"))


@pytest.fixture
def repository() -> Path:
    return REPOSITORY
