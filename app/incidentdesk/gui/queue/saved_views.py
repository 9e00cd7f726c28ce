"""Saving, renaming, sharing, moving and removing views, in the name of the person at the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.queue.looks import Looks
from incidentdesk.gui.queue.view_list import ViewList
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.lists.views import View


class SavedViews(QObject):
    """What is done with views. ``saved(key)`` after one was saved; ``read`` after all were read again."""

    saved = Signal(str)
    read = Signal()

    def __init__(self, session: WindowSession, looks: Looks, pane: ViewList, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._looks = looks
        self._pane = pane
        self._asking: View | None = None
        self._parent = parent
        pane.rename_asked.connect(self.rename)
        pane.remove_asked.connect(self.remove)
        pane.move_asked.connect(self.move)
        pane.menu_asked.connect(self.show_menu)
        pane.named.connect(self._finish)

    def reload(self) -> None:
        """Read the views again."""
        session = self._session
        session.tasks.ask(self, partial(session.cases.views.all, session.me), self._show, topic="views")

    def save_as(self) -> None:
        """Ask for a name, and save the view as it is shown as a new one."""
        self._asking = self._looks.as_view(self._pane.current(), key="", title="", owner=self._session.me)
        self._pane.form.ask(_("Save this view"), "", shared=False)

    def save(self) -> None:
        """Save what was changed in the present view; one that every desk has becomes a new one."""
        view = self._looks.views[self._pane.current()]
        if view.built_in:
            self.save_as()
        else:
            self._write(self._looks.as_view(view.key))

    def rename(self) -> None:
        """Ask for another name, and who sees the view."""
        view = self._saved_one()
        if view is not None:
            self._asking = view
            self._pane.form.ask(_("Rename the view"), view.title, shared=not view.owner)

    def share(self) -> None:
        """Let everybody see the view, or the person alone."""
        view = self._saved_one()
        if view is not None:
            self._write(replace(view, owner="" if view.owner else self._session.me))

    def move(self, by: int) -> None:
        """Move the view up or down among the saved ones."""
        view = self._saved_one()
        if view is not None:
            session = self._session
            session.tasks.change(self, partial(session.cases.views.move, view.key, by, session.me))

    def remove(self) -> None:
        """Take the view away; it can be brought back."""
        view = self._saved_one()
        if view is None:
            return
        session, views = self._session, self._session.cases.views

        def restore() -> None:
            session.tasks.change(self, partial(views.restore, view.key, session.me))

        def removed(_changes: Changes) -> None:
            session.undoable.emit(_("The view “{title}” is removed.").format(title=view.title), restore)

        session.tasks.change(self, partial(views.remove, view.key, session.me), removed)

    def show_menu(self, where: QPoint) -> None:
        """Offer what can be done with the view, at a place on the screen."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(text: str, keys: str, act: Callable[[], object]) -> None:
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.triggered.connect(lambda _checked=False: act())

        offer(_("Save as a new view"), "", self.save_as)
        view = self._looks.views[self._pane.current()]
        if not view.built_in:
            menu.addSeparator()
            offer(_("Rename"), "Ctrl+R", self.rename)
            offer(_("Let everybody see it") if view.owner else _("Keep it to myself"), "", self.share)
            offer(_("Move up"), "Ctrl+Up", partial(self.move, -1))
            offer(_("Move down"), "Ctrl+Down", partial(self.move, 1))
            offer(_("Remove"), "Del", self.remove)
        menu.popup(where)

    def _saved_one(self) -> View | None:
        view = self._looks.views[self._pane.current()]
        if view.built_in:
            self._session.told.emit(_("“{title}” is on every desk and stays as it is.").format(
                title=_(view.title)), "")  # fmt: skip
            return None
        return view

    def _finish(self, title: str, shared: bool) -> None:
        if self._asking is not None:
            self._write(replace(self._asking, title=title, owner="" if shared else self._session.me))

    def _write(self, view: View) -> None:
        session = self._session

        def done(answer: tuple[View, Changes]) -> None:
            self._asking = None
            if self._pane.is_naming():
                self._pane.form.hide()
            if not view.key:
                self._looks.discard(self._pane.current())
            self._looks.views[answer[0].key] = answer[0]
            self._pane.show_views(list(self._looks.views.values()))
            session.told.emit(_("The view “{title}” is saved.").format(title=answer[0].title), "good")
            self.saved.emit(answer[0].key)

        def refused(error: UserFacingError) -> bool:
            if not self._pane.is_naming():
                return False
            self._pane.form.tell(str(error))
            return True

        session.tasks.change(self, partial(session.cases.views.save, view, session.me), done, refused=refused)

    def _show(self, views: list[View]) -> None:
        self._session.views = views
        self._looks.set_views(views)
        self._pane.show_views(views)
        self.read.emit()
