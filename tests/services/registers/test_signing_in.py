"""PINs: set, changed, removed, reset; wrong tries, and what is told of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.pins import WAITS, checked_new, wait_ms
from incidentdesk.domain.records import Person
from incidentdesk.services.registers.signing_in import PinRefusedError, SigningIn
from incidentdesk.services.use_cases import UseCases

PIN = "4711"


@pytest.fixture
def signing(cases: UseCases, person: Person) -> SigningIn:
    """Signing in at a desk where the person has a PIN."""
    cases.signing_in.set_pin(PIN, person.uid)
    return cases.signing_in


@pytest.fixture
def agent(cases: UseCases, person: Person) -> Person:
    return cases.people.write_person(Person("", "K. Lind"), person.uid)[0]


def test_without_a_pin_a_name_is_enough(cases: UseCases, person: Person) -> None:
    assert cases.signing_in.with_pin() == frozenset()
    assert cases.signing_in.sign_in(person.uid) == person


def test_a_pin_is_asked_for_and_spelled_the_same_from_every_keyboard(
    signing: SigningIn, person: Person
) -> None:
    assert signing.with_pin() == {person.uid}
    with pytest.raises(PinRefusedError, match=r"There is a PIN\. Type it\."):
        signing.sign_in(person.uid)
    assert signing.sign_in(person.uid, PIN) == person
    assert signing.sign_in(person.uid, " 4711 ") == person
    with pytest.raises(PinRefusedError, match="This is not the PIN"):
        signing.sign_in(person.uid, "4712")


def test_who_left_does_not_sign_in(cases: UseCases, agent: Person) -> None:
    cases.people.write_person(Person(agent.uid, agent.name, active=False), "")
    with pytest.raises(RefusedError, match="Lind does not work here any more"):
        cases.signing_in.sign_in(agent.uid)
    with pytest.raises(UsageError, match="Nobody here"):
        cases.signing_in.sign_in("nobody")


def test_changing_and_removing_need_the_old_one(signing: SigningIn, person: Person) -> None:
    with pytest.raises(PinRefusedError):
        signing.set_pin("2222", person.uid)
    with pytest.raises(PinRefusedError):
        signing.remove_pin(person.uid, old="1111")
    signing.set_pin("a longer phrase", person.uid, old=PIN)
    with pytest.raises(PinRefusedError):
        signing.sign_in(person.uid, PIN)
    assert signing.sign_in(person.uid, "a longer phrase") == person
    signing.remove_pin(person.uid, old="a longer phrase")
    assert signing.sign_in(person.uid) == person


def test_only_an_administrator_resets(signing: SigningIn, person: Person, agent: Person) -> None:
    signing.set_pin("2222", agent.uid)
    for uid in (person.uid, agent.uid):
        with pytest.raises(RefusedError, match="administrators may"):
            signing.reset_pin(uid, agent.uid)
    changes = signing.reset_pin(agent.uid, person.uid)
    assert changes.things == {"people"}
    assert signing.sign_in(agent.uid) == agent
    with pytest.raises(UsageError, match="Lind has no PIN"):
        signing.reset_pin(agent.uid, person.uid)


def wrong(signing: SigningIn, uid: str) -> PinRefusedError:
    with pytest.raises(PinRefusedError) as refused:
        signing.sign_in(uid, "0000")
    return refused.value


def test_wrong_tries_make_wait_longer_and_a_right_one_ends_it(
    signing: SigningIn, person: Person, time: ManualTime
) -> None:
    assert [wrong(signing, person.uid).wait_ms for _try in range(2)] == [0, 0]
    for seconds in (*WAITS, WAITS[-1]):
        refused = wrong(signing, person.uid)
        assert "This is not the PIN" in str(refused)
        assert refused.wait_ms == seconds * 1000
        time.advance(seconds=seconds - 1)
        early = wrong(signing, person.uid)
        assert str(early) == "Too many tries were wrong. Try again in 1 second."
        with pytest.raises(PinRefusedError, match="Too many"):
            signing.sign_in(person.uid, PIN)
        time.advance(seconds=1)
    assert signing.sign_in(person.uid, PIN) == person
    assert wrong(signing, person.uid).wait_ms == 0


def test_a_restart_does_not_end_the_wait(
    signing: SigningIn, person: Person, desk_paths: DeskPaths, time: ManualTime
) -> None:
    for _try in range(4):
        refused = wrong(signing, person.uid)
        time.advance(seconds=refused.wait_ms / 1000)
    assert "15 seconds" in str(refused)
    time.advance(seconds=-10)
    with headless(desk_paths, time) as again, pytest.raises(PinRefusedError, match="in 10 seconds"):
        again.signing_in.sign_in(person.uid, PIN)


def test_a_clock_that_is_set_back_begins_the_wait_anew(
    signing: SigningIn, person: Person, time: ManualTime
) -> None:
    for _try in range(3):
        wrong(signing, person.uid)
    time.advance(days=-300)
    assert "in 5 seconds" in str(wrong(signing, person.uid))
    time.advance(seconds=5)
    assert signing.sign_in(person.uid, PIN) == person


def test_signing_in_is_no_change_that_others_look_at(
    signing: SigningIn, cases: UseCases, person: Person
) -> None:
    before = cases.desk.change_seq()
    wrong(signing, person.uid)
    signing.sign_in(person.uid, PIN)
    assert cases.desk.change_seq() == before


def test_neither_pin_nor_hash_leaves_the_desk(
    signing: SigningIn, cases: UseCases, person: Person, desk_paths: DeskPaths, tmp_path: Path
) -> None:
    signing.set_pin("hunter2-hunter2", person.uid, old=PIN)
    wrong(signing, person.uid)
    whole = tmp_path / "whole.json"
    cases.exporting.whole_desk(whole)
    raw = sqlite3.connect(desk_paths.desk)
    ((hashed,),) = raw.execute("SELECT hash FROM person_pin").fetchall()
    raw.close()
    assert hashed.startswith("$argon2id$")
    text = whole.read_text(encoding="utf-8")
    assert "M. Oyelaran" in text
    for secret in ("hunter2", hashed, "argon2", "person_pin"):
        assert secret not in text
    assert b"hunter2" not in b"".join(
        path.read_bytes() for path in desk_paths.folder.iterdir() if path.is_file()
    )


def test_a_desk_that_is_brought_in_takes_the_place_of_the_pins(
    signing: SigningIn, cases: UseCases, person: Person, tmp_path: Path, time: ManualTime
) -> None:
    assert signing.with_pin() == {person.uid}
    whole = tmp_path / "whole.json"
    cases.exporting.whole_desk(whole)
    other = DeskPaths(tmp_path / "other" / "desk.sqlite3", tmp_path / "other")
    with headless(other, time) as there:
        first = there.people.whoever_is("", "anna")
        there.signing_in.set_pin("9999", first.uid)
        there.desk_file.restore(whole, first.uid)
        assert there.signing_in.with_pin() == frozenset()
        assert there.signing_in.sign_in(person.uid) == person


@pytest.mark.parametrize(
    ("pin", "words"),
    [
        ("", "cannot be empty"),
        ("   ", "cannot be empty"),
        ("123", "3 digits"),
        ("1" * 13, "13 digits"),
        ("abc12", "5 characters"),
        ("x" * 129, "129 characters"),
    ],
)
def test_a_pin_that_cannot_be_used(cases: UseCases, person: Person, pin: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        cases.signing_in.set_pin(pin, person.uid)
    assert "4 to 12 digits" in str(refused.value)
    assert cases.signing_in.with_pin() == frozenset()


@given(st.text(max_size=140))
def test_a_refusal_never_says_the_pin(pin: str) -> None:
    told = ""
    try:
        assert checked_new(pin) == checked_new(f" {checked_new(pin)} ")
    except UsageError as error:
        told = str(error)
    assert len(pin.strip()) < 4 or pin.strip() not in told


@given(st.integers(0, 200))
def test_waits_never_get_shorter(tries: int) -> None:
    assert wait_ms(tries) <= wait_ms(tries + 1) <= 900_000


def test_the_lock_is_set_by_administrators_only(cases: UseCases, person: Person, agent: Person) -> None:
    assert cases.desk.settings().lock_after.minutes(has_pin=True) == 10
    assert cases.desk.settings().lock_after.minutes(has_pin=False) == 0
    with pytest.raises(RefusedError, match="administrators may"):
        cases.signing_in.lock_after(5, 30, agent.uid)
    with pytest.raises(UsageError, match="-1 minutes"):
        cases.signing_in.lock_after(-1, 30, person.uid)
    cases.signing_in.lock_after(5, 30, person.uid)
    after = cases.desk.settings().lock_after
    assert (after.minutes(has_pin=True), after.minutes(has_pin=False)) == (5, 30)
