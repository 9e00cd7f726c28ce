"""What the timeline beside the form says of a history that was brought along."""

from __future__ import annotations

from pathlib import Path

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Person
from incidentdesk.gui.incident.side_panel import timeline_items
from incidentdesk.services.use_cases import UseCases
from services.imported_records import record
from services.importing_desk import ImportingDesk


def test_what_an_import_brought_along_stands_at_its_own_times(
    cases: UseCases, time: ManualTime, person: Person, tmp_path: Path
) -> None:
    desk = ImportingDesk(cases, time, person.uid, tmp_path)
    desk.bring(record())
    items = timeline_items(desk.page("T-1"))
    assert items[0].headline == "Imported from Elsewhere (T-1)"
    before = [(item.headline.split(" · ")[0], item.when_text) for item in items[1:]]
    assert [headline for headline, _when in before][:2] == ["Status: Closed", "Status: Resolved"]
    assert before[-1][0].startswith("Logged")
    assert len({when for _headline, when in before}) == len(before) == 6
    assert all(len(item.chips) == len(set(item.chips)) for item in items)
    (note,) = [item for item in items if "Looking at the driver." in item.detail]
    assert "Bjorn" in note.as_text() or ("Bjorn", "neutral") in note.chips


def test_a_reason_that_two_entries_of_one_act_have_is_told_once(cases: UseCases, person: Person) -> None:
    made = cases.raising.raise_one("Booking is down", person.uid)
    cases.response.go_to(made.uid, "duplicate", person.uid, reason="Same as another one")
    newest = timeline_items(cases.pages.incident(made.uid, person.uid))[0]
    assert newest.detail.splitlines() == ["Same as another one"]
