"""Settings, Updates, Texts: the texts that updates start from, changed, checked, and back as shipped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.settings.room import Room, words_of
from incidentdesk.domain.records import Person
from incidentdesk.gui.settings.parted_section import PartedSection
from incidentdesk.gui.settings.update_texts import UpdateTextsSection
from incidentdesk.services.desk.languages import update_words

SHIPPED = update_words().templates["first"].text
OWN = "{service} is slow for some. Next update at {next}."


def section(room: Room, target: str = "updates/texts") -> UpdateTextsSection:
    room.page.show_target(target)
    room.settle()
    parted = room.page.section()
    assert isinstance(parted, PartedSection)
    shown = parted.part()
    assert isinstance(shown, UpdateTextsSection)
    return shown


@pytest.fixture
def shown(room: Room) -> UpdateTextsSection:
    """The part, with the first word to the public open."""
    return section(room, "updates/texts/first")


def kept(room: Room) -> dict[str, str]:
    return dict(room.settings().update_texts)


def row_of(shown: UpdateTextsSection, key: str) -> int:
    return next(row for row, one in enumerate(shown.model.records()) if one.key == key)


def test_all_texts_are_listed_by_who_is_told(room: Room) -> None:
    shown = section(room)
    rows = [(shown.model.index(row, 0).data(), shown.model.index(row, 1).data()) for row in range(9)]
    assert rows[:2] == [("Staff", "Internal update"), ("Staff", "Last word to staff")]
    assert rows[-1] == ("Public", "Resolved")
    assert not shown.sheet.isVisible()
    assert not shown.add_button.isVisible()


def test_a_text_is_changed_and_undone(room: Room, shown: UpdateTextsSection) -> None:
    assert shown.text.toPlainText() == SHIPPED
    room.type_into(shown.text, OWN)
    room.save()
    assert kept(room) == {"first": OWN}
    assert shown.panel.isHidden()
    assert shown.model.index(row_of(shown, "first"), 3).data() == "Changed"
    words, undo = room.undoable[-1]
    assert words == "“First word” is saved."
    undo()
    room.settle()
    assert kept(room) == {}
    assert room.told[-1] == "“First word” is as it was."


def test_an_unknown_placeholder_is_refused_beside_the_field_with_those_there_are(
    room: Room, shown: UpdateTextsSection
) -> None:
    room.type_into(shown.text, "{servise} is slow. {title}")
    room.save()
    gap = shown.form.frame("text").gap
    assert gap.startswith("Nothing is ever filled in for {servise}, {title}. Use: {sev}, {phase}")
    assert shown.text.toPlainText() == "{servise} is slow. {title}"
    assert shown.text.hasFocus()
    assert kept(room) == {}
    room.type_into(shown.text, OWN)
    assert shown.form.frame("text").gap == ""


def test_back_to_the_text_as_shipped_and_what_was_typed_can_be_had_back(
    room: Room, shown: UpdateTextsSection
) -> None:
    assert not shown.shipped_button.isVisible()
    room.type_into(shown.text, OWN)
    room.save()
    shown.edit_row(row_of(shown, "first"))
    room.settle()
    assert shown.shipped_button.isVisible()
    room.type_into(shown.text, "Half a thought")
    room.key(shown.text, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert kept(room) == {}
    assert room.undoable[-1][0] == "“First word” is as shipped again."
    room.undoable[-1][1]()
    room.settle()
    assert kept(room) == {"first": OWN}
    assert shown.text.toPlainText() == "Half a thought"
    assert shown.is_dirty()


def test_a_placeholder_is_put_in_where_the_cursor_is(room: Room, shown: UpdateTextsSection) -> None:
    offered = {choice.label for choice in shown.places.choices()}
    assert {"{service}", "{next}", "{lasting}"} <= offered
    assert not offered & {"{title}", "{actions}", "{needs}"}  # not for the public
    room.type_into(shown.text, "Lasts: ")
    shown.places.setFocus()
    room.qtbot.keyClicks(shown.places, "lasting")
    room.key(shown.places, Qt.Key.Key_Return)
    assert shown.text.toPlainText() == "Lasts: {lasting}"
    assert shown.text.hasFocus()
    assert shown.places.value() is None


def test_the_preview_follows_and_says_what_to_look_at(room: Room, shown: UpdateTextsSection) -> None:
    assert shown.sheet.isVisible()
    assert shown.preview.text().startswith("We are looking into an incident with E-mail. Since ")
    assert "Since" not in shown.early.text()
    assert not shown.remarks.isVisible()
    room.type_into(shown.text, "{service} is fixed by noon. {recovery}")
    assert shown.preview.text() == "E-mail is fixed by noon. it has begun"
    assert "[… whether recovery has begun]" in shown.early.text()
    assert "promises a time for the fix" in shown.remarks.text()
    assert "when the next update comes" in shown.remarks.text()


def test_what_is_typed_is_kept_as_a_draft_and_marked(room: Room, shown: UpdateTextsSection) -> None:
    room.type_into(shown.text, "Half a thought")
    assert room.page.sections.button("updates").accessibleDescription() == "Not saved yet"
    shown.leave()
    room.qtbot.waitUntil(shown.panel.keeper.is_settled)
    again = UpdateTextsSection(room.session)
    again.open("first")
    room.qtbot.waitUntil(lambda: again.text.toPlainText() == "Half a thought")
    assert room.settings().update_texts == {}
    again.deleteLater()


def test_the_cadence_stays_beside_it(room: Room, shown: UpdateTextsSection) -> None:
    room.type_into(shown.text, "Half a thought")
    parted = room.page.section()
    parted.chooser.set_value("cadence")
    parted.chooser.changed.emit("cadence")
    room.settle()
    assert "Minutes from one update to the next" in words_of(parted)
    assert not shown.isVisible()
    assert parted.is_dirty()
    room.page.show_target("updates")
    assert parted.part() is not shown


def test_who_is_no_administrator_reads_them(room: Room) -> None:
    def hire() -> Person:
        return room.cases.people.write_person(Person("", "Tim", "agent"), room.session.me)[0]

    made: list[Person] = []
    room.session.tasks.change(room.page, hire, made.append)
    room.settle()
    room.session.change_person(made[0])
    room.settle()
    shown = section(room, "updates/texts/first")
    assert shown.text.toPlainText() == SHIPPED
    assert not shown.text.isEnabled()
    assert not shown.places.isEnabled()
    assert not shown.panel.save_button.isVisible()
