"""The buttons of the composer: one that stands out for what comes next, and what always works."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.updates.composer import Composer
from incidentdesk.gui.updates.update_acts import UpdateActs
from incidentdesk.gui.updates.update_words import audience_name
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label

Act = Callable[[], object]


class ComposerButtons(QWidget):
    """Send, ask or approve, as who is at the keyboard may; copy, and mark as told."""

    def __init__(self, card: Composer, acts: UpdateActs) -> None:
        super().__init__()
        self._card, self._does = card, acts
        self._confirm: Act = acts.copy
        self.progress = text_label("", "muted")
        self.progress.hide()
        self.flow = Flow(gap=8, line_gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.progress)
        column.addWidget(self.flow)
        self._shown: tuple[str, ...] = ()

    def confirm(self) -> None:
        """Do what the button says that stands out."""
        self._confirm()

    def show_acts(self) -> None:
        """Show the buttons that fit now; where they are the same ones, they stay with the focus on them."""
        acts = self._acts()
        names = tuple(words for words, _act in acts)
        self._confirm = acts[0][1]
        self._show_progress()
        if names == self._shown:
            return
        self._shown = names
        was_here = QApplication.focusWidget() in self.flow.widgets()
        buttons: list[QWidget] = []
        for place, (words, _act) in enumerate(acts):
            made = ActionButton(
                words, kind="plain" if place else "primary", key_hint="" if place else "Ctrl+Return"
            )
            made.clicked.connect(lambda _checked=False, words=words: self._do(words))
            buttons.append(made)
        self.flow.set_widgets(buttons)
        if was_here:
            self._card.keep_focus()  # not on another button: Enter pressed twice would send

    def _do(self, words: str) -> None:
        for known, act in self._acts():
            if known == words:
                act()
                return

    def _acts(self) -> list[tuple[str, Act]]:
        card, acts = self._card, self._does
        if self._under_way():
            return [(_("Cancel"), self._cancel), (_("Copy"), acts.copy)]
        found: list[tuple[str, Act]] = []
        view, there, text = card.shown.view, card.shown.there, card.shown.open_text
        if there is not None and view is not None:
            commands = view.i_command
            approved = text is not None and text.state == "approved" and not card.dirty
            sends = bool(there.channels)
            if not there.needs_commander or commands or approved:
                whom = audience_name(there.audience)
                waits = card.shown.waiting is not None
                send = _("Approve and send") if waits else _("Send to {whom}").format(whom=whom)
                found += [(send, acts.send)] if sends else []
                found += [(_("Approve"), acts.approve)] if waits and commands else []
            else:
                found.append((_("Ask the commander"), acts.ask))
        return [*found, (_("Copy"), acts.copy), (_("Mark as told…"), card.ask_whom)]

    def _under_way(self) -> str:
        """The uid of the text that is on its way."""
        there, sender = self._card.shown.there, self._card.session.update_sender
        for one in [there.open, *there.told[:1]] if there else []:
            if one is not None and sender.progress(one.text.uid) is not None:
                return one.text.uid
        return ""

    def _cancel(self) -> None:
        self._card.session.update_sender.cancel(self._under_way())

    def _show_progress(self) -> None:
        uid = self._under_way()
        came = self._card.session.update_sender.progress(uid) if uid else None
        self.progress.setVisible(came is not None)
        if came is not None:
            done, whole = came
            self.progress.setText(
                _("Sending: {done} of {whole}").format(done=done, whole=whole) if whole else _("Sending…")
            )
