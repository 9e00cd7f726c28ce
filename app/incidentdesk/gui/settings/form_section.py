"""A section that is one form: drafts as one types, one button that saves, and what is not saved yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.drafting import Draft

WIDTH = 760


class FormSection(Section):
    """What such sections share. A subclass says what is saved now, and how what is typed is written.

    It adds its fields to ``forms`` and then calls ``begin``. The keys of all forms differ.
    """

    RIGHT = Right.SETTINGS

    def __init__(self, session: WindowSession, title: str, intro: str, *, place: str, save: str = "") -> None:
        super().__init__(session, title, intro, max_width=WIDTH)
        self.forms: list[Form] = []
        self._saving = False
        self.keeper = DraftKeeper(session, place, lambda: (self._typed(), self._start()), self)
        self.state = text_label("", "muted")
        self.save_button = ActionButton(save or _("Save"), kind="primary", key_hint="Ctrl+S")
        self.save_button.clicked.connect(lambda _checked=False: self.save())

    def kept(self) -> Mapping[str, str]:
        """What is saved now, by field."""
        raise NotImplementedError

    def write(self, values: Mapping[str, str]) -> object:
        """Write ``values``, on the writing thread; gives what was done, with its ``Changes``."""
        raise NotImplementedError

    def done(self, answer: object) -> str:
        """What is told once ``write`` gave ``answer``."""
        raise NotImplementedError

    def show_values(self, values: Mapping[str, str]) -> None:
        """Other ``values`` are in the fields."""

    def begin(self) -> None:
        """All fields are there: fill them, and put the way to save below."""
        footer = FooterBar()
        footer.left.addWidget(self.state)
        footer.right.addWidget(self.save_button)
        self.layout_below.addWidget(footer)
        for form in self.forms:
            form.edited.connect(self._edited)
        self.guard(*self.forms, self.save_button)
        self.session.surroundings_changed.connect(self._settings_changed)
        self._load()
        self.keeper.load(self._restore)

    def values(self) -> dict[str, str]:
        """What is in the fields."""
        return {key: value for form in self.forms for key, value in form.values().items()}

    def put(self, values: Mapping[str, str]) -> None:
        """Fill fields as if a person had."""
        for form in self.forms:
            form.put(values)
        self._edited()

    def focus_first(self) -> None:
        """Start with the first field."""
        self.forms[0].focus_first()

    def is_dirty(self) -> bool:
        """Whether a field is not as it is saved."""
        return any(form.is_dirty() for form in self.forms)

    def leave(self) -> None:
        """Keep what is typed as a draft."""
        self.keeper.flush()

    def save(self) -> None:
        """Save what is typed."""
        if self._saving or not self.is_dirty():
            return
        self._saving = True
        values = self.values()

        def refused(error: UserFacingError) -> bool:
            self._saving = False
            return self.refuse(error)

        act = partial(self.write, values)
        self.session.tasks.change(self, act, partial(self._saved, values), refused=refused)

    def refuse(self, error: UserFacingError) -> bool:
        """Say beside the field what is wrong in it, or else at the top of the section why it is refused."""
        for form in self.forms:
            if form.refuse(error):
                self.page.show_widget(form)
                return True
        return super().refuse(error)

    def _saved(self, values: Mapping[str, str], answer: object) -> None:
        self._saving = False
        typed_since = {key: value for key, value in self.values().items() if value != values[key]}
        words = self.done(answer)
        for form in self.forms:
            form.load(self.after(values))
            form.put(typed_since)
        self.keeper.forget()
        self._show()
        self.dirty_changed.emit()
        self.tell(words)

    def after(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """What the fields start from once ``values`` are saved."""
        return values

    def _load(self) -> None:
        kept = self.kept()
        for form in self.forms:
            form.load(kept)
        self._show()

    def _settings_changed(self) -> None:
        """Follow a change made elsewhere, unless something is typed here."""
        if not self.is_dirty():
            self._load()

    def _restore(self, drafts: dict[str, Draft]) -> None:
        typed = self._typed()
        for form in self.forms:
            form.put({key: str(draft.value) for key, draft in drafts.items() if key not in typed})
        self._show()
        self.dirty_changed.emit()

    def _edited(self) -> None:
        self.keeper.touch()
        self._show()
        self.dirty_changed.emit()

    def _typed(self) -> dict[str, str]:
        return {key: value for form in self.forms for key, value in form.typed().items()}

    def _start(self) -> dict[str, str]:
        return {key: value for form in self.forms for key, value in form.start().items()}

    def _show(self) -> None:
        self.state.setText(_("Not saved yet") if self.is_dirty() else _("All is saved"))
        self.show_values(self.values())
