"""The commander's questions: they lead to where the answer belongs, remember the step, and hold nobody."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import hire, open_room, raise_one, room_of, window_of
from incidentdesk.gui.response.prompts_card import PromptsCard
from incidentdesk.gui.widgets.buttons import ActionButton


def card_of(desk: Desk, uid: str) -> PromptsCard:
    card = open_room(desk, uid).cards["prompts"]
    assert isinstance(card, PromptsCard)
    return card


def way(card: PromptsCard, words: str) -> ActionButton:
    return next(one for one in card.ways.widgets() if isinstance(one, ActionButton) and one.text() == words)


def test_each_step_leads_to_its_place(desk: Desk) -> None:
    driver, uid = desk.driver, raise_one(desk.office)
    card = card_of(desk, uid)
    driver.command("Alt+Q")
    assert card.step == "size_up"
    driver.press("Return")
    assert driver.has_focus(room_of(desk).cards["hypotheses"])
    driver.press("Esc")
    for step, words, place in (
        ("size_up", "Say whom it hits", "impact"),
        ("stabilise", "Note the decision", "decisions"),
        ("stabilise", "Give an action", "actions"),
    ):
        card.steps.set_value(step)
        card.steps.changed.emit(step)
        driver.click(way(card, words))
        driver.settle()
        assert driver.has_focus(room_of(desk).cards[place]), words
        driver.press("Esc")


def test_it_goes_on_by_keys_and_remembers_where_one_is(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    with office.window(qtbot) as desk:
        card = card_of(desk, uid)
        desk.driver.command("Alt+Q")
        card.steps.setFocus()
        desk.driver.press("Right")
        assert card.step == "stabilise"
        assert "strong objections" in card.question.text()
    with office.window(qtbot) as desk:
        card = card_of(desk, uid)
        assert card.step == "stabilise"
        another = raise_one(office, "Phones are dead")
        assert card_of(desk, another).step == "size_up"
        assert card_of(desk, uid).step == "stabilise"


def test_it_worked_marks_it_mitigated_and_if_not_it_begins_again(desk: Desk) -> None:
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    card.steps.changed.emit("verify")
    desk.driver.click(way(card, "Size up again"))
    assert card.step == "size_up"
    card.steps.changed.emit("verify")
    desk.driver.click(way(card, "It worked"))
    assert room_of(desk).action.kind == "move_monitoring"
    room_of(desk).action.form.set_field("reason", "It went by itself")  # type: ignore[union-attr]
    desk.driver.command("Ctrl+Return")
    card.steps.changed.emit("verify")
    assert card.question.text().startswith("The impact is over.")
    desk.driver.click(way(card, "All works as before"))
    assert room_of(desk).action.kind == "resolve"


def test_it_goes_on_with_what_happens_and_ticks_what_was_done(desk: Desk) -> None:
    uid, me = raise_one(desk.office), desk.office.me.uid
    hire(desk.office, "K. Brandt")
    card = card_of(desk, uid)
    assert card.step == "size_up"
    with desk.office.reading() as cases:
        cases.response.add_row(uid, "hypotheses", {"statement": "The disk is full"}, me)
        cases.response.add_row(uid, "impact_lines", {"what": "Nobody books"}, me)
    assert card_of(desk, uid).step == "stabilise"
    assert [words for _key, words in card.steps.options()] == ["Size up ✓", "Stabilise", "Update", "Verify"]
    desk.driver.click(way(card, "Give a role"))
    assert desk.driver.has_focus(room_of(desk).cards["roles"])
    desk.driver.press("Esc")
    card.steps.changed.emit("size_up")
    desk.driver.command("Alt+L")
    assert card_of(desk, uid).step == "size_up", "what was chosen stays while nothing else happens"
    with desk.office.reading() as cases:
        cases.response.add_row(uid, "actions", {"what": "Free it", "owner": me}, me)
    assert card_of(desk, uid).step == "update"


def test_what_was_chosen_is_forgotten_once_more_has_happened(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    with office.window(qtbot) as desk:
        card_of(desk, uid).steps.changed.emit("verify")
        assert card_of(desk, uid).step == "verify"
    with office.reading() as cases:
        cases.response.go_to(uid, "identified", office.me.uid)
    with office.window(qtbot) as desk:
        assert card_of(desk, uid).step == "stabilise"


def test_it_can_be_hidden_and_stays_so(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    with office.window(qtbot) as desk:
        card = card_of(desk, uid)
        desk.driver.click(card.fold)
        assert card.question.isHidden()
    with office.window(qtbot) as desk:
        card = card_of(desk, uid)
        assert card.question.isHidden()
        desk.driver.command("Alt+Q")
        assert card.question.isVisible()


def test_it_is_for_those_who_lead(office: Office, qtbot: QtBot) -> None:
    people = hire(office, "K. Brandt", "L. Haddad")
    uid = raise_one(office)
    with office.reading() as cases:
        cases.response.give_role(uid, "deputy", people["K. Brandt"], office.me.uid)
    for name, shown in (("K. Brandt", True), ("L. Haddad", False)):
        with window_of(office, qtbot, people[name]) as desk:
            assert card_of(desk, uid).isVisible() is shown, name
