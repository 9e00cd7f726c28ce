"""A section of items that people call by a short key of their own choice: texts and templates."""

from __future__ import annotations

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.gui.settings import list_edits
from incidentdesk.gui.settings.items_section import ItemsSection
from incidentdesk.gui.settings.list_edits import Items
from incidentdesk.services.desk.desk import Changes


class KeyedSection(ItemsSection):
    """The form has ``key`` and ``label``; a subclass says what else, and what stands for it in the item."""

    def facts(self, values: dict[str, str]) -> dict[str, JsonValue]:
        """What the item keeps of the form's values; raises ``UsageError`` where it cannot be so."""
        raise NotImplementedError

    def field_values(self, item: ListItem | None) -> dict[str, str]:
        """What the form shows of ``item``, or of a new one."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Start with the table."""
        self.table.setFocus()

    def show_record(self, record: ListItem | None) -> None:
        """Open the panel on an item; the key of one that is there stays."""
        self.panel.form.frame("key").setVisible(record is None)
        values = self.field_values(record)
        if record is None:
            self.panel.open("", self.add_button.text(), values)
        else:
            values |= {"key": record.key, "label": _(record.label)}
            note = _("Key: {key}").format(key=record.key)
            self.panel.open(record.key, _(record.label), values, note=note)
        self.show_row_buttons(record)

    def save_values(self, uid: str, values: dict[str, str]) -> None:
        """Add or change an item."""
        try:
            facts = self.facts(values)
        except UsageError as error:
            self.panel.refuse(error)
            return
        opened, label, key = self.opened_record(), values["label"], uid or values["key"].lower()
        if opened is not None and label == _(opened.label):
            label = opened.label  # it was not renamed: its words stay those that can be translated

        def edit(items: Items) -> Items:
            if uid:
                return list_edits.change(items, uid, label, facts)
            return list_edits.add_keyed(items, key, label, facts)[0]

        def done(_changes: Changes) -> None:
            words = _("“{label}” is saved.") if uid else _("“{label}” is added.")
            self.written(ListItem(key, label), words.format(label=values["label"]))

        self.session.tasks.change(self, self.edited_list(edit), done, refused=self.panel.refuse)


def text_or_none(text: str) -> str | None:
    """What is kept of a field: nothing where it is empty."""
    return text or None
