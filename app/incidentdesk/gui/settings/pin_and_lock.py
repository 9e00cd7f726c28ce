"""Settings, PIN and lock: one's own PIN, and after how long windows lock themselves."""

from __future__ import annotations

from functools import partial

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.domain.pins import LockAfter
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.pin_card import PinCard
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl

MINUTES = (0, 2, 5, 10, 15, 30, 60)
"""What is offered; 0 is never."""

INTRO = N_(
    "A PIN keeps colleagues from signing each other's work by mistake. It does no more than that: whoever "
    "can read the desk's file can read all of it. Protect the file by the rights of its folder."
)


class PinAndLockSection(Section):
    """A card for one's own PIN, and one for the lock, which is the same for the whole desk."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("PIN and lock"), _(INTRO), max_width=760)
        self.pin = PinCard(session)
        self.with_pin, self.without_pin = SegmentedControl(), SegmentedControl()
        self.with_pin.changed.connect(lambda _key: self._save())
        self.without_pin.changed.connect(lambda _key: self._save())
        self.who_may = text_label(_("Administrators set this."), "muted", wrap=True)
        self.body.addWidget(self.pin)
        self.body.addWidget(self._lock_card())
        session.surroundings_changed.connect(self._show)
        self._show()

    def focus_first(self) -> None:
        """Start with the PIN."""
        self.pin.focus_first()

    def save(self) -> None:
        """Set the PIN that is typed."""
        self.pin.save()

    def leave(self) -> None:
        """A PIN is no draft: what is typed of one goes."""
        self.pin.forget()

    def _lock_card(self) -> Card:
        card = Card()
        card.body.setSpacing(12)
        card.body.addWidget(text_label(_("The window locks itself"), "subheading"))
        card.body.addWidget(
            text_label(
                _(
                    "After so long without a key or the mouse, or after the computer slept, the window is "
                    "covered and asks who works here. What was typed is kept. Ctrl+L locks at once."
                ),
                wrap=True,
            )
        )
        card.body.addWidget(FieldFrame(_("For those with a PIN"), self.with_pin))
        card.body.addWidget(
            FieldFrame(_("For those without a PIN"), self.without_pin, help=_("Enter is enough to go on."))
        )
        card.body.addWidget(self.who_may)
        return card

    def _show(self) -> None:
        after, allowed = self.session.settings.lock_after, self.session.may(Right.SETTINGS)
        chosen = ((self.with_pin, after.with_pin), (self.without_pin, after.without_pin))
        for control, minutes in chosen:
            control.set_options([(str(one), _words(one)) for one in sorted({*MINUTES, minutes})])
            control.set_value(str(minutes))
            control.setEnabled(allowed)
        self.who_may.setVisible(not allowed)

    def _save(self) -> None:
        before = self.session.settings.lock_after
        after = LockAfter(int(self.with_pin.value() or 0), int(self.without_pin.value() or 0))
        self._set(after, before)

    def _set(self, after: LockAfter, before: LockAfter) -> None:
        session = self.session
        act = partial(session.cases.signing_in.lock_after, after.with_pin, after.without_pin, session.me)

        def done(_changes: object) -> None:
            self.banner.set_message("", "accent")
            session.undoable.emit(_("The lock is set."), partial(self._set, before, after))

        session.tasks.change(self, act, done, refused=self.refuse)


def _words(minutes: int) -> str:
    if not minutes:
        return _("Never")
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
