"""Making in idle time what the person is likely to want next, a step of a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from incidentdesk.gui.shell.rooms import Rooms
from incidentdesk.gui.tasks import Tasks

PAUSE_MS = 12
"""Between two steps: a frame, or a letter that was typed, comes first."""
ROOMS = ("log", "incident")
MODULES = (
    "forms.editor", "forms.cell", "forms.choice_options", "forms.links", "forms.attachment_editor",
    "forms.checklist_editor", "widgets.segmented", "widgets.select_match", "widgets.select_popup",
    "widgets.list_field", "widgets.select", "forms.choice_editors", "forms.parsed_editors",
    "forms.person_editors", "forms.reporter_editor", "forms.table_texts", "forms.table_rows",
    "forms.table_editor", "forms.registry", "forms.form_values", "forms.reveal", "forms.form", "widgets.drop",
    "attachments", "log.log_fields", "log.logged_card", "log.log_page", "incident.action_panels",
    "incident.due_text", "incident.head", "incident.quick_panel", "incident.files_panel",
    "incident.note_composer", "widgets.timeline", "incident.side_panel", "widgets.matrix",
    "forms.priority_panel", "incident.stage_footer", "incident.stage_forms", "incident.stage_saving",
    "incident.stage_panel", "widgets.one_frame", "incident.room_actions", "incident.steps",
    "widgets.stepper", "incident.incident_page",
)  # fmt: skip
"""What the rooms are imported from, below ``gui``; each before those that need it: no step is long."""


class WarmUp(QObject):
    """Imports and makes the rooms of ``ROOMS`` while nothing else is asked for."""

    def __init__(self, rooms: Rooms, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._steps = _steps(rooms)
        self._done = False
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        self._pause.start()

    def is_done(self) -> bool:
        """Whether all is made."""
        return self._done

    def _step(self) -> None:
        if not self._tasks.pending and next(self._steps, self) is self:
            self._done = True
            self._pause.stop()


def _steps(rooms: Rooms) -> Iterator[None]:
    for module in MODULES:
        import_module(f"incidentdesk.gui.{module}")
        yield
    for name in ROOMS:
        page = rooms[name]
        yield
        yield from page.get_ready()
