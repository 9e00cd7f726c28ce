"""Settings, Updates, Texts: what staff, managers and the public are told, before anybody has filled it in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from incidentdesk.base.errors import UsageError, UserFacingError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.rights import Right
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import FieldError, Form
from incidentdesk.gui.settings.records_section import RecordsSection
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import GrowingTextEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.updates.update_templates import TextTemplate, places_for, sample_of, templates_in

INTRO = N_(
    "What an update starts from. The room fills in what it knows, and leaves a gap for the rest: none goes "
    "out with a gap."
)
HELP = N_(
    "{name} leaves a gap where nothing is known. With a question mark, {name?}, its sentence is left out."
)
BEGINNING = 2
"""The column of the words that a text begins with."""
SHIPPED_KEYS = "Alt+B"


class UpdateTextsSection(RecordsSection):
    """The templates as a table; beside it one of them, and below what it becomes."""

    RIGHT = Right.SETTINGS
    ADDS = False

    def __init__(self, session: WindowSession) -> None:
        columns = (
            Column(_("Who is told"), lambda one: _(AUDIENCE_TEXTS[one.audience]), 104),
            Column(_("Kind of text"), lambda one: _(one.title)),
            Column(_("Begins with"), lambda one: one.text.partition("\n")[0], muted=True),
            Column("", _state, 96, tone=lambda _one: "accent"),
        )
        self.form = Form()
        self.text = GrowingTextEdit(least=7, most=16)
        self.form.add("text", _("Text"), self.text, required=True, help=_(HELP))
        super().__init__(
            session, _("Texts of updates"), _(INTRO),
            area="updates/texts", model=RecordsModel(columns, spoken=_spoken), form=self.form,
        )  # fmt: skip
        self.places = SearchSelect(placeholder=_("Find one…"))
        self.places.changed.connect(self._insert)
        place = self.panel.body.indexOf(self.form) + 1
        self.panel.body.insertWidget(place, FieldFrame(_("&Insert a placeholder"), self.places))
        self.shipped_button = ActionButton(_("Back to the text as shipped"), key_hint=SHIPPED_KEYS)
        self.shipped_button.clicked.connect(lambda _checked=False: self.take_back())
        self.shortcut(_("Back to the text as shipped"), SHIPPED_KEYS, self.take_back)
        self.panel.extras.addWidget(self.shipped_button)
        self.panel.extras.addStretch()
        self.guard(self.places, self.shipped_button)
        self._lay_out_preview()
        self.form.edited.connect(self._show_preview)
        self.panel.dirty_changed.connect(self._show_preview)
        session.surroundings_changed.connect(self._read)
        self._read()

    def _lay_out_preview(self) -> None:
        self.preview, self.early = (text_label("", "muted", wrap=True) for _n in range(2))
        self.preview.setAccessibleName(_("Preview"))
        self.early.setAccessibleName(_("Preview while little is known"))
        self.remarks = text_label("", "warning", wrap=True)
        self.sheet = Card(_("Preview"))
        for widget in (
            self.preview,
            self.remarks,
            text_label(_("While little is known"), "section"),
            self.early,
        ):
            self.sheet.body.addWidget(widget)
        self.above_table.addWidget(self.sheet)
        self._below = QWidget()  # takes the room that neither table nor preview needs
        self.above_table.addWidget(self._below, 1)
        self.above_table.setStretchFactor(self.card, 1000)

    def open(self, target: str) -> None:
        """Open the template with the key ``target``, where there is one."""
        for row, one in enumerate(self.model.records()):
            if one.key == target:
                self.edit_row(row)

    def focus_first(self) -> None:
        """Start with the table."""
        self.table.setFocus()

    def uid_of(self, record: TextTemplate) -> str:
        """The template's key."""
        return record.key

    def show_record(self, record: TextTemplate | None) -> None:
        """Open the panel on a template."""
        if record is None:
            return
        title = _("{audience}: {kind}").format(
            audience=_(AUDIENCE_TEXTS[record.audience]), kind=_(record.title)
        )
        self.panel.open(record.key, title, {"text": record.text})
        self.places.set_choices(
            [Choice(name, f"{{{name}}}", means) for name, means in places_for(record.audience).items()]
        )
        for widget in (self.shipped_button, self.panel.extras_rule):
            widget.setVisible(record.is_changed and self.may_change)
        self._show_preview()

    def save_values(self, uid: str, values: dict[str, str]) -> None:
        """Let what is written be the template from now on."""
        record = self.opened_record()
        if record is not None:
            self._write(record, values["text"], _("“{kind}” is saved."))

    def take_back(self) -> None:
        """Let the text be as it was shipped."""
        record = self.opened_record()
        if (
            record is None
            or not record.is_changed
            or self.panel.busy()
            or self.session.refuses(Right.SETTINGS)
        ):
            return
        self.panel.set_busy(True)
        self._saving = self.form.values()
        self._write(record, record.shipped, _("“{kind}” is as shipped again."))

    def _write(self, record: TextTemplate, text: str, words: str) -> None:
        write, me, typed = self.session.cases.update_templates.write, self.session.me, self._saving["text"]
        said = words.format(kind=_(record.title))

        def done(_changes: Changes) -> None:
            self.written(record, "")
            self.banner.set_message("", "accent")
            undo = partial(self._put_back, record, "" if text == typed else typed)
            self.session.undoable.emit(said, undo)

        self.session.tasks.change(self, partial(write, record.key, text, me), done, refused=self._refused)

    def _put_back(self, record: TextTemplate, typed: str) -> None:
        """Let the template be as it was, and what was ``typed`` and not saved be in the panel again."""
        write, me = self.session.cases.update_templates.write, self.session.me

        def done(_changes: Changes) -> None:
            self.tell(_("“{kind}” is as it was.").format(kind=_(record.title)))
            if typed and typed != record.text:
                self._opened = record
                self.show_record(record)
                self.text.setPlainText(typed)

        self.session.tasks.change(
            self, partial(write, record.key, record.text, me), done, refused=self.refuse
        )

    def _refused(self, error: UserFacingError) -> bool:
        """Say beside the text what is wrong in it."""
        if not isinstance(error, UsageError):
            return self.panel.refuse(error)
        self.panel.set_busy(False)
        return self.form.refuse(FieldError("text", error.message, error.next_step))

    def _insert(self, key: object) -> None:
        if key:
            self.text.textCursor().insertText(f"{{{key}}}")
            self.places.set_value(None)
            self.text.setFocus()

    def _read(self) -> None:
        self.fill(templates_in(self.session.settings))
        self._show_preview()

    def _show_preview(self) -> None:
        shown = not self.panel.isHidden()
        self.sheet.setVisible(shown)
        self._below.setVisible(shown)
        self.fit_table(self.model.rowCount() if shown else 0)
        self.table.leave_out({BEGINNING} if shown else set())
        if not shown:
            return
        text, now = self.form.values()["text"], self.session.cases.desk.time.now()
        sample = sample_of(self.panel.uid, text, self.session.settings, now)
        self.preview.setText(sample.text)
        self.early.setText(sample.early)
        self.remarks.setText("\n".join(dict.fromkeys(f"{one.say} {one.ask}" for one in sample.concerns)))
        self.remarks.setVisible(bool(sample.concerns))


def _state(one: TextTemplate) -> str:
    return _("Changed") if one.is_changed else ""


def _spoken(one: TextTemplate) -> str:
    parts = (_(AUDIENCE_TEXTS[one.audience]), _(one.title), _state(one))
    return ", ".join(part for part in parts if part)
