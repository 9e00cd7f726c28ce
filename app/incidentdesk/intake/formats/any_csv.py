"""Any table in a text file: columns are guessed by their heads, and corrected on the mapping page."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.domain.importing_settings import Reading
from incidentdesk.intake.profile import Profile
from incidentdesk.intake.scan import Scan
from incidentdesk.intake.table_format import TableFormat


class AnyTable(TableFormat):
    """Less like any file than the format that it is made for, and more so the more columns have a place."""

    def _judge(self, reading: Reading, _seen: Scan) -> Reading:
        placed = sum(1 for target in reading.columns.values() if target)
        return replace(reading, likeness=round(0.1 + 0.3 * placed / max(1, len(reading.columns)), 3))


ANY_CSV = AnyTable(Profile("csv", "CSV", "CSV", html=True))
