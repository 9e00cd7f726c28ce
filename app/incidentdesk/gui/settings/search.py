"""Settings, Search: how the index is, checking it, and making it anew."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.services.lists.index_upkeep import IndexState
from incidentdesk.services.timeline_texts import size_text


class SearchSection(Section):
    """Numbers to read, and two buttons; while the index is made anew, how far that is."""

    def __init__(self, session: WindowSession) -> None:
        intro = _(
            "Search looks into an index of all words: titles, descriptions, stages, notes, people and names "
            "of files. It is kept true by every change, and checked against the texts once a week."
        )
        super().__init__(session, _("Search"), intro, max_width=760)
        self._keeper = session.index
        self.count, self.room, self.checked, self.rebuilt = QLabel(), QLabel(), QLabel(), QLabel()
        self.doing = text_label("", "muted", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        self.check_button = ActionButton(_("Chec&k now"), icon_name="check")
        self.check_button.clicked.connect(lambda _checked=False: self._keeper.check())
        self.rebuild_button = ActionButton(_("Re&build"), icon_name="refresh")
        self.rebuild_button.clicked.connect(lambda _checked=False: self._keeper.rebuild())
        self.body.addWidget(self._card())
        self._keeper.told.connect(self._show)
        self._show()

    def open(self, target: str) -> None:
        """Read the numbers anew."""
        self._keeper.ask()

    def focus_first(self) -> None:
        """Start with the check."""
        self.check_button.setFocus()

    def _card(self) -> Card:
        card = Card()
        card.body.addWidget(text_label(_("The index"), "subheading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 140)
        grid.setColumnStretch(1, 1)
        rows = (
            (_("Incidents in it"), self.count),
            (_("Size"), self.room),
            (_("Last check"), self.checked),
            (_("Last rebuild"), self.rebuilt),
        )
        for row, (name, value) in enumerate(rows):
            grid.addWidget(text_label(name, "muted"), row, 0)
            value.setAccessibleName(name)
            value.setWordWrap(True)
            grid.addWidget(value, row, 1)
        card.body.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.check_button)
        buttons.addWidget(self.rebuild_button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        card.body.addWidget(self.doing)
        card.body.addWidget(self.progress)
        return card

    def _show(self) -> None:
        state, keeper = self._keeper.state, self._keeper
        busy = keeper.checking or keeper.rebuilding
        # A button that loses its focus to nobody would lead the keyboard out of the section.
        self.check_button.setEnabled(not busy or self.check_button.hasFocus())
        self.rebuild_button.setEnabled(not busy or self.rebuild_button.hasFocus())
        self.progress.setVisible(busy)
        self.doing.setVisible(busy)
        if state is None:
            return
        self._show_state(state)
        if keeper.rebuilding:
            words = _("Being rebuilt: {n} of {total}. Searches find what is in it so far, the newest first.")
            self.doing.setText(words.format(n=f"{state.indexed:,}", total=f"{state.incidents:,}"))
            self.progress.setRange(0, max(state.incidents, 1))
            self.progress.setValue(state.indexed)
        elif keeper.checking:
            self.doing.setText(_("Compared with the texts of all incidents. Work goes on meanwhile."))
            self.progress.setRange(0, 0)

    def _show_state(self, state: IndexState) -> None:
        self.count.setText(_("{n} of {total}").format(n=f"{state.indexed:,}", total=f"{state.incidents:,}"))
        if state.size:
            self.room.setText(size_text(state.size))
        verdict = {
            "ok": (_("true to the texts"), "good"),
            "stale": (_("stale: searches may miss something. Rebuild it."), "danger"),
        }.get(state.verdict, (_("not checked yet"), "plain"))
        when = self._when(state.checked_ms) if state.verdict else ""
        self.checked.setText(f"{when}: {verdict[0]}" if when else verdict[0])
        set_role(self.checked, "role", verdict[1])
        self.rebuilt.setText(self._when(state.rebuilt_ms) or _("never"))

    def _when(self, ms: int | None) -> str:
        if ms is None:
            return ""
        now = self.session.cases.desk.time.now()
        return instant_text(in_zone(ms, self.session.settings.zone), today=now.local().date())
