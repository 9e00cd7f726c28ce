"""The text of an update, with what to look at marked in it, and said below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.updates import Concern, first_gap
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.theme import current_theme
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import GrowingTextEdit

PAUSE_MS = 300
"""How long typing rests before the text is looked at."""
WHOLE = frozenset({"next_time"})
"""Rules that are about the whole text, not a place in it."""


class UpdateEdit(QWidget):
    """A text and the remarks on it, which advise and hold nothing. ``edited`` when the person changed it."""

    edited = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._template = ""
        self.concerns: tuple[Concern, ...] = ()
        self.text = GrowingTextEdit(least=5, most=14)
        self.text.setAccessibleName(_("Text of the update"))
        self.remarks = QVBoxLayout()
        self.remarks.setSpacing(4)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.text)
        column.addLayout(self.remarks)
        self.text.textChanged.connect(self._typed)

    def words(self) -> str:
        """What is written."""
        return self.text.toPlainText().strip()

    def put(self, words: str, template: str) -> None:
        """Write ``words`` by ``template``; Ctrl+Z has back what was there. The person did not type them."""
        self._template = template
        if words != self.text.toPlainText():
            self.text.blockSignals(True)
            cursor = QTextCursor(self.text.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(words)
            self.text.blockSignals(False)
        self.look()

    def set_read_only(self, read_only: bool) -> None:
        """Let it be read, and not written."""
        self.text.setReadOnly(read_only)

    def look(self) -> None:
        """Ask what to look at."""
        self._soon.stop()
        words, template = self.text.toPlainText(), self._template
        if not words.strip() or not template:
            self._show((), words)
            return
        check = self._session.cases.updates.check

        def found(concerns: tuple[Concern, ...]) -> None:
            if words == self.text.toPlainText():
                self._show(concerns, words)

        self._session.tasks.ask(self, lambda: check(template, words), found, topic="check")

    def select_gap(self) -> bool:
        """Put the cursor on the first gap; false where there is none."""
        words = self.text.toPlainText()
        gap = first_gap(words)
        if gap:
            start = words.index(gap)
            self._select(start, start + len(gap))
        return bool(gap)

    def changeEvent(self, event: QEvent) -> None:
        """Mark anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.concerns:
            self._mark(self.concerns, self.text.toPlainText())

    def _typed(self) -> None:
        self._soon.start()
        self.edited.emit()

    def _select(self, start: int, end: int) -> None:
        words, cursor = self.text.toPlainText(), self.text.textCursor()
        cursor.setPosition(_utf16(words, start))
        cursor.setPosition(_utf16(words, end), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _show(self, concerns: tuple[Concern, ...], words: str) -> None:
        same, self.concerns = concerns == self.concerns, concerns
        self._mark(concerns, words)
        if same:
            return
        while (item := self.remarks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for ones in _by_rule(concerns):
            self.remarks.addWidget(_Remark(ones, lambda one: self._select(one.start, one.end)))
        self.text.setAccessibleDescription(" ".join(one.say for one in concerns))

    def _mark(self, concerns: Sequence[Concern], words: str) -> None:
        ink, surface = current_theme().pair("warning")
        marks = []
        for one in concerns:
            if one.rule in WHOLE:
                continue
            mark = QTextEdit.ExtraSelection()
            style = QTextCharFormat()
            style.setBackground(surface)
            style.setForeground(ink)
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(_utf16(words, one.start))
            cursor.setPosition(_utf16(words, one.end), QTextCursor.MoveMode.KeepAnchor)
            mark.format, mark.cursor = style, cursor
            marks.append(mark)
        self.text.setExtraSelections(marks)


class _Remark(QWidget):
    """One thing to look at: where it stands as links, what it is, and what to ask oneself."""

    def __init__(self, concerns: Sequence[Concern], lead: Callable[[Concern], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        links: list[QWidget] = []
        for one in concerns if concerns[0].rule not in WHOLE else ():
            link = ActionButton(f"“{_short(one.text)}”", kind="link")
            link.setAccessibleDescription(one.say)
            link.clicked.connect(lambda _checked=False, one=one: lead(one))
            links.append(link)
        if links:
            flow = Flow(gap=8, line_gap=0)
            flow.set_widgets(links)
            column.addWidget(flow)
        column.addWidget(text_label(concerns[0].say, "warning", wrap=True))
        column.addWidget(text_label(concerns[0].ask, "small", wrap=True))


def _by_rule(concerns: Sequence[Concern]) -> list[list[Concern]]:
    """Those of one rule together, each text once."""
    found: dict[str, dict[str, Concern]] = {}
    for one in concerns:
        found.setdefault(one.rule, {}).setdefault(one.text, one)
    return [list(ones.values()) for ones in found.values()]


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _utf16(text: str, place: int) -> int:
    """A place in ``text`` as Qt counts: letters outside the basic plane are two."""
    return len(text[:place].encode("utf-16-le")) // 2
