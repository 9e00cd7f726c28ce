"""Runbooks as texts: seeding, versions, reviews, retiring, remarks and edits."""

# ruff: noqa: S608 - our own names
from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crew import hire
from incidentdesk.base.errors import EnvironmentFault, RefusedError, UsageError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person
from incidentdesk.domain.runbook_parser import DefinitionError
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.desk.runbook_library import shipped
from incidentdesk.services.use_cases import UseCases
from walk import Walk
from written_runbooks import IS_IT_ON, label_printer

OURS = label_printer(IS_IT_ON + 'command = ["lpstat", "-p"]\n')


def keys(cases: UseCases) -> set[str]:
    return {one.key for one in cases.runbooks.all()}


def test_a_new_desk_has_the_runbooks_that_ship(cases: UseCases) -> None:
    assert keys(cases) == set(shipped())
    assert {one.version for one in cases.runbooks.all()} == {1}
    assert cases.runbooks.offered() == ()


def test_opening_the_desk_again_adds_nothing_and_changes_nothing(
    cases: UseCases, person: Person, desk_paths: DeskPaths, time: ManualTime
) -> None:
    text = shipped()["vpn-down"].text.replace("VPN or remote access does not connect", "Our VPN")
    cases.runbooks.write(text, person.uid, "our gateway")
    with headless(desk_paths, time) as again:
        page = again.runbooks.page("vpn-down")
        assert (page.line.name, page.line.version, page.line.origin) == ("Our VPN", 2, "written")
        assert [one.note for one in page.versions] == ["our gateway", ""]
        assert again.runbooks.at_version("vpn-down", 1).text == shipped()["vpn-down"].text
        assert again.runbooks.offered() == ()


def test_each_version_is_kept_word_for_word(cases: UseCases, person: Person) -> None:
    key, changes = cases.runbooks.write(OURS, person.uid)
    assert (key, changes.things) == ("label-printer", {"runbooks"})
    cases.runbooks.write(OURS, person.uid)
    assert cases.runbooks.page(key).line.version == 1
    newer = OURS + 'expected = "Ä light — “on”"\n'
    cases.runbooks.write(newer, person.uid)
    assert [(one.version, one.text) for one in cases.runbooks.page(key).versions] == [(2, newer), (1, OURS)]
    with pytest.raises(UsageError, match="no version 3"):
        cases.runbooks.at_version(key, 3)
    with pytest.raises(DefinitionError):
        cases.runbooks.write("key =", person.uid)
    assert cases.runbooks.page(key).line.version == 2


def test_a_file_is_imported_or_told_to_be_wrong(cases: UseCases, person: Person, tmp_path: Path) -> None:
    file = tmp_path / "labels.toml"
    file.write_text(OURS, encoding="utf-8-sig")
    assert cases.runbooks.import_file(file, person.uid)[0] == "label-printer"
    assert cases.runbooks.page("label-printer").line.origin == "imported"
    file.write_bytes(b'name = "\xff"')
    with pytest.raises(DefinitionError, match=r"labels\.toml: is not UTF-8"):
        cases.runbooks.import_file(file, person.uid)
    with pytest.raises(EnvironmentFault):
        cases.runbooks.import_file(tmp_path / "none.toml", person.uid)


def test_one_that_is_not_looked_through_in_time_is_stale(
    cases: UseCases, person: Person, time: ManualTime
) -> None:
    cases.runbooks.write(OURS, person.uid)
    cases.runbooks.set_owner("label-printer", person.uid, person.uid)
    time.advance(days=89)
    assert cases.runbooks.stale(person.uid) == ()
    time.advance(days=1)
    (line,) = cases.runbooks.stale(person.uid)
    assert (line.key, line.owner_name, line.reviewed) == ("label-printer", "M. Oyelaran", None)
    cases.runbooks.mark_reviewed("label-printer", person.uid)
    assert cases.runbooks.stale(person.uid) == ()
    assert "ransomware-signs" in {one.key for one in cases.runbooks.stale()}
    with pytest.raises(UsageError, match="works here"):
        cases.runbooks.set_owner("label-printer", "nobody", person.uid)


def test_a_retired_one_is_out_of_the_list_and_comes_back(cases: UseCases, person: Person) -> None:
    crew = hire(cases)
    with pytest.raises(NotAllowedError):
        cases.runbooks.retire("vpn-down", crew.uid("agent"))
    cases.runbooks.retire("vpn-down", crew.uid("lead"))
    assert "vpn-down" not in keys(cases)
    assert "vpn-down" in {one.key for one in cases.runbooks.all(retired=True)}
    assert "vpn-down" not in {one.key for one in cases.runbooks.offered()}
    cases.runbooks.bring_back("vpn-down", person.uid)
    assert "vpn-down" in keys(cases)


