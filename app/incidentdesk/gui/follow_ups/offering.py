"""“Make follow-up” at the fields that say what would prevent an incident from happening again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incidentdesk.base.texts import _
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.follow_ups.card import SAYING, FollowUpsCard
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.widgets.buttons import ActionButton

_OFFERED = "offers a follow-up"


def offer_follow_up(form: StageForm, card: FollowUpsCard) -> None:
    """Put the link beside the label of each such field of ``form``; once, for forms are filled again."""
    for field in form.fields():
        frame = form.editor(field.key).frame if field.key in SAYING else None
        if frame is None or frame.property(_OFFERED):
            continue
        frame.setProperty(_OFFERED, True)
        link = ActionButton(_("Make follow-up"), kind="link", key_hint="Ctrl+J")
        link.setToolTip(_("Let somebody do it by some day, also after the incident is closed"))
        link.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is nearer than a stop of Tab
        link.clicked.connect(lambda _checked=False, key=field.key: card.begin(_said(form, key)))
        OnlyFor(card.session, Right.WORK, link).guard(link)
        frame.add_action(link)


def prevention_text(form: StageForm | None) -> str:
    """What the field of ``form`` that has the focus says would prevent it; empty for all other fields."""
    focused = QApplication.focusWidget()
    if form is None or focused is None:
        return ""
    for field in form.fields():
        if field.key in SAYING and form.editor(field.key).has_focus():
            return _said(form, field.key)
    return ""


def _said(form: StageForm, key: str) -> str:
    return str(form.values().get(key) or "")
