"""Templates on the log page: found by Ctrl+Shift+T or ``/key`` in the title; they fill what is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.short_keys import key_of_title
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.new_incidents.incident_templates import fresh_values, template, templates

TEMPLATE = "_template"
"""Under which the page's draft keeps what a template gave beside the form."""


class TemplateStrip(QFrame):
    """A strip above the form: the choice of a template, then what it filled in.

    What the form does not ask is kept here, told, and logged with it. ``filled`` when something changed.
    """

    filled = Signal()

    def __init__(self, session: WindowSession, form: Callable[[], StageForm]) -> None:
        super().__init__()
        self.setProperty("surface", "accent")
        self._session = session
        self._form = form
        self._beyond: dict[str, JsonValue] = {}
        self._label = ""
        self._back: dict[str, tuple[JsonValue, JsonValue]] = {}
        self._title: QLineEdit | None = None
        self.choice = SearchSelect(placeholder=_("Find a template"))
        self.choice.setAccessibleName(_("Template"))
        self.choice.changed.connect(self._chosen)
        self.choice.installEventFilter(self)
        self.words = text_label("", "plain", wrap=True)
        self.take_back = ActionButton(_("Take it back"), kind="quiet")
        self.take_back.clicked.connect(lambda _checked=False: self.undo())
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 8)
        row.setSpacing(12)
        for widget, stretch in ((self.choice, 1), (self.words, 1), (self.take_back, 0)):
            row.addWidget(widget, stretch)
        self._show()

    def watch(self, form: StageForm) -> None:
        """Take ``/key`` in the title of ``form`` as soon as it is left."""
        title = form.editor("title").widget
        if isinstance(title, QLineEdit):
            self._title = title
            title.editingFinished.connect(self.expand)

    def ask(self) -> None:
        """Show the templates; what is typed finds one."""
        self.choice.set_choices(_choices(self._session.settings))
        self.choice.set_value(None)
        self._show(asking=True)
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        self.choice.open_list()

    def expand(self) -> bool:
        """Fill from the template whose ``/key`` is all that the title says; whether there is one."""
        key = key_of_title(self._title.text()) if self._title is not None else ""
        if not key:
            return False
        try:
            item = template(self._session.settings, key)
        except UsageError as error:
            self._form().editor("title").set_problem(str(error))
            return True
        self.fill(item)
        return True

    def fill(self, item: ListItem) -> None:
        """Give the fields that are empty what ``item`` has for them, and say which."""
        form, settings = self._form(), self._session.settings
        present = {**self._beyond, **form.values()}
        if key_of_title(str(present.get("title") or "")):
            present["title"] = None
        fresh = fresh_values(settings, item, present)
        there = {field.key for field in form.fields()}
        before = {**form.values(), "title": present.get("title")}
        self._back = {key: (before.get(key), value) for key, value in fresh.items()}
        for key in fresh.keys() & there:
            form.set_field(key, fresh[key])
        self._beyond |= {key: value for key, value in fresh.items() if key not in there}
        self._label = _(item.label)
        self._show()
        self.filled.emit()
        words = _("Filled in from “{label}”.") if fresh else _("All that “{label}” has is filled in already.")
        self._session.undoable.emit(words.format(label=self._label), self.undo)

    def undo(self) -> None:
        """Take back what was filled in and is still so."""
        form = self._form()
        values = form.values()
        for key, (before, given) in self._back.items():
            if key in self._beyond:
                del self._beyond[key]
            elif values.get(key) == given:
                form.set_field(key, before)
        self._back = {}
        self._label = ""
        self._show()
        self.filled.emit()
        form.focus_field("title")

    def with_template(self, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """``values`` of the form with what the template gave beside them."""
        return {**self._beyond, **values}

    def draft(self) -> dict[str, JsonValue]:
        """What the page's draft keeps."""
        return {TEMPLATE: {"label": self._label, "beyond": dict(self._beyond)}} if self._beyond else {}

    def take(self, kept: JsonValue) -> None:
        """Show again what a draft kept."""
        beyond = kept.get("beyond") if isinstance(kept, dict) else None
        self._beyond = dict(beyond) if isinstance(beyond, dict) else {}
        self._label = str(kept.get("label") or "") if isinstance(kept, dict) else ""
        self._back = {key: (None, value) for key, value in self._beyond.items()}
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and a look elsewhere leave the choice."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._leave)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.choice.close_list()
                self._form().focus_field("title")
                return True
        return super().eventFilter(watched, event)

    def _chosen(self, key: object) -> None:
        if key:
            self.fill(template(self._session.settings, str(key)))
            self._form().focus_field("description")

    def _leave(self) -> None:
        if not self.choice.hasFocus():
            self._show()

    def _show(self, *, asking: bool = False) -> None:
        self.choice.setVisible(asking)
        told = bool(self._label) and not asking
        self.words.setText(self._told() if told else "")
        self.words.setVisible(told)
        self.take_back.setVisible(told and bool(self._back))
        self.setVisible(asking or told)

    def _told(self) -> str:
        form, settings = self._form(), self._session.settings
        texts = ValueTexts(settings, {}, self._session.cases.desk.library.newest(settings.default_process))
        there = {field.key: field.label for field in form.fields()}
        filled = [there[key] for key in self._back if key in there]
        beyond = [f"{texts.label(key)} {texts.of(key, value)}" for key, value in self._beyond.items()]
        parts = []
        if filled:
            parts.append(_("filled in: {fields}").format(fields=", ".join(filled)))
        if beyond:
            parts.append(_("logged with it: {fields}").format(fields=", ".join(beyond)))
        said = _("From “{label}”").format(label=self._label)
        return f"{said} · {' · '.join(parts)}" if parts else said


def _choices(settings: DeskSettings) -> list[Choice]:
    """The templates in use below their categories, in the order of these; those without one come last."""
    places = {one.key: place for place, one in enumerate(settings.lists.get("categories", ()))}

    def category(item: ListItem) -> str:
        return str(item.extra.get("category") or "")

    found = sorted(templates(settings), key=lambda item: places.get(category(item), len(places)))
    return [
        Choice(
            one.key, _(one.label), f"/{one.key}",
            settings.label("categories", category(one)) if category(one) else _("Without a category"),
        )
        for one in found
    ]  # fmt: skip
