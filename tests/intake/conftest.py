"""The real and made exports, unpacked, and a file made of text."""

from __future__ import annotations

import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.bootstrap import import_formats
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.services.imports.import_formats import Formats
from intake.reviews_by_hand import read_reviews
from samples_outside import outside

BERLIN = ZoneInfo("Europe/Berlin")
MakeFile = Callable[..., Path]
ReadFile = Callable[..., tuple[Reading, list[ImportedIncident]]]


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the exports of eight systems."""
    archive = outside("data", "exports_dev.tar.xz")
    folder = tmp_path_factory.mktemp("exports")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="session")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with texts in many encodings, and strings that break programs."""
    archive = outside("data", "nasty_dev.tar.xz")
    folder = tmp_path_factory.mktemp("nasty")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "nasty"


@pytest.fixture(scope="session")
def event_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of changes of 19,910 real incidents."""
    packed = outside("data", "uci_servicenow_events_dev80.csv.xz")
    path = tmp_path_factory.mktemp("log") / "events.csv"
    path.write_bytes(lzma.decompress(packed.read_bytes()))
    return path


@pytest.fixture
def formats() -> Formats:
    """All formats, as the program has them."""
    return Formats(import_formats)


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Writes a file of text or bytes."""

    def make(content: str | bytes, name: str = "export.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


@pytest.fixture
def read_file(make_file: MakeFile, formats: Formats) -> ReadFile:
    """The reading and the records of a file with that content, in one format."""

    def read(
        content: str | bytes, format_key: str = "csv", **how: str
    ) -> tuple[Reading, list[ImportedIncident]]:
        path = make_file(content, **how)
        chosen = formats.named(format_key)
        reading = chosen.inspect(path)
        return reading, list(chosen.read(path, reading, BERLIN))

    return read


@pytest.fixture(scope="session")
def reviews() -> dict[str, str]:
    """By path in the archive, the text of every review, and of the templates beside them."""
    return read_reviews()
