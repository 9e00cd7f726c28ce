"""The panel in which one follow-up is changed; what is typed there is kept as its draft."""

from __future__ import annotations

from functools import partial

from incidentdesk.base.texts import _
from incidentdesk.domain.follow_ups import KINDS, STATES, FollowUp
from incidentdesk.domain.moment_text import date_text
from incidentdesk.gui.follow_ups.fields import DayLine, offer_staff, owner_field
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.panel import RecordPanel
from incidentdesk.gui.widgets.canned import CannedTexts
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.follow_ups.follow_up_texts import FIELD_TEXTS, kind_text, state_text


class FollowUpEditor(RecordPanel):
    """Shows one follow-up at a time. Save (Ctrl+S or Ctrl+Enter) and Esc are the page's keys."""

    def __init__(self, session: WindowSession) -> None:
        form = Form()
        super().__init__(session, "follow-ups", form)
        self._follow_up: FollowUp | None = None
        self.due = DayLine(session)
        self.owner = owner_field(session)
        self.extras_rule.hide()
        self.state = SegmentedControl([(key, state_text(key)) for key in STATES], clearable=False)
        self._kinds = SearchSelect([Choice(key, kind_text(key)) for key in KINDS])
        text = GrowingTextEdit()
        CannedTexts(text, session.canned_texts)
        form.add("text", _(FIELD_TEXTS["text"]), text, required=True)
        form.add("state", _(FIELD_TEXTS["state"]), self.state)
        form.add("why_dropped", _(FIELD_TEXTS["why_dropped"]), LineEdit(), required=True)
        form.add("owner", _(FIELD_TEXTS["owner"]), self.owner, required=True)
        form.add("due", _(FIELD_TEXTS["due"]), self.due, required=True)
        form.add("kind", _("What it turns into"), self._kinds, required=True)
        form.add(
            "link", _(FIELD_TEXTS["link"]), LineEdit(placeholder=_("Number or address where it is worked on"))
        )
        form.edited.connect(self._show_why)
        self.save_wanted.connect(self.save)
        session.surroundings_changed.connect(lambda: offer_staff(self.owner, session))

    def edit(self, one: FollowUp) -> None:
        """Show ``one``; what is typed of another is kept."""
        self.leave()
        self._follow_up = one
        values = {key: str(getattr(one, key)) for key in FIELD_TEXTS} | {"due": date_text(one.due)}
        self.open(one.uid, _("Follow-up {name}").format(name=one.name), values)
        self.due.set_day(one.due)
        self._show_why()

    def show_newer(self, one: FollowUp) -> None:
        """Follow a change made elsewhere, unless something is typed here."""
        if not self.isHidden() and one.uid == self.uid and one != self._follow_up and not self.is_dirty():
            self.edit(one)

    def save(self) -> None:
        """Save what was typed."""
        one = self._follow_up
        if one is None or self.isHidden() or self.busy():
            return
        for choice in (self.owner, self._kinds):
            choice.settle()
        typed, values = self.form.typed(), self.form.values()
        gaps = {key: not values[key] for key in ("text", "owner", "kind")}
        gaps["due"] = self.due.day() is None and "due" in typed
        gaps["why_dropped"] = values["state"] == "dropped" and not values["why_dropped"]
        for key, missing in gaps.items():
            if missing:
                said = self.due.problem if key == "due" else ""
                self.form.frame(key).show_gap(said or _("Please answer this."))
                self.form.frame(key).setFocus()
                return
        day = self.due.day()
        if "due" in typed and day is not None:
            typed["due"] = day.isoformat()
        base = {key: str(getattr(one, key)) for key in typed}
        self.set_busy(True)
        change = partial(self._session.cases.follow_ups.change, one.uid, typed, self._session.me, base)
        self._session.tasks.change(
            self, change, lambda answer: self._saved(answer, values), refused=self.refuse
        )

    def _saved(self, answer: tuple[FollowUp, Changes], values: dict[str, str]) -> None:
        self._follow_up = answer[0]
        self.saved(answer[0].uid, values)
        self._session.told.emit(_("Follow-up saved."), "good")
        if self.isHidden():
            self.closed.emit()

    def _show_why(self) -> None:
        self.form.frame("why_dropped").setVisible(self.form.values()["state"] == "dropped")
