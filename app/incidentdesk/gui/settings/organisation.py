"""Settings, Organisation: what stands at the head of every report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.logo import LogoDrop, ReportHead, image_from, pasted_logo, read_logo
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, FooterBar
from incidentdesk.gui.widgets.labels import set_role, text_label
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.cases.conversation import NewFile
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft

PLACE = "settings/organisation"


class OrganisationSection(Section):
    """Name, department and logo, with the head of a report as it will be printed. Save by Ctrl+S."""

    RIGHT = Right.SETTINGS

    def __init__(self, session: WindowSession) -> None:
        intro = _("This stands at the head of every report, and in the window.")
        super().__init__(session, _("Organisation"), intro, max_width=760)
        self._logo: NewFile | None = None
        self._removed = False
        self._shown_logo = ""
        self._saving = False
        self.form = Form()
        self.form.add(
            "name", _("Name of the organisation"), LineEdit(), help=_("For example: Northfield Clinic")
        )
        self.form.add(
            "department", _("Department"), LineEdit(), help=_("For example: Service Desk, or IT Support")
        )
        self.form.edited.connect(self._edited)
        self.keeper = DraftKeeper(session, PLACE, self._typed, self)
        names = Card()
        names.body.addWidget(self.form)
        self.body.addWidget(names)
        self.body.addWidget(self._logo_card())
        self.body.addWidget(text_label(_("As it will be printed, at its size on paper"), "label"))
        self.head = ReportHead()
        self.body.addWidget(self.head)
        self._add_footer()
        self.guard(self.form, self.drop, self.remove_button, self.save_button)
        session.surroundings_changed.connect(self._settings_changed)
        self._load()
        self.keeper.load(self._restore)

    def focus_first(self) -> None:
        """Start with the name."""
        self.form.focus_first()

    def is_dirty(self) -> bool:
        """Whether names or logo are not saved."""
        return self.form.is_dirty() or self._logo is not None or self._removed

    def leave(self) -> None:
        """Keep what is typed as a draft."""
        self.keeper.flush()

    def save(self) -> None:
        """Save names and logo."""
        if self._saving or not self.is_dirty() or not self.may_change:
            return
        self._saving = True
        values, logo, removed = self.form.values(), self._logo, self._removed
        administration, me = self.session.cases.administration, self.session.me

        def act() -> Changes:
            if removed:
                administration.remove_logo(me)
            return administration.name_organisation(values["name"], values["department"], logo, me)

        def refused(error: UserFacingError) -> bool:
            self._saving = False
            return self.refuse(error)

        self.session.tasks.change(
            self, act, lambda _changes: self._saved(values, logo, removed), refused=refused
        )

    def take_file(self, path: Path) -> None:
        """Check a picture file, and take it as the logo to be saved."""
        self.session.tasks.make(
            self, partial(read_logo, path), self._take, topic="logo", refused=self._refuse_logo
        )

    def take_image(self, image: QImage) -> None:
        """Take a pasted picture as the logo to be saved."""
        self.session.tasks.make(
            self, partial(pasted_logo, image), self._take, topic="logo", refused=self._refuse_logo
        )

    def _logo_card(self) -> Card:
        self.drop = LogoDrop()
        self.drop.files_chosen.connect(lambda paths: self.take_file(paths[0]))
        self.drop.image_pasted.connect(self.take_image)
        self.remove_button = ActionButton(_("&Remove logo"), icon_name="trash")
        self.remove_button.clicked.connect(lambda _checked=False: self._remove())
        self.logo_says = text_label("", "small", wrap=True)
        card = Card()
        card.body.addWidget(text_label(_("Logo"), "label"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.drop, 1)
        row.addWidget(self.remove_button)
        card.body.addLayout(row)
        card.body.addWidget(self.logo_says)
        return card

    def _add_footer(self) -> None:
        footer = FooterBar()
        self.state = text_label("", "muted")
        self.save_button = ActionButton(_("Save"), kind="primary", key_hint="Ctrl+S")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        footer.left.addWidget(self.state)
        footer.right.addWidget(self.save_button)
        self.layout_below.addWidget(footer)

    def _load(self) -> None:
        settings = self.session.settings
        self.form.load({"name": settings.organisation, "department": settings.department})
        if settings.logo != self._shown_logo or not settings.logo:
            self._shown_logo = settings.logo
            self._show_kept_logo()
        self._show()

    def _show_kept_logo(self) -> None:
        if not self._shown_logo:
            self.head.show_logo(QImage())
            return
        question = partial(self.session.cases.conversation.bytes_of, self._shown_logo)

        def show(data: bytes) -> None:
            if self._logo is None and not self._removed:
                self.head.show_logo(image_from(data))

        self.session.tasks.ask(self, question, show, topic="kept logo")

    def _settings_changed(self) -> None:
        """Follow a change made elsewhere, unless something is typed here."""
        if not self.is_dirty():
            self._load()

    def _take(self, logo: NewFile) -> None:
        self._logo, self._removed = logo, False
        self.head.show_logo(image_from(logo.data))
        self._say_of_logo(_("“{name}” is chosen; save to keep it.").format(name=logo.name), "small")
        self._edited_logo()

    def _refuse_logo(self, error: UserFacingError) -> bool:
        self._say_of_logo(str(error), "danger")
        return True

    def _remove(self) -> None:
        if self._logo is not None:
            self._logo = None
            self._show_kept_logo()
            self._say_of_logo("", "small")
        else:
            self._removed = True
            self.head.show_logo(QImage())
            self._say_of_logo(_("The logo goes when you save."), "small")
        self._edited_logo()
        self.drop.setFocus()

    def _saved(self, values: Mapping[str, str], logo: NewFile | None, removed: bool) -> None:
        self._saving = False
        typed_since = {key: value for key, value in self.form.values().items() if value != values[key]}
        self.form.load(values)
        self.form.put(typed_since)
        self.keeper.forget()
        if self._logo is logo:
            self._logo = None
        if self._removed == removed:
            self._removed = False
        if logo is not None or removed:
            self._shown_logo = logo.sha256 if logo is not None else ""
        self._say_of_logo("", "small")
        self._show()
        self.dirty_changed.emit()
        self.tell(_("The organisation is saved."))

    def _typed(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        return self.form.typed(), self.form.start()

    def _restore(self, drafts: dict[str, Draft]) -> None:
        typed = self.form.typed()
        self.form.put({key: str(draft.value) for key, draft in drafts.items() if key not in typed})
        self._show()
        self.dirty_changed.emit()

    def _edited(self) -> None:
        self.keeper.touch()
        self._edited_logo()

    def _edited_logo(self) -> None:
        self._show()
        self.dirty_changed.emit()

    def _say_of_logo(self, text: str, role: str) -> None:
        self.logo_says.setText(
            text or _("It is printed up to 42 mm wide and 11 mm high, in front of the name.")
        )
        set_role(self.logo_says, "role", role)

    def _show(self) -> None:
        values = self.form.values()
        self.head.show_texts(values["name"] or _("Your organisation"), values["department"])
        self.remove_button.setVisible(
            self._logo is not None or (bool(self._shown_logo) and not self._removed)
        )
        if not self.logo_says.text():
            self._say_of_logo("", "small")
        self.state.setText(_("Not saved yet") if self.is_dirty() else _("All is saved"))
