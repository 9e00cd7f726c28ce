"""Finding by its words what a person would click."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget

from end_to_end.office import Desk
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect


class Mouse:
    """Clicks of the driver of ``desk``, by words and by fields."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._driver = desk.driver

    def press(self, words: str, within: QWidget | None = None) -> None:
        """Click the button that says ``words``."""
        self._driver.click(self._button(words, within or self._desk.opened.window))

    def choose(self, field: str, words: str) -> None:
        """Click one of the options of a field that are all in sight."""
        control = self._form(field).editor(field).widget
        assert isinstance(control, SegmentedControl)
        self._driver.click(self._button(words, control))

    def pick(self, field: str, words: str, *, typed: str = "") -> None:
        """Open the list of a field with a click, shorten it by typing, and click a line of it."""
        editor = self._form(field).editor(field)
        select = editor.widget if isinstance(editor.widget, SearchSelect) else editor.widget.focusProxy()
        assert isinstance(select, SearchSelect)
        if not select.is_open():
            self._driver.click(select, command=False)
        if typed:
            self._driver.keys(typed)
        popup = select._list()  # noqa: SLF001 - the list under the field
        model = popup.list.model()
        lines = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        found = [row for row, line in enumerate(lines) if words in line]
        assert found, f"{words!r} is not among {lines}"
        index = model.index(found[0], 0)
        popup.list.scrollTo(index)
        self._driver.click_at(popup.list.viewport(), popup.list.visualRect(index).center())

    def write(self, field: str, text: str) -> None:
        """Click into a field and write."""
        widget = self._form(field).editor(field).widget
        self._driver.click(widget, command=False)
        self._driver.keys(text)

    def _form(self, field: str) -> StageForm:
        desk = self._desk
        shown = (
            desk.log.form,
            desk.incident.action.form,
            desk.incident.quick.form,
            desk.incident.stages.form,
        )
        for form in shown:
            if form is not None and form.isVisible() and field in form.visible_keys():
                return form
        raise AssertionError(f"{field} is on no form in sight")

    @staticmethod
    def _button(words: str, within: QWidget) -> QAbstractButton:
        found = [
            one
            for one in within.findChildren(QAbstractButton)
            if one.isVisible() and words in (one.text(), one.accessibleName())
        ]
        assert len(found) == 1, f"{len(found)} buttons say {words!r}"
        return found[0]
