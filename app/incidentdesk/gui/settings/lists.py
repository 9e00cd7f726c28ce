"""Settings, Categories and lists: what can be chosen on the forms."""

from __future__ import annotations

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.records import ListItem
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings import list_edits
from incidentdesk.gui.settings.items_section import ItemsSection
from incidentdesk.gui.settings.list_edits import LISTS, Items, ListKind
from incidentdesk.gui.settings.list_form import ListForm, facts_of, in_words
from incidentdesk.gui.widgets.records import Column, RecordsModel
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.services.desk.desk import Changes

INDENT = "\N{EM SPACE}\N{EM SPACE}"
FACTS, FACTS_WIDTH = 2, 168


class ListsSection(ItemsSection):
    """One list at a time as a table of two levels, with adding, renaming, ordering and retiring."""

    def __init__(self, session: WindowSession) -> None:
        self.kind: ListKind = LISTS[0]
        columns = (
            Column(_("Name"), lambda item: (INDENT if item.parent else "") + _(item.label)),
            Column(_("Key"), lambda item: item.key, 200, muted=True, mono=True),
            Column("", self._facts, FACTS_WIDTH, muted=True),
            Column("", lambda item: _("Retired") if item.retired else "", 84, tone=lambda _item: "neutral"),
        )
        model = RecordsModel(columns, retired=lambda item: item.retired, spoken=self._spoken)
        self.form = ListForm()
        intro = _(
            "What can be chosen on the forms. An item keeps its key for ever, so that old incidents stay "
            "readable; it can be renamed, moved and retired, never deleted."
        )
        super().__init__(
            session,
            _("Categories and lists"),
            intro,
            area="lists/categories",
            model=model,
            form=self.form,
            add=_("Add an item"),
        )
        self.chooser = SegmentedControl([(kind.key, _(kind.title)) for kind in LISTS])
        self.chooser.setAccessibleName(_("List"))
        self.chooser.set_value(self.kind.key)
        self.chooser.changed.connect(self._choose)
        self.body.insertWidget(3, self.chooser)
        self.form.edited.connect(self._say_key)
        self.begin()
        self._use(self.kind)

    @property
    def list_name(self) -> str:
        """The list that was chosen."""
        return self.kind.key

    def unused(self) -> set[int]:
        """Not every list says more of its items than name and key."""
        return super().unused() | (set() if self.kind.asks else {FACTS})

    def open(self, target: str) -> None:
        """Show the list named ``target``, where there is one."""
        if target in {kind.key for kind in LISTS}:
            self.chooser.set_value(target)
            self._choose(target)

    def focus_first(self) -> None:
        """Start with the choice of the list."""
        self.chooser.setFocus()

    def show_record(self, record: ListItem | None) -> None:
        """Open the panel on an item; a new one goes below the top item the keyboard is on."""
        tops = [item for item in self.items() if not item.parent and not item.retired]
        self.form.use(self.kind, self.session.settings, tops, new=record is None)
        if record is None:
            here = self.current_record()
            parent = "" if here is None or not self.kind.nested else here.parent or ""
            self.panel.open("", _("Add to: {list}").format(list=_(self.kind.title)), {"parent": parent})
            self._say_key()
        else:
            values = {"label": _(record.label), **facts_of(record)}
            self.panel.open(self.uid_of(record), _(record.label), values)
            self.form.frame("label").set_help(_("Key: {key}").format(key=record.key))
        self.show_row_buttons(record)

    def save_values(self, uid: str, values: dict[str, str]) -> None:
        """Add or change an item."""
        try:
            facts = self.form.facts(self.kind)
        except UsageError as error:
            self.panel.refuse(error)
            return
        label, opened = values["label"], self.opened_record()
        if opened is not None and label == _(opened.label):
            label = opened.label  # it was not renamed: its words stay those that can be translated
        keys = [uid]

        def edit(items: Items) -> Items:
            if uid:
                return list_edits.change(items, uid, label, facts)
            present, item = list_edits.add(items, label, values["parent"], facts)
            keys[0] = item.key
            return present

        def done(_changes: Changes) -> None:
            words = _("“{label}” is saved.") if uid else _("“{label}” is added.")
            self.written(ListItem(keys[0], label), words.format(label=values["label"]))

        self.session.tasks.change(self, self.edited_list(edit), done, refused=self.panel.refuse)

    def _choose(self, key: object) -> None:
        kind = next(kind for kind in LISTS if kind.key == key)
        if kind != self.kind:
            self.panel.leave()
            self.panel.hide()
            self.panel.dirty_changed.emit()
            self._use(kind)

    def _use(self, kind: ListKind) -> None:
        self.kind = kind
        self.panel.area = f"lists/{kind.key}"
        self.banner.set_message("", "accent")
        self.table.setAccessibleName(_(kind.title))
        self.model.columns = tuple(
            Column(_heading(kind), self._facts, FACTS_WIDTH, muted=True) if place == FACTS else column
            for place, column in enumerate(self.model.columns)
        )
        self.show_list()

    def _say_key(self) -> None:
        if self.panel.uid:
            return
        values = self.form.values()
        key = list_edits.make_key(values["label"], values["parent"], {item.key for item in self.items()})
        words = _("Key: {key}. It stays for ever.").format(key=key) if values["label"] else ""
        self.form.frame("label").set_help(words)

    def _facts(self, item: ListItem) -> str:
        return in_words(self.kind, item, self.session.settings)

    def _spoken(self, item: ListItem) -> str:
        parent = next((one.label for one in self.model.records() if one.key == item.parent), "")
        state = _("retired") if item.retired else ""
        return ", ".join(part for part in (_(item.label), parent, self._facts(item), state) if part)


def _heading(kind: ListKind) -> str:
    return {"categories": _("Type"), "hold_reasons": _("Clock"), "channels": _("Contact")}.get(kind.key, "")
