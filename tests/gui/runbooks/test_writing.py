"""Writing runbooks in the form: kept while it is typed, compared, published, and never over somebody else."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.runbooks.books import PRINTER, on_desk, write
from gui.runbooks.test_runbooks_page import opened, page_of
from incidentdesk.domain.runbook import Runbook
from incidentdesk.domain.runbook_writer import read_raw
from incidentdesk.gui.runbooks.step_form import StepForm
from incidentdesk.gui.runbooks.writing_view import WritingView
from incidentdesk.gui.settings.form import Editor
from incidentdesk.gui.widgets.text import LineEdit


def writing(desk: Desk, key: str) -> WritingView:
    return opened(desk, f"{key}/edit" if key else "new").writing


def form(view: WritingView) -> StepForm:
    found = view.form.steps.form
    assert found is not None
    return found


def line(editor: Editor) -> LineEdit:
    assert isinstance(editor, LineEdit)
    return editor


def newest(desk: Desk | Office, key: str) -> tuple[int, Runbook]:
    found = on_desk(desk, lambda cases: cases.runbooks.page(key).line)
    return found.version, found.runbook


def test_a_new_one_is_written_by_the_keyboard_and_published(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+3")
    driver.command("Ins")
    driver.keys("Label printer, Ward 3")
    view = page_of(desk).writing
    assert "has no steps" in view.problem.text()
    driver.command("Alt+N")
    driver.keys('Say "ready"')
    assert view.problem.text() == ""
    form(view).command.set_value(("say", 'it is "ready"  now', "Grüße 東京"))
    form(view).edited.emit()
    driver.command("Alt+N")
    driver.keys("Look at it")
    driver.command("Ctrl+Return")
    version, book = newest(desk, "label-printer-ward-3")
    assert (version, book.name, book.review_every) == (1, "Label printer, Ward 3", 180)
    assert [(one.number, one.text) for one in book.steps] == [(1, 'Say "ready"'), (2, "Look at it")]
    assert book.steps[0].command == ("say", 'it is "ready"  now', "Grüße 東京")
    assert page_of(desk).reading.header.title.text() == "Label printer, Ward 3"


def test_every_field_comes_back_as_it_was(desk: Desk) -> None:
    for key in ("certificate-expired", "ransomware-signs", "mail-not-arriving", "vpn-down"):
        view = writing(desk, key)
        before = read_raw(on_desk(desk, lambda cases, key=key: cases.runbooks.page(key).versions[0].text))
        for place in range(len(view.form.steps.steps)):
            view.form.steps.toggle(place)  # what is opened is written anew from its form
        found = read_raw(view.text())
        assert _bare(found) == _bare(before)


def _bare(raw: object) -> object:
    """Without blanks around texts, and lists of one condition as that condition."""
    if isinstance(raw, dict):
        made = {key: _bare(value) for key, value in raw.items() if value != []}
        if set(made) == {"all"}:
            return made["all"]
        return made
    if isinstance(raw, list):
        some = [_bare(one) for one in raw]
        return some[0] if len(some) == 1 and isinstance(some[0], dict) and "op" in some[0] else some
    return raw.strip() if isinstance(raw, str) else raw


def test_an_edit_is_kept_compared_and_published(desk: Desk) -> None:
    write(desk.office, PRINTER)
    view = writing(desk, "label-printer")
    view.form.steps.toggle(1)
    form(view).text.setFocus()
    desk.driver.press("End")
    desk.driver.keys(" Look")
    desk.driver.command("Alt+C")
    assert view.compared.isVisible()
    assert view.compared.title.accessibleName() == "How it differs from the version in use"
    desk.driver.command("Ctrl+S")
    draft = on_desk(desk, lambda cases: cases.runbooks.page("label-printer").draft)
    assert draft is not None
    assert "Is it on? Look" in draft.text
    assert newest(desk, "label-printer")[0] == 1
    view.note.setFocus()
    desk.driver.keys("Say where")
    desk.driver.command("Ctrl+Return")
    version, book = newest(desk, "label-printer")
    assert (version, book.steps[1].text) == (2, "Is it on? Look")
    page = on_desk(desk, lambda cases: cases.runbooks.page("label-printer"))
    assert (page.draft, page.versions[0].note) == (None, "Say where")


def test_what_changes_nothing_is_no_new_version(desk: Desk) -> None:
    writing(desk, "vpn-down")
    desk.driver.command("Ctrl+Return")
    assert "changes nothing" in page_of(desk).writing.banner.text
    page = on_desk(desk, lambda cases: cases.runbooks.page("vpn-down"))
    assert (page.line.version, page.draft) == (1, None)


def test_what_is_typed_survives_the_program(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        view = writing(desk, "vpn-down")
        line(view.form.head.editor("name")).setFocus()
        desk.driver.press("End")
        desk.driver.keys(" at all")
        qtbot.waitUntil(view.keeper.is_settled)
    with office.window(qtbot) as desk:
        view = writing(desk, "vpn-down")
        assert view.form.head.values()["name"] == "VPN or remote access does not connect at all"
        desk.driver.command("Ctrl+Return")
        assert newest(desk, "vpn-down")[1].name == "VPN or remote access does not connect at all"
    with office.window(qtbot) as desk:
        assert writing(desk, "vpn-down").keeper.is_settled()


def test_steps_are_moved_and_removed_and_what_refers_to_them_follows(desk: Desk) -> None:
    write(desk.office, PRINTER)
    steps = writing(desk, "label-printer").form.steps
    steps.shift(0, 1)
    desk.driver.settle()
    assert [one["text"] for one in steps.steps][:2] == ["Is it on?", "How many printers?"]
    assert steps.steps[3]["when"] == [{"field": "answer_2", "op": "is", "value": "many"}] or steps.steps[3][
        "when"
    ] == {"field": "answer_2", "op": "is", "value": "many"}
    steps.remove(1)
    desk.driver.settle()
    view = page_of(desk).writing
    assert "answer_0" in view.problem.text()
    desk.driver.command("Ctrl+Return")
    assert "answer_0" in view.banner.text
    assert newest(desk, "label-printer")[0] == 1


def test_the_keys_move_the_open_step(desk: Desk) -> None:
    write(desk.office, PRINTER)
    view = writing(desk, "label-printer")
    view.form.steps.toggle(2)
    desk.driver.settle()
    desk.driver.command("Alt+Up")
    assert view.form.steps.steps[1]["text"] == "Pull the plug of the whole ward"
    assert view.form.steps.open == 1


def test_nobody_is_written_over(desk: Desk) -> None:
    write(desk.office, PRINTER)
    me = desk.office.me.uid
    view = writing(desk, "label-printer")
    line(view.form.head.editor("name")).setFocus()
    desk.driver.press("End")
    desk.driver.keys("s")
    theirs = PRINTER.replace("Is it on?", "Is the light on?")

    draft = on_desk(desk, lambda cases: cases.runbooks.begin_draft("label-printer", me))
    on_desk(desk, lambda cases: cases.runbooks.save_draft("label-printer", theirs, me, draft.text))
    desk.driver.command("Ctrl+S")
    assert "Someone else changed this edit meanwhile" in view.banner.text
    kept = on_desk(desk, lambda cases: cases.runbooks.page("label-printer").draft)
    assert kept is not None
    assert kept.text == theirs
    desk.driver.click(view.banner.actions_shown()[0])
    assert view.compared.isVisible()
    assert view.compared.title.accessibleName() == "How yours differs from what is kept now"
    desk.driver.command("Ctrl+S")
    kept = on_desk(desk, lambda cases: cases.runbooks.page("label-printer").draft)
    assert kept is not None
    assert 'name = "Label printers"' in kept.text


def test_an_edit_is_thrown_away_after_asking(desk: Desk) -> None:
    write(desk.office, PRINTER)
    me = desk.office.me.uid
    on_desk(desk, lambda cases: cases.runbooks.remark("label-printer", 2, "wrong", "It is blue", me))
    view = writing(desk, "label-printer")
    assert view.remarks.texts == ["Step 2 was wrong: It is blue"]
    desk.driver.click(view.drop_button)
    assert on_desk(desk, lambda cases: cases.runbooks.page("label-printer").draft) is not None
    desk.driver.click(view.banner.actions_shown()[0])
    assert on_desk(desk, lambda cases: cases.runbooks.page("label-printer").draft) is None


def test_a_reason_with_a_condition_is_made_as_a_filter_is(desk: Desk) -> None:
    write(desk.office, PRINTER)
    view = writing(desk, "label-printer")
    driver = desk.driver
    driver.click(view.form.triggers.add_button)
    driver.keys("labels are blank")
    row = view.form.triggers.rows[0]
    driver.click(row.when.bar.add_button)
    driver.find("Title, description")
    driver.press("Tab")
    editor = row.when.editor.editor
    assert editor is not None
    editor.setFocus()
    driver.keys("blank")
    driver.press("Return")
    driver.command("Ctrl+Return")
    (trigger,) = newest(desk, "label-printer")[1].triggers
    assert trigger.say == "labels are blank"
    assert "text" in str(trigger.when)
    assert "blank" in str(trigger.when)


def test_an_edit_that_is_no_toml_is_shown_as_text(desk: Desk) -> None:
    write(desk.office, PRINTER)
    me = desk.office.me.uid
    draft = on_desk(desk, lambda cases: cases.runbooks.begin_draft("label-printer", me))
    broken = PRINTER + "\nname ="
    on_desk(desk, lambda cases: cases.runbooks.save_draft("label-printer", broken, me, draft.text))
    view = writing(desk, "label-printer")
    assert view.plain.isVisible()
    assert view.plain.toPlainText() == broken
    assert "is not TOML" in view.problem.text()
