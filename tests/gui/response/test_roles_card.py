"""Roles by skill: given, changed and ended by keyboard and mouse, experts with why they are to be called."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import NAMES, hire, new_service, open_room, raise_one, view, window_of
from incidentdesk.gui.response.roles_card import RolesCard


def card_of(desk: Desk, uid: str) -> RolesCard:
    card = open_room(desk, uid).cards["roles"]
    assert isinstance(card, RolesCard)
    return card


def labels(card: RolesCard) -> list[str]:
    return [one.text() for one in card.findChildren(QLabel) if one.isVisible() and one.text()]


def holder(desk: Desk, uid: str, role: str) -> list[str]:
    return [one.name for one in view(desk, uid).roles if one.role == role and one.stands]


def button(card: RolesCard, key: str) -> QAbstractButton:
    found = card.rows.button(key)
    assert isinstance(found, QAbstractButton), key
    return found


def test_a_desk_of_few_shows_few_roles(desk: Desk) -> None:
    hire(desk.office, "R. Sato")
    card = card_of(desk, raise_one(desk.office))
    assert {"Commander", "Communications", "Who else"} <= set(labels(card))
    assert "Scribe" not in labels(card)


def test_a_desk_of_many_shows_all_of_them(desk: Desk) -> None:
    hire(desk.office, *NAMES)
    card = card_of(desk, raise_one(desk.office))
    shown = labels(card)
    for role in ("Commander", "Deputy", "Operations lead", "Communications", "Scribe", "Experts"):
        assert role in shown


def test_given_changed_and_ended_by_keys(desk: Desk) -> None:
    driver, office = desk.driver, desk.office
    hire(office, "R. Sato", "J. Arroyo")
    uid = raise_one(office)
    card = card_of(desk, uid)
    driver.command("Alt+W")
    driver.find("Sato")
    driver.command("Ctrl+Return")
    assert holder(desk, uid, "communications") == ["R. Sato"]
    assert driver.has_focus(card), "the keyboard stays at the roles"

    button(card, "communications").setFocus()
    driver.press("Return")
    driver.find("Arroyo")
    driver.command("Ctrl+Return")
    assert holder(desk, uid, "communications") == ["J. Arroyo"]

    button(card, "communications").setFocus()
    driver.press("Return")
    assert card.panel.form is not None
    card.panel.form.set_field("person", None)
    driver.command("Ctrl+Return")
    assert holder(desk, uid, "communications") == []


def test_given_with_the_mouse(desk: Desk) -> None:
    hire(desk.office, "R. Sato")
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    desk.driver.click(button(card, "communications"))
    desk.driver.find("Sato")
    desk.driver.click(card.panel.confirm)
    assert holder(desk, uid, "communications") == ["R. Sato"]


def test_esc_puts_the_form_away_and_nothing_is_given(desk: Desk) -> None:
    hire(desk.office, "R. Sato")
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    desk.driver.command("Alt+W")
    desk.driver.find("Sato")
    desk.driver.press("Esc")
    assert card.panel.isHidden()
    assert holder(desk, uid, "communications") == []
    desk.driver.command("Alt+W")
    assert card.panel.form is not None
    assert card.panel.form.values()["person"], "what was chosen is there again"


def test_who_built_the_service_is_to_be_called_and_let_go_with_a_reason(desk: Desk) -> None:
    driver, office = desk.driver, desk.office
    hire(office, "R. Sato")
    uid = raise_one(office, service=new_service(office, "R. Sato, Datacare"))
    card = card_of(desk, uid)
    assert "to be called · built the service" in labels(card)
    held = {one.name: one for one in view(desk, uid).roles if one.role == "expert"}

    driver.click(button(card, f"call_{held['R. Sato'].uid}"))
    assert holder(desk, uid, "expert") == ["R. Sato"]
    assert button(card, f"here_{held['R. Sato'].uid}").text() == "R. Sato (built it)"
    driver.click(button(card, f"away_{held['Datacare'].uid}"))
    driver.command("Ctrl+Return")
    assert card.panel.kind, "without a reason nobody is let go"
    driver.keys("The contract has ended")
    driver.command("Ctrl+Return")
    assert not card.panel.kind
    assert [one.state for one in view(desk, uid).roles if one.name == "Datacare"] == ["ended"]


def test_who_is_there_in_another_role_is_not_to_be_called(desk: Desk) -> None:
    office = desk.office
    sato = hire(office, "R. Sato")["R. Sato"]
    uid = raise_one(office, service=new_service(office, "R. Sato"))
    with office.reading() as cases:
        cases.response.give_role(uid, "communications", sato, office.me.uid)
    assert "to be called · built the service" not in labels(card_of(desk, uid))


def test_somebody_from_elsewhere_is_called_in_and_let_go(desk: Desk) -> None:
    driver = desk.driver
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    driver.click(button(card, "expert"))
    assert card.panel.form is not None
    assert any("who built or owns it is proposed" in text for text in labels(card)), "no service is named"
    driver.command("Ctrl+Return")
    assert "Choose somebody, or type a name" in card.panel.refused.text()
    card.panel.form.focus_field("name")
    driver.keys("Mx. Provider")
    driver.command("Ctrl+Return")
    assert holder(desk, uid, "expert") == ["Mx. Provider"]
    expert = next(one for one in view(desk, uid).roles if one.name == "Mx. Provider")
    driver.click(button(card, f"here_{expert.uid}"))
    driver.command("Ctrl+Return")
    assert holder(desk, uid, "expert") == []


def test_command_is_taken_where_nobody_has_it(office: Office, qtbot: QtBot) -> None:
    sato = hire(office, "R. Sato")["R. Sato"]
    uid = raise_one(office, "Only raised", "")
    with window_of(office, qtbot, sato) as desk:
        card = card_of(desk, uid)
        desk.driver.click(button(card, "commander"))
        assert holder(desk, uid, "commander") == ["R. Sato"]


def test_what_is_typed_stays_when_others_change_the_room(desk: Desk) -> None:
    hire(desk.office, "R. Sato")
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    desk.driver.click(button(card, "expert"))
    assert card.panel.form is not None
    card.panel.form.focus_field("name")
    desk.driver.keys("Mx. Prov")
    with desk.office.reading() as cases:
        cases.response.set_bridge(uid, "4400", desk.office.me.uid)
    desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
    desk.driver.settle()
    desk.driver.keys("ider")
    assert card.panel.form.values()["name"] == "Mx. Provider"
