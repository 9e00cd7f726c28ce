"""The editor of who told us: found while typing, and added in place when unknown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.records import Reporter
from incidentdesk.gui.forms.choice_editors import SelectLikeEditor
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Compound
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import set_role
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit


class _NewReporter(QWidget):
    """Phone and place of somebody new, in the line below the name. Enter adds, Esc leaves it."""

    wanted = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.phone = LineEdit(placeholder=_("Phone"))
        self.phone.setAccessibleName(_("Phone of the new reporter"))
        self.place = LineEdit(placeholder=_("Place"))
        self.place.setAccessibleName(_("Place of the new reporter"))
        add = ActionButton(_("Add"), key_hint="Enter")
        add.setAccessibleName(_("Add the new reporter"))
        add.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.phone, 1)
        row.addWidget(self.place, 1)
        row.addWidget(add)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter, give up on Esc."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page: it has a use here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)


class ReporterEditor(SelectLikeEditor):
    """A reporter, by name, phone or place. Leaving the fields of a new one adds it, as Enter does."""

    def __init__(self, field: Field, context: FormContext) -> None:
        allow_new = context.add_reporter is not None
        hint = field.placeholder or _("Name, phone or place")
        super().__init__(field, SearchSelect(placeholder=hint, allow_new=allow_new))
        self._context = context
        self._known = {one.uid: one for one in context.reporters}
        self._name = ""
        self._asked_for = ""
        self.widget = box = Compound()
        self.setParent(box)
        box.setFocusProxy(self.select)
        self.new = _NewReporter(box)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.select)
        column.addWidget(self.new)
        self.select.set_provider(self._find)
        self.select.new_requested.connect(self._ask_for)
        self.new.wanted.connect(self._add)
        self.new.given_up.connect(self._give_up)
        self.new.phone.textEdited.connect(self._ask_anew)
        self.new.place.textEdited.connect(self._ask_anew)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def begin(self, context: FormContext) -> None:
        """Know who is known of another incident, and nobody new."""
        self._known = {one.uid: one for one in context.reporters}
        self._close_new()
        super().begin(context)

    def set_value(self, value: JsonValue) -> None:
        """Show the reporter with that uid."""
        uid = value if isinstance(value, str) and value else None
        self._close_new()
        self.select.set_value(uid, self._label(uid) if uid else "")
        self._check()

    def set_typed(self, text: str) -> None:
        """Put back a name that nobody has, with the fields to add it."""
        if self._context.add_reporter is not None:
            self._name = text
            self.new.show()
        super().set_typed(text)

    def not_taken(self, text: str) -> str:
        """Why ``text`` is no reporter, and what to do."""
        if self._context.add_reporter is None:
            return super().not_taken(text)
        return _("“{text}” is not known yet; choose “Add” in the list.").format(text=text)

    def _check(self) -> None:
        if self.new.isHidden():
            super()._check()
        elif self._own_problem:
            self._set_own_problem("")

    def settle(self) -> None:
        """Take who is meant, or add who is new."""
        if not self.new.isHidden():
            self._add()
        else:
            super().settle()

    def is_adding(self) -> bool:
        """Whether somebody new is being added, and the answer has not come yet."""
        return bool(self._asked_for)

    def is_under_way(self) -> bool:
        """Whether who is meant will be known as soon as an answer comes."""
        return self.is_adding() or self.select.is_taking()

    def _show_problem(self) -> None:
        super()._show_problem()
        set_role(self.select, "gap", "true" if self.problem else "false")

    def _label(self, uid: str) -> str:
        known = self._known.get(uid)
        return reporter_text(known) if known else self._context.name(uid)

    def _find(self, text: str, deliver: Deliver) -> None:
        def answer(found: Sequence[Reporter]) -> None:
            if isValid(self) and isValid(self.select):
                self._known.update({one.uid: one for one in found})
                deliver([Choice(one.uid, reporter_text(one), retired=not one.active) for one in found])

        self._context.find_reporters(text, answer)

    def _chosen(self, key: object) -> None:
        if key is not None or not self.select.text():
            self._close_new()
        super()._chosen(key)

    def _ask_anew(self) -> None:
        """Let the person try again where adding was refused: whoever types knows of it."""
        self._asked_for = ""

    def _typing(self, text: str) -> None:
        self._ask_anew()
        if not self.new.isHidden():
            self._name = text.strip()
        super()._typing(text)

    def _ask_for(self, name: str) -> None:
        self._name = name
        self.new.show()
        # Not at once: Tab, which may have asked, is still on its way and goes to the phone by itself.
        QTimer.singleShot(0, self.new.phone, self.new.phone.setFocus)

    def _add(self) -> None:
        if self._context.add_reporter is None or not self._name or self._asked_for:
            return
        self._asked_for = self._name
        phone, place = self.new.phone.text().strip(), self.new.place.text().strip()
        self._context.add_reporter(self._name, phone, place, partial(self._added, self._turn))

    def _added(self, turn: int, reporter: Reporter) -> None:
        if not (isValid(self) and isValid(self.select)) or turn != self._turn:
            return
        self._asked_for = ""
        self._known[reporter.uid] = reporter
        inside = self.has_focus()
        self._close_new()
        self.select.set_value(reporter.uid, reporter_text(reporter))
        self._check()
        if inside:
            self.select.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _give_up(self) -> None:
        self.select.setFocus(Qt.FocusReason.OtherFocusReason)
        self._close_new()

    def _close_new(self) -> None:
        self._name = self._asked_for = ""
        if not self.new.isHidden():
            self.new.hide()
            self.new.phone.clear()
            self.new.place.clear()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        was_inside = old is not None and self.new.isAncestorOf(old)
        if was_inside and new is not None and not self.widget.isAncestorOf(new):
            self._add()
        elif old is self.select:
            QTimer.singleShot(0, self, self._check)


def reporter_text(reporter: Reporter) -> str:
    """Name, phone and place in one line."""
    return " · ".join(part for part in (reporter.name, reporter.phone, reporter.place) if part)
