"""How often people are told of major incidents: a setting, and what follows for those that are live."""

from __future__ import annotations

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.domain.sev import CADENCE_PHASES, LEVELS, Cadence
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.phase_follows import renew_update_due
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.storage import responses, settings_rows

MOST_MINUTES = 24 * 60


class Cadences:
    """The use case of the cadence. Administrators only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def set(self, cadence: Cadence, author: str) -> Changes:
        """Tell people so often from now on; what is live is due as the new cadence has it.

        What is late already stays as late as it is.
        """
        for minutes in [*cadence.first.values(), *(one for three in cadence.every.values() for one in three)]:
            if not 0 <= minutes <= MOST_MINUTES:
                raise UsageError(
                    _("{n} minutes is no interval.").format(n=minutes),
                    _("Write 1 to {n}, or leave it empty: then people are told on change.").format(
                        n=MOST_MINUTES
                    ),
                )
        with self._desk.changing(author, Right.SETTINGS) as work:
            every: dict[str, JsonValue] = {
                sev: list(cadence.every.get(sev, (0,) * len(CADENCE_PHASES))) for sev in LEVELS
            }
            first: dict[str, JsonValue] = {sev: cadence.first.get(sev, 0) for sev in LEVELS}
            settings_rows.write_setting(
                work.session, "cadence", {"every": every, "first": first}, author, work.now
            )
            for uid in responses.live(work.session):
                case = Case.open(self._desk, work, uid)
                renew_update_due(case, cadence)
                case.finish()
            return work.changes("settings", "responses")
