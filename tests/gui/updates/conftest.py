from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest

from end_to_end.conftest import desk, office
from services.post_office import MemoryKeyring

__all__ = ["desk", "office"]


@pytest.fixture(autouse=True)
def keyring_of_system() -> Iterator[MemoryKeyring]:
    """A keyring in the place of the operating system's."""
    before, ours = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)
