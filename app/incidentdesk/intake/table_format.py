"""A format of text files with one row an incident; its profile says what is particular about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.intake.building import Builder
from incidentdesk.intake.dialects import Dialect, detect_shape
from incidentdesk.intake.encodings import detect_encoding, read_lines, unreadable
from incidentdesk.intake.inspecting import propose
from incidentdesk.intake.profile import Profile
from incidentdesk.intake.scan import Scan, scan
from incidentdesk.intake.table_file import TableFile

_FIRST_LINES = 400


class TableFormat:
    """One format; ``key``, ``title`` and ``system`` (where its incidents come from) are its profile's."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.key = profile.key
        self.title = profile.title
        self.system = profile.system

    def inspect(self, path: Path, written: Reading | None = None) -> Reading:
        """How the file at ``path`` is proposed to be read, and how much it looks like this format.

        Of ``written``, which a person corrected, encoding, delimiter, escape and head line rule.

        A file that holds no table gets a likeness of 0, and a doubt that says why; ``EnvironmentFault`` is
        raised where it cannot be read at all.
        """
        try:
            shape, seen = scanned(path, written)
        except UsageError as wrong:
            return Reading(self.key, doubts=(str(wrong),))
        return self._judge(propose(self._profile, seen, shape), seen)

    def _judge(self, reading: Reading, _seen: Scan) -> Reading:
        return reading

    def read(self, path: Path, reading: Reading, zone: ZoneInfo) -> Iterator[ImportedIncident]:
        """Each row of the file as a record, in the order of the file, one at a time.

        Of rows read before only the numbers are kept, to refuse one that comes twice. ``zone`` is that of
        times without one, where the reading names none.
        """
        table = open_table(path, reading)
        builder = Builder(self._profile, reading, table.heads, zone_of(reading, zone))
        for row in table.rows():
            yield builder.build(row)


def open_table(path: Path, reading: Reading) -> TableFile:
    """The rows of the file, written as ``reading`` says."""
    if len(reading.delimiter) != 1:
        raise UsageError(
            _("“{sign}” cannot part cells.").format(sign=reading.delimiter),
            _("Choose one sign, such as a comma, a semicolon or a tab."),
        )
    return TableFile(path, reading.encoding, Dialect(reading.delimiter, reading.escape), reading.head_line)


def zone_of(reading: Reading, zone: ZoneInfo) -> ZoneInfo:
    """The zone of times in the file: the one that the reading names, else ``zone``."""
    if not reading.zone:
        return zone
    try:
        return ZoneInfo(reading.zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise UsageError(
            _("There is no time zone “{name}”.").format(name=reading.zone),
            _("Write it like Europe/Berlin."),
        ) from fault


def scanned(path: Path, written: Reading | None = None) -> tuple[Reading, Scan]:
    """How the file is written, and what a walk through it found; the last ones are remembered.

    What ``written`` says of how it is written is taken as it is.
    """
    try:
        state = path.stat()
    except OSError as fault:
        raise unreadable(path) from fault
    if written is None:
        return _scanned(path, state.st_mtime_ns, state.st_size)
    corrected = Reading(
        "", encoding=written.encoding, delimiter=written.delimiter, escape=written.escape,
        head_line=written.head_line,
    )  # fmt: skip
    return corrected, scan(open_table(path, corrected))


@lru_cache(2)
def _scanned(path: Path, _changed: int, _size: int) -> tuple[Reading, Scan]:
    guess = detect_encoding(path)
    start = next((line.strip() for line in read_lines(path, guess.encoding) if line.strip()), "")
    if start.startswith(("{", "[{")) or start == "[":
        raise UsageError(
            _("The file {name} holds JSON.").format(name=path.name), _("Choose Zendesk to read it.")
        )
    shape = detect_shape(list(islice(read_lines(path, guess.encoding), _FIRST_LINES)))
    doubts = []
    if guess.other:
        said = _("The encoding is taken to be {encoding}; it could also be {other}. Look at the letters.")
        doubts.append(said.format(encoding=guess.encoding, other=guess.other))
    elif guess.odd:
        doubts.append(_("The encoding is not known; the letters may be wrong. Choose another one."))
    if shape.other:
        said = _("Cells are taken to be parted by “{sign}”; it could also be “{other}”.")
        doubts.append(said.format(sign=shape.dialect.delimiter, other=shape.other))
    table = TableFile(path, guess.encoding, shape.dialect, shape.head_line)
    if len(table.heads) == 1:
        doubts.append(_("Only one column was found. If there are more, choose what parts them."))
    if shape.head_line > 1:
        doubts.append(
            _("The heads were found in line {line}; the lines above were left out.").format(
                line=shape.head_line
            )
        )
    written = Reading(
        "", encoding=guess.encoding, delimiter=shape.dialect.delimiter, escape=shape.dialect.escape,
        head_line=shape.head_line, doubts=tuple(doubts),
    )  # fmt: skip
    return written, scan(table)
