"""The files of an incident: attach by dialog, drop and paste; look, and save elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.records import Attachment
from incidentdesk.gui.attachments import PendingFiles, connect_sources
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import SIDE_MARGIN, Card, PageBody, clear_layout
from incidentdesk.gui.widgets.drop import FileDropArea
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.write_file import write_bytes
from incidentdesk.services.cases.conversation import ATTACHMENT_KINDS, NewFile
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.timeline_texts import size_text

THUMBNAIL = 220


class FilesPanel(PageBody):
    """Attaching and looking at files."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(margin=SIDE_MARGIN, parent=parent)
        self._session = session
        self._page: IncidentPage | None = None
        self._shown: tuple[str, ...] | None = None
        settings = session.settings
        self.kind = SegmentedControl(
            [(kind, settings.label("attachment_kinds", kind)) for kind in ATTACHMENT_KINDS]
        )
        self.kind.setAccessibleName(_("Kind of attachment"))
        self.kind.set_value("evidence")
        self.drop = FileDropArea()
        self.pending = PendingFiles(session.tasks)
        self.attach_button = ActionButton(_("Attach"), kind="primary")
        self.attach_button.clicked.connect(self.attach)
        self.attach_button.hide()
        connect_sources(self.pending, self.drop)
        self.pending.changed.connect(self._pending_changed)
        self._busy = False
        self.keeper = DraftKeeper(session, "", self._typed, self)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        for widget in (self.kind, self.drop, self.pending, self.attach_button):
            self.body.addWidget(widget)
        self.body.addLayout(self._list)

    def show_page(self, page: IncidentPage) -> None:
        """Show the files of ``page``."""
        if self._page is None or self._page.incident.uid != page.incident.uid:
            self.leave()
            self._page = page
            self.keeper.move_to(f"files/{page.incident.uid}")
            self.pending.clear()
            self.attach_button.hide()
            self.keeper.load(self._offer_draft)
        self._page = page
        uids = tuple(one.uid for one in page.attachments)
        if uids == self._shown:
            return
        self._shown = uids
        clear_layout(self._list)
        if not page.attachments:
            self._list.addWidget(text_label(_("No files yet."), "muted"))
        for one in page.attachments:
            self._list.addWidget(self._card(one, page))

    def leave(self) -> None:
        """Write the draft of the chosen files now; too big ones are not kept (``PendingFiles`` says so)."""
        if self._page is not None:
            self.keeper.flush()

    def attach(self) -> None:
        """Keep the chosen files with the incident."""
        if self._page is None or self._busy or not self.pending.files:
            return
        uid, me, kind = self._page.incident.uid, self._session.me, str(self.kind.value() or "evidence")
        conversation, files = self._session.cases.conversation, self.pending.files

        def act(files: tuple[NewFile, ...] = files) -> Changes:
            return [conversation.attach(uid, file, me, kind=kind) for file in files][-1]

        self._busy, place = True, self.keeper.place
        self._session.tasks.change(
            self, act, lambda _changes: self._attached(place, files), ended=self._ended
        )

    def _attached(self, place: str, attached: tuple[NewFile, ...]) -> None:
        if place != self.keeper.place:
            self.keeper.forget_at(place)
            return
        more = [one for one in self.pending.files if not any(one is other for other in attached)]
        self.keeper.forget()
        self.pending.clear()
        self.attach_button.hide()
        self.pending.take(more)

    def _ended(self) -> None:
        self._busy = False

    def _pending_changed(self) -> None:
        self.attach_button.setVisible(bool(self.pending.files))
        if self._page is not None:
            self.keeper.touch()

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        kept = self.pending.draft()
        return ({"files": kept} if kept else {}), {}

    def _offer_draft(self, drafts: dict[str, Draft]) -> None:
        if drafts and not self.pending.files:
            self.pending.set_draft(drafts["files"].value)
            self.attach_button.setVisible(bool(self.pending.files))

    def _card(self, one: Attachment, page: IncidentPage) -> Card:
        card = Card()
        kind = page.settings.label("attachment_kinds", one.kind)
        save = ActionButton(_("Save as…"), kind="link")
        save.setAccessibleName(_("Save {name} as").format(name=one.name))
        save.clicked.connect(lambda: self._save(one))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text_label(one.name, "strong", wrap=True), 1)
        head.addWidget(save, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        said = f"{kind} · {size_text(one.size)} · {page.name(one.added_by)} · {instant_text(one.added)}"
        card.body.addWidget(text_label(said, "small", wrap=True))
        if one.media_type.startswith("image/"):
            picture = QLabel()
            picture.setAccessibleName(_("Picture {name}").format(name=one.name))
            card.body.addWidget(picture)
            self._session.tasks.make(
                picture,
                partial(self._session.cases.conversation.bytes_of, one.sha256),
                partial(_show_picture, picture),
            )
        return card

    def _save(self, one: Attachment) -> None:
        dialog = QFileDialog(self, _("Save file"), one.name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._write(one, Path(name)))
        dialog.open()

    def _write(self, one: Attachment, path: Path) -> None:
        conversation = self._session.cases.conversation

        def work() -> Path:
            return write_bytes(path, conversation.bytes_of(one.sha256))

        self._session.tasks.make(
            self, work, lambda done: self._session.told.emit(_("Saved as {file}.").format(file=done), "good")
        )


def _show_picture(label: QLabel, data: bytes) -> None:
    pixmap = QPixmap()
    if pixmap.loadFromData(data):
        label.setPixmap(
            pixmap.scaledToWidth(min(THUMBNAIL, pixmap.width()), Qt.TransformationMode.SmoothTransformation)
        )
    else:
        label.setText(_("This picture cannot be shown."))
