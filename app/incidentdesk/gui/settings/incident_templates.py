"""Settings, Templates: what incidents that come again and again begin with."""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.registers import Entry
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.keyed_section import KeyedSection, text_or_none
from incidentdesk.gui.widgets.records import Column, RecordsModel
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.new_incidents.incident_templates import CHOSEN, FIELDS, TEMPLATES


class TemplateForm(Form):
    """The fields of a template; what stays empty is asked as ever."""

    def __init__(self) -> None:
        super().__init__()
        self.service = SearchSelect(placeholder=_("None"))
        self.chosen = {key: SearchSelect(placeholder=_("None")) for key in CHOSEN}
        self.add("label", _("Name"), LineEdit(), required=True)
        self.add("key", _("Key"), LineEdit(), required=True, help=_("Short, to be typed. It stays for ever."))
        self.add("title", _("Title"), LineEdit())
        self.add("description", _("What happens"), GrowingTextEdit(least=4, most=12),
                 help=_("The first questions to ask, a line each."))  # fmt: skip
        self.add("category", _("Category"), self.chosen["category"])
        self.add("type", _("Type"), self.chosen["type"])
        self.add("impact", _("Impact"), self.chosen["impact"])
        self.add("severity", _("Severity"), self.chosen["severity"])
        self.add("service", _("Affected service"), self.service)

    def offer(self, settings: DeskSettings) -> None:
        """Offer what the desk's lists have now."""
        for key, field in self.chosen.items():
            name = CHOSEN[key]
            items = settings.lists.get(name, ())
            field.set_choices(
                [Choice(one.key, settings.label(name, one.key), retired=one.retired) for one in items]
            )


class TemplatesSection(KeyedSection):
    """Incident templates as a table, and beside it one of them."""

    def __init__(self, session: WindowSession) -> None:
        columns = (
            Column(_("Name"), lambda item: _(item.label)),
            Column(_("Key"), lambda item: f"/{item.key}", 132, muted=True, mono=True),
            Column(_("Category"), self._category, muted=True),
            Column("", lambda item: _("Retired") if item.retired else "", 84, tone=lambda _item: "neutral"),
        )
        model = RecordsModel(columns, retired=lambda item: item.retired, spoken=self._spoken)
        self.form = TemplateForm()
        intro = _(
            "For calls that come again. On the log page, /key as the title or Ctrl+Shift+T fills in "
            "what is empty. Templates are retired, never deleted."
        )
        super().__init__(
            session, _("Templates"), intro,
            area="templates", model=model, form=self.form, add=_("Add a template"),
        )  # fmt: skip
        self.form.service.set_provider(self._find_services)
        self.begin()
        self.show_list()

    @property
    def list_name(self) -> str:
        """The list of templates."""
        return TEMPLATES

    def show_record(self, record: ListItem | None) -> None:
        """Open the panel on a template; the name of its service follows."""
        self.form.offer(self.session.settings)
        super().show_record(record)
        uid = str(record.extra.get("service") or "") if record is not None else ""
        if uid:
            self.session.entries("service", [uid], lambda found: self._name_service(uid, found.get(uid)))

    def field_values(self, item: ListItem | None) -> dict[str, str]:
        """What the form shows of a template."""
        return {key: str(item.extra.get(key) or "").strip() for key in FIELDS} if item is not None else {}

    def facts(self, values: dict[str, str]) -> dict[str, JsonValue]:
        """What is kept of a template, which has to give something."""
        given: dict[str, JsonValue] = {key: text_or_none(values[key]) for key in FIELDS}
        if not any(given.values()):
            raise UsageError(_("The template fills in nothing."), _("Write a title, or the first questions."))
        return given

    def _find_services(self, text: str, deliver: Deliver) -> None:
        def answer(found: Sequence[Entry]) -> None:
            deliver([Choice(one.uid, one.name, one.line, retired=not one.active) for one in found])

        self.session.find_items("service", text, answer)

    def _name_service(self, uid: str, entry: Entry | None) -> None:
        if entry is not None and self.form.service.value() == uid:
            self.form.service.set_value(uid, entry.name)

    def _category(self, item: ListItem) -> str:
        category = item.extra.get("category")
        return self.session.settings.label("categories", category) if category else ""

    def _spoken(self, item: ListItem) -> str:
        state = _("retired") if item.retired else ""
        return ", ".join(part for part in (_(item.label), item.key, self._category(item), state) if part)
