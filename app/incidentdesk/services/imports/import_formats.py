"""The formats that can be imported, and finding out which one a file is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.importing_settings import Reading

AUTO = "auto"
LIKELY = 0.5
"""How much a file must look like a format to be taken for one."""


class Format(Protocol):
    """One format of another system; ``system`` is what its incidents are said to come from."""

    @property
    def key(self) -> str:
        """The word for it on the command line."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def system(self) -> str:
        """The system that writes such files."""
        ...

    def inspect(self, path: Path, written: Reading | None = None) -> Reading:
        """How the file is to be read, as far as it can be told, and how likely it is of this format.

        ``written`` says how the file is written (encoding, delimiter, escape, head line), where a person has
        corrected it.
        """
        ...

    def read(self, path: Path, reading: Reading, zone: ZoneInfo) -> Iterator[ImportedIncident]:
        """The incidents of the file, one after the other."""
        ...


class Formats:
    """All formats by key, loaded when one is asked for."""

    def __init__(self, load: Callable[[], Iterable[Format]]) -> None:
        self._load = load

    @cached_property
    def _known(self) -> dict[str, Format]:
        return {one.key: one for one in self._load()}

    def all(self) -> list[Format]:
        """Every format, as they were registered."""
        return list(self._known.values())

    def named(self, key: str) -> Format:
        """The format ``key``; ``UsageError`` where there is none."""
        if key not in self._known:
            raise UsageError(
                _("There is no format “{key}”.").format(key=key),
                _("Use one of: {keys}.").format(keys=", ".join([AUTO, *self._known])),
            )
        return self._known[key]

    def detect(self, path: Path) -> tuple[Format, Reading]:
        """The format that a file looks most like; ``UsageError`` where it looks like none."""
        readings = [(one, one.inspect(path)) for one in self._known.values()]
        likely = max(readings, key=lambda pair: pair[1].likeness, default=None)
        if likely is None or likely[1].likeness < LIKELY:
            raise UsageError(
                _("“{file}” looks like none of the known formats.").format(file=path.name),
                _("Say which it is: --from {keys}.").format(keys=", ".join(self._known)),
            )
        return likely
