"""One file of an import: how it is read, what its columns and words become, and its first rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.gui.background import Asked, BackgroundWork
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.transfer.mapping_card import ColumnsCard, ValuesCard
from incidentdesk.gui.transfer.reading_card import ReadingCard
from incidentdesk.gui.transfer.sample_card import SampleCard
from incidentdesk.gui.transfer.settings_files import SettingsFiles
from incidentdesk.services.jobs.import_looks import Looked, SampleJob

QUIET_MS = 200
"""How long corrections rest before the first rows are read again."""


class ReadingPanel(QWidget):
    """Shows a file, and its first rows as they are read now.

    ``corrected`` has the reading as a person corrected it. ``look_wanted`` asks for another look at the file:
    as another format, or written otherwise (a ``Reading``; ``None`` where only the format is another).
    """

    corrected = Signal(object)
    look_wanted = Signal(str, object)

    def __init__(
        self, session: WindowSession, looking: BackgroundWork, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._looking = looking
        self._looked: Looked | None = None
        self.card = ReadingCard()
        self.columns = ColumnsCard()
        self.values = ValuesCard(session.settings)
        self.sample = SampleCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.card, self.columns, self.values, self.sample):
            column.addWidget(card)
        self.files = SettingsFiles(self, session.tasks)
        self.files.loaded.connect(self._take_settings)
        self.quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self.quiet.timeout.connect(self._read_sample)
        self.card.format_wanted.connect(lambda key: self.look_wanted.emit(key, None))
        self.card.writing_wanted.connect(lambda reading: self.look_wanted.emit(reading.format, reading))
        self.card.corrected.connect(self._correct)
        self.card.save_wanted.connect(lambda: self.files.save(self._reading()))
        self.card.load_wanted.connect(self.files.load)
        self.columns.corrected.connect(self._correct_columns)
        self.values.corrected.connect(lambda values: self._correct(replace(self._reading(), values=values)))

    def show_file(self, looked: Looked) -> None:
        """Show ``looked`` in place of what was shown."""
        self._looked = looked
        self.card.show_file(looked)
        self.columns.show_reading(looked.reading)
        self.values.show_reading(looked.reading, self._session.settings)
        self._read_sample()

    def _reading(self) -> Reading:
        assert self._looked is not None  # noqa: S101 - the cards are shown with a file only
        return self._looked.reading

    def _correct(self, reading: Reading) -> None:
        if self._looked is not None:
            self._looked = replace(self._looked, reading=reading)
            self.corrected.emit(reading)
            self.quiet.start()

    def _correct_columns(self, columns: Mapping[str, str]) -> None:
        self._correct(replace(self._reading(), columns=columns))
        if self._looked is not None:
            self.card.show_file(self._looked)

    def _take_settings(self, reading: Reading) -> None:
        if self._looked is None:
            return
        seen = self._looked.reading
        kept = replace(
            reading, heads=seen.heads, sample=seen.sample, rows=seen.rows, damaged=seen.damaged,
            doubts=seen.doubts,
        )  # fmt: skip
        self._correct(kept)
        self.show_file(self._looked)
        self._session.told.emit(_("The settings are loaded."), "good")

    def _read_sample(self) -> None:
        if self._looked is None:
            return
        self.sample.wait()
        job = SampleJob(self._looked.path, self._looked.reading)
        self._looking.ask(
            Asked(job, self.sample.show_rows, lambda error: self.sample.say(str(error)), topic="sample")
        )
