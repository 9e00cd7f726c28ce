"""The room of runbooks: the list, one for reading, approving its commands, and its paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Desk
from gui.runbooks.books import PRINTER, on_desk, raise_one, write, write_command
from incidentdesk.gui.runbooks.approval_part import ApprovalPart
from incidentdesk.gui.runbooks.compared_view import ComparedView
from incidentdesk.gui.runbooks.runbooks_page import RunbooksPage
from incidentdesk.services.use_cases import UseCases
from written_runbooks import python

SHIPPED = 7


def page_of(desk: Desk) -> RunbooksPage:
    page = desk.opened.window.rooms["runbooks"]
    assert isinstance(page, RunbooksPage)
    return page


def opened(desk: Desk, key: str) -> RunbooksPage:
    desk.opened.session.go.emit("runbooks", key)
    desk.driver.settle()
    return page_of(desk)


def names(page: RunbooksPage) -> list[str]:
    return [one.name for one in page.list.model.records()]


def cells(page: RunbooksPage, name: str) -> list[str]:
    row = names(page).index(name)
    model = page.list.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def approval(page: RunbooksPage, number: int = 1) -> ApprovalPart:
    found = page.reading.steps[number].approval
    assert found is not None
    return found


def become(desk: Desk, role: str) -> None:
    uid = on_desk(desk, lambda cases: hire(cases).uid(role))
    staff = on_desk(desk, lambda cases: cases.people.staff())
    desk.opened.session.change_person(next(one for one in staff if one.uid == uid))


def test_ctrl_3_shows_them_and_enter_opens_one(desk: Desk) -> None:
    desk.driver.command("Ctrl+3")
    page = page_of(desk)
    QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(names(page)) == SHIPPED
    assert desk.driver.has_focus(page.list.table)
    desk.driver.press("Return")
    assert page.reading.header.title.text() == "A certificate has expired"
    desk.driver.press("Esc")
    assert desk.driver.has_focus(page.list.table)
    assert page.list.current() is not None


def test_they_are_searched_and_filtered(desk: Desk) -> None:
    write(desk.office, PRINTER)
    me = desk.office.me.uid
    on_desk(desk, lambda cases: cases.runbooks.set_owner("label-printer", me, me))
    desk.driver.command("Ctrl+3")
    page = page_of(desk)
    desk.driver.press("/")
    desk.driver.keys("zebra")
    assert names(page) == ["Label printer"]
    desk.driver.press("Esc")
    assert len(names(page)) == SHIPPED + 1
    page.list.service.set_value("Printing")
    page.list.service.changed.emit("Printing")
    assert "Label printer" in names(page)
    assert len(names(page)) < SHIPPED
    page.list.owner.set_value(me)
    page.list.owner.changed.emit(me)
    assert names(page) == ["Label printer"]
    page.list.search.setText("no such thing")
    assert names(page) == []
    desk.driver.click(page.list.empty.button)
    assert len(names(page)) == SHIPPED + 1


def test_what_is_to_be_looked_through_is_marked_and_marked_as_done(desk: Desk) -> None:
    write(desk.office, PRINTER)
    me = desk.office.me.uid
    on_desk(desk, lambda cases: cases.runbooks.set_owner("label-printer", me, me))
    uid = raise_one(desk.office)
    on_desk(desk, lambda cases: cases.runbook_runs.start(uid, "label-printer", me))
    desk.office.time.advance(days=91)
    page = opened(desk, "stale")
    assert "Label printer" in names(page)
    assert "A certificate has expired" not in names(page)
    shown = cells(page, "Label printer")
    assert shown[2:6] == ["M. Oyelaran", "Due since 21 Feb 2027", "23 Nov 2026", "1 run · 1 going on"]
    opened(desk, "label-printer")
    desk.driver.command("R")
    assert page.reading.about.stale.text == ""
    assert page.reading.about.reviewed.text().startswith("22 Feb 2027")
    opened(desk, "")
    assert "Label printer" not in names(page)


def test_a_page_says_all_of_it(desk: Desk) -> None:
    page = opened(desk, "certificate-expired")
    said = "\n".join(one.text() for one in page.reading.findChildren(QLabel))
    for words in (
        "a certificate is told to be invalid", "Never tell people to click the warning away",
        "Expected: Date and time are right.", "Only where the answer to step 4 is machine", "Can do harm",
        "If it fails: escalate", "20 minutes", "openssl s_client -connect www.example.org:443",
        "Keep the old certificate", "came with the program",
    ):  # fmt: skip
        chips = [one.accessibleName() for one in page.reading.findChildren(type(page.reading.state))]
        assert words in said or words in chips, words


def test_an_administrator_approves_exactly_what_is_shown(desk: Desk) -> None:
    write_command(desk.office, python("print(1)"), approved=False)
    page = opened(desk, "ask-it")
    assert approval(page).chip.text == "Not approved"
    desk.driver.click(approval(page).approve_button)
    assert on_desk(desk, lambda cases: cases.commands.approvals()) == ()
    desk.driver.press("Return")
    (kept,) = on_desk(desk, lambda cases: cases.commands.approvals())
    assert kept.command == python("print(1)")
    assert approval(page).chip.text == "May be run"
    assert "by M. Oyelaran" in approval(page).told.text()
    desk.driver.click(approval(page).withdraw_link)
    assert on_desk(desk, lambda cases: cases.commands.approvals()) == ()


def test_a_command_that_was_changed_needs_a_new_approval_and_says_so(desk: Desk) -> None:
    write_command(desk.office, python("print(1)"))
    write_command(desk.office, python("print(2)"), approved=False)
    page = opened(desk, "ask-it")
    assert approval(page).chip.text == "Not approved"
    assert "another command than the one that was approved" in approval(page).told.text()


def test_a_command_that_changes_while_it_is_read_is_not_approved(desk: Desk) -> None:
    write_command(desk.office, python("print(1)"), approved=False)
    page = opened(desk, "ask-it")
    desk.driver.click(approval(page).approve_button)
    write_command(desk.office, python("print(2)"), approved=False)
    desk.driver.press("Return")
    assert on_desk(desk, lambda cases: cases.commands.approvals()) == ()
    assert "not the one that was shown" in desk.opened.window.toast.text


@pytest.mark.parametrize("role", ["agent", "lead", "read_only"])
def test_who_may_not_approve_is_told_who_may(desk: Desk, role: str) -> None:
    write_command(desk.office, python("print(1)"), approved=False)
    become(desk, role)
    page = opened(desk, "ask-it")
    assert not approval(page).approve_button.isVisible()
    assert "administrators" in approval(page).told.text()


def test_versions_tell_what_changed_and_can_be_read(desk: Desk) -> None:
    write(desk.office, PRINTER)
    write(desk.office, PRINTER.replace("Is it on?", "Is it switched on?"))
    page = opened(desk, "label-printer")
    desk.driver.click(page.reading.versions.links[2])
    shown = [one for one in page.reading.findChildren(ComparedView) if one.isVisible()]
    said = [one.accessibleName() for one in shown[0].findChildren(QLabel) if one.accessibleName()]
    assert said == ["Gone: 2. Check: Is it on?", "New: 2. Check: Is it switched on?"]
    page.reading.versions.wanted.emit(1)
    desk.driver.settle()
    assert "This is version 1" in page.reading.banner.text
    assert page.reading.steps[2].step.text == "Is it on?"


def test_the_paper_is_shown_and_saved(desk: Desk, tmp_path: Path) -> None:
    page = opened(desk, "vpn-down")
    desk.driver.command("Ctrl+P")
    assert page.paper.paper.data.startswith(b"%PDF")
    page.paper.paper.write(tmp_path / "vpn.pdf")
    desk.driver.settle()
    assert (tmp_path / "vpn.pdf").read_bytes() == page.paper.paper.data
    desk.driver.press("Esc")
    assert page.stack.currentWidget() is page.reading


def test_one_is_retired_and_that_is_undone(desk: Desk) -> None:
    page = opened(desk, "vpn-down")
    desk.driver.click(page.reading.retire_button)
    assert page.reading.state.text == "Retired"
    assert not page.reading.edit_button.isEnabled()
    desk.driver.command("Ctrl+Shift+Z")
    assert page.reading.state.text == ""
    desk.driver.click(page.reading.retire_button)
    opened(desk, "")
    assert "VPN or remote access does not connect" not in names(page)
    page.list.retired.setChecked(True)
    assert "VPN or remote access does not connect" in names(page)


def test_who_may_only_read_changes_nothing(desk: Desk) -> None:
    become(desk, "read_only")
    page = opened(desk, "vpn-down")
    assert not page.reading.edit_button.isEnabled()
    assert not page.reading.retire_button.isVisible()
    desk.driver.command("E")
    assert page.stack.currentWidget() is page.reading
    opened(desk, "")
    assert not page.list.new_button.isEnabled()


def test_what_ships_newly_is_offered(desk: Desk, qtbot: QtBot) -> None:
    del qtbot
    me = desk.office.me.uid
    old = on_desk(desk, lambda cases: cases.runbooks.page("vpn-down").versions[0].text)
    text = old.replace("VPN or remote access does not connect", "VPN is down")
    on_desk(desk, lambda cases: cases.runbooks.write(text, me, origin="shipped"))
    page = opened(desk, "")
    assert "VPN or remote access does not connect" in page.list.offered.text
    desk.driver.click(page.list.offered.actions_shown()[0])
    assert "VPN or remote access does not connect" in names(page)
    assert page.list.offered.isHidden()


def test_no_column_is_cut_while_another_stands_empty(desk: Desk) -> None:
    write(desk.office, PRINTER)
    window, uid = desk.opened.window, raise_one(desk.office)
    window.resize(1280, 800)
    page = opened(desk, "")
    table = page.list.table
    for place in (0, 1, 2, 5):
        assert table.columnWidth(place) >= table.needed_width(place), place
    assert table.isColumnHidden(6)

    def use(cases: UseCases) -> None:
        runs, me = cases.runbook_runs, desk.office.me.uid
        for _turn in range(12):
            view, _changes = runs.start(uid, "label-printer", me)
            runs.leave(view.run.uid, "no", me)
        cases.runbooks.remark("label-printer", 1, "wrong", "x", me)

    on_desk(desk, use)
    page.list.load()
    desk.driver.settle()
    assert not table.isColumnHidden(6)
    assert table.columnWidth(5) >= table.needed_width(5)
    assert sum(map(table.columnWidth, range(7))) <= table.viewport().width()
