"""What channels need to sign in with: kept in the keyring of the operating system, or for this session only.

It is in no database, file, log or export of ours. Asking a keyring may take long, and may ask the person: it
is never done on a window's thread. ``keyring`` is imported only where a secret is asked for or kept.
"""

from __future__ import annotations

from threading import Lock

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _

SERVICE = "Incident Desk"
LONGEST = 1200
"""Characters; Windows keeps no more than 2560 bytes."""
_LEAST_PRIORITY = 1
"""What ``keyring`` calls recommended: one that writes plain text to a file has less."""


class Secrets:
    """The secrets of channels by name; what no keyring takes is kept until the program ends."""

    def __init__(self) -> None:
        self._session: dict[str, str] = {}
        self._lock = Lock()

    def has_keyring(self) -> bool:
        """Whether this computer has a keyring that can be used."""
        import keyring

        try:
            return keyring.get_keyring().priority >= _LEAST_PRIORITY
        except (keyring.errors.KeyringError, RuntimeError):
            return False

    def of(self, name: str) -> str:
        """The secret called ``name``; empty where there is none on this computer."""
        with self._lock:
            if name in self._session:
                return self._session[name]
        if not self.has_keyring():
            return ""
        import keyring

        try:
            return keyring.get_password(SERVICE, name) or ""
        except (keyring.errors.KeyringError, OSError):
            return ""

    def keep(self, name: str, secret: str) -> bool:
        """Keep a secret; false where it is kept for this session only, as there is no keyring."""
        if len(secret) > LONGEST or "\x00" in secret:
            raise UsageError(
                _("That is too long to be kept in a keyring."),
                _("Use one of at most {n} characters.").format(n=LONGEST),
            )
        if self.has_keyring():
            import keyring

            try:
                keyring.set_password(SERVICE, name, secret)
            except (keyring.errors.KeyringError, OSError):
                pass  # a locked one, or one that was refused: for this session, which the caller tells
            else:
                with self._lock:
                    self._session.pop(name, None)
                return True
        with self._lock:
            self._session[name] = secret
        return False

    def forget(self, name: str) -> None:
        """Let a secret be kept no more."""
        with self._lock:
            self._session.pop(name, None)
        if self.has_keyring():
            import keyring

            try:
                keyring.delete_password(SERVICE, name)
            except (keyring.errors.KeyringError, OSError):
                return  # there was none, or it stays locked away
