"""What channels need to sign in with: kept in the keyring of the operating system, or for this session only.

It is in no database, file, log or export of ours. A keyring may ask the person for its own password, and wait
for the answer: it is never asked on a window's thread, nor waited for without end. ``keyring`` is imported
only where a secret is asked for or kept.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from typing import TypeVar

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _

T = TypeVar("T")
SERVICE = "Incident Desk"
LONGEST = 1200
"""Characters; Windows keeps no more than 2560 bytes."""
PATIENCE = 30.0
"""Seconds that a keyring is waited for."""
_LEAST_PRIORITY = 1
"""What ``keyring`` calls recommended: one that writes plain text to a file has less."""


class Secrets:
    """The secrets of channels by name; what no keyring takes is kept until the program ends."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._session: dict[str, str] = {}
        self._lock = Lock()

    def has_keyring(self) -> bool:
        """Whether this computer has a keyring that can be used."""
        return self._asked(_is_usable, otherwise=False)

    def of(self, name: str) -> str:
        """The secret called ``name``; empty where there is none on this computer."""
        with self._lock:
            if name in self._session:
                return self._session[name]

        def ask() -> str:
            import keyring

            return (keyring.get_password(SERVICE, name) or "") if _is_usable() else ""

        return self._asked(ask, otherwise="")

    def keep(self, name: str, secret: str) -> bool:
        """Keep a secret; false where no keyring takes it, and it is kept for this session only."""
        if len(secret) > LONGEST or "\x00" in secret:
            raise UsageError(
                _("That is too long to be kept in a keyring."),
                _("Use one of at most {n} characters.").format(n=LONGEST),
            )

        def keep() -> bool:
            import keyring

            if not _is_usable():
                return False
            keyring.set_password(SERVICE, name, secret)
            return True

        kept = self._asked(keep, otherwise=False)
        with self._lock:
            if kept:
                self._session.pop(name, None)
            else:
                self._session[name] = secret
        return kept

    def forget(self, name: str) -> None:
        """Let a secret be kept no more; one that is locked away stays there, and is used no more."""
        with self._lock:
            self._session.pop(name, None)

        def forget() -> None:
            import keyring

            if _is_usable():
                keyring.delete_password(SERVICE, name)

        self._asked(forget, otherwise=None)

    def _asked(self, question: Callable[[], T], *, otherwise: T) -> T:
        """What the keyring answers in time; one that fails, in whatever way its backend does, is none."""
        answers: list[T] = []

        def ask() -> None:
            try:
                answers.append(question())
            except Exception:  # noqa: BLE001 - the edge of the system: each backend has errors of its own
                return

        asking = Thread(target=ask, name="keyring", daemon=True)
        asking.start()
        asking.join(self._patience)
        return answers[0] if answers else otherwise


def _is_usable() -> bool:
    import keyring

    return bool(keyring.get_keyring().priority >= _LEAST_PRIORITY)
