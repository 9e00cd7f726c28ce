"""The sample desk: an invented clinic on an ordinary morning, to look at and to play with."""

from __future__ import annotations

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Person
from incidentdesk.services.samples.script import Player, read_script
from incidentdesk.services.use_cases import UseCases

SCRIPT = "northfield.toml"


def fill_sample_desk(cases: UseCases, time: ManualTime, me: Person) -> bool:
    """Fill an empty desk with incidents in every state; false, and nothing done, where it has any already.

    ``time`` is the clock of ``cases``: it is moved through the days before, and then back.
    ``me`` is given a part of the work.
    """
    incidents, _late = cases.queue.totals()
    if incidents:
        return False
    player = Player(cases, time, read_script(SCRIPT), me)
    player.set_up()
    player.play()
    return True
