"""Settings, Texts: the messages that reporters get, and the canned texts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.telling import PLACEHOLDERS, WHEN, fill, unknown_places
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.keyed_section import KeyedSection, text_or_none
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.telling.telling import MESSAGES, WHEN_TEXTS, sample_values

CANNED = "canned_texts"
KINDS = {MESSAGES: N_("Messages to the reporter"), CANNED: N_("Canned texts")}
MOST_ROWS = 9
"""How many messages stand above the preview before their table scrolls."""
ADD = {MESSAGES: N_("Add a message"), CANNED: N_("Add a text")}


class TextForm(Form):
    """The fields of a message; a canned text has fewer."""

    def __init__(self) -> None:
        super().__init__()
        whens = SearchSelect([Choice(key, _(WHEN_TEXTS[key])) for key in WHEN])
        self.add("label", _("Name"), LineEdit(), required=True)
        self.add("key", _("Key"), LineEdit(), required=True, help=_("Short, to be typed. It stays for ever."))
        self.add("when", _("Offered at"), whens, required=True)
        self.add("subject", _("Subject"), LineEdit(), required=True)
        self.add("text", _("Text"), GrowingTextEdit(least=6, most=14), required=True)

    def use(self, kind: str) -> None:
        """Show the fields of ``kind``."""
        message = kind == MESSAGES
        for key in ("when", "subject"):
            self.frame(key).setVisible(message)
        names = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        help = _("Filled in from the incident: {names}").format(names=names)
        self.frame("text").set_help(help if message else _("Type ;key and Tab, or press Ctrl+; in a text."))


class TextsSection(KeyedSection):
    """Messages or canned texts as a table, and beside it one of them with what it becomes."""

    def __init__(self, session: WindowSession) -> None:
        self.kind = MESSAGES
        columns = (
            Column(_("Name"), lambda item: _(item.label)),
            Column(_("Key"), lambda item: item.key, 140, muted=True, mono=True),
            Column("", self._fact, muted=True),
            Column("", lambda item: _("Retired") if item.retired else "", 84, tone=lambda _item: "neutral"),
        )
        model = RecordsModel(columns, retired=lambda item: item.retired, spoken=self._spoken)
        self.form = TextForm()
        intro = _(
            "What the desk writes again and again. Alt+T offers messages on an incident; canned texts "
            "are put into any longer text by their key. They are retired, never deleted."
        )
        super().__init__(
            session,
            _("Texts"),
            intro,
            area=f"texts/{self.kind}",
            model=model,
            form=self.form,
            add=_(ADD[MESSAGES]),
        )
        self.chooser = SegmentedControl([(key, _(title)) for key, title in KINDS.items()], clearable=False)
        self.chooser.setAccessibleName(_("Kind of text"))
        self.chooser.set_value(self.kind)
        self.chooser.changed.connect(self._choose)
        self.body.insertWidget(3, self.chooser)
        self.preview = text_label("", "muted", wrap=True)
        self.preview.setAccessibleName(_("Preview"))
        self._sheet = Card(_("Preview"))
        self._sheet.body.addWidget(self.preview)
        self.above_table.addWidget(self._sheet)
        self._below = QWidget()  # takes the room that neither table nor preview needs
        self.above_table.addWidget(self._below, 1)
        self.above_table.setStretchFactor(self.card, 1000)
        self.form.edited.connect(self._show_preview)
        self.panel.dirty_changed.connect(self._show_preview)
        self.begin()
        self._use(self.kind)

    @property
    def list_name(self) -> str:
        """The list that was chosen."""
        return self.kind

    def open(self, target: str) -> None:
        """Show the kind named ``target``, where there is one."""
        if target in KINDS:
            self.chooser.set_value(target)
            self._choose(target)

    def focus_first(self) -> None:
        """Start with the choice of the kind."""
        self.chooser.setFocus()

    def show_record(self, record: ListItem | None) -> None:
        """Open the panel on a text, with what it becomes."""
        super().show_record(record)
        self._show_preview()

    def field_values(self, item: ListItem | None) -> dict[str, str]:
        """What the form shows of a text."""
        if item is None:
            return {"when": WHEN[0]} if self.kind == MESSAGES else {}
        extra = item.extra
        if self.kind == CANNED:
            return {"text": str(extra.get("text") or "").strip()}
        return {
            "when": str(extra.get("when") or ""),
            "subject": str(extra.get("subject") or ""),
            "text": str(extra.get("body") or "").strip(),
        }

    def facts(self, values: dict[str, str]) -> dict[str, JsonValue]:
        """What is kept of a text; a message with a placeholder that nothing ever fills is refused."""
        if not values["text"]:
            raise UsageError(_("A text needs words."), _("Write them."))
        if self.kind == CANNED:
            return {"text": values["text"]}
        unknown = unknown_places(f"{values['subject']}\n{values['text']}")
        if unknown:
            names = ", ".join(f"{{{name}}}" for name in unknown)
            raise UsageError(
                _("Nothing ever fills {names}.").format(names=names), _("Use the names below the text.")
            )
        if not values["when"]:
            raise UsageError(_("Say when the message is offered."), _("Choose one."))
        if not values["subject"]:
            raise UsageError(_("A message needs a subject."), _("Write one."))
        return {
            "when": text_or_none(values["when"]),
            "subject": text_or_none(values["subject"]),
            "body": values["text"],
        }

    def _choose(self, key: object) -> None:
        kind = str(key)
        if kind != self.kind and kind in KINDS:
            self.panel.leave()
            self.panel.hide()
            self.panel.dirty_changed.emit()
            self._use(kind)

    def _use(self, kind: str) -> None:
        self.kind = kind
        self.panel.area = f"texts/{kind}"
        self.banner.set_message("", "accent")
        self.add_button.setText(_(ADD[kind]))
        self.table.setAccessibleName(_(KINDS[kind]))
        self.form.use(kind)
        self._sheet.hide()
        self._below.hide()
        self._fit_table()
        heading = _("Offered at") if kind == MESSAGES else _("Text")
        self.model.columns = tuple(
            Column(heading, self._fact, muted=True) if place == 2 else column
            for place, column in enumerate(self.model.columns)
        )
        self.show_list()

    def _show_preview(self) -> None:
        self._sheet.setVisible(self.kind == MESSAGES and not self.panel.isHidden())
        self._below.setVisible(not self._sheet.isHidden())
        self._fit_table()
        if self._sheet.isHidden():
            return
        values = self.form.values()
        sample = sample_values(self.session.settings, self.session.cases.desk.time.now())
        parts = [fill(values[key], sample).text for key in ("subject", "text")]
        self.preview.setText("\n\n".join(part for part in parts if part))

    def _fit_table(self) -> None:
        """Let the table be as high as its rows while the preview stands below it."""
        self.fit_table(0 if self._sheet.isHidden() else MOST_ROWS)

    def _fact(self, item: ListItem) -> str:
        if self.kind == MESSAGES:
            when = str(item.extra.get("when") or "")
            return _(WHEN_TEXTS.get(when, when))
        return " ".join(str(item.extra.get("text") or "").split())

    def _spoken(self, item: ListItem) -> str:
        state = _("retired") if item.retired else ""
        return ", ".join(part for part in (_(item.label), item.key, self._fact(item), state) if part)
