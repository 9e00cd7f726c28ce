"""The room “Import and export”: a list of its sections at the left, the chosen one at the right."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.background import BackgroundWork
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.transfer.export_section import ExportSection
from incidentdesk.gui.transfer.history_section import HistorySection
from incidentdesk.gui.transfer.import_section import ImportSection
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.section_list import SectionItem, SectionList


class TransferPage(Page):
    """Import, export and the imports so far. What is typed stays while one is elsewhere.

    Ctrl+Page Up and Ctrl+Page Down go to the section above and below, Ctrl+Enter does what the section is
    for, Esc stops what is under way.
    """

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.setAccessibleName(_("Import and export"))
        self.work = BackgroundWork(session.cases.new_worker, self, lambda: session.me)
        self.looking = BackgroundWork(session.cases.new_worker, self, lambda: session.me)
        self.imports = ImportSection(session, self.work, self.looking)
        self.exports = ExportSection(session, self.work)
        self.history = HistorySection(session, self.work)
        self._sections: dict[str, Section] = {
            "import": self.imports, "export": self.exports, "imports": self.history
        }  # fmt: skip
        items = [
            SectionItem("import", _("Import"), "inbox"),
            SectionItem("export", _("Export"), "download"),
            SectionItem("imports", _("Imports so far"), "clock"),
        ]
        self.sections = SectionList(_("Import and export"), items)
        self.sections.chosen.connect(self._chosen)
        self.sections.passed.connect(self.open_section)
        self.stack = QStackedWidget()
        for section in self._sections.values():
            self.stack.addWidget(section)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(self.stack, 1)
        self._current = next(iter(self._sections))
        self.imports.show_import.connect(self._show_import)
        self.imports.undo_import.connect(lambda uid: self.open_section("imports", uid))
        self.history.show_import.connect(self._show_import)
        self.history.import_wanted.connect(lambda: self._chosen("import"))
        add_action(self, _("Go on: look, import, export, undo"), "Ctrl+Return", self._act, whole_window=False)
        add_action(
            self, _("Stop what is under way, or keep an import"), "Esc", self._stop, whole_window=False
        )
        add_action(self, _("The section above"), "Ctrl+PgUp", lambda: self._step(-1), whole_window=False)
        add_action(self, _("The section below"), "Ctrl+PgDown", lambda: self._step(1), whole_window=False)

    @property
    def busy(self) -> bool:
        """Whether something is under way in another process."""
        return self.work.busy or self.looking.busy

    def open_section(self, key: str, target: str = "") -> None:
        """Show the section ``key``, at ``target`` within it."""
        if key != self._current:
            self._sections[self._current].leave()
        self._current = key
        self.sections.set_current(key)
        self.stack.setCurrentWidget(self._sections[key])
        self._sections[key].open(target)

    def show_target(self, target: str) -> None:
        """Show a section (``export``), or a place within it (``export/mine``); empty: the last one."""
        key, _slash, within = target.partition("/")
        self.open_section(key if key in self._sections else self._current, within)

    def focus_first(self) -> None:
        """Put the focus into the section that is shown."""
        self._sections[self._current].focus_first()

    def leave(self) -> None:
        """Keep what is typed in any section."""
        for section in self._sections.values():
            section.leave()

    def state(self) -> dict[str, object]:
        """What was chosen, for the next time."""
        return {"export": self.exports.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what was chosen the last time."""
        kept = state.get("export")
        if isinstance(kept, dict):
            self.exports.restore(kept)

    def holds_more(self) -> bool:
        """Whether something is under way in another process, or its end was told here and not put away."""
        return self.busy or not (self.imports.banner.isHidden() and self.history.banner.isHidden())

    def close_down(self) -> None:
        """The window closes: work that is under way stops between two steps, and can go on another time."""
        self.work.close()
        self.looking.close()
        self.imports.close_down()

    def _chosen(self, key: str) -> None:
        self.open_section(key)
        self.focus_first()

    def _act(self) -> None:
        {"import": self.imports.go_on, "export": self.exports.export, "imports": self.history.go_on}[
            self._current
        ]()

    def _stop(self) -> None:
        self.work.cancel()
        self.history.put_away()

    def _show_import(self, uid: str) -> None:
        condition = json.dumps({"field": "import", "op": "contains", "value": uid})
        self.session.go.emit("queue", f"where:{condition}")

    def _step(self, by: int) -> None:
        keys = list(self._sections)
        place = keys.index(self._current) + by
        if 0 <= place < len(keys):
            self._chosen(keys[place])
