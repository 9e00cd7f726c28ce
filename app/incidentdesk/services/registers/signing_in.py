"""Who is at the keyboard: signing in with a PIN where one is set, and setting, changing, resetting PINs.

A PIN is kept as an argon2 hash. It is in no timeline, log, export or answer. Hashing takes its time, so it is
done outside of transactions; what it needs is imported only where a PIN is set or checked.
"""

from __future__ import annotations

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.pins import checked_new, spelled, wait_ms
from incidentdesk.domain.records import Person
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.rights import must_be_active
from incidentdesk.storage import pins, registers, settings_rows

MOST_MINUTES = 24 * 60


class PinRefusedError(RefusedError):
    """A PIN is missing, wrong, or was tried too soon. ``wait_ms`` must pass before the next try counts."""

    def __init__(self, message: str, next_step: str, wait_ms: int = 0) -> None:
        super().__init__(message, next_step)
        self.wait_ms = wait_ms


class SigningIn:
    """The use cases of PINs. To check or set one takes a tenth of a second: not for a window's thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def with_pin(self) -> frozenset[str]:
        """The uids of those who have a PIN."""
        with self._desk.database.reading() as session:
            return pins.holders(session)

    def sign_in(self, uid: str, pin: str = "") -> Person:
        """The person with ``uid``, who works here from now on.

        Raises ``PinRefusedError`` where the PIN is not theirs, ``RefusedError`` where they left the desk.
        """
        with self._desk.database.reading() as session:
            person = registers.person(session, uid)
        if person is None:
            raise UsageError(_("Nobody here is called “{name}”.").format(name=uid))
        must_be_active(person)
        self._prove(uid, pin)
        return person

    def set_pin(self, pin: str, author: str, *, old: str = "") -> Changes:
        """Let ``pin`` be the author's own from now on. Where they have one, ``old`` must be it."""
        text = checked_new(pin)
        self._prove(author, old)
        hashed = _hashed(text)
        with self._desk.changing(author, None) as work:
            pins.hold(work.session, author, hashed, work.now.ms)
            return work.changes("people")

    def remove_pin(self, author: str, *, old: str) -> Changes:
        """Let the author go without a PIN from now on; ``old`` must be the present one."""
        self._prove(author, old)
        with self._desk.changing(author, None) as work:
            pins.drop(work.session, author)
            return work.changes("people")

    def reset_pin(self, uid: str, author: str) -> Changes:
        """Take away the PIN that somebody forgot; they set a new one themselves. For administrators."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            if pins.held(work.session, uid) is None:
                person = registers.person(work.session, uid)
                raise UsageError(_("{name} has no PIN.").format(name=person.name if person else uid))
            pins.drop(work.session, uid)
            return work.changes("people")

    def lock_after(self, with_pin: int, without_pin: int, author: str) -> Changes:
        """Let windows lock themselves after so many minutes without input; 0 is never."""
        for minutes in (with_pin, without_pin):
            if not 0 <= minutes <= MOST_MINUTES:
                raise UsageError(
                    _("A window cannot lock itself after {n} minutes.").format(n=minutes),
                    _("Use 0 (never) to {most} minutes.").format(most=MOST_MINUTES),
                )
        with self._desk.changing(author, Right.SETTINGS) as work:
            value = {"with_pin": with_pin, "without_pin": without_pin}
            settings_rows.write_setting(work.session, "lock", dict(value), author, work.now)
            return work.changes("settings")

    def _prove(self, uid: str, pin: str) -> None:
        """Raise ``PinRefusedError`` unless ``pin`` is that of the person, or they have none.

        The try is counted as a wrong one before it is looked at: many at once, or an end of the program in
        between, get no more tries than one after the other would.
        """
        with self._desk.database.reading() as session:
            held = pins.held(session, uid)
        if held is None:
            return
        text = spelled(pin)
        if not text:
            raise PinRefusedError(_("There is a PIN."), _("Type it."))
        tries = self._count_try(uid)
        if not _is_right(held.hash, text):
            raise PinRefusedError(_("This is not the PIN."), _next_try(wait_ms(tries)), wait_ms(tries))
        # A try changes nothing that another window shows, so it is no change of the desk.
        with self._desk.database.writing() as session:
            pins.count_tries(session, uid, 0, self._desk.time.now().ms)

    def _count_try(self, uid: str) -> int:
        """Count one more wrong try; gives how many there were.

        Raises ``PinRefusedError`` where it is too soon. Where the clock was set back since the last try, the
        wait begins anew: else it would last till then.
        """
        now = self._desk.time.now().ms
        with self._desk.database.writing() as session:
            held = pins.held(session, uid)
            if held is None:
                return 0
            left = wait_ms(held.wrong_tries) - max(0, now - held.last_try)
            tries = held.wrong_tries if left > 0 else held.wrong_tries + 1
            if left <= 0 or now < held.last_try:
                pins.count_tries(session, uid, tries, now)
        if left > 0:
            raise PinRefusedError(_("Too many tries were wrong."), _next_try(left), left)
        return tries


def _next_try(wait: int) -> str:
    if wait <= 0:
        return _("Try again.")
    seconds = -(-wait // 1000)
    if seconds < 120:
        words = ngettext("Try again in {n} second.", "Try again in {n} seconds.", seconds)
        return words.format(n=seconds)
    minutes = -(-seconds // 60)
    return ngettext("Try again in {n} minute.", "Try again in {n} minutes.", minutes).format(n=minutes)


def _hashed(text: str) -> str:
    from argon2 import PasswordHasher  # 40 ms, wanted by few

    return PasswordHasher().hash(text)


def _is_right(hashed: str, text: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(hashed, text)
    except (VerificationError, InvalidHashError):  # another PIN, or a row that was tampered with
        return False
