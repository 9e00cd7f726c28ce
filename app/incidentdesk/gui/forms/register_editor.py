"""The editor of an entry of a register: found while typing, and added in place where it is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.registers import Entry
from incidentdesk.gui.forms.choice_editors import SelectLikeEditor
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import REST, Compound, Editor, is_typed
from incidentdesk.gui.forms.new_entry import NewEntry
from incidentdesk.gui.widgets.labels import set_role
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice

TOLD_WITH_LINE = frozenset({"reporter", "device"})
"""Registers of which a chosen entry is shown with what tells it from others."""

BETWEEN = " · "
TOLD = 2
"""So many parts of its line are shown with a chosen entry."""

HINTS: dict[str, Callable[[], str]] = {"reporter": lambda: _("Name, phone or place")}


class RegisterEditor(SelectLikeEditor):
    """An entry of the register that the field's kind names. Leaving the fields of a new one adds it.

    ``make`` makes the editors of those fields. The entries that were found or asked for are remembered; the
    register is never read as a whole.
    """

    def __init__(
        self, field: Field, context: FormContext, make: Callable[[Field, FormContext], Editor]
    ) -> None:
        hint = field.placeholder or HINTS.get(field.kind, str)()
        super().__init__(field, SearchSelect(placeholder=hint, allow_new=context.add_entry is not None))
        self._context = context
        self._make = make
        self._known: dict[str, Entry] = {}
        self._name = ""
        self._asked_for = ""
        self._waits = False
        self._new: NewEntry | None = None
        self.widget = box = Compound()
        self.setParent(box)
        box.setFocusProxy(self.select)
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.select)
        self.select.set_provider(self._find)
        self.select.new_requested.connect(self._ask_for)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @property
    def new(self) -> NewEntry:
        """The fields of an entry that is added; made when they are first wanted."""
        if self._new is None:
            made = self._new = NewEntry(self.field.kind, self._context, self._make, self.widget)
            self._column.addWidget(made)
            made.wanted.connect(self._add)
            made.given_up.connect(self._give_up)
            made.edited.connect(self._new_edited)
        return self._new

    def begin(self, context: FormContext) -> None:
        """Know nothing of what was found or added for another incident."""
        self._known = {}
        self._close_new()
        if self._new is not None:
            self._new.begin(context)
        super().begin(context)

    # ---- the value

    def set_value(self, value: JsonValue) -> None:
        """Show the entry with that uid, also a retired one; its name is asked for where nobody knows it."""
        uid = value if isinstance(value, str) and value else None
        self._close_new()
        self.select.set_value(uid, self._label(uid) if uid else "")
        if uid and uid not in self._known:
            answer = partial(self._learn, self._turn)
            self._context.ask_entries(self.field.kind, (uid,), answer)
        self._check()

    def draft(self) -> JsonValue:
        """The value, or what was typed with all that is known of the new entry."""
        draft = super().draft()
        if isinstance(draft, dict) and self.is_open():
            rest = self.new.drafts()
            return {**draft, REST: rest} if rest else draft
        return draft

    def set_draft(self, draft: JsonValue) -> None:
        """Show again what ``draft`` gave."""
        super().set_draft(draft)
        if isinstance(draft, dict) and is_typed(draft):
            rest = draft.get(REST)
            if isinstance(rest, dict) and self.is_open():
                self.new.set_drafts(rest)

    def set_typed(self, text: str) -> None:
        """Put back a name that nothing has, with the fields to add it."""
        if self._context.add_entry is not None:
            self._name = text
            if not self._context.within:
                self.new.open(text)
        super().set_typed(text)

    def not_taken(self, text: str) -> str:
        """Why ``text`` is no entry, and what to do."""
        if self._context.add_entry is None:
            return super().not_taken(text)
        return _("“{text}” is not known yet; choose “Add” in the list.").format(text=text)

    def settle(self) -> None:
        """Take what is meant, or add what is new."""
        if self.is_open():
            self._add()
        else:
            super().settle()

    def is_open(self) -> bool:
        """Whether the fields of a new entry are shown."""
        return self._new is not None and not self._new.isHidden()

    def is_adding(self) -> bool:
        """Whether something new is being added, and the answer has not come yet."""
        return bool(self._asked_for)

    def is_under_way(self) -> bool:
        """Whether what is meant will be known as soon as an answer comes."""
        return self.is_adding() or self._waits or self.select.is_taking()

    def entry(self) -> Entry | None:
        """What is known of the entry that is chosen."""
        return self._known.get(self.select.value() or "")

    # ---- finding

    def _find(self, text: str, deliver: Deliver) -> None:
        def answer(found: Sequence[Entry]) -> None:
            if isValid(self) and isValid(self.select):
                self._known.update({one.uid: one for one in found})
                deliver([Choice(one.uid, one.name, one.line, retired=not one.active) for one in found])

        self._context.find_entries(self.field.kind, text, answer)

    def _learn(self, turn: int, found: Mapping[str, Entry]) -> None:
        if not (isValid(self) and isValid(self.select)) or turn != self._turn:
            return
        self._known.update(found)
        uid = self.select.value()
        if uid is not None and uid in found:
            self.select.set_value(uid, self._label(uid))

    def _label(self, uid: str) -> str:
        known = self._known.get(uid)
        if known is None:
            return self._context.name(uid)
        return entry_text(known) if self.field.kind in TOLD_WITH_LINE else known.name

    def _chosen(self, key: object) -> None:
        if isinstance(key, str):
            self.select.set_value(key, self._label(key))
        if key is not None or not self.select.text():
            self._close_new()
        super()._chosen(key)

    # ---- adding

    def _check(self) -> None:
        if not self.is_open():
            super()._check()
        elif self._own_problem:
            self._set_own_problem("")

    def _show_problem(self) -> None:
        super()._show_problem()
        set_role(self.select, "gap", "true" if self.problem else "false")

    def _typing(self, text: str) -> None:
        self._asked_for = ""
        if self.is_open():
            self._name = text.strip()
            self.new.name_it(self._name)
        super()._typing(text)

    def _new_edited(self) -> None:
        """Let the person try again where adding was refused: whoever types knows of it."""
        self._asked_for = ""
        self.changed.emit()
        if self._waits:
            self._add()

    def _ask_for(self, name: str) -> None:
        self._name = name
        if self._context.within or not self.new.has_fields():
            self._add()
            return
        self.new.open(name)
        # Not at once: Tab, which may have asked, is still on its way and goes to the first field by itself.
        QTimer.singleShot(0, self.new, self.new.focus_first)

    def _add(self) -> None:
        if self._context.add_entry is None or not self._name or self._asked_for:
            return
        values: Mapping[str, JsonValue] = {}
        if self.is_open():
            self._waits = self.new.settle()
            if self._waits or self.new.has_problem():
                return
            values = self.new.values()
        self._asked_for = self._name
        self._context.add_entry(self.field.kind, self._name, values, partial(self._added, self._turn))

    def _added(self, turn: int, entry: Entry) -> None:
        if not (isValid(self) and isValid(self.select)) or turn != self._turn:
            return
        self._asked_for = ""
        self._known[entry.uid] = entry
        inside = self.has_focus()
        self._close_new()
        self.select.set_value(entry.uid, self._label(entry.uid))
        self._check()
        if inside:
            self.select.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _give_up(self) -> None:
        self.select.setFocus(Qt.FocusReason.OtherFocusReason)
        self._close_new()

    def _close_new(self) -> None:
        self._name = self._asked_for = ""
        self._waits = False
        if self.is_open():
            self.new.close_it()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._new is not None and old is not None and self._new.isAncestorOf(old):
            if new is not None and not self.widget.isAncestorOf(new):
                self._add()
        elif old is self.select:
            QTimer.singleShot(0, self, self._check)


def entry_text(entry: Entry) -> str:
    """An entry's name and the best of what tells it from others, in one line of a field's width."""
    best = entry.line.split(BETWEEN)[:TOLD]
    return BETWEEN.join(part for part in (entry.name, *best) if part)