def test_what_was_wrong_becomes_an_edit_and_the_next_version(walk: Walk, person: Person) -> None:
    cases = walk.cases
    cases.runbooks.write(OURS, person.uid)
    with pytest.raises(UsageError, match="no incident"):
        cases.runbooks.remark("label-printer", 1, "wrong", "x", person.uid, "INC-2026-000001")
    walk.log()
    cases.runbooks.remark("label-printer", 1, "wrong", " It has no light ", person.uid, "INC-2026-000001")
    cases.runbooks.remark("label-printer", 0, "missing", "Ask where it stands", person.uid)
    draft = cases.runbooks.page("label-printer").draft
    assert draft is not None
    assert [(one["step"], one["what"], one["text"], one["incident"]) for one in draft.remarks] == [
        (1, "wrong", "It has no light", "INC-2026-000001"),
        (0, "missing", "Ask where it stands", ""),
    ]
    assert draft.text == OURS
    newer = OURS.replace("on?", "in the rack?")
    cases.runbooks.save_draft("label-printer", "half a", person.uid, draft.text)
    with pytest.raises(DefinitionError):
        cases.runbooks.publish_draft("label-printer", person.uid)
    with pytest.raises(RefusedError, match="meanwhile"):
        cases.runbooks.save_draft("label-printer", newer, person.uid, draft.text)
    cases.runbooks.save_draft("label-printer", newer, person.uid, "half a")
    cases.runbooks.publish_draft("label-printer", person.uid, "after the outage")
    page = cases.runbooks.page("label-printer")
    assert (page.line.version, page.versions[0].text, page.draft) == (2, newer, None)


def test_a_remark_names_a_step_that_is_there_and_says_something(cases: UseCases, person: Person) -> None:
    cases.runbooks.write(OURS, person.uid)
    for step, what, text in ((2, "wrong", "x"), (0, "wrong", "x"), (1, "bad", "x"), (1, "wrong", " ")):
        with pytest.raises(UsageError):
            cases.runbooks.remark("label-printer", step, what, text, person.uid)
    assert cases.runbooks.page("label-printer").draft is None


def test_an_edit_never_writes_over_a_newer_version(cases: UseCases, person: Person) -> None:
    cases.runbooks.write(OURS, person.uid)
    draft = cases.runbooks.begin_draft("label-printer", person.uid)
    cases.runbooks.save_draft("label-printer", OURS.replace("on?", "off?"), person.uid, draft.text)
    cases.runbooks.write(OURS.replace("on?", "there?"), person.uid)
    with pytest.raises(RefusedError, match="written anew"):
        cases.runbooks.publish_draft("label-printer", person.uid)
    cases.runbooks.drop_draft("label-printer", person.uid)
    with pytest.raises(UsageError, match="No edit"):
        cases.runbooks.drop_draft("label-printer", person.uid)


def test_an_edit_that_changes_nothing_or_the_key_is_no_version(cases: UseCases, person: Person) -> None:
    cases.runbooks.write(OURS, person.uid)
    draft = cases.runbooks.begin_draft("label-printer", person.uid)
    with pytest.raises(RefusedError, match="changes nothing"):
        cases.runbooks.publish_draft("label-printer", person.uid)
    cases.runbooks.save_draft("label-printer", OURS.replace("label-", "ink-"), person.uid, draft.text)
    with pytest.raises(UsageError, match="another key"):
        cases.runbooks.publish_draft("label-printer", person.uid)


def test_who_only_reads_writes_no_runbook(cases: UseCases) -> None:
    crew = hire(cases)
    with pytest.raises(NotAllowedError):
        cases.runbooks.write(OURS, crew.uid("read_only"))
    with pytest.raises(NotAllowedError):
        cases.runbooks.remark("vpn-down", 1, "wrong", "x", crew.uid("read_only"))
    with pytest.raises(UsageError, match="no runbook"):
        cases.runbooks.page("label-printer")


def test_a_desk_that_was_there_before_is_offered_them_and_keeps_its_own(
    cases: UseCases, person: Person, desk_paths: DeskPaths, time: ManualTime
) -> None:
    ours = shipped()["vpn-down"].text.replace("VPN or remote access does not connect", "Our VPN")
    cases.runbooks.write(ours, person.uid)
    with sqlite3.connect(desk_paths.desk) as raw:
        gone = "SELECT id FROM runbook WHERE key = 'dns-failing'"
        raw.execute(f"DELETE FROM runbook_version WHERE runbook_id IN ({gone})")
        raw.execute("DELETE FROM runbook WHERE key = 'dns-failing'")
        older = "(SELECT id FROM runbook WHERE key = 'printing-stuck')"
        raw.execute(
            "UPDATE runbook_version SET text = replace(text, 'toner', 'ink'), sha256 = 'older' "
            f"WHERE runbook_id = {older}"
        )
    raw.close()
    with headless(desk_paths, time) as again:
        assert [one.key for one in again.runbooks.offered()] == ["dns-failing", "printing-stuck"]
        with pytest.raises(UsageError, match="not offered"):
            again.runbooks.take_offered(["vpn-down"], person.uid)
        again.runbooks.take_offered(["dns-failing", "printing-stuck"], person.uid)
        assert again.runbooks.offered() == ()
        assert again.runbooks.page("printing-stuck").line.version == 2
        assert again.runbooks.page("vpn-down").line.runbook.text == ours
