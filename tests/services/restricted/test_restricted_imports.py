"""Imports tell nothing of an incident that is restricted by now, and change nothing of it."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.records import Person
from services.imported_records import record
from services.importing_desk import ImportingDesk

MARK = "Zyxomark"


def titled(title: str) -> ImportedIncident:
    given = record()
    return replace(given, values={**given.values, "title": title})


def test_a_record_of_what_is_kept_from_who_imports_is_refused_without_its_words(desk: ImportingDesk) -> None:
    kim = desk.cases.people.write_person(Person("", "Kim", "administrator"), "")[0].uid
    batch = desk.bring(titled(f"Copied {MARK}")).batch
    uid = desk.page("T-1").incident.uid
    desk.cases.restricted.restrict(uid, "security", "They listen", kim)
    before = desk.cases.desk.change_seq()
    for act in (desk.look, desk.bring):
        result = act(titled("Another title"))
        assert result.counts["refused"] == 1
        (verdict,) = desk.verdicts
        assert "restricted: only those who are named open it" in " ".join(verdict.reasons)
        assert MARK not in repr((result, desk.verdicts))
    with desk.cases.desk.seen_by(desk.me):
        assert MARK not in repr(desk.importing.look_at_undo(batch))
        assert MARK not in repr(desk.importing.check(batch))
        assert MARK not in repr(desk.importing.undo(batch, desk.me))
    with desk.cases.desk.seen_by(kim):
        page = desk.cases.pages.incident(uid, kim)
    assert page.incident.core["title"] == f"Copied {MARK}"
    assert page.incident.change_seq <= before
