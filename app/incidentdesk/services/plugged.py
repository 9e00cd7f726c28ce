"""What the use cases are given that grows by a module and a line in ``bootstrap``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from incidentdesk.services.board.board_page import PageMaker
    from incidentdesk.services.handing.handovers import HandoverPrinter
    from incidentdesk.services.imports.import_formats import Format
    from incidentdesk.services.registers.call_list import CallListPrinter
    from incidentdesk.services.registers.register_file_types import RegisterTables
    from incidentdesk.services.reporting import ReportKind
    from incidentdesk.services.runbooks.runbooks import RunbookPrinter
    from incidentdesk.services.updates.channel_kinds import Kinds
    from incidentdesk.services.updates.secrets_kept import Secrets
    from incidentdesk.services.workers import Serve


class Plugged(NamedTuple):
    """What grows by a module and a line in ``bootstrap``, and is loaded when it is asked for.

    ``serve`` is what a process runs that works beside the window.
    """

    report_kinds: Callable[[], Mapping[str, ReportKind]]
    import_formats: Callable[[], Sequence[Format]]
    register_tables: Callable[[], RegisterTables]
    call_list: Callable[[], CallListPrinter]
    handover: Callable[[], HandoverPrinter]
    runbook: Callable[[], RunbookPrinter]
    board_page: Callable[[], PageMaker]
    serve: Serve
    channel_kinds: Kinds
    secrets: Callable[[], Secrets]
