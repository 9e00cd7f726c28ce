"""Settings, Board: what those who wait may see, and the page that is written for them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.board import BoardPlan
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.sev import sev_text
from incidentdesk.gui.board.board_feed import BoardFeed
from incidentdesk.gui.board.board_view import BoardView
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import WIDTH, FormSection
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.folder_chooser import FolderChooser
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import CodeEdit, LineEdit
from incidentdesk.services.desk.desk import Changes

INTRO = N_(
    "Stakeholders see the state for themselves: on a second screen (Ctrl+4), and on a page for a browser. "
    "Names of people and devices are taken out; a restricted incident shows its number and status only."
)
FOLDER, ON, LEAST, HOURS, IMPACT = "folder", "on", "least", "hours", "impact"
YES, NO = "yes", "no"
LEVELS = ("sev1", "sev2", "sev3", "sev5")
NARROW = 200
PREVIEW_HEIGHT = 400


def board_section(session: WindowSession) -> Section:
    """The section for this desk: no page tells stakeholders of the practice desk."""
    if not session.settings.practice:
        return BoardSection(session)
    words = _("The practice desk has a board (Ctrl+4), and writes no page: nobody is to take it for real.")
    return Section(session, _("Board"), words, max_width=WIDTH)


class BoardSection(FormSection):
    """What is shown, the board as it looks with that, and the page."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Board"), _(INTRO), place="settings/board")
        edit = CodeEdit(placeholder=_("no folder yet: no page"))
        shown, where = self._shown_form(), Form()
        where.add(FOLDER, _("Folder in which board.html is written"), edit)
        self.forms += [shown, where, switch := self._switch()]
        self.chooser = FolderChooser(edit, _("Choose a folder for the page"))
        self._add_shown(shown)
        self.view = BoardView()
        self.view.setFixedHeight(PREVIEW_HEIGHT)
        self.feed = BoardFeed(session, self, self._typed_plan)
        self.feed.read.connect(self.view.show_state)
        self.feed.failed.connect(lambda error: self.view.show_fault(str(error)))
        preview = Card(_("Preview"))
        preview.body.addWidget(self.view)
        self.body.addWidget(preview)
        self._keeper = session.board_page
        self.says = text_label("", "muted", wrap=True)
        self.open_button = ActionButton(_("O&pen the page"), icon_name="external")
        self.open_button.clicked.connect(lambda _checked=False: self._open_page())
        self._add_page(where, switch)
        self._keeper.told.connect(self._show_page)
        self.guard(self.chooser)
        self.begin()
        self._show_page()

    def open(self, _target: str) -> None:
        """Show how it looks now, and go on doing so."""
        self.feed.start()
        self._keeper.look()

    def leave(self) -> None:
        """Keep what is typed, and look no more."""
        super().leave()
        self.feed.stop()

    def kept(self) -> Mapping[str, str]:
        """The plan in force."""
        return _texts(self.session.settings.board)

    def write(self, values: Mapping[str, str]) -> Changes:
        """Set the plan."""
        return self.session.cases.board.plan(_plan(values), self.session.me)

    def done(self, _answer: object) -> str:
        """Say so, and write the page by it."""
        self._keeper.look()
        return _("The board is set.")

    def after(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The plan as it is spelled from now on."""
        return _texts(_plan(values))

    def show_values(self, _values: Mapping[str, str]) -> None:
        """Show the board as it will be."""
        if self.feed.running:
            self.feed.ask()

    def _shown_form(self) -> Form:
        form = Form()
        levels = SegmentedControl()
        levels.set_options([(sev, _level_text(sev)) for sev in LEVELS])
        form.add(LEAST, _("Shown down to the level"), levels)
        impact = SegmentedControl()
        impact.set_options([(YES, _("Yes")), (NO, _("No, only what updates say"))])
        form.add(IMPACT, _("The impact as it is noted in the room"), impact)
        hours = LineEdit()
        hours.setMaximumWidth(NARROW)
        form.add(HOURS, _("For how many hours what is resolved stays"), hours)
        return form

    def _switch(self) -> Form:
        form = Form()
        choice = SegmentedControl()
        choice.set_options([(NO, _("No")), (YES, _("Yes, at each change"))])
        form.add(ON, _("Write the page"), choice)
        return form

    def _add_shown(self, form: Form) -> None:
        card = Card(_("What is shown"))
        card.body.addWidget(form)
        self.body.addWidget(card)

    def _add_page(self, where: Form, switch: Form) -> None:
        card = Card(_("The page"))
        card.body.addWidget(switch)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(where, 1)
        row.addWidget(self.chooser, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.says, 1)
        last.addWidget(self.open_button)
        card.body.addLayout(last)
        self.body.addWidget(card)

    def _typed_plan(self) -> BoardPlan | None:
        """The plan that is typed; the saved one while that cannot be read."""
        try:
            return _plan(self.values())
        except UsageError:
            return None

    def _show_page(self) -> None:
        kept, error = self._keeper.kept, self._keeper.error
        words, role = _("No page is written."), "muted"
        if kept is not None:
            today = self.session.cases.desk.time.now().local().date()
            words = _("Last written {time}.").format(time=instant_text(kept.written, today=today))
        if error is not None:
            before = words if kept is not None else ""
            words, role = " ".join(part for part in (str(error), before) if part), "danger"
        self.says.setText(words)
        set_role(self.says, "role", role)
        self.open_button.setVisible(kept is not None)

    def _open_page(self) -> None:
        if self._keeper.kept is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._keeper.kept.path)))


def _level_text(sev: str) -> str:
    return _("All") if sev == LEVELS[-1] else sev_text(sev)


def _texts(plan: BoardPlan) -> dict[str, str]:
    least = plan.least if plan.least in LEVELS else LEVELS[-1]
    return {
        FOLDER: plan.folder, ON: YES if plan.on else NO, LEAST: least, HOURS: str(plan.hours),
        IMPACT: YES if plan.impact else NO,
    }  # fmt: skip


def _plan(values: Mapping[str, str]) -> BoardPlan:
    if not values[HOURS].isdecimal():
        raise UsageError(
            _("“{text}” is no number of hours.").format(text=values[HOURS]), _("Write 4, for example.")
        )
    return BoardPlan(
        folder=values[FOLDER],
        on=values[ON] == YES,
        least=values[LEAST] or LEVELS[-1],
        hours=int(values[HOURS]),
        impact=values[IMPACT] == YES,
    )
