"""Whether what an import wrote is whole. Only reads."""

from __future__ import annotations

from collections.abc import Iterator

from incidentdesk.base.texts import _
from incidentdesk.domain.chain import check_chain
from incidentdesk.services.desk.desk import Desk
from incidentdesk.storage import imports, incidents, timeline
from incidentdesk.storage.imports import Item
from incidentdesk.storage.session import Session

AT_ONCE = 200
"""Incidents looked at in one short read."""


def faults_of(desk: Desk, batch: str) -> list[str]:
    """What is not whole of the import ``batch``, a sentence each; empty where all is."""
    faults: list[str] = []
    after = ""
    while True:
        with desk.reading() as (session, _settings):
            page = imports.items(session, batch, AT_ONCE, after)
            for item in page:
                faults += _faults(session, item)
            if not page:
                return faults + _without_item(session)
        after = page[-1].incident


def _faults(session: Session, item: Item) -> Iterator[str]:
    incident = incidents.by_uid(session, item.incident)
    if incident is None:
        yield _("An incident is gone ({uid}).").format(uid=item.incident)
        return
    if not incident.origin_system or not incident.origin_key:
        yield _("{number} does not say where it came from.").format(number=incident.number)
    entries = timeline.entries(session, incident.uid)
    for fault in check_chain(entries, incident.head, incident.entry_count):
        words = _("{number}: the timeline is broken at entry {seq} ({what}).")
        yield words.format(number=incident.number, seq=fault.seq, what=fault.what)
    if item.entry_count > incident.entry_count:
        yield _("{number}: entries of the import are gone.").format(number=incident.number)


def _without_item(session: Session) -> list[str]:
    words = _("{number} came from another system, and no import knows of it.")
    return [words.format(number=number) for number in imports.numbers_without_item(session)]
