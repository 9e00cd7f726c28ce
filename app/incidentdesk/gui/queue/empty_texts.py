"""What an empty list says, and what its button does."""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.base.texts import N_, _
from incidentdesk.services.lists.views import View


class EmptyText(NamedTuple):
    """Title, text and button.

    ``leads_to`` is where the button leads: a view, ``log`` (the log page), ``back`` out of a search, or
    ``discard`` for what was changed in the view.
    """

    title: str
    text: str
    action: str
    leads_to: str
    key_hint: str = ""


_BY_VIEW = {
    "mine": EmptyText(
        N_("Nothing is assigned to you"),
        N_("Take the next one from Unassigned, or log a call with Ctrl+N."),
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

_SAVED = EmptyText(
    N_("No incident is in this view"),
    N_("As soon as one fits its filters it appears here."),
    N_("Show all open"),
    "open",
)


def empty_text(view: View, search: str, *, changed: bool) -> EmptyText:
    """What to say where ``view``, or the search for ``search``, has nothing; translated.

    ``changed``: it asks for something else than it did when it was saved.
    """
    if search:
        return EmptyText(
            _("Nothing fits “{text}”").format(text=search),
            _("Use fewer words, or only how they begin. A number can be typed without its zeros."),
            _("Back to {view}").format(view=_(view.title)),
            "back",
            "Esc",
        )
    if changed:
        return EmptyText(
            _("No incident fits these filters"),
            _("Remove a filter, or change it: each one is a button above the list."),
            _("Discard the changes"),
            "discard",
        )
    text = _BY_VIEW.get(view.key, _SAVED)
    return EmptyText(_(text.title), _(text.text), _(text.action), text.leads_to, text.key_hint)
