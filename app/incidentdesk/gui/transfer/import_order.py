"""What is to be imported, as it is on the page: files with the way to read each; kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from incidentdesk.base.errors import UserFacingError
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.imports.import_formats import AUTO
from incidentdesk.services.imports.importing import ImportOrder
from incidentdesk.services.jobs.import_looks import DESK, Looked


@dataclass(frozen=True)
class PageOrder:
    """Files by path, in the order in which they were chosen; ``system`` and ``process`` may be empty."""

    files: Mapping[Path, Looked] = field(default_factory=dict)
    system: str = ""
    process: str = ""

    def with_file(self, looked: Looked) -> PageOrder:
        """The same with one file more, or looked at anew."""
        return replace(self, files={**self.files, looked.path: looked})

    def without(self, path: Path) -> PageOrder:
        """The same with one file less."""
        return replace(self, files={one: looked for one, looked in self.files.items() if one != path})

    def with_reading(self, path: Path, reading: Reading) -> PageOrder:
        """The same with one file read otherwise."""
        return self.with_file(replace(self.files[path], reading=reading))

    @property
    def desk(self) -> Looked | None:
        """The whole desk among the files, if any."""
        return next((one for one in self.files.values() if one.format == DESK), None)

    def as_asked(self, expected: int = 0) -> ImportOrder:
        """As the import takes it."""
        readings = {str(path): one.reading for path, one in self.files.items()}
        return ImportOrder(tuple(self.files), AUTO, self.system, self.process, readings, expected)

    def to_json(self) -> dict[str, JsonValue]:
        """As a draft keeps it."""
        files: list[JsonValue] = [
            {
                "path": str(one.path), "format": one.format, "title": one.title, "system": one.system,
                "incidents": one.incidents, "reading": one.reading.to_json(),
            }
            for one in self.files.values()
        ]  # fmt: skip
        return {"files": files, "system": self.system, "process": self.process} if files else {}

    @classmethod
    def from_json(cls, values: Mapping[str, JsonValue]) -> PageOrder:
        """From a draft; a file that cannot be understood any more is left out."""
        order = cls(system=str(values.get("system") or ""), process=str(values.get("process") or ""))
        files = values.get("files")
        for one in files if isinstance(files, list) else []:
            looked = _looked(one)
            if looked is not None:
                order = order.with_file(looked)
        return order


def _looked(value: JsonValue) -> Looked | None:
    if not isinstance(value, dict):
        return None
    try:
        reading = Reading.from_json(value.get("reading"))
    except UserFacingError:
        return None
    incidents = value.get("incidents")
    return Looked(
        Path(str(value.get("path"))),
        str(value.get("format")),
        str(value.get("title")),
        str(value.get("system")),
        reading,
        incidents if isinstance(incidents, int) else 0,
    )
