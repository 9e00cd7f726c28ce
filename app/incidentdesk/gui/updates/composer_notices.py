"""What stands beside the text of an update: who waits for whom, what failed, and what may have gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from incidentdesk.base.texts import _
from incidentdesk.gui.updates.composer import Composer
from incidentdesk.gui.updates.standing import Notice
from incidentdesk.gui.updates.update_acts import UpdateActs
from incidentdesk.gui.updates.update_words import at_words, audience_title, failed_words, unknown_words
from incidentdesk.services.updates.update_view import AudienceView, TextView, UpdatesView

LOOKED_BACK = 3
"""So many texts that went are looked through for what of them did not."""


def notices_of(card: Composer, acts: UpdateActs, view: UpdatesView, there: AudienceView) -> list[Notice]:
    """The notices for who is at the keyboard, the most pressing first."""
    found: list[Notice] = []
    if not view.declared:
        return [Notice(_("It is not declared yet: people are told once it has a SEV level."), "neutral")]
    for one in ([there.open] if there.open else []) + list(there.told[:LOOKED_BACK]):
        if card.session.update_sender.progress(one.text.uid) is None:
            found += _of_sendings(acts, view, one)
    if there.open is not None:
        found += _of_text(card, acts, view, there.open)
    found += _elsewhere(card, view, there)
    draft = card.shown.draft
    if draft is not None and draft.last and there.by_hand:
        words = _("Told by hand so far, and to be told the end too: {names}.")
        ways = ((_("Mark as told…"), card.ask_whom),)
        found.append(Notice(words.format(names=", ".join(there.by_hand)), "accent", ways))
    return found


def _of_sendings(acts: UpdateActs, view: UpdatesView, one: TextView) -> list[Notice]:
    found = [
        Notice(
            unknown_words(row),
            "warning",
            (
                (_("It arrived"), partial(acts.settle, row.uid, arrived=True)),
                (_("It did not"), partial(acts.settle, row.uid, arrived=False)),
            ),
        )
        for row in one.sendings
        if row.state_at(view.now) == "unknown"
    ]
    if any(row.state_at(view.now) in {"failed", "planned"} for row in one.sendings):
        put_away = _("Write a fresh one") if one.text.is_open else _("Let it be")
        ways: tuple[tuple[str, Callable[[], object]], ...] = (
            (_("Try again"), partial(acts.retry, one.text)),
            (put_away, partial(acts.fresh, one.text)),
        )
        found.append(Notice(failed_words(one), "danger", ways))
    return found


def _of_text(card: Composer, acts: UpdateActs, view: UpdatesView, one: TextView) -> list[Notice]:
    text = one.text
    if text.state == "draft" and text.note:
        said = _("The commander sent it back: {note}").format(note=text.note)
        return [Notice(said, "warning")]
    if text.state == "draft" and text.decided_by:
        return [Notice(_("The commander sent it back."), "warning")]
    if text.state == "approved" and not one.sendings:
        by = view.name(text.decided_by)
        return [Notice(_("Approved by {name}. It may go.").format(name=by), "good")]
    if text.state != "waiting":
        return []
    when = at_words(text.asked, view.now) if text.asked else ""
    if view.i_command:
        words = _("{name} asks you to approve this text, since {when}.")
        said = words.format(name=view.name(text.asked_by), when=when)
        return [Notice(said, "accent", ((_("Send it back…"), card.asks.note.ask),))]
    words = _("{name} was asked to approve it at {when}.")
    said = words.format(name=view.commander[1] or _("The commander"), when=when)
    spoken = partial(acts.approve, spoken=True)
    return [Notice(said, "accent", ((_("Approved in words"), spoken),))]


def _elsewhere(card: Composer, view: UpdatesView, there: AudienceView) -> list[Notice]:
    """For the commander: that a text for others waits."""
    if not view.i_command:
        return []
    found = []
    for key, one in view.audiences.items():
        if one is not there and one.open is not None and one.open.text.state == "waiting":
            words = _("A text for “{audience}” waits for your approval.")
            said = words.format(audience=audience_title(key))
            found.append(Notice(said, "accent", ((_("Read it"), partial(card.show_audience, key)),)))
    return found
