"""A section whose records are the items of one list of the desk: ordered, retired, brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from incidentdesk.base.texts import _
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings import list_edits
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.list_edits import Items
from incidentdesk.gui.settings.records_section import RecordsSection
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.records import RecordsModel
from incidentdesk.services.desk.desk import Changes

Edit = Callable[[Items], Items]
KEY = 1
"""The column of keys."""


class ItemsSection(RecordsSection):
    """What sections of lists share. A subclass names the list, and says what an item's form holds.

    It calls ``begin`` once all is there.
    """

    RIGHT = Right.SETTINGS

    def __init__(
        self, session: WindowSession, title: str, intro: str, *,
        area: str, model: RecordsModel, form: Form, add: str,
    ) -> None:  # fmt: skip
        super().__init__(session, title, intro, area=area, model=model, form=form, add=add)
        self.retire_button = ActionButton(_("&Retire"))
        self.up_button = IconButton("chevron-up", _("Move up"), key_hint="Alt+Up")
        self.down_button = IconButton("chevron-down", _("Move down"), key_hint="Alt+Down")
        self.row_buttons = (self.retire_button, self.up_button, self.down_button)

    @property
    def list_name(self) -> str:
        """Which of the desk's lists is shown."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the buttons of a row into the panel, and follow the settings."""
        self.retire_button.clicked.connect(lambda _checked=False: self._toggle_retired())
        for button, step, text, key in (
            (self.up_button, -1, _("Move up"), "Alt+Up"),
            (self.down_button, 1, _("Move down"), "Alt+Down"),
        ):
            button.clicked.connect(lambda _checked=False, step=step: self._move(step))
            self.shortcut(text, key, partial(self._move, step))
        for widget in self.row_buttons:
            self.panel.extras.addWidget(widget)
        self.panel.extras.addStretch()
        self.panel.dirty_changed.connect(self._make_room)
        self.session.surroundings_changed.connect(self.show_list)

    def items(self) -> Items:
        """The list as it is in force."""
        return list_edits.in_order(self.session.settings.lists.get(self.list_name, ()))

    def uid_of(self, record: ListItem) -> str:
        """The item's key."""
        return record.key

    def show_list(self) -> None:
        """Show the items as they are in force."""
        self.fill(self.items())
        self._make_room()

    def unused(self) -> set[int]:
        """The columns that say nothing of the list that is shown."""
        retired = len(self.model.columns) - 1
        return set() if any(item.retired for item in self.items()) else {retired}

    def _make_room(self) -> None:
        """Leave the keys out of the table while the panel, which tells the key too, stands beside it."""
        self.table.leave_out(self.unused() | (set() if self.panel.isHidden() else {KEY}))

    def show_row_buttons(self, record: ListItem | None) -> None:
        """Show what can be done with an item that is there already."""
        if record is not None:
            self.retire_button.setText(_("&Bring back") if record.retired else _("&Retire"))
        for widget in (*self.row_buttons, self.panel.extras_rule):
            widget.setVisible(record is not None and self.may_change)

    def edited_list(self, edit: Edit) -> Callable[[], Changes]:
        """What changes the list as it is when its turn comes on the writing thread."""
        administration, name, me = self.session.cases.administration, self.list_name, self.session.me

        def act() -> Changes:
            items = list_edits.in_order(administration.settings().lists.get(name, ()))
            return administration.write_list(name, edit(items), me)

        return act

    def _move(self, step: int) -> None:
        item = self.current_record()
        if item is None or self.session.refuses(Right.SETTINGS):
            return
        self._wanted = self.uid_of(item)
        edit = partial(list_edits.move, key=item.key, step=step)
        self.session.tasks.change(self, self.edited_list(edit), refused=self.refuse)

    def _toggle_retired(self) -> None:
        item = self.opened_record()
        if item is not None:
            keys = list_edits.retired_with(self.items(), item.key, retired=not item.retired)
            self._retire(item, keys, retired=not item.retired)

    def _retire(self, item: ListItem, keys: tuple[str, ...], *, retired: bool) -> None:
        words = _("“{label}” is retired.") if retired else _("“{label}” is back.")

        def done(_changes: Changes) -> None:
            undo = partial(self._retire, item, keys, retired=not retired)
            self.session.undoable.emit(words.format(label=_(item.label)), undo)

        edit = partial(list_edits.retire, keys=keys, retired=retired)
        self.session.tasks.change(self, self.edited_list(edit), done, refused=self.refuse)
