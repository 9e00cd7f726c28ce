"""The filter bar: what the list is asked for, as chips in a row, groups between brackets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.filters import tree
from incidentdesk.gui.filters.chips import HEIGHT, Bracket, PartButton
from incidentdesk.gui.filters.tree import Group, Part, Path
from incidentdesk.gui.filters.words import group_words, said
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.services.lists.list_columns import FieldInfo


class FilterBar(Flow):
    """Shows a condition.

    ``changed`` after a chip was removed, turned round or a group switched: read ``condition()``.
    ``edit_asked(path)`` for a chip, ``add_asked(path)`` for a new test in the group at ``path``. A search for
    words stands first as a chip of its own; ``search_left`` when that is removed, ``search_edited`` when it
    is clicked.
    """

    changed = Signal()
    edit_asked = Signal(tuple)
    add_asked = Signal(tuple)
    search_left = Signal()
    search_edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.group = Group()
        self._text = ""
        self._pools: dict[str, list[PartButton]] = {"search": [], "test": [], "whole": [], "group": []}
        self._used: dict[str, int] = {}
        self._tail: tuple[QWidget, ...] = ()
        self._tail_shown = False
        self._fields: Mapping[str, FieldInfo] = {}
        self._names: Mapping[str, str] = {}
        self._learned: dict[str, str] = {}
        self.add_button = self._button(_("Filter"), "plus", lambda: self.add_asked.emit(()))
        self.add_button.setAccessibleName(_("Add a filter"))
        self.add_button.set_key_hint("/")
        self.clear_button = self._button(_("Clear"), "", self.clear)
        self.clear_button.setAccessibleName(_("Clear all filters"))
        self._show()

    def condition(self) -> JsonValue:
        """What is asked for; None for every incident."""
        return tree.to_json(self.group)

    def chips(self) -> list[PartButton]:
        """The chips and heads of groups, in order."""
        return [one for one in self.widgets() if isinstance(one, PartButton)]

    def show_condition(self, condition: JsonValue, text: str = "") -> None:
        """Show a condition, and the words that are searched for beside it."""
        group = tree.from_json(condition)
        if (group, text) != (self.group, self._text):
            self.group, self._text = group, text
            self._show()

    def set_words(self, fields: Mapping[str, FieldInfo], names: Mapping[str, str]) -> None:
        """Say what fields, people and registers are called."""
        if (fields, names) != (self._fields, self._names):
            self._fields, self._names = fields, names
            self._show()

    def learn(self, names: Mapping[str, str]) -> None:
        """Take up what further people are called, by uid."""
        self._learned.update(names)
        self._show()

    def unnamed(self) -> list[str]:
        """The entries of registers in the condition whose names are not known here, by uid."""
        found: list[str] = []
        for part in tree.tests(self.group):
            info = self._fields.get(part.field)
            if info is not None and info.kind != "person" and FIELD_KINDS[info.kind].reference:
                values = part.value if isinstance(part.value, list) else [part.value]
                found += [one for one in values if isinstance(one, str) and one not in self._all_names()]
        return found

    def set_tail(self, widgets: tuple[QWidget, ...]) -> None:
        """Let ``widgets`` stand after the filters, while they are shown."""
        self._tail = widgets
        for widget in widgets:
            widget.setParent(self)  # also while they are not shown: they go with the bar
            widget.hide()
        self._show()

    def show_tail(self, *, shown: bool) -> None:
        """Show what stands after the filters, or hide it."""
        if shown != self._tail_shown:
            self._tail_shown = shown
            self._show()

    def clear(self) -> None:
        """Ask for every incident."""
        self._change(Group(), 0)

    def put(self, path: Path, part: Part, *, new: bool) -> None:
        """Take up a test that was made (``new``, in the group at ``path``) or edited."""
        if new:
            self._change(tree.added(self.group, path, part), -1)
        else:
            self._change(tree.replaced(self.group, path, part), self._focused())

    def remove(self, path: Path) -> None:
        """Drop the part at ``path``."""
        self._change(tree.removed(self.group, path), max(0, self._focused() - 1))

    def group_part(self, path: Path) -> None:
        """Put the test at ``path`` into a group of its own, to which others can be added."""
        parent = tree.part_at(self.group, path[:-1])
        assert isinstance(parent, Group)  # noqa: S101 - a test stands in a group
        kind = "any" if parent.kind == "all" else "all"
        self._change(tree.grouped(self.group, path, kind), self._focused())

    def focus_chip(self, place: int) -> None:
        """Put the focus on a chip, counted from 0, or from the end with -1; else on “Filter”."""
        chips = self.chips()
        target: QWidget = chips[max(-len(chips), min(place, len(chips) - 1))] if chips else self.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, group: Group, focus: int) -> None:
        here = any(one.hasFocus() for one in self.widgets())
        self.group = group
        self._show()
        if here:
            self.focus_chip(focus)
        self.changed.emit()

    def _focused(self) -> int:
        return next((place for place, one in enumerate(self.chips()) if one.hasFocus()), 0)

    def _show(self) -> None:
        self._used = dict.fromkeys(self._pools, 0)
        made: list[QWidget] = []
        if self._text:
            chip = self._take("search")
            short = _("Search: {text}").format(text=self._text)
            chip.show_part(short, _("Searching for “{text}” in all texts").format(text=self._text))
            made.append(chip)
        if len(self.group.parts) > 1 or self.group.kind == "any" or self.group.negated:
            made.append(self._head(self.group, ()))
        for place, part in enumerate(self.group.parts):
            made += self._part(part, (place,))
        made.append(self.add_button)
        if self.group.parts:
            made.append(self.clear_button)
        if self._tail_shown:
            made += self._tail
        kept = [one for pool in self._pools.values() for one in pool]
        self.set_widgets(made, keep=(*kept, self.add_button, self.clear_button, *self._tail))

    def _part(self, part: Part, path: Path) -> list[QWidget]:
        if isinstance(part, Group):
            made: list[QWidget] = [Bracket(opening=True), self._head(part, path)]
            for place, inner in enumerate(part.parts):
                made += self._part(inner, (*path, place))
            more = self._button("", "plus", lambda: self.add_asked.emit(path))
            more.setAccessibleName(_("Add a filter to this group"))
            more.setToolTip(_("Add a filter to this group"))
            return [*made, more, Bracket(opening=False)]
        words = said(part, self._fields, self._all_names())
        chip = self._take("test")
        chip.show_part(words.short, words.sentence, path)
        return [chip]

    def _head(self, group: Group, path: Path) -> PartButton:
        words = group_words(group.kind, negated=group.negated)
        sentence = said(group, self._fields, self._all_names()).sentence
        head = self._take("group" if path else "whole")
        head.show_part(words, sentence, path)
        head.setToolTip(_("Switch between all and any"))
        return head

    def _take(self, kind: str) -> PartButton:
        """A button of ``kind``: one that was made before where there is one, for making costs a frame."""
        pool, used = self._pools[kind], self._used[kind]
        self._used[kind] = used + 1
        if used == len(pool):
            tone = "neutral" if kind in {"group", "whole"} else "accent"
            pool.append(self._connected(PartButton(tone=tone, cross=kind != "whole"), kind))
        return pool[used]

    def _connected(self, one: PartButton, kind: str) -> PartButton:
        one.moved.connect(lambda step: self._move(one, step))
        if kind == "search":
            one.removed.connect(self.search_left)
            one.edited.connect(self.search_edited)
            return one
        if kind == "test":
            one.edited.connect(lambda: self.edit_asked.emit(one.path))
        else:
            one.edited.connect(lambda: self._change(tree.switched(self.group, one.path), self._focused()))
        one.removed.connect(lambda: self.remove(one.path))
        one.negated.connect(lambda: self._change(tree.negated(self.group, one.path), self._focused()))
        return one

    def _all_names(self) -> Mapping[str, str]:
        return {**self._names, **self._learned} if self._learned else self._names

    def _move(self, one: PartButton, step: int) -> None:
        chips = self.chips()
        place = chips.index(one) + step
        if 0 <= place < len(chips):
            chips[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif place == len(chips):
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)

    @staticmethod
    def _button(text: str, icon_name: str, act: Callable[[], object]) -> ActionButton:
        made = ActionButton(text, kind="quiet" if not text or not icon_name else "plain", icon_name=icon_name)
        made.setFixedHeight(HEIGHT)
        made.clicked.connect(lambda _checked=False: act())
        return made
