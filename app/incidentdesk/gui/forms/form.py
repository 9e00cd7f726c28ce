"""The form of a stage, built from its definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from time import perf_counter

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import Asking, Missing, is_required, is_shown
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.process_definition import Field, Stage
from incidentdesk.domain.starting_values import starting_value
from incidentdesk.gui.forms.cell import FieldCell
from incidentdesk.gui.forms.choice_options import answers_of, takes
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.form_values import FormValues
from incidentdesk.gui.forms.links import LinkLine
from incidentdesk.gui.forms.placing import ROW_GAP, new_grid, place
from incidentdesk.gui.forms.registry import EditorRegistry, all_editors
from incidentdesk.gui.forms.reveal import Reveal
from incidentdesk.gui.forms.tab_order import order_tabs
from incidentdesk.gui.forms.text_editors import LongTextEditor
from incidentdesk.gui.widgets.buttons import ActionButton


class StageForm(QWidget):
    """The fields of a stage with their values.

    ``facts`` is what is saved, ``drafts`` what was typed and not saved yet, as ``drafts()`` gave it. Fields
    that are still empty start with their starting values, which count as edits. ``edited`` carries the key of
    a field that the person changed; ``conflict_settled`` that of one whose conflict was answered. Without
    ``at_once`` it holds nothing until ``begin``, and ``build`` may make its editors before that.
    """

    edited = Signal(str)
    conflict_settled = Signal(str)
    loaded = Signal()
    files_dropped = Signal(list)
    image_pasted = Signal(QImage)

    def __init__(
        self, fields: Stage | Sequence[Field], context: FormContext, facts: Facts | None = None,
        drafts: Mapping[str, JsonValue] | None = None, *, registry: EditorRegistry | None = None,
        at_once: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self._fields = list(fields.fields if isinstance(fields, Stage) else fields)
        self._state = FormValues([field.key for field in self._fields])
        self._cells: dict[str, FieldCell] = {}
        self._followed: set[str] = set()
        self._theirs: dict[str, JsonValue] = {}
        self._placed: list[str] | None = None
        self._read_only = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROW_GAP)
        self._grid_widget = QWidget(self)
        self._grid = new_grid(self._grid_widget)
        column.addWidget(self._grid_widget)
        self._end_links = LinkLine(self)
        column.addWidget(self._end_links)
        self._makers = registry or all_editors()
        self._reveals = Reveal(self._end_links)
        self._reveals.wanted.connect(self._reveal)
        if at_once:
            self.build()
            self.load(facts or {}, drafts)

    # What is in it

    def values(self) -> dict[str, JsonValue]:
        """All values as they stand, hidden fields included."""
        return self._state.values(self._current())

    def edits(self) -> dict[str, JsonValue]:
        """The values that differ from what was loaded, starting values included."""
        return self._state.edits(self._current())

    def base(self) -> dict[str, JsonValue]:
        """The values that the edits started from."""
        return dict(self._state.base)

    def typed(self) -> dict[str, str]:
        """The texts that are no value (yet), by field."""
        texts = {key: cell.editor.typed() for key, cell in self._cells.items()}
        return {key: text for key, text in texts.items() if text is not None}

    def drafts(self) -> dict[str, JsonValue]:
        """What a draft keeps: the edits, and ``{"typed": …}`` for texts that are no value."""
        keys = self.edits().keys() | self.typed().keys()
        return {key: cell.editor.draft() for key, cell in self._cells.items() if key in keys}

    def asking(self) -> Asking:
        """What conditions are asked against: the facts with the edits laid over them."""
        return self._context.asking(self._state.asked(self._current(), self._context.now().ms))

    def links(self) -> list[ActionButton]:
        """The links in sight that fields wait behind."""
        return self._reveals.links()

    def fields(self) -> list[Field]:
        """The fields, hidden ones included."""
        return list(self._fields)

    def visible_keys(self) -> list[str]:
        """The fields in sight, in order."""
        return list(self._placed or [])

    def editor(self, key: str) -> Editor:
        """The editor of a field; ``KeyError`` where there is none."""
        return self._cells[key].editor

    # What comes from outside

    def put_below(self, key: str, widget: QWidget) -> None:
        """Let something that belongs to a field stand below it."""
        self._cells[key].put_below(widget)

    def build(self, within: float = inf) -> bool:
        """Make the editors that are lacking, for about ``within`` seconds; whether all are there."""
        until = perf_counter() + within
        for field in self._fields[len(self._cells) :]:
            self._add(self._makers.make(field, self._context))
            if perf_counter() > until:
                break
        return len(self._cells) == len(self._fields)

    def begin(
        self, context: FormContext, facts: Facts, drafts: Mapping[str, JsonValue] | None = None
    ) -> None:
        """Go on to another incident, as a new form would; nothing of the last one stays."""
        self._context = context
        self.build()
        self._state = FormValues([field.key for field in self._fields])
        self._followed.clear()
        for key in list(self._theirs):
            self._end_conflict(key)
        self._reveals.begin()
        for cell in self._cells.values():
            cell.editor.begin(context)
        self.load(facts, drafts)

    def load(self, facts: Facts, drafts: Mapping[str, JsonValue] | None = None) -> None:
        """Take newer facts, and ``drafts`` over them. Edited fields keep their edits, all others follow."""
        current = self._current()
        for key in self._state.take_facts(facts, current, self.typed()):
            self._cells[key].editor.set_value(self._state.base[key])
        for key, draft in (drafts or {}).items():
            if key in self._cells:
                self._cells[key].editor.set_draft(draft)
                self._state.touched.add(key)
        self._prefill()
        for key in list(self._theirs):
            if key not in self.edits():
                self._end_conflict(key)
        self._refresh()
        self.loaded.emit()

    def take_saved(self, values: Mapping[str, JsonValue]) -> None:
        """The person saved ``values``: edits made since start from them."""
        self._state.base.update(values)

    def start_from(self, key: str, base: JsonValue) -> None:
        """The edit of a field started from ``base``, which somebody else may have changed since."""
        self._state.base[key] = base

    def set_field(self, key: str, value: JsonValue) -> None:
        """Change a field as the person would."""
        self._cells[key].editor.set_value(value)
        self._changed(key)

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed; texts can still be reached, selected, copied and read out."""
        if read_only == self._read_only:
            return
        self._read_only = read_only
        for cell in self._cells.values():
            cell.set_read_only(read_only)
        for link in self.findChildren(LinkLine):
            link.setEnabled(not read_only)

    def settle(self) -> None:
        """Take in every field what is typed and can be taken, as leaving it would."""
        for cell in self._cells.values():
            cell.editor.settle()

    # Where the keyboard is

    def focus_first(self) -> None:
        """Go to the first field in sight that can be filled."""
        shown = [self._cells[key].editor for key in self._placed or []]
        first = next((one for one in shown if one.widget.isEnabled()), None)
        if first is not None:
            first.focus()

    def focus_field(self, key: str) -> bool:
        """Go to a field, out from behind its link; False when it cannot be filled as things stand."""
        if key not in self._cells:
            return False
        if key not in self.visible_keys():
            self._reveals.reveal(key)
            self._refresh()
        if key not in self.visible_keys() or not self._cells[key].editor.widget.isEnabled():
            return False
        self._cells[key].editor.focus()
        return True

    # What is missing, and what others wrote

    def show_gaps(self, gaps: Sequence[Missing]) -> None:
        """Mark the fields where something is missing, and say what."""
        self.clear_gaps()
        for key, cell in self._cells.items():
            said = list(dict.fromkeys(gap.say for gap in gaps if gap.field == key))
            if said:
                cell.editor.set_problem("\n".join(said))

    def clear_gaps(self) -> None:
        """Take all marks away, but not those of texts that are no value."""
        for cell in self._cells.values():
            cell.editor.set_problem("")

    def show_conflict(self, key: str, theirs: JsonValue, theirs_text: str) -> None:
        """Show beside a field what somebody else saved into it meanwhile; the person chooses."""
        self._theirs[key] = theirs
        self._cells[key].show_conflict(theirs_text)
        order_tabs(self)

    def conflicts(self) -> list[str]:
        """The fields whose conflict is not answered yet."""
        return list(self._theirs)

    # Inside

    def _current(self) -> dict[str, JsonValue]:
        return {key: cell.editor.value() for key, cell in self._cells.items()}

    def _add(self, editor: Editor) -> None:
        key = editor.field.key
        cell = FieldCell(editor, self._grid_widget)
        self._cells[key] = cell
        self._reveals.add(editor)
        self._reveals.disable(key, cell.restrict(self._context))
        editor.changed.connect(lambda: self._changed(key))
        cell.take_mine.connect(lambda: self._settle_conflict(key, theirs=False))
        cell.take_theirs.connect(lambda: self._settle_conflict(key, theirs=True))
        if isinstance(editor, LongTextEditor):
            editor.area.files_dropped.connect(self.files_dropped)
            editor.area.image_pasted.connect(self.image_pasted)

    def _reveal(self, key: str) -> None:
        self._reveals.reveal(key)
        self._refresh()
        self._cells[key].editor.focus()

    def _prefill(self) -> None:
        now, me = self._context.now(), self._context.me
        for field in self._fields:
            if field.key in self._state.touched or not is_missing(self._state.base[field.key]):
                continue
            value = starting_value(field, self._state.facts, now, me)
            if not is_missing(value):
                self._cells[field.key].editor.set_value(value)
                self._state.touched.add(field.key)

    def _changed(self, key: str) -> None:
        self._state.touched.add(key)
        self._followed.discard(key)
        self._cells[key].editor.set_problem("")
        followers = self._follow(key)
        self._refresh()
        for changed in (key, *followers):
            self.edited.emit(changed)

    def _follow(self, key: str) -> list[str]:
        editor, filled = self._cells[key].editor, []
        for other, answer in answers_of(editor.field, editor.value(), self._context.settings).items():
            cell = self._cells.get(other)
            if cell is None or not takes(cell.editor.field, answer, self._context.settings):
                continue
            if cell.editor.value() != answer and (cell.editor.is_empty() or other in self._followed):
                cell.editor.set_value(answer)
                self._followed.add(other)
                self._state.touched.add(other)
                filled.append(other)
        return filled

    def _refresh(self) -> None:
        asking = self.asking()
        shown: list[str] = []
        for key, cell in self._cells.items():
            field = cell.editor.field
            cell.editor.refresh(asking)
            cell.set_required(is_required(field, asking))
            applies = not field.hidden and is_shown(field, asking)
            waits = self._reveals.waits(cell.editor)
            self._reveals.show_link(key, applies and waits)
            if applies and not waits and not (cell.only_read and cell.editor.is_empty()):
                shown.append(key)
        if shown != self._placed:
            self._place(shown)

    def _place(self, shown: list[str]) -> None:
        self._placed = shown
        place(self._grid, [(self._cells[key], self._cells[key].editor.field.width) for key in shown])
        for key, cell in self._cells.items():
            cell.setVisible(key in shown)
        order_tabs(self)

    def _settle_conflict(self, key: str, *, theirs: bool) -> None:
        value = self._theirs[key]
        self._state.base[key] = value
        if theirs:
            self._cells[key].editor.set_value(value)
            self._state.touched.discard(key)
        self._end_conflict(key)
        self._refresh()
        self.conflict_settled.emit(key)
        self.edited.emit(key)

    def _end_conflict(self, key: str) -> None:
        self._theirs.pop(key, None)
        self._cells[key].clear_conflict()
