"""What stands below the fields of one form of a review."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.domain.blameless import Remark
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.text_editors import LongTextEditor, TextEditor
from incidentdesk.gui.review.field_side import FieldSide
from incidentdesk.gui.review.marks import mark_words
from incidentdesk.gui.review.remarks import Remarks, not_left, text_of
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.review.review_drafts import Drafted

UNTOLD = frozenset({"share_list", "similar_past", "supporting_data"})
"""Fields in which people and titles stand as they are: nothing is remarked on them."""


class FormSides(QObject):
    """``take_wanted`` carries a field; ``leave_wanted`` and ``roles_wanted`` a field and a remark."""

    take_wanted = Signal(str)
    leave_wanted = Signal(str, object)
    roles_wanted = Signal(str, object)

    def __init__(self, form: StageForm) -> None:
        super().__init__(form)
        self._form = form
        self._sides: dict[str, FieldSide] = {}
        for field in form.fields():
            if not field.hidden:
                self._sides[field.key] = self._add(field.key, field.label)

    def clear(self) -> None:
        """Offer and remark on nothing: another incident is on the form."""
        for key, side in self._sides.items():
            side.show_offer("", "")
            self._remark(key, side, [], roles=False)

    def show_drafts(self, drafts: Mapping[str, Drafted], texts: ValueTexts) -> int:
        """Offer each draft whose field is empty, in words by ``texts``; gives how many these are."""
        offered = 0
        for key, side in self._sides.items():
            one = drafts.get(key)
            free = one is not None and self._form.editor(key).is_empty()
            said = texts.of(key, one.value) if one is not None and free else ""
            side.show_offer(said, one.origin if one is not None else "")
            offered += bool(said)
        return offered

    def offered(self) -> list[str]:
        """The fields beside which a draft is offered, in order."""
        return [key for key, side in self._sides.items() if side.offered]

    def side(self, key: str) -> FieldSide:
        """What stands below a field."""
        return self._sides[key]

    def texts(self) -> dict[str, str]:
        """What is written in fields that are looked at, by field."""
        found = {key: self.text(key) for key in self._sides if key not in UNTOLD}
        return {key: text for key, text in found.items() if text.strip()}

    def prose(self) -> dict[str, str]:
        """The same of fields that are one text."""
        kinds = (LongTextEditor, TextEditor)
        return {key: text for key, text in self.texts().items() if isinstance(self._form.editor(key), kinds)}

    def text(self, key: str) -> str:
        """What is written in a field."""
        return text_of(self._form.editor(key))

    def show_remarks(
        self, texts: Mapping[str, str], remarks: Remarks, left: Collection[str], *, roles: bool
    ) -> None:
        """Show ``remarks`` on ``texts`` but for those that are ``left``; what was typed on since waits."""
        for key, side in self._sides.items():
            text = texts.get(key, "")
            if self.text(key) == text or key not in texts:
                self._remark(key, side, not_left(remarks.get(key, ()), text, left), roles=roles)

    def has_names(self) -> bool:
        """Whether people are named in a text that could tell their roles."""
        prose = self.prose()
        return any(one.rule == "name" for key in prose for one in self._sides[key].remarks)

    def offered_at(self, focused: QWidget | None) -> str:
        """The field at hand where a draft is offered, else the first in sight with one; empty for none."""
        shown = set(self._form.visible_keys())
        return self._at(focused, [key for key in self.offered() if key in shown])

    def remark_at(self, focused: QWidget | None) -> tuple[str, Remark] | None:
        """The first remark on the field at hand, else on the first field that has any."""
        key = self._at(focused, [key for key, side in self._sides.items() if side.remarks])
        return (key, self._sides[key].remarks[0]) if key else None

    def _at(self, focused: QWidget | None, keys: list[str]) -> str:
        for key in keys:
            widgets = (self._form.editor(key).widget, self._sides[key])
            if focused is not None and any(one is focused or one.isAncestorOf(focused) for one in widgets):
                return key
        return keys[0] if keys else ""

    def _add(self, key: str, label: str) -> FieldSide:
        side = FieldSide(label, self._form)
        self._form.put_below(key, side)
        side.take_wanted.connect(partial(self.take_wanted.emit, key))
        side.leave_wanted.connect(partial(self.leave_wanted.emit, key))
        side.roles_wanted.connect(partial(self.roles_wanted.emit, key))
        return side

    def _remark(self, key: str, side: FieldSide, remarks: list[Remark], *, roles: bool) -> None:
        editor = self._form.editor(key)
        prose = isinstance(editor, LongTextEditor | TextEditor)
        side.show_remarks(remarks, roles=roles and prose)
        if isinstance(editor, LongTextEditor):
            mark_words(editor.area, [(one.start, one.end) for one in remarks])
