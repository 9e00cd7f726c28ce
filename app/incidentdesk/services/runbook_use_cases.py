"""The use cases of runbooks, a part of all use cases."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from incidentdesk.services.update_use_cases import UpdateUseCases

if TYPE_CHECKING:
    from incidentdesk.services.runbooks.commands import Commands
    from incidentdesk.services.runbooks.runbook_beside import RunbookBeside
    from incidentdesk.services.runbooks.runbook_matching import RunbookMatching
    from incidentdesk.services.runbooks.runbook_runs import RunbookRuns
    from incidentdesk.services.runbooks.runbooks import Runbooks


class RunbookUseCases(UpdateUseCases):
    """What can be done with runbooks; each subject is imported when it is first asked for."""

    @cached_property
    def runbooks(self) -> Runbooks:
        """Runbooks as texts."""
        from incidentdesk.services.runbooks.runbooks import Runbooks

        return Runbooks(self.desk, self._plugged.runbook)

    @cached_property
    def runbook_matching(self) -> RunbookMatching:
        """Which runbooks fit an incident."""
        from incidentdesk.services.runbooks.runbook_matching import RunbookMatching

        return RunbookMatching(self.desk)

    @cached_property
    def runbook_runs(self) -> RunbookRuns:
        """Going through runbooks."""
        from incidentdesk.services.runbooks.runbook_runs import RunbookRuns

        return RunbookRuns(self.desk)

    @cached_property
    def runbook_beside(self) -> RunbookBeside:
        """All that stands beside an incident of runbooks."""
        from incidentdesk.services.runbooks.runbook_beside import RunbookBeside

        return RunbookBeside(self.desk)

    @cached_property
    def commands(self) -> Commands:
        """Commands of runbooks."""
        from incidentdesk.services.runbooks.commands import Commands

        return Commands(self.desk)
