"""A room that has ended shows what was recorded: plain, whole, and with nothing that would be refused."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from end_to_end.office import Desk
from gui.response.rooms import open_room, raise_one, room_of
from gui.response.table_hands import Hands

HINTS = (
    "yet", "One person, one task", "State one at a time", "Say what you propose", "No backup plan", "No test",
    "Any strong objections?", "Nothing is missing", "None is due",
)  # fmt: skip
READING = {"audience", "narrow"}
"""Controls that only choose what is shown."""


def said(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def fill(desk: Desk, uid: str) -> None:
    me = desk.office.me.uid
    with desk.office.reading() as cases:
        add = cases.response.add_row
        for what in range(5):
            row = add(uid, "actions", {"what": f"Task {what}", "owner": me}, me).row
            cases.response.change_row(uid, "actions", row, {"state": "done"}, me)
        add(uid, "hypotheses", {"statement": "The disk is full"}, me)
        add(uid, "decisions", {"proposal": "Fail over"}, me)
        add(uid, "impact_lines", {"what": "Nobody books"}, me)


def end(desk: Desk, uid: str, how: str) -> None:
    with desk.office.reading() as cases:
        cases.response.go_to(uid, how, desk.office.me.uid, reason="The cable was pulled")
    open_room(desk, uid)


@pytest.mark.parametrize("how", ["false_alarm", "cancelled", "duplicate"])
def test_an_empty_room_has_no_hints(desk: Desk, how: str) -> None:
    uid = raise_one(desk.office)
    open_room(desk, uid)
    end(desk, uid, how)
    cards = room_of(desk).cards
    for key in ("impact", "actions", "hypotheses", "decisions", "needs", "updates"):
        assert "None recorded." in said(cards[key]), key
    assert said(cards["runbook"])[1:] == ["No runbook was used."]
    for key, card in cards.items():
        assert not [text for text in said(card) for hint in HINTS if hint in text], key
    assert cards["prompts"].isHidden()
    assert cards["people"].isHidden()


def test_all_that_was_recorded_is_read_and_nothing_can_be_pressed(desk: Desk) -> None:
    uid = raise_one(desk.office)
    open_room(desk, uid)
    fill(desk, uid)
    end(desk, uid, "false_alarm")
    room, hands = room_of(desk), Hands(desk, uid, {})
    assert hands.texts("actions") == [f"Task {number}" for number in range(5)]
    titles = {key: said(card)[0] for key, card in room.cards.items() if not card.isHidden()}
    assert (titles["actions"], titles["hypotheses"], titles["updates"]) == (
        "ACTIONS",
        "HYPOTHESES",
        "UPDATES",
    )
    assert "Open" in hands.line("hypotheses", "1").state.text()
    assert hands.line("impact", "1").state.isVisible()
    for key, card in room.cards.items():
        assert not [text for text in said(card) for hint in HINTS if hint in text], key
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
            offered = [
                one
                for one in card.findChildren(kind)
                if one.isVisible() and one.isEnabled() and not _only_chooses(one)
            ]
            assert offered == [], (key, [one.accessibleName() for one in offered])


def _only_chooses(widget: QWidget) -> bool:
    """Whether it chooses what is shown, and changes nothing."""
    return any(name in type(widget.parent()).__name__ for name in ("Segmented", "History"))


def test_taken_up_again_it_is_worked_in_as_before(desk: Desk) -> None:
    uid = raise_one(desk.office)
    open_room(desk, uid)
    fill(desk, uid)
    end(desk, uid, "false_alarm")
    end(desk, uid, "investigating")
    hands = Hands(desk, uid, {})
    assert said(room_of(desk).cards["actions"])[0] == "ACTIONS NOW"
    assert len(hands.texts("actions")) == 3
    assert hands.line("actions", "5").tick.isVisible()
    assert hands.card("actions").add.isVisible()
