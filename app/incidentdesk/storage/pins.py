"""PINs as hashes, and the count of wrong tries."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.storage.pin_tables import PersonPin
from incidentdesk.storage.registers import key_of
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class HeldPin:
    """The hash of a PIN; the wrong tries in a row so far, and when the last try was, in ms since 1970."""

    hash: str
    wrong_tries: int
    last_try: int


def holders(session: Session) -> frozenset[str]:
    """The uids of those who have a PIN."""
    rows = session.sql("SELECT p.uid FROM person_pin JOIN person p ON p.id = person_id")
    return frozenset(str(uid) for (uid,) in rows)


def held(session: Session, uid: str) -> HeldPin | None:
    """The PIN of the person with ``uid``, if there is one."""
    rows = session.sql(
        "SELECT hash, wrong_tries, last_try FROM person_pin "
        "JOIN person p ON p.id = person_id WHERE p.uid = ?",
        (uid,),
    )
    return HeldPin(*rows[0]) if rows else None


def hold(session: Session, uid: str, hashed: str, at_ms: int) -> None:
    """Let ``hashed`` be the PIN of a person; tries are counted anew."""
    cells = {"hash": hashed, "wrong_tries": 0, "last_try": at_ms}
    session.run(
        PersonPin.insert(person=key_of(session, "person", uid), **cells).on_conflict(
            conflict_target=(PersonPin.person,), update=cells
        )
    )


def count_tries(session: Session, uid: str, wrong_tries: int, last_try: int) -> None:
    """Keep how many wrong tries there were, and when the last one was."""
    session.sql(
        "UPDATE person_pin SET wrong_tries = ?, last_try = ? "
        "WHERE person_id = (SELECT id FROM person WHERE uid = ?)",
        (wrong_tries, last_try, uid),
    )


def drop(session: Session, uid: str) -> None:
    """Forget the PIN of a person."""
    session.sql("DELETE FROM person_pin WHERE person_id = (SELECT id FROM person WHERE uid = ?)", (uid,))
