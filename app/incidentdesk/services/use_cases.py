"""All use cases together, as ``bootstrap`` hands them to the command line and to the window."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from incidentdesk.services.runbook_use_cases import RunbookUseCases

if TYPE_CHECKING:
    from incidentdesk.services.administration import Administration
    from incidentdesk.services.backups.backups import Backups
    from incidentdesk.services.board.board import Board
    from incidentdesk.services.cases.conversation import Conversation
    from incidentdesk.services.cases.lifecycle import Lifecycle
    from incidentdesk.services.cases.pages import Pages
    from incidentdesk.services.cases.stage_work import StageWork
    from incidentdesk.services.exports.desk_file import DeskFile
    from incidentdesk.services.exports.exporting import Exporting
    from incidentdesk.services.first_start import FirstStart
    from incidentdesk.services.follow_ups.follow_ups import FollowUps
    from incidentdesk.services.handing.handing import Handing
    from incidentdesk.services.handing.handovers import Handovers
    from incidentdesk.services.handing.waiting_handover import WaitingHandover
    from incidentdesk.services.home import Home
    from incidentdesk.services.imports.importing import Importing
    from incidentdesk.services.lists.bulk import Bulk
    from incidentdesk.services.lists.index_upkeep import IndexUpkeep
    from incidentdesk.services.lists.queue import Queue
    from incidentdesk.services.lists.search import Search
    from incidentdesk.services.lists.similar import Similar
    from incidentdesk.services.lists.views import Views
    from incidentdesk.services.new_incidents.log_incident import LogIncident
    from incidentdesk.services.new_incidents.quick_fix import QuickFix
    from incidentdesk.services.outages.outages import Outages
    from incidentdesk.services.registers.call_list import CallLists
    from incidentdesk.services.registers.people import People
    from incidentdesk.services.registers.register_files import RegisterFiles
    from incidentdesk.services.registers.registers import Registers
    from incidentdesk.services.registers.signing_in import SigningIn
    from incidentdesk.services.reporting import Reporting
    from incidentdesk.services.telling.promises import Promises
    from incidentdesk.services.telling.telling import Telling
    from incidentdesk.services.telling.unanswered import ClosingUnanswered
    from incidentdesk.services.workers import Worker


class UseCases(RunbookUseCases):
    """What can be done on a desk, by subject.

    Each subject is imported and made when it is first asked for: the window that opens on a list, and most
    commands, need a few of them only.
    """

    @cached_property
    def log(self) -> LogIncident:
        """Logging."""
        from incidentdesk.services.new_incidents.log_incident import LogIncident

        return LogIncident(self.desk)

    @cached_property
    def stages(self) -> StageWork:
        """Saving and completing stages."""
        from incidentdesk.services.cases.stage_work import StageWork

        return StageWork(self.desk)

    @cached_property
    def quick(self) -> QuickFix:
        """Fixes on the phone."""
        from incidentdesk.services.new_incidents.quick_fix import QuickFix

        return QuickFix(self.desk)

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """Assigning, holding, cancelling, taking up again."""
        from incidentdesk.services.cases.lifecycle import Lifecycle

        return Lifecycle(self.desk)

    @cached_property
    def conversation(self) -> Conversation:
        """Notes and files."""
        from incidentdesk.services.cases.conversation import Conversation

        return Conversation(self.desk)

    @cached_property
    def telling(self) -> Telling:
        """What the reporter is told."""
        from incidentdesk.services.telling.telling import Telling

        return Telling(self.desk)

    @cached_property
    def people(self) -> People:
        """Staff, reporters and registers."""
        from incidentdesk.services.registers.people import People

        return People(self.desk)

    @cached_property
    def registers(self) -> Registers:
        """Whom we serve, and the services, devices, places, teams, skills and suppliers."""
        from incidentdesk.services.registers.registers import Registers

        return Registers(self.desk)

    @cached_property
    def register_files(self) -> RegisterFiles:
        """Filling registers from files, and writing them to files."""
        from incidentdesk.services.registers.register_files import RegisterFiles

        return RegisterFiles(self.desk, self._plugged.register_tables)

    @cached_property
    def call_lists(self) -> CallLists:
        """Whom to ring when nothing works, on paper."""
        from incidentdesk.services.registers.call_list import CallLists

        return CallLists(self.desk, self._plugged.call_list)

    @cached_property
    def signing_in(self) -> SigningIn:
        """Who is at the keyboard, and PINs."""
        from incidentdesk.services.registers.signing_in import SigningIn

        return SigningIn(self.desk)

    @cached_property
    def administration(self) -> Administration:
        """Settings and processes."""
        from incidentdesk.services.administration import Administration

        return Administration(self.desk)

    @cached_property
    def backups(self) -> Backups:
        """Copies of the desk."""
        from incidentdesk.services.backups.backups import Backups

        return Backups(self.desk)

    @cached_property
    def board(self) -> Board:
        """The state of major incidents for those who wait."""
        from incidentdesk.services.board.board import Board

        return Board(self.desk, self.desk_uid, self._plugged.board_page)

    @cached_property
    def first_start(self) -> FirstStart:
        """The first questions to a desk that is new."""
        from incidentdesk.services.first_start import FirstStart

        return FirstStart(self.desk)

    @cached_property
    def pages(self) -> Pages:
        """Reading one incident."""
        from incidentdesk.services.cases.pages import Pages

        return Pages(self.desk)

    @cached_property
    def promises(self) -> Promises:
        """Callbacks."""
        from incidentdesk.services.telling.promises import Promises

        return Promises(self.desk)

    @cached_property
    def home(self) -> Home:
        """What a person's day begins with."""
        from incidentdesk.services.home import Home

        return Home(self.desk, self.queue)

    @cached_property
    def unanswered(self) -> ClosingUnanswered:
        """Closing what waits for a word that does not come."""
        from incidentdesk.services.telling.unanswered import ClosingUnanswered

        return ClosingUnanswered(self.desk, self.queue)

    @cached_property
    def queue(self) -> Queue:
        """Reading lists."""
        from incidentdesk.services.lists.queue import Queue

        return Queue(self.desk)

    @cached_property
    def views(self) -> Views:
        """The views of the lists."""
        from incidentdesk.services.lists.views import Views

        return Views(self.desk)

    @cached_property
    def bulk(self) -> Bulk:
        """Changing many incidents at once."""
        from incidentdesk.services.lists.bulk import Bulk

        return Bulk(self.desk)

    @cached_property
    def follow_ups(self) -> FollowUps:
        """Preventive work that incidents lead to."""
        from incidentdesk.services.follow_ups.follow_ups import FollowUps

        return FollowUps(self.desk)

    @cached_property
    def handing(self) -> Handing:
        """Whose turn it is next, and escalations."""
        from incidentdesk.services.handing.handing import Handing

        return Handing(self.desk)

    @cached_property
    def handovers(self) -> Handovers:
        """What one shift tells the next."""
        from incidentdesk.services.handing.handovers import Handovers

        return Handovers(self.desk, self._plugged.handover)

    @cached_property
    def waiting_handover(self) -> WaitingHandover:
        """Whether what one shift tells waits for the next."""
        from incidentdesk.services.handing.waiting_handover import WaitingHandover

        return WaitingHandover(self.desk)

    @cached_property
    def reporting(self) -> Reporting:
        """Documents."""
        from incidentdesk.services.reporting import Reporting

        return Reporting(self.desk, self.pages, self._plugged.report_kinds())

    @cached_property
    def search(self) -> Search:
        """Looking for incidents by words."""
        from incidentdesk.services.lists.search import Search

        return Search(self.desk)

    @cached_property
    def index(self) -> IndexUpkeep:
        """Care of the index that is searched."""
        from incidentdesk.services.lists.index_upkeep import IndexUpkeep

        return IndexUpkeep(self.desk)

    @cached_property
    def similar(self) -> Similar:
        """Incidents that are like another one."""
        from incidentdesk.services.lists.similar import Similar

        return Similar(self.desk)

    @cached_property
    def outages(self) -> Outages:
        """Outages, their callers and children, and what else belongs together."""
        from incidentdesk.services.outages.outages import Outages

        return Outages(self.desk)

    @cached_property
    def importing(self) -> Importing:
        """Bringing a history along."""
        from incidentdesk.services.imports.import_formats import Formats
        from incidentdesk.services.imports.importing import Importing

        return Importing(self.desk, Formats(self._plugged.import_formats))

    @cached_property
    def exporting(self) -> Exporting:
        """Writing incidents, or the whole desk, to a file."""
        from incidentdesk.services.exports.exporting import Exporting

        return Exporting(self.desk, self.queue)

    @cached_property
    def desk_file(self) -> DeskFile:
        """Bringing a whole desk in."""
        from incidentdesk.services.exports.desk_file import DeskFile

        return DeskFile(self.desk)

    def practised(self, me: str) -> frozenset[str]:
        """What ``me`` has tried on the practice desk since it was made."""
        from incidentdesk.storage.practised import practised

        with self.desk.reading() as (session, _settings):
            return practised(session, me)

    def new_worker(self) -> Worker:
        """A process of its own for what takes long; it is started with its first job."""
        from incidentdesk.services.workers import Worker

        return Worker(self._plugged.serve)
