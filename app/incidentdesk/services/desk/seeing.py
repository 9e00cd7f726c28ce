"""What a person may see of restricted incidents: the rule is in ``storage.seeing``, the words are here."""

from __future__ import annotations

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import N_, _
from incidentdesk.storage import seeing
from incidentdesk.storage.seeing import Bare, read_from_now_by, seen_by
from incidentdesk.storage.session import Session

__all__ = [
    "RESTRICTED",
    "Bare",
    "RestrictedError",
    "kept_from_viewer",
    "must_see",
    "read_from_now_by",
    "restricted_title",
    "seen_by",
    "told_number",
]

RESTRICTED = N_("Restricted incident")
"""All that others read in the place of a title."""


class RestrictedError(RefusedError):
    """An incident is kept from whoever asked; ``bare`` is what they may know, ``ask`` whom they may ask."""

    def __init__(self, bare: Bare, ask: str) -> None:
        super().__init__(
            _("{number} is restricted: only those who are named open it.").format(number=bare.number),
            _("Ask {name}.").format(name=ask) if ask else _("Ask an administrator."),
        )
        self.bare = bare
        self.ask = ask


def kept_from_viewer(session: Session, ref: str) -> RestrictedError | None:
    """The refusal where the incident with the uid or number ``ref`` is kept from whoever reads."""
    bare = seeing.bare_row(session, ref)
    if bare is None or not seeing.is_kept(session, bare.uid):
        return None
    return RestrictedError(bare, seeing.whom_to_ask(session, bare.uid))


def must_see(session: Session, incident: str) -> None:
    """Raise ``RestrictedError`` where the incident with that uid is kept from the viewer.

    For what belongs to an incident and is looked up by itself in a transaction that writes.
    """
    kept = kept_from_viewer(session, incident)
    if kept is not None:
        raise kept


def told_number(session: Session, number: str) -> str:
    """``number`` where the viewer may see that incident, else words that do not tell which one it is."""
    return number if kept_from_viewer(session, number) is None else _("a restricted incident")


def restricted_title() -> str:
    """What stands in the place of a title that is kept from whoever reads."""
    return _(RESTRICTED)
