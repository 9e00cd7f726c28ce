"""Outages as tests of the window want them: with callers and children, taken as far as is needed."""

from __future__ import annotations

from end_to_end.office import Office
from incidentdesk.services.outages.outages import Callers, NewCaller
from walk import CLASSIFICATION, CLOSURE, INVESTIGATION, RESOLUTION, about, exact

NAMES = ("Anna Berg", "Kofi Mensah", "Lena Fuchs", "Peter O'Neill", "Yusuf Demir", "Maria da Silva")


def new_outage(office: Office, title: str = "Booking system unreachable", *, callers: int = 0) -> str:
    """An open outage with some callers; gives its uid."""
    with office.reading() as cases:
        uid = cases.log.log({"title": title}, office.me.uid, urgent=True).uid
        cases.outages.mark_outage(uid, True, office.me.uid)
        for place in range(callers):
            name = NAMES[place % len(NAMES)] + (f" {place // len(NAMES) + 1}" if place >= len(NAMES) else "")
            new = NewCaller(name=name, phone=f"ext. {4000 + place}")
            cases.outages.add_caller(uid, new, office.me.uid)
        return uid


def new_child(office: Office, parent: str, title: str) -> str:
    """A child of an outage, just logged; gives its uid."""
    with office.reading() as cases:
        uid = cases.log.log({"title": title}, office.me.uid).uid
        cases.outages.make_child(uid, parent, office.me.uid)
        return uid


def callers_of(office: Office, uid: str) -> Callers:
    """Those who called about it, as the file has them."""
    with office.reading() as cases:
        return cases.outages.callers(uid)


def take_to(office: Office, uid: str, last: str) -> None:
    """Fill the stages of an incident up to ``last``, and complete all before that."""
    with office.reading() as cases:
        now, me = office.time.now().local(), office.me.uid
        first = {"description": "No text.", "reporter": office.reporter.uid, "occurred": about(now)}
        for stage, values in (
            ("identification", first),
            ("classification", CLASSIFICATION),
            ("investigation", INVESTIGATION),
            ("resolution", RESOLUTION | {"restored": exact(now)}),
            ("closure", CLOSURE),
        ):
            cases.stages.save(uid, values, {}, me)
            if stage == last:
                return
            cases.stages.complete(uid, stage, me)
