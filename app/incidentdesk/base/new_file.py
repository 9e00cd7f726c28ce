"""Writing a file whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _


class NewFile:
    """A file that is being written; it knows how long it is by now, and its SHA-256."""

    def __init__(self, file: BinaryIO) -> None:
        self.size = 0
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Add ``data`` at the end."""
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was written so far."""
        return self._hash.hexdigest()


@contextmanager
def new_file(path: Path) -> Iterator[NewFile]:
    """A file to write to, which takes the place of ``path`` once everything is in it.

    Until then it lies beside it under another name; where writing ends early, it is gone and ``path`` is as
    it was. ``EnvironmentFault`` where the file cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield NewFile(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise EnvironmentFault(
            _("“{file}” cannot be written: {why}.").format(file=path, why=error.strerror or error),
            _("Free some space there, or choose another folder."),
        ) from error
    finally:
        _forget(part)


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # the folder is gone, and the file with it
        return
