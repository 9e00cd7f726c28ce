"""What stands around the form of a review: its head, drafts to take over, and remarks on the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from incidentdesk.base.texts import ngettext
from incidentdesk.domain.blameless import Remark
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.rights import Right
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.form_values import same_value
from incidentdesk.gui.forms.table_editor import TableEditor
from incidentdesk.gui.review.form_sides import FormSides
from incidentdesk.gui.review.left_alone import LeftAlone
from incidentdesk.gui.review.remarks import Remarks, find_remarks, mark_of
from incidentdesk.gui.review.review_head import ReviewHead
from incidentdesk.gui.theme import theme_changes
from incidentdesk.gui.widgets.cards import PageBody
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.review.review import ReviewDraft

if TYPE_CHECKING:
    from incidentdesk.gui.session import WindowSession

REST_MS = 600
"""How long typing rests before the language is looked at."""


class ReviewPart(QObject):
    """Follows the ``form`` that stands in ``body`` while it is that of a review.

    ``paste`` asks for a timeline.
    """

    def __init__(
        self,
        session: WindowSession,
        body: PageBody,
        form: Callable[[], StageForm | None],
        paste: Callable[[], None],
    ) -> None:
        super().__init__(body)
        self._session = session
        self._body, self._form = body, form
        self._page: IncidentPage | None = None
        self._draft: ReviewDraft | None = None
        self._asked: tuple[str, int] = ("", -1)
        self._sides: dict[StageForm, FormSides] = {}
        self.left = LeftAlone(session, self._recheck, self)
        self.head = ReviewHead(body.content)
        self.head.take_all_wanted.connect(self.take_all)
        self.head.roles_wanted.connect(self.write_roles)
        self.head.paste_wanted.connect(paste)
        self.head.hide()
        body.body.insertWidget(1, self.head)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._check)
        theme_changes().changed.connect(self._rest.start)

    def is_shown(self) -> bool:
        """Whether a review is what is written on just now."""
        return self._page is not None

    def is_resting(self) -> bool:
        """Whether what was typed is still to be looked at."""
        return self._rest.isActive()

    def put_away(self) -> None:
        """Another stage is shown."""
        self._page = None
        self._rest.stop()
        self.head.hide()

    def show_page(self, page: IncidentPage) -> None:
        """A review is shown, or was read again."""
        another = self._page is None or self._page.incident.uid != page.incident.uid
        self._page = page
        self.head.show()
        if another:
            self._draft, self._asked = None, ("", -1)
            self.left.move_to(page.incident.uid)
            if self.sides is not None:
                self.sides.clear()
        state = (page.incident.uid, page.incident.entry_count)
        if state != self._asked:
            self._asked = state
            ask = partial(self._session.cases.review.draft, page.incident.uid, self._session.me)
            self._session.tasks.ask(self, ask, self._drafted, topic="review")
        self._offer()
        self._rest.start()

    def edited(self, form: StageForm) -> None:
        """Something was typed in ``form``."""
        if self._page is not None and form is self._form():
            self._offer()
            self._rest.start()

    @property
    def sides(self) -> FormSides | None:
        """What stands below the fields of the form that is shown."""
        form = self._form()
        if form is None:
            return None
        if form not in self._sides:
            made = self._sides[form] = FormSides(form)
            made.take_wanted.connect(self._take)
            made.leave_wanted.connect(self._leave)
            made.roles_wanted.connect(self._role)
            form.destroyed.connect(partial(self._sides.pop, form, None))
        return self._sides[form]

    # Acts

    def take(self) -> None:
        """Take over the draft of the field that has the focus, else the first in sight."""
        sides = self.sides
        key = sides.offered_at(QApplication.focusWidget()) if sides is not None else ""
        if key:
            self._take(key)

    def take_all(self) -> None:
        """Take over every draft whose field is empty."""
        sides, draft = self.sides, self._draft
        if sides is not None and draft is not None:
            self._put({key: draft.fields[key].value for key in sides.offered()})

    def write_roles(self) -> None:
        """Put roles in place of people's names in every text of the review."""
        draft, sides = self._draft, self.sides
        if draft is None or sides is None or not self._writable():
            return
        texts = sides.prose()
        changed = {key: draft.source.plain(text) for key, text in texts.items()}
        self._put({key: text for key, text in changed.items() if text != texts[key]}, roles=True)

    def ask(self) -> None:
        """Show the questions to ask, or put them away."""
        self.head.toggle_questions()
        if not self.head.questions.isHidden():
            QTimer.singleShot(0, self, self._show_head)

    def leave_it(self) -> None:
        """Leave the first remark on the field at hand as it is."""
        sides = self.sides
        found = sides.remark_at(QApplication.focusWidget()) if sides is not None else None
        if found is not None:
            self._leave(*found)

    # Inside

    def _show_head(self) -> None:
        """Scroll to the head, once it has its new height."""
        self._body.verticalScrollBar().setValue(self.head.mapTo(self._body.content, QPoint()).y())

    def _writable(self) -> bool:
        page = self._page
        may = self._session.may(Right.WORK)
        return page is not None and page.incident.status not in ENDED_STATUSES and may

    def _drafted(self, draft: ReviewDraft) -> None:
        if self._page is None or draft.uid != self._page.incident.uid:
            return
        self._draft = draft
        self.head.show_need(draft.need)
        form = self._form()
        has_lessons = form is not None and any(field.key == "lessons" for field in form.fields())
        lessons = form.editor("lessons") if form is not None and has_lessons else None
        if isinstance(lessons, TableEditor):
            lessons.starts = {"due": moment_to_json(Moment.exact(draft.lesson_due))}
        self._offer()
        self._rest.start()

    def _offer(self) -> None:
        sides, page = self.sides, self._page
        if sides is None or page is None:
            return
        drafts = self._draft.fields if self._draft is not None and self._writable() else {}
        names = {**page.names, **{one.uid: one.name for one in self._session.surroundings.staff}}
        texts = ValueTexts(page.settings, names, page.definition)
        offered = sides.show_drafts(drafts, texts)
        self.head.set_work(offered, names=sides.has_names(), writable=self._writable())

    def _take(self, key: str) -> None:
        if self._draft is not None and key in self._draft.fields:
            self._put({key: self._draft.fields[key].value})

    def _put(self, values: Mapping[str, JsonValue], *, roles: bool = False) -> None:
        """Write ``values`` into the form as if typed, and offer to undo that."""
        form, page = self._form(), self._page
        if not values or form is None or page is None or not self._writable():
            return
        before = {key: form.editor(key).value() for key in values}
        for key, value in values.items():
            form.set_field(key, value)
        said = (
            ngettext("Roles were put in {n} field.", "Roles were put in {n} fields.", len(values))
            if roles
            else ngettext("{n} draft was taken over.", "{n} drafts were taken over.", len(values))
        )
        self._session.undoable.emit(
            said.format(n=len(values)), partial(self._put_back, page.incident.uid, before, values)
        )

    def _put_back(self, uid: str, before: Mapping[str, JsonValue], written: Mapping[str, JsonValue]) -> None:
        """Take back what was written, where it is still there and nothing was typed since."""
        form = self._form()
        if self._page is None or self._page.incident.uid != uid or form is None:
            return
        for key, value in before.items():
            if same_value(form.editor(key).value(), written[key]):
                form.set_field(key, value)

    def _leave(self, key: str, remark: Remark) -> None:
        sides = self.sides
        if sides is not None:
            self.left.leave(mark_of(remark, sides.text(key)))

    def _role(self, key: str, remark: Remark) -> None:
        sides, draft = self.sides, self._draft
        if sides is None or draft is None or not self._writable():
            return
        text = sides.text(key)
        if text[remark.start : remark.end] != remark.text:
            return  # typed on since; it is looked at again in a moment
        for one in draft.source.people_out.replacements(text):
            if one.start <= remark.start < one.end:
                self._put({key: text[: one.start] + one.put + text[one.end :]}, roles=True)

    def _recheck(self) -> None:
        self._rest.start()

    def _check(self) -> None:
        sides = self.sides
        if self._page is None or sides is None:
            return
        texts = sides.texts() if self._writable() else {}
        names = tuple(self._draft.words) if self._draft is not None else ()
        self._session.tasks.ask(
            self, partial(find_remarks, texts, names), partial(self._remark, sides, texts), topic="remarks"
        )

    def _remark(self, sides: FormSides, texts: Mapping[str, str], remarks: Remarks) -> None:
        if self._page is None or sides is not self.sides:
            return
        roles = self._draft is not None
        sides.show_remarks(texts, remarks, self.left.marks, roles=roles)
        self._offer()
