"""A register as a table of comma separated values."""

from __future__ import annotations

import csv
from pathlib import Path

from incidentdesk.base.new_file import NewFile, new_file
from incidentdesk.base.texts import _
from incidentdesk.domain.registers import RegisterSpec
from incidentdesk.domain.spreadsheet import harmless
from incidentdesk.services.registers.register_cells import ACTIVE, OWN_KEYS, cell_of
from incidentdesk.services.registers.register_known import Known
from incidentdesk.storage import register_entries
from incidentdesk.storage.session import Session

MARK = "\ufeff"
"""By it Excel knows UTF-8."""


def write_register(session: Session, spec: RegisterSpec, path: Path, *, retired: bool) -> int:
    """Write the entries of a register by name, each with its uid; gives their number.

    What another entry is, is told by its name, or by its uid where others share the name.
    """
    known, count = Known(session, spec), 0
    with new_file(path) as file:
        lines = csv.writer(_Encoded(file))
        file.write(MARK.encode())
        lines.writerow([*map(_, OWN_KEYS.values()), *(_(one.label) for one in spec.fields), _(ACTIVE.label)])
        for one in register_entries.each(session, spec.key):
            if not one.active and not retired:
                continue
            cells = [cell_of(field, one.values.get(field.key), known.name_of) for field in spec.fields]
            row = [one.uid, one.name, *cells, cell_of(ACTIVE, one.active, known.name_of)]
            lines.writerow([harmless(cell) for cell in row])
            count += 1
    return count


class _Encoded:
    """What ``csv`` writes to: text that becomes bytes at once."""

    def __init__(self, file: NewFile) -> None:
        self._file = file

    def write(self, text: str) -> None:
        self._file.write(text.encode())
