"""Editors of what is typed as text and understood as something else: moments, durations, numbers, links."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import FIELD_KINDS, Typing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import date_text, duration_text, moment_text
from incidentdesk.domain.moments import Moment, Precision, moment_from_json, moment_to_json
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.wake_text import parse_ahead
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.theme import current_theme
from incidentdesk.gui.widgets.painting import elided
from incidentdesk.gui.widgets.text import LineEdit

INSET = 12
GAP = 8


class HintedLine(LineEdit):
    """A line that shows in grey, after the text, how it is understood. ``left`` tells that the focus went."""

    left = Signal()

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self._hint = ""

    @property
    def hint(self) -> str:
        """How the text is understood."""
        return self._hint

    def set_hint(self, hint: str) -> None:
        """Show another reading of the text, or none."""
        self._hint = hint
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it, but not for a menu or another window."""
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the reading where it leaves room."""
        super().paintEvent(event)
        used = INSET + self.fontMetrics().horizontalAdvance(self.text()) + GAP
        room = self.width() - used - INSET
        if not self._hint or room < 40:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(current_theme().colour("muted"))
        hint = elided(painter.fontMetrics(), self._hint, room)
        painter.drawText(QRect(used, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, hint)


class ParsedEditor(Editor):
    """A line of text that is read as a value of its kind.

    While the person types, the reading stands behind the text; leaving the field writes it out. What cannot
    be read stays as it is, with the reason below.
    """

    def __init__(self, field: Field, context: FormContext, *, placeholder: str = "") -> None:
        self.line = HintedLine(placeholder=field.placeholder or placeholder)
        super().__init__(field, self.line)
        self._context = context
        self._value: JsonValue = None
        self._unread: str | None = None
        self.line.textEdited.connect(self._read)
        self.line.left.connect(self.settle)

    def parse(self, text: str) -> JsonValue:
        """The value that ``text`` says; ``ValueError`` with a sentence where it says none."""
        typing = Typing(self._context.now(), self._context.zone)
        if self.field.ahead:
            return moment_to_json(Moment.exact(parse_ahead(text, typing.now, typing.zone)))
        return FIELD_KINDS[self.field.kind].parse(text, typing)

    def words(self, value: JsonValue) -> str:
        """``value`` as text that ``parse`` reads back."""
        return str(value)

    def reading(self, value: JsonValue) -> str:
        """What stands in grey behind the text that was just typed."""
        return self.words(value)

    def note(self, value: JsonValue) -> str:
        """What stands in grey behind the text that is written out."""
        del value
        return ""

    def begin(self, context: FormContext) -> None:
        """Hold nothing, and let nothing be undone into another incident."""
        super().begin(context)
        self._value, self._unread = None, None
        self.line.setText("")

    def value(self) -> JsonValue:
        """The last good value."""
        return self._value

    def set_value(self, value: JsonValue) -> None:
        """Write out ``value``."""
        self._value, self._unread = value, None
        self._write()

    def typed(self) -> str | None:
        """The text, while it cannot be read."""
        return self._unread

    def set_typed(self, text: str) -> None:
        """Put back a text, and say why it is no value."""
        self.line.setText(text)
        self._understand(text)
        self.settle()

    def settle(self) -> None:
        """Write out the value, or say why there is none."""
        if self._unread is None:
            self._write()
            return
        try:
            self.parse(self._unread)
        except ValueError as error:
            self._set_own_problem(self._sentence(self._unread, str(error)))

    def _read(self, text: str) -> None:
        self._understand(text)
        self.changed.emit()

    def _understand(self, text: str) -> None:
        self._set_own_problem("")
        self._unread = None
        hint = ""
        if not text.strip():
            self._value = None
        else:
            try:
                self._value = self.parse(text)
                hint = self.reading(self._value)
            except ValueError:
                self._unread = text
        self.line.set_hint("" if hint == text.strip() else hint)

    def _write(self) -> None:
        self._set_own_problem("")
        text = "" if self._value is None else self.words(self._value)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)
        self.line.set_hint("" if self._value is None else self.note(self._value))

    def _sentence(self, text: str, problem: str) -> str:
        if problem.startswith("“"):
            return problem
        return _("“{text}” {problem}").format(text=text.strip(), problem=problem)


class MomentEditor(ParsedEditor):
    """A time, as exact as it is known."""

    def __init__(self, field: Field, context: FormContext) -> None:
        super().__init__(field, context, placeholder=_("8:50, this morning, unknown"))

    def words(self, value: JsonValue) -> str:
        """Today's times without their date."""
        return moment_text(moment_from_json(value), today=self._today(), zone=self._context.zone)

    def reading(self, value: JsonValue) -> str:
        """The time with its day, so that a wrong day is seen at once."""
        note = self.note(value)
        return f"{self.words(value)} {note}" if note else self.words(value)

    def note(self, value: JsonValue) -> str:
        """The day and the precision, in words."""
        moment = moment_from_json(value)
        parts = []
        if moment.at is not None and self._of_today(moment):
            parts.append(_("today"))
        elif moment.at is not None and moment.at.local().date().toordinal() == self._today().toordinal() - 1:
            parts.append(_("yesterday"))
        if moment.precision is Precision.ABOUT:
            parts.append(_("approximate"))
        return ", ".join(parts)

    def _of_today(self, moment: Moment) -> bool:
        return moment.at is not None and date_text(moment.at.local().date()) == date_text(self._today())

    def _today(self) -> date:
        return self._context.now().local().date()


class DurationEditor(ParsedEditor):
    """How long: minutes, or hours and minutes."""

    def __init__(self, field: Field, context: FormContext) -> None:
        super().__init__(field, context, placeholder=_("90, 1 h 30, 2 d"))

    def words(self, value: JsonValue) -> str:
        """Days, hours and minutes."""
        return duration_text(value) if isinstance(value, int | float) else ""


class NumberEditor(ParsedEditor):
    """A number."""


class IncidentLinkEditor(ParsedEditor):
    """The number of another incident."""

    def __init__(self, field: Field, context: FormContext) -> None:
        prefix, width = context.settings.prefix, context.settings.number_width
        year = context.now().local().year
        super().__init__(field, context, placeholder=f"{prefix}-{year}-{1:0{width}}")

    def parse(self, text: str) -> JsonValue:
        """A whole number such as INC-2026-000123; year and leading zeros can be left out."""
        settings, year = self._context.settings, self._context.now().local().year
        found = re.fullmatch(r"(?:([A-Za-z]+)[- ])?(?:(\d{4})[- ])?(\d+)", text.strip())
        if found is None:
            example = f"{settings.prefix}-{year}-{123:0{settings.number_width}}"
            raise ValueError(_("is no incident number; write it like {example}").format(example=example))
        prefix = (found[1] or settings.prefix).upper()
        return f"{prefix}-{found[2] or year}-{int(found[3]):0{settings.number_width}}"
