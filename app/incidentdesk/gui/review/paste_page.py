"""Pasting a timeline that was written elsewhere: the text, what would become of it, and writing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.review.paste_look import COLUMNS, Asked, Line, Looked, look_at
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.stand_in import StandIn
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar, PageBody, clear_layout
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.progress_panel import ProgressPanel
from incidentdesk.gui.widgets.records import RecordsModel, RecordsTable
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.intake.pasted_texts import Problem
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.imports.import_types import Control, Progress
from incidentdesk.services.response.pasted_timelines import PasteResult

REST_MS = 180
"""How long typing rests before the text is read."""

ROWS = 12
"""So many of the entries are in sight at once."""
WHEN, WHEN_MOST = 1, 340
"""The column of times, and how wide it is at most, in pixels."""

PROBLEMS = 6
"""How many lines that need a look are named at once."""


class PastePage(StandIn):
    """One timeline for one incident; ``closed`` when it was written, or put away as a draft."""

    _step = Signal(object)

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: IncidentPage | None = None
        self._looked: Looked | None = None
        self._stopped = self._busy = False
        self.text = GrowingTextEdit(least=6, most=10, placeholder=_("2026-03-01 10:40  The page was slow"))
        self.day = LineEdit(placeholder=_("as the text says"))
        self.zone = LineEdit(placeholder=_("as the text says"))
        self.day_field = FieldFrame(_("It began on"), self.day, help=_("Like 2026-03-01"))
        self.zone_field = FieldFrame(
            _("Zone of the times"), self.zone, help=_("Like UTC, CEST or Europe/Berlin")
        )
        self.said = text_label("", "muted", wrap=True)
        self.refused = Banner(closable=False)
        self.model = RecordsModel(COLUMNS, spoken=_spoken, parent=self)
        self.table = RecordsTable(_("Entries as they would be"), self.model)
        self.problems = QVBoxLayout()
        self.progress = ProgressPanel()
        self.write_button = ActionButton(_("Write the entries"), kind="primary", key_hint="Ctrl+Return")
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        self._step.connect(self.progress.tell)
        self.progress.cancelled.connect(self._stop)
        self._lay_out()
        self.text.textChanged.connect(self._edited)
        self.day.textEdited.connect(self._edited)
        self.zone.textEdited.connect(self._edited)

    def show_page(self, page: IncidentPage) -> None:
        """Paste into the incident of ``page``: what was begun for it is there again."""
        same = self._page is not None and self._page.incident.uid == page.incident.uid
        self._page = page
        if not same:
            self.keeper.move_to(f"paste/{page.incident.uid}")
            self._put(Asked("", "", ""))
            self.keeper.load(self._offer_draft)
        self._rest.start()

    def focus_first(self) -> None:
        """The text has the focus, or the day where only that is missing."""
        asks = self._looked is not None and self._looked.asks_date and not self.day.text().strip()
        (self.day if asks else self.text).setFocus()

    def leave(self) -> None:
        """Write the draft now."""
        self.keeper.flush()

    def back(self) -> bool:
        """Stop what is being written; false where nothing is."""
        if self._busy:
            self._stop()
        return self._busy

    def go_on(self) -> None:
        """Add what is new to the timeline; afterwards that can be undone."""
        page, looked, session = self._page, self._looked, self._session
        if page is None or looked is None or self._busy or session.refuses(Right.WORK):
            return
        if self._rest.isActive() or not looked.may_be_written:
            self.focus_first()
            return
        self._busy, self._stopped = True, False
        self.progress.begin(_("Adding entries"))
        control = Control(progress=self._tell, cancelled=lambda: self._stopped)
        write = partial(session.cases.pasted_timelines.write, looked.look, session.me, control)
        session.tasks.change(
            self, write, partial(self._written, page.incident.uid, self.keeper.place), ended=self._ended
        )

    # Inside

    def _tell(self, progress: Progress) -> None:
        self._step.emit(progress)  # from the thread that writes

    def _stop(self) -> None:
        self._stopped = True

    def _ended(self) -> None:
        self._busy = False
        self.progress.end()

    def _written(self, uid: str, place: str, result: PasteResult) -> None:
        session = self._session
        words = ngettext("{n} entry was added.", "{n} entries were added.", result.added).format(
            n=result.added
        )
        if result.stopped:
            words += " " + _("Stopped; writing it again adds the rest.")
        if result.cause:
            undo = partial(session.cases.pasted_timelines.undo, uid, result.cause, session.me)
            session.undoable.emit(words, partial(self._undo, undo))
        if place == self.keeper.place and not result.stopped:
            self._page = None
            self._put(Asked("", "", ""))
            self.keeper.forget()
            self.closed.emit()
        elif result.stopped:
            self._rest.start()

    def _undo(self, undo: Callable[[], tuple[int, Changes]]) -> None:
        session = self._session
        words = _("The entries were taken back.")
        session.tasks.change(self, undo, lambda _done: session.told.emit(words, "good"))

    def _look(self) -> None:
        page = self._page
        if page is None:
            return
        asked, zone = self._asked(), self._session.settings.zone
        self.refused.hide()
        question = partial(look_at, self._session.cases.pasted_timelines, page.incident.uid, asked, zone)
        self._session.tasks.ask(self, question, self._show, topic="paste", refused=self._refuse)

    def _refuse(self, error: UserFacingError) -> bool:
        self.refused.set_message(str(error), "warning")
        self._show(None)
        return True

    def _show(self, looked: Looked | None) -> None:
        self._looked = looked
        self.model.set_records(looked.lines if looked is not None else [])
        self.table.setColumnWidth(WHEN, min(self.table.needed_width(WHEN), WHEN_MOST))
        self.table.fit_rows(ROWS)
        self._show_problems(looked.problems if looked is not None else ())
        count = looked.count if looked is not None else 0
        self.write_button.setText(
            ngettext("Write {n} entry", "Write {n} entries", count).format(n=count)
            if count
            else _("Write the entries")
        )
        self.write_button.setEnabled(looked is not None and looked.may_be_written)
        if looked is not None and looked.asks_date:
            self.day_field.show_gap(_("Say on which day it began, like 2026-03-01"))
        else:
            self.day_field.clear_gap()
        self.said.setText(_said(looked, self.text.toPlainText()))
        self.table.setVisible(bool(looked is not None and looked.lines))

    def _show_problems(self, found: tuple[Problem, ...]) -> None:
        clear_layout(self.problems)
        for one in found[:PROBLEMS]:
            words = _("Line {n}: {text}. {remedy}").format(
                n=one.line, text=one.text.rstrip("."), remedy=one.remedy
            )
            self.problems.addWidget(text_label(words, "danger" if one.stops else "warning", wrap=True))
        more = len(found) - PROBLEMS
        if more > 0:
            words = ngettext("and {n} more line to look at", "and {n} more lines to look at", more)
            self.problems.addWidget(text_label(words.format(n=more), "muted"))

    def _asked(self) -> Asked:
        return Asked(self.text.toPlainText(), self.day.text(), self.zone.text())

    def _put(self, asked: Asked) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(asked.text)
        self.text.blockSignals(False)
        self.day.setText(asked.day)
        self.zone.setText(asked.zone)
        self._show(None)

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        return {key: text for key, text in self._asked()._asdict().items() if text}, {}

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        if drafts and not any(self._asked()):
            kept = {key: str(one.value or "") for key, one in drafts.items()}
            self._put(Asked(kept.get("text", ""), kept.get("day", ""), kept.get("zone", "")))
            self._rest.start()

    def _edited(self, _text: object = None) -> None:
        self.keeper.touch()
        self._rest.start()

    def _lay_out(self) -> None:
        body = PageBody(max_width=1000, centred=False)
        hint = _(
            "Markdown, a table, or lines that begin with a time. A whole review can be pasted: "
            "its timeline is found."
        )
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.day_field, 1)
        row.addWidget(self.zone_field, 1)
        self.problems.setSpacing(4)
        body.body.addWidget(text_label(_("Paste a timeline"), "subheading"))
        body.body.addWidget(FieldFrame(_("Text"), self.text, help=hint))
        body.body.addLayout(row)
        for widget in (self.refused, self.progress, self.said):
            body.body.addWidget(widget)
        body.body.addLayout(self.problems)
        body.body.addWidget(self.table)
        self.refused.hide()
        footer = FooterBar()
        back = ActionButton(_("Back to the stage"), key_hint="Esc")
        back.clicked.connect(lambda _checked=False: self.closed.emit())
        footer.left.addWidget(back)
        self.write_button.clicked.connect(lambda _checked=False: self.go_on())
        footer.right.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(body, 1)
        column.addWidget(footer)


def _said(looked: Looked | None, text: str) -> str:
    if looked is None or not text.strip():
        return ""
    if not looked.lines:
        return _("There is no timeline in it: no line begins with a time.")
    there = len(looked.look.there)
    parts = [looked.zone]
    if there:
        parts.append(ngettext("{n} is there already", "{n} are there already", there).format(n=there))
    return " · ".join(parts)


def _spoken(one: Line) -> str:
    return _("Line {line}: {when}, {text}, {state}").format(**one._asdict())
