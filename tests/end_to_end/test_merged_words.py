"""An incident that was merged says where its work goes on, wherever its status is read."""

from __future__ import annotations

from end_to_end.office import Desk
from end_to_end.outage import new_outage
from incidentdesk.gui.incident.head import IncidentHead
from incidentdesk.gui.widgets.labels import ElidedLabel
from incidentdesk.services.cases.value_texts import status_text
from incidentdesk.services.lists.queue import ListQuestion
from reports.helpers import text_of


def merged(desk: Desk) -> tuple[str, str]:
    """The uid of an incident that was merged, and the number of the one in which its work goes on."""
    into = new_outage(desk.office)
    with desk.office.reading() as cases:
        me = desk.office.me.uid
        uid = cases.log.log({"title": "Cannot book a room"}, me).uid
        cases.outages.merge(uid, into, me)
        return uid, cases.pages.incident(into, me).incident.number


def test_the_head_names_it_and_leads_there(desk: Desk) -> None:
    uid, number = merged(desk)
    desk.show(uid)
    head = desk.incident.findChild(IncidentHead)
    assert any(f"Merged into {number}" in one.text() for one in head.findChildren(ElidedLabel))
    banner = desk.incident.outage.merged
    (open_button, *_others) = banner.actions_shown()
    desk.driver.click(open_button)
    assert desk.incident.page is not None
    assert desk.incident.page.incident.number == number


def test_list_search_preview_and_document_name_it(desk: Desk) -> None:
    uid, number = merged(desk)
    words = f"Merged into {number}"
    with desk.office.reading() as cases:
        me = desk.office.me.uid
        ended = [{"field": "status", "op": "is", "value": "cancelled"}]
        (row,) = cases.queue.rows(ListQuestion(ended, "number"), me, limit=5).rows
        hit = next(one for one in cases.search.find("Cannot book").hits if one.row.uid == uid)
        assert [status_text(one.status, one.merged_into) for one in (row, hit.row)] == [words] * 2
        page = text_of(cases.reporting.preview(uid, me))
    assert words in " ".join(page.split())


def test_what_was_cancelled_for_itself_is_cancelled(desk: Desk) -> None:
    with desk.office.reading() as cases:
        me = desk.office.me.uid
        uid = cases.log.log({"title": "Cannot book a room"}, me).uid
        cases.lifecycle.cancel(uid, "test", me)
        (hit,) = cases.search.find("Cannot book").hits
    assert status_text(hit.row.status, hit.row.merged_into) == "Cancelled"
