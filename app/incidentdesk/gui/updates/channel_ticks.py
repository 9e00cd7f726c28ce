"""The channels of an audience: which of them the text goes by, and how each stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.domain.update_sending import RESULT_TEXTS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.tick_box import TickBox
from incidentdesk.services.updates.update_channels import ChannelView


class ChannelTicks(QWidget):
    """A box to tick for each channel; what was ticked stays while those of one audience are shown."""

    changed = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._what: tuple[str, frozenset[str]] = ("", frozenset())
        self._channels: tuple[ChannelView, ...] | None = None
        self._boxes: dict[str, TickBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_channels(self, audience: str, channels: Sequence[ChannelView], wanted: Collection[str]) -> None:
        """Show the channels of ``audience``; at first those of ``wanted`` are ticked, or all."""
        what = (audience, frozenset(wanted))
        same = what == self._what
        if same and self._channels == tuple(channels):
            return
        self._channels = tuple(channels)
        before = {uid: box.isChecked() for uid, box in self._boxes.items()} if same else {}
        self._what = what
        self._clear()
        for one in channels:
            uid = one.channel.uid
            box = self._boxes[uid] = TickBox(one.channel.name)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setChecked(before.get(uid, not wanted or uid in wanted))
            box.toggled.connect(lambda _checked: self.changed.emit())
            state = _state(one, self._session)
            box.setAccessibleDescription(f"{one.kind}, {one.address}, {state}")
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(box, 1)
            said = text_label(state, "small" if one.ready else "warning")
            said.setToolTip(f"{one.kind} · {one.address}")
            line.addWidget(said)
            self._column.addLayout(line)
        if not channels:
            self._say_none()

    def ticked(self) -> tuple[str, ...]:
        """The channels that the text goes by."""
        return tuple(uid for uid, box in self._boxes.items() if box.isChecked())

    def _say_none(self) -> None:
        words = _("No channel tells them yet. Copy the text, tell them yourself, and mark them as told.")
        self._column.addWidget(text_label(words, "small", wrap=True))
        if self._session.may(Right.SETTINGS):
            link = ActionButton(_("Add a channel"), kind="link")
            link.clicked.connect(lambda _checked=False: self._session.go.emit("settings", "channels"))
            self._column.addWidget(link)

    def _clear(self) -> None:
        self._boxes = {}
        while (item := self._column.takeAt(0)) is not None:
            layout = item.layout()
            parts: list[QWidget | None] = [item.widget()]
            while layout is not None and (part := layout.takeAt(0)) is not None:
                parts.append(part.widget())
            for one in parts:
                if one is not None:
                    one.hide()
                    one.deleteLater()


def _state(one: ChannelView, session: WindowSession) -> str:
    channel = one.channel
    if not one.ready:
        return _("needs its password")
    if channel.tested is None:
        return _("not tested")
    if channel.tested_result == "ok":
        today = session.cases.desk.time.now().local().date()
        return _("tested {when}").format(when=instant_text(channel.tested, today=today))
    return _(RESULT_TEXTS.get(channel.tested_result, channel.tested_result))
