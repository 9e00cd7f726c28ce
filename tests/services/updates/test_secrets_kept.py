"""Secrets in the keyring of the system: what becomes of them where it is locked, fails, or never answers."""

from __future__ import annotations

from threading import Event

import keyring
import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.services.updates.secrets_kept import LONGEST, SERVICE, Secrets
from services.post_office import MemoryKeyring


class Broken(MemoryKeyring):
    """A backend whose errors are its own, as those of the desktop's keyrings are."""

    priority = 5.0

    def _open(self) -> None:
        raise ZeroDivisionError("the bus is gone")


class Silent(MemoryKeyring):
    """One that asks the person for its password, who does not answer."""

    priority = 5.0
    answered = Event()

    def _open(self) -> None:
        self.answered.wait(20)


class PlainFile(MemoryKeyring):
    """One that would write plain text to a file."""

    priority = 0.5


def test_a_secret_is_kept_found_and_forgotten(keyring_of_system: MemoryKeyring) -> None:
    secrets = Secrets()
    assert secrets.has_keyring()
    assert secrets.keep("a", "s1")
    assert keyring_of_system.kept == {(SERVICE, "a"): "s1"}
    assert (Secrets().of("a"), secrets.of("b")) == ("s1", "")
    secrets.forget("a")
    secrets.forget("b")
    assert secrets.of("a") == ""


@pytest.mark.parametrize("backend", [Broken, Silent, PlainFile])
@pytest.mark.usefixtures("keyring_of_system")
def test_without_one_that_can_be_used_it_lasts_for_the_session(backend: type[MemoryKeyring]) -> None:
    Silent.answered = Event()
    keyring.set_keyring(backend())
    secrets = Secrets(patience=0.2)
    assert not secrets.keep("a", "s1")
    assert secrets.of("a") == "s1"
    assert Secrets(patience=0.2).of("a") == ""
    secrets.forget("a")
    assert secrets.of("a") == ""
    Silent.answered.set()


def test_a_keyring_that_is_unlocked_again_takes_over(keyring_of_system: MemoryKeyring) -> None:
    secrets = Secrets()
    keyring_of_system.locked = True
    assert not secrets.keep("a", "s1")
    keyring_of_system.locked = False
    assert secrets.keep("a", "s2")
    assert Secrets().of("a") == "s2"


@pytest.mark.usefixtures("keyring_of_system")
def test_what_no_keyring_takes_is_refused() -> None:
    for secret in ("x" * (LONGEST + 1), "a\x00b"):
        with pytest.raises(UsageError, match="too long"):
            Secrets().keep("a", secret)
