"""Who is at the keyboard: changing person, the lock, and finding one's place again afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.records import Person
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.signing.idle_watch import IdleWatch
from incidentdesk.gui.signing.recent import Recent

if TYPE_CHECKING:
    from incidentdesk.gui.signing.sign_in_page import SignInPage


class Doorkeeper(QObject):
    """Covers ``content`` in ``stack`` with a page that asks who works here, and lets them in.

    ``closing`` comes before it is covered, for what is typed to be written; ``opened`` once it is in sight
    again, ``lost`` before that where the place of the focus is gone. When somebody else comes, ``parting`` is
    told while the session is still the earlier person's, and ``came`` once it is theirs.
    """

    closing = Signal()
    opened = Signal()
    lost = Signal()
    parting = Signal()
    came = Signal()

    def __init__(
        self,
        session: WindowSession,
        stack: QStackedWidget,
        content: QWidget,
        store: QSettings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._stack = stack
        self._content = content
        self._recent = Recent(store)
        self._place: QWidget | None = None
        self._page: SignInPage | None = None
        self.watch = IdleWatch(session.cases.desk.time, self)
        self.watch.idle.connect(self._lock_idle)
        session.surroundings_changed.connect(self._follow_surroundings)

    @property
    def page(self) -> SignInPage:
        """What covers the window; imported and made at its first use."""
        if self._page is None:
            from incidentdesk.gui.signing.sign_in_page import SignInPage

            page = self._page = SignInPage(self._stack)
            page.entered.connect(self._try)
            page.left.connect(self._open)
            self._stack.addWidget(page)
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.connect(self._keep_focus)
        return self._page

    def is_closed(self) -> bool:
        """Whether the window is covered: locked, or while it is asked who comes."""
        return self._stack.currentWidget() is not self._content

    def begin(self) -> None:
        """The window is about to be shown: whoever has a PIN types it first, who has left lets others in."""
        if not self._session.person.active:
            self._refuse_who_left()
            return
        self._recent.put(self._session.me)
        if self._session.me in self._session.surroundings.with_pin:
            self._close(_("Whoever has a PIN begins with it."), locked=True)
        else:
            self._watch()

    def change(self) -> None:
        """Ask who works here from now on; whoever is here may go back."""
        if not self.is_closed():
            words = _("{name} works here now. What is typed and not saved stays theirs until they are back.")
            self._close(words.format(name=self._session.person.name), locked=False)

    def lock(self) -> None:
        """Cover the window until somebody says who they are."""
        if not self._session.locked:
            self._close(self._since(_("Since {time}.")), locked=True)

    def _lock_idle(self, slept: bool) -> None:
        minutes = self._minutes()
        if slept:
            words = _("The computer slept.")
        else:
            words = ngettext(
                "Since {time}, after {n} minute without input.",
                "Since {time}, after {n} minutes without input.", minutes,
            )  # fmt: skip
        self._close(self._since(words, n=minutes), locked=True)

    def _since(self, words: str, **more: int) -> str:
        now = self._session.cases.desk.time.now().local()
        return words.format(time=f"{now:%H:%M}", **more) + " " + _("What was typed is kept.")

    def _close(self, why: str, *, locked: bool) -> None:
        from incidentdesk.gui.signing.sign_in_page import Asked

        if not self.is_closed():
            self._place = self._content.focusWidget()
            self.closing.emit()
            _close_popups()
            self._forget_focus()
        session = self._session
        session.set_locked(locked)
        if locked:
            self.watch.begin(0)
        lines = self._recent.lines(session.surroundings, session.person, me_first=locked)
        current = lines[0].person.uid if lines else ""
        self.page.ask(Asked(lines, current, locked, why))
        self._stack.setCurrentWidget(self.page)
        self.page.focus_first()

    def _forget_focus(self) -> None:
        """The focus leaves the content before it is covered: Qt would look for another place in it."""
        focused = QApplication.focusWidget()
        if focused is not None and self._content.isAncestorOf(focused):
            focused.clearFocus()

    def _keep_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Something below the cover asked for the focus: an answer came there. It gets none."""
        astray = self._stack.isActiveWindow() if new is None else self._content.isAncestorOf(new)
        if astray and self.is_closed():
            self.page.focus_first()

    def _try(self, uid: str, pin: str) -> None:
        """Let them in if they are who they say."""
        work = partial(self._session.cases.signing_in.sign_in, uid, pin)

        def refused(error: UserFacingError) -> bool:
            self.page.refuse(error)
            return True

        ended = partial(self.page.set_busy, False)
        self._session.tasks.let_in(self, work, self._let_in, refused=refused, ended=ended)

    def _let_in(self, person: Person) -> None:
        self._recent.put(person.uid)
        if person.uid == self._session.me:
            self._open()
            return
        self.parting.emit()
        self._place = None
        self._session.change_person(person)
        self._session.set_locked(False)
        self.came.emit()
        self._open()

    def _open(self) -> None:
        self._session.set_locked(False)
        self._stack.setCurrentWidget(self._content)
        place, self._place = self._place, None
        if place is not None and shiboken6.isValid(place) and place.isVisible() and place.isEnabled():
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.lost.emit()
        self.opened.emit()
        self._watch()

    def _minutes(self) -> int:
        session = self._session
        has_pin = session.me in session.surroundings.with_pin
        return session.settings.lock_after.minutes(has_pin=has_pin)

    def _watch(self) -> None:
        self.watch.begin(self._minutes() * 60_000)

    def _refuse_who_left(self) -> None:
        words = _("{name} does not work here any more. Whoever does chooses their name.")
        self._close(words.format(name=self._session.person.name), locked=True)

    def _follow_surroundings(self) -> None:
        """Staff, PINs or the times of the lock are not what they were."""
        session = self._session
        if self.is_closed():
            self.page.offer(self._recent.lines(session.surroundings, session.person, me_first=session.locked))
        elif not session.person.active:
            self._refuse_who_left()
        elif self.watch.limit_ms != self._minutes() * 60_000:
            self._watch()


def _close_popups() -> None:
    """Put away what is above the window: menus, and dialogs of the system for files."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()
