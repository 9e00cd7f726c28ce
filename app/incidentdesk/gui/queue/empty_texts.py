"""What an empty list says, and what its button does."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.texts import N_, _
from incidentdesk.services.views import view_of


@dataclass(frozen=True)
class EmptyText:
    """``leads_to`` is where the button leads: a view, ``log`` (the log page) or ``back`` out of a search."""

    title: str
    text: str
    action: str
    leads_to: str
    key_hint: str = ""


_BY_VIEW = {
    "mine": EmptyText(
        N_("Nothing is assigned to you"),
        N_("Take the next one from Unassigned."),
        N_("Show unassigned"),
        "unassigned",
    ),
    "unassigned": EmptyText(
        N_("Every incident has someone"),
        N_("Incidents without anyone to follow them up appear here, so that none is forgotten."),
        N_("Show all open"),
        "open",
    ),
    "waking": EmptyText(
        N_("Nothing wakes today"),
        N_("Incidents on hold appear here on the day they wake, so that they are taken up again."),
        N_("Show all open"),
        "open",
    ),
    "confirm": EmptyText(
        N_("Nobody waits to be asked"),
        N_("Resolved incidents stay here until the reporter says that it works again."),
        N_("Show all open"),
        "open",
    ),
    "open": EmptyText(
        N_("No open incidents"),
        N_("When somebody calls, log what they say."),
        N_("Log an incident"),
        "log",
        "Ctrl+N",
    ),
    "closed": EmptyText(
        N_("Nothing is closed yet"),
        N_("Closed and cancelled incidents are kept here, the latest first."),
        N_("Show all open"),
        "open",
    ),
}


def empty_text(view: str, search: str) -> EmptyText:
    """What to say where the view ``view``, or the search for ``search``, has nothing; translated."""
    if search:
        return EmptyText(
            _("Nothing fits “{text}”").format(text=search),
            _("Use fewer words, or only how they begin. A number can be typed without its zeros."),
            _("Back to {view}").format(view=_(view_of(view).title)),
            "back",
            "Esc",
        )
    text = _BY_VIEW[view]
    return EmptyText(_(text.title), _(text.text), _(text.action), text.leads_to, text.key_hint)
