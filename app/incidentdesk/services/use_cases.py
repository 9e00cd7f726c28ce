"""All use cases together, as ``bootstrap`` hands them to the command line and to the window."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.services.administration import Administration
from incidentdesk.services.conversation import Conversation
from incidentdesk.services.desk import Desk
from incidentdesk.services.import_process import ImportProcess
from incidentdesk.services.importing import Importing
from incidentdesk.services.index_upkeep import IndexUpkeep
from incidentdesk.services.lifecycle import Lifecycle
from incidentdesk.services.log_incident import LogIncident
from incidentdesk.services.pages import Pages
from incidentdesk.services.people import People
from incidentdesk.services.queue import Queue
from incidentdesk.services.quick_fix import QuickFix
from incidentdesk.services.reporting import Reporting
from incidentdesk.services.search import Search
from incidentdesk.services.stage_work import StageWork
from incidentdesk.services.views import Views


@dataclass(frozen=True)
class UseCases:
    """What can be done on a desk, by subject."""

    desk: Desk
    desk_uid: str
    log: LogIncident
    stages: StageWork
    quick: QuickFix
    lifecycle: Lifecycle
    conversation: Conversation
    people: People
    administration: Administration
    pages: Pages
    queue: Queue
    search: Search
    index: IndexUpkeep
    views: Views
    reporting: Reporting
    importing: Importing
    import_process: ImportProcess
