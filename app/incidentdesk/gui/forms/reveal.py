"""Links in place of fields that are seldom needed: in the line below a table before them, else at the end."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.links import LinkLine
from incidentdesk.gui.forms.table_editor import TableEditor
from incidentdesk.gui.widgets.buttons import ActionButton


class Reveal(QObject):
    """Which fields wait behind their link. ``wanted`` carries the key of one whose link was used."""

    wanted = Signal(str)

    def __init__(self, end: LinkLine) -> None:
        super().__init__(end)
        self._end = self._line = end
        self._links: dict[str, tuple[LinkLine, ActionButton]] = {}
        self._revealed: set[str] = set()

    def add(self, editor: Editor) -> None:
        """The next field of the form."""
        if editor.field.reveal:
            self._add(editor.field.key, editor.field.reveal, self._line)
        else:
            self._line = editor.links if isinstance(editor, TableEditor) else self._end

    def begin(self) -> None:
        """Put all back behind their links."""
        self._revealed.clear()

    def reveal(self, key: str) -> None:
        """Let a field come out, for good."""
        self._revealed.add(key)

    def waits(self, editor: Editor) -> bool:
        """Whether the field is behind its link; one that has been filled or entered comes out for good."""
        if editor.has_focus() or not editor.is_empty():
            self.reveal(editor.field.key)
        return editor.field.key in self._links and editor.field.key not in self._revealed

    def show_link(self, key: str, shown: bool) -> None:
        """Show or hide a field's link, if it has one, and the line at the end with its last."""
        if key in self._links:
            line, link = self._links[key]
            line.show_link(link, shown)
        self._end.setVisible(bool(self._end.links()))

    def disable(self, key: str, why: str) -> None:
        """Let a field's link, if it has one, be disabled and its tool tip say ``why``, if there is one."""
        if why and key in self._links:
            link = self._links[key][1]
            link.setEnabled(False)
            link.setToolTip(why)

    def links(self) -> list[ActionButton]:
        """The links in sight, in the order of the fields."""
        return [link for _line, link in self._links.values() if not link.isHidden()]

    def _add(self, key: str, text: str, line: LinkLine) -> None:
        self._links[key] = (line, line.add(text, lambda: self.wanted.emit(key)))
