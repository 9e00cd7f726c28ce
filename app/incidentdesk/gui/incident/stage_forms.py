"""The forms of stages: each is built once, and then filled anew for every incident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from incidentdesk.domain.process_definition import ProcessDefinition, Stage
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.priority_panel import PriorityPanel
from incidentdesk.gui.session import Surroundings, WindowSession
from incidentdesk.gui.widgets.cards import PageBody

SLICE_SECONDS = 0.004
"""After this time no further editor is begun in idle time."""


@dataclass(frozen=True)
class BuiltForm:
    """A form with the panel below it, where the stage has one. Both are hidden until they are shown."""

    stage: Stage
    form: StageForm
    priority: PriorityPanel | None

    def show(self) -> None:
        """Bring it into sight, at once: what is not in sight yet cannot keep the focus."""
        self.form.show()
        if self.priority is not None:
            self.priority.show()

    def hide(self) -> None:
        """Take it out of sight."""
        self.form.hide()
        if self.priority is not None:
            self.priority.hide()


class StageForms(QObject):
    """Keeps forms by process, version and stage. ``edited(form, key)`` tells of each edit.

    They are thrown away where settings, staff or registers have changed: all of these are built into them.
    """

    edited = Signal(object, str)

    def __init__(self, session: WindowSession, body: PageBody) -> None:
        super().__init__(body)
        self._session = session
        self._body = body
        self._built: dict[tuple[str, int, str, tuple[str, ...]], BuiltForm] = {}
        self._surroundings: Surroundings = session.surroundings

    def of(self, definition: ProcessDefinition, stage: Stage) -> BuiltForm:
        """The form of ``stage``, not filled yet."""
        if self._surroundings is not self._session.surroundings:
            self._forget_all()
        labels = tuple(field.label for field in stage.fields)  # a process may read in two ways
        key = (definition.key, definition.version, stage.key, labels)
        known = self._built.get(key)
        if known is not None and known.stage == stage:
            return known
        if known is not None:
            self._forget(known)
        made = self._built[key] = self._build(definition, stage)
        return made

    def get_ready(self, definition: ProcessDefinition) -> Iterator[None]:
        """Build the forms of ``definition``, a few milliseconds at a time."""
        for stage in definition.stages:
            form = self.of(definition, stage).form
            while not form.build(within=SLICE_SECONDS):
                yield
            yield

    def _build(self, definition: ProcessDefinition, stage: Stage) -> BuiltForm:
        form = StageForm(
            stage, self._session.form_context(definition), at_once=False, parent=self._body.content
        )
        form.edited.connect(lambda key: self.edited.emit(form, key))
        priority = None
        if any(field.key == "impact" for field in stage.fields):
            priority = PriorityPanel(self._session.settings, parent=self._body.content)
            priority.follow(form)
        built = BuiltForm(stage, form, priority)
        built.hide()
        self._body.body.addWidget(form)
        if priority is not None:
            self._body.body.addWidget(priority)
        return built

    def _forget_all(self) -> None:
        for built in self._built.values():
            self._forget(built)
        self._built = {}
        self._surroundings = self._session.surroundings

    @staticmethod
    def _forget(built: BuiltForm) -> None:
        built.hide()
        built.form.deleteLater()
        if built.priority is not None:
            built.priority.deleteLater()
