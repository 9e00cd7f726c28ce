"""Importing small files of records on a desk, as tests want it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.imports.import_formats import Formats
from incidentdesk.services.imports.import_types import Control, ImportResult, Verdict
from incidentdesk.services.imports.importing import Importing, ImportOrder
from incidentdesk.services.use_cases import UseCases
from services.imported_records import PickledRecords, written


@dataclass
class ImportingDesk:
    """A desk that records are brought to by ``me``; files lie in ``folder``."""

    cases: UseCases
    time: ManualTime
    me: str
    folder: Path

    def __post_init__(self) -> None:
        self.importing = Importing(self.cases.desk, Formats(lambda: [PickledRecords()]))
        self.verdicts: list[Verdict] = []

    @property
    def file(self) -> Path:
        """The desk's own file."""
        return self.cases.desk.database.path

    def order(self, *records: ImportedIncident, **parts: Any) -> ImportOrder:
        """An order for a file with ``records``."""
        return ImportOrder((written(self.folder, records),), **parts)

    def control(self, **parts: Any) -> Control:
        """A control that keeps the verdicts of this import."""
        self.verdicts = []
        return Control(verdict=self.verdicts.append, **parts)

    def bring(self, *records: ImportedIncident, **parts: Any) -> ImportResult:
        """Import ``records``."""
        return self.importing.run(self.order(*records, **parts), self.me, self.control())

    def look(self, *records: ImportedIncident, **parts: Any) -> ImportResult:
        """See what importing ``records`` would do."""
        return self.importing.preview(self.order(*records, **parts), self.me, self.control())

    def page(self, key: str) -> IncidentPage:
        """The incident that is ``key`` elsewhere."""
        (found,) = [one for one in self.verdicts if one.key == key and one.number]
        return self.cases.pages.incident(found.number, self.me)
