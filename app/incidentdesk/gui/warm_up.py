"""Making in idle time what the person is likely to want next, a step of a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from incidentdesk.base import collecting
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.rooms import Rooms
from incidentdesk.services.desk.desk import Changes

PAUSE_MS = 12
"""Between two steps: a frame, or a letter that was typed, comes first."""
INCIDENT, RAISE, ROOM = "incident", "raise", "response"
RESPONSE = (
    "response.majors_list", "response.handover_words", "response.room_read", "response.offer_panel",
    "response.phase_bar", "response.room_tables", "room_card", "response.row_words",
    "response.time_box", "response.row_line", "response.row_order", "response.row_list",
    "response.row_drafts", "response.row_form", "response.row_writing", "response.table_card",
    "response.impact_card", "response.card_rows", "response.people_card", "response.prompts_card",
    "response.role_forms", "widgets.fact_buttons", "response.roles_card", "response.room_columns",
    "response.room_entries", "response.line_field", "response.typed_line", "response.timeline_card",
    "runbooks.coming", "runbooks.after_run", "runbooks.fitting_list", "runbooks.leaving_run",
    "runbooks.command_lines", "runbooks.run_words", "command_runner", "runbooks.command_going",
    "runbooks.output_view", "runbooks.command_result", "runbooks.command_part", "runbooks.step_answers",
    "runbooks.step_row", "runbooks.run_steps", "runbooks.run_panel", "runbooks.run_card",
    "updates.channel_ticks", "updates.update_words", "updates.standing", "updates.update_edit",
    "updates.ask_line", "updates.shown", "updates.composer", "updates.update_acts",
    "updates.composer_buttons", "updates.composer_notices", "updates.history", "updates.due_clock",
    "updates.updates_card", "response.room_cards", "response.times_line", "response.room_head",
    "response.handover_forms", "response.room_forms", "response.room_doings", "response.room_actions",
    "response.room_standing", "response.room_warnings", "restricted.kept_page", "response.room_page",
)  # fmt: skip
"""What the response room is imported from, once there is a major incident: who needs it is in a hurry."""
MODULES = (
    "forms.context", "forms.editor", "widgets.select_match", "widgets.popup_list", "widgets.select_popup",
    "widgets.list_field",
    "widgets.select", "forms.choice_options", "forms.cell", "forms.links", "forms.attachment_editor",
    "forms.checklist_editor", "widgets.segmented", "forms.choice_editors", "forms.parsed_editors",
    "forms.person_editors", "forms.register_fields", "forms.new_entry", "forms.register_editor",
    "forms.table_texts", "forms.table_rows", "forms.table_editor", "widgets.canned", "forms.text_editors",
    "forms.registry", "forms.form_values", "forms.reveal", "forms.form", "widgets.drop", "attachments",
    "log.log_fields", "log.logged_card", "similar.likeness_row", "similar.similar_list", "log.similar_hint",
    "log.usual_values", "log.log_footer", "outages.caller_ask", "log.known_outages", "log.callers_last",
    "log.log_side", "log.outage_calls", "log.log_page", "forms.sev_field", "forms.times_check",
    "widgets.facts", "action_panel", "incident.due_text", "response.phase_words",
    "widgets.looking", "response.response_line", "restricted.restricted_line", "incident.head",
    "incident.quick_panel", "write_file", "incident.files_panel", "incident.note_composer",
    "widgets.timeline", "outages.caller_texts", "outages.link_field", "incident.relative_row",
    "incident.linked_panel", "restricted.forms", "incident.side_panel",
    "widgets.matrix", "forms.priority_panel",
    "incident.stage_footer", "incident.stage_forms", "incident.stage_saving", "follow_ups.fields",
    "follow_ups.add_line", "follow_ups.row", "follow_ups.card", "follow_ups.offering", "widgets.records",
    "handing.next_hands", "incident.word_line", "incident.logging_again", "forms.row_by_row",
    "incident.stage_banner", "incident.stage_drafts", "incident.stage_panel",
    "widgets.one_frame", "response.response_forms",
    "incident.room_parts", "stand_in", "incident.stand_in_part", "incident.stand_ins", "review.reviewing",
    "incident.outage_part", "incident.runbook_part", "widgets.stepper", "widgets.layout",
    "incident.copying", "incident.room_frame", "incident.action_forms", "incident.room_doings",
    "incident.room_actions", "steps", "incident.turns", "incident.after_closing",
    "incident.what_follows", "incident.incident_page",
    "signing.people_list", "signing.sign_in_page", "settings.form", "settings.section", "settings.panel",
    "settings.records_section", "settings.staff",
)  # fmt: skip
"""What the rooms are imported from, below ``gui``; each before those that need it: no step is long."""


class WarmUp(QObject):
    """Imports and makes the incident room while nothing is asked for; its forms once an incident is opened.

    The response room is made once a major incident is declared, or somebody is about to raise one. What is
    made takes memory, and a program that waits beside others' work holds little.
    """

    def __init__(self, rooms: Rooms, session: WindowSession, parent: QObject) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self._session = session
        self._steps = _first_steps(rooms)
        self._at_rest = True
        self._has_forms = False
        self._knows_of_one = False
        """A major incident: the response room is made, or will be."""
        self._pause = QTimer(self)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        if self._at_rest:
            self._session.go.connect(self._went)
            self._session.person_changed.connect(self._again)
            self._session.tasks.changed.connect(self._changed)
            pages = self._session.place
            if isinstance(pages, QStackedWidget):
                pages.currentChanged.connect(lambda _place: self._shown(pages.currentWidget()))
            self._look_for_majors()
            self._go_on()

    def is_at_rest(self) -> bool:
        """Whether all is made that is wanted as things stand."""
        return self._at_rest

    def _went(self, room: str, _target: str) -> None:
        if room == INCIDENT and not self._has_forms:
            self._has_forms = True
            self._go_on_with(self._rooms[INCIDENT].get_ready())

    def _shown(self, page: QWidget | None) -> None:
        """Whoever raises one is in its room soon."""
        if page is not None and page is self._rooms.made().get(RAISE):
            self._take_majors(any_live=True)

    def _again(self) -> None:
        """Somebody else works here, for whom rooms are made anew."""
        self._go_on_with(_make(self._rooms, INCIDENT))
        self._knows_of_one = False
        self._look_for_majors()

    def _changed(self, changes: Changes) -> None:
        if changes.things & {"responses", "elsewhere"}:
            self._look_for_majors()

    def _look_for_majors(self) -> None:
        if not self._knows_of_one:
            majors = self._session.cases.watched_majors
            self._session.tasks.ask(self, majors.any_live, self._take_majors, topic="warm up")

    def _take_majors(self, any_live: bool) -> None:
        if any_live and not self._knows_of_one:
            self._knows_of_one = True
            self._go_on_with(chain(_imported(RESPONSE), _make(self._rooms, ROOM)))

    def _go_on_with(self, steps: Iterator[None]) -> None:
        self._steps = chain(self._steps, steps)
        self._go_on()

    def _go_on(self) -> None:
        self._at_rest = False
        self._pause.start()

    def _step(self) -> None:
        if not self._session.tasks.pending and next(self._steps, self) is self:
            self._at_rest = True
            self._pause.stop()


def _first_steps(rooms: Rooms) -> Iterator[None]:
    yield from _imported(MODULES)
    yield from _make(rooms, INCIDENT)


def _imported(modules: Iterable[str]) -> Iterator[None]:
    for module in modules:
        import_module(f"incidentdesk.gui.{module}")
        collecting.forget_sources()
        yield


def _make(rooms: Rooms, name: str) -> Iterator[None]:
    rooms.make(name)
    yield
