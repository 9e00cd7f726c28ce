"""Home: what is mine, what nobody has, what was promised, what wakes and what is overdue, and "Take next"."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.moment_text import date_text, instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.home.away import SINCE
from incidentdesk.gui.home.day_lines import DayLine, follow_up_line, incident_line, promise_line
from incidentdesk.gui.home.day_list import DayList
from incidentdesk.gui.home.figures import Figures
from incidentdesk.gui.home.reviews_due import ReviewsDue
from incidentdesk.gui.home.runbooks_due import RunbooksDue
from incidentdesk.gui.home.timed_work import TimedWorkList
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PageBody, PageHeader
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.home import FigureKind, Missed, Taken, Today

SOON_MS, MINUTE_MS = 150, 60_000
WIDEST = 1320
MOST_MISSED = 12
"""So many lines of what fell due are shown; the figure above leads to all that is late."""
WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


class HomePage(Page):
    """What the day begins with; read again when anything changes, and each minute while it is shown."""

    tells_time_boxes = True

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self._today: Today | None = None
        self._unfocused = False
        self.header = PageHeader(_("Home"))
        self.header.after.show()
        self.take_button = ActionButton(_("Take next"), kind="primary", key_hint="T")
        self.take_button.setToolTip(_("The most pressing incident that nobody follows up becomes yours"))
        self.take_button.clicked.connect(self.take_next)
        OnlyFor(session, Right.WORK, self).guard(self.take_button)
        self.header.right.addWidget(self.take_button)
        self.figures = Figures()
        self.missed = DayList(_("Fell due while you were away"), _("Nothing fell due."))
        self.timed = TimedWorkList(session)
        self.mine = DayList(
            _("Mine, due next"), _("Nothing is assigned to you. Take the next one, or log a call.")
        )
        self.unassigned = DayList(_("Unassigned"), _("Every open incident has someone who follows it up."))
        self.promises = DayList(
            _("Callbacks promised"), _("Nobody waits to be called back. Promise one from an incident."),
            tick=_("Called"),
        )  # fmt: skip
        self.waking = DayList(_("On hold, wakes today"), _("Nothing wakes today."))
        self.follow_ups = DayList(
            _("Overdue follow-ups"), _("No preventive work is overdue."), tick=_("Done")
        )
        self.reviews = ReviewsDue(session)
        self.runbooks = RunbooksDue(session)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.read)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.read)
        self._lay_out()
        self._connect()

    # ---- what the window asks of a page

    def show_target(self, target: str) -> None:
        """Show the day; with ``since:`` and milliseconds also what fell due from then on."""
        self._minute.start()
        self.read()
        if target.startswith(SINCE):
            since = Instant(int(target.removeprefix(SINCE)), self._now().offset)
            missed = partial(self.session.cases.home.missed, since)
            self.session.tasks.ask(self, missed, self._show_missed, topic="missed")

    def focus_first(self) -> None:
        """Put the focus on the first line there is, else on the button."""
        self._unfocused = self._today is None
        lists = (self.missed, *self._order())
        if not any(one.isVisible() and one.take_focus() for one in lists):
            (self.take_button if self.take_button.isEnabled() else self.figures.figures["open"]).setFocus()

    def leave(self) -> None:
        """Let the minutes rest."""
        self._minute.stop()

    # ---- what can be done

    def read(self) -> None:
        """Read the day anew."""
        self._soon.stop()
        for one in self._own():  # before the day, so that the work in major incidents has the focus
            one.read()
        today = partial(self.session.cases.home.today, self.session.me)
        self.session.tasks.ask(self, today, self._show, topic="home")

    def take_next(self) -> None:
        """Take the most pressing incident that nobody follows up, and go to it."""
        if self.session.refuses(Right.WORK):
            return
        self.session.tasks.change(
            self, partial(self.session.cases.home.take_next, self.session.me), self._taken
        )

    def put_missed_away(self) -> None:
        """What fell due was seen."""
        had_focus = self.missed.isAncestorOf(self.focusWidget() or self)
        self.missed.hide()
        if had_focus:
            self.focus_first()

    def _taken(self, taken: Taken) -> None:
        session, me = self.session, self.session.me
        give_back = partial(session.cases.lifecycle.assign, taken.uid, "", me)
        words = _("{number} is yours.").format(number=taken.number)
        session.go.emit("incident", taken.uid)
        session.undoable.emit(words, lambda: session.tasks.change(session, give_back))

    def _called(self, line: DayLine) -> None:
        promises = self.session.cases.promises
        self._tick(
            partial(promises.keep, line.key, self.session.me),
            partial(promises.open_again, line.key, self.session.me),
            _("Called back: {whom}.").format(whom=line.text),
        )

    def _done(self, line: DayLine) -> None:
        def let(state: str) -> Callable[[], Changes]:
            change, me = self.session.cases.follow_ups.change, self.session.me
            return lambda: change(line.key, {"state": state}, me)[1]

        self._tick(let("done"), let("open"), _("Done: {text}").format(text=line.text))

    def _tick(self, act: Callable[[], Changes], undo: Callable[[], Changes], said: str) -> None:
        session = self.session
        if session.refuses(Right.WORK):
            return

        def done(_changes: Changes) -> None:
            session.undoable.emit(said, lambda: session.tasks.change(session, undo))

        session.tasks.change(self, act, done)

    # ---- answers

    def _show(self, today: Today) -> None:
        self._today = today
        settings, now = self.session.settings, today.now
        day = in_zone(now.ms, settings.zone).local().date()
        self.header.after.setText(_day_text(day))
        self.figures.show_numbers(today.figures)
        for shown, some in (
            (self.mine, today.mine), (self.unassigned, today.unassigned), (self.waking, today.waking),
        ):  # fmt: skip
            shown.show_lines(
                [incident_line(row, settings, now, self.session.me) for row in some.rows], some.total
            )
        self.promises.show_lines([promise_line(one, settings, now) for one in today.promises], today.promised)
        overdue = today.follow_ups
        self.follow_ups.show_lines(
            [follow_up_line(one, overdue.today) for one in overdue.items], overdue.total
        )
        self.take_button.setEnabled(today.unassigned.total > 0)
        if self._unfocused or not self.isAncestorOf(QApplication.focusWidget() or self):
            self.focus_first()
        self.filled.emit()

    def _show_missed(self, missed: Missed) -> None:
        settings, now = self.session.settings, missed.now
        since, today = in_zone(missed.since.ms, settings.zone), in_zone(now.ms, settings.zone).local().date()
        lines = [promise_line(one, settings, now) for one in missed.promises]
        lines += [incident_line(row, settings, now) for row in missed.rows]
        self.missed.set_title(_("Fell due since {time}").format(time=instant_text(since, today=today)))
        self.missed.show_lines(lines[:MOST_MISSED], len(lines), more=_("Seen"))
        self.missed.setVisible(bool(lines))
        self._body.verticalScrollBar().setValue(0)
        self.focus_first()

    def _changed(self, changes: Changes) -> None:
        things = {
            "responses",
            "runbook_runs",
            "promises",
            "follow_ups",
            "runbooks",
            "people",
            "settings",
            "elsewhere",
        }
        if self.isVisible() and (changes.incidents or changes.things & things) and not self._soon.isActive():
            self._soon.start()

    # ---- putting it together

    def _order(self) -> tuple[DayList, ...]:
        return (
            self.timed, self.mine, self.unassigned, self.promises, self.waking, self.follow_ups,
            self.reviews, self.runbooks,
        )  # fmt: skip

    def _own(self) -> tuple[TimedWorkList, ReviewsDue, RunbooksDue]:
        """The lists that read by themselves, and lead elsewhere than to an incident."""
        return (self.timed, self.reviews, self.runbooks)

    def _lay_out(self) -> None:
        body = self._body = PageBody(max_width=WIDEST)
        body.body.addWidget(self.figures)
        body.body.addWidget(self.missed)
        self.missed.hide()
        columns = QHBoxLayout()
        columns.setSpacing(12)
        right = (self.promises, self.waking, self.follow_ups, self.reviews, self.runbooks)
        for lists in ((self.timed, self.mine, self.unassigned), right):
            column = QVBoxLayout()
            column.setSpacing(12)
            for one in lists:
                column.addWidget(one)
            column.addStretch(1)
            columns.addLayout(column, 1)
        body.body.addLayout(columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(body, 1)

    def _connect(self) -> None:
        session = self.session
        lists = (self.missed, *self._order())
        for place, one in enumerate(lists):
            if one not in self._own():
                one.opened.connect(lambda line: session.go.emit("incident", line.target))
            one.left_upwards.connect(partial(self._leave_list, place, -1))
            one.left_downwards.connect(partial(self._leave_list, place, 1))
        self.promises.ticked.connect(self._called)
        self.follow_ups.ticked.connect(self._done)
        self.missed.all_asked.connect(self.put_missed_away)
        for one, view in ((self.mine, "mine"), (self.unassigned, "unassigned"), (self.waking, "waking")):
            one.all_asked.connect(partial(session.go.emit, "queue", view))
        self.figures.chosen.connect(self._show_figure)
        session.tasks.changed.connect(self._changed)
        add_action(self, _("Take next"), "T", self.take_next, whole_window=False)
        add_action(self, _("What fell due was seen"), "S", self.put_missed_away, whole_window=False)

    def _leave_list(self, place: int, step: int) -> None:
        lists = (self.missed, *self._order())
        place += step
        while 0 <= place < len(lists):
            if lists[place].isVisible() and lists[place].take_focus(last=step < 0):
                return
            place += step
        if step < 0:
            self.figures.figures["open"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_figure(self, kind: FigureKind) -> None:
        self.session.go.emit("queue", f"where:{json.dumps(kind.condition)}")

    def _now(self) -> Instant:
        return self.session.cases.desk.time.now()


def _day_text(day: date) -> str:
    return _("{weekday}, {date}").format(weekday=_(WEEKDAYS[day.weekday()]), date=date_text(day))
