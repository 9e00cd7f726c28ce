"""Who worked at this workstation lately, and so in which order people are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from incidentdesk.base.texts import _
from incidentdesk.domain.records import Person
from incidentdesk.gui.session import Surroundings

if TYPE_CHECKING:
    from incidentdesk.gui.signing.people_list import Line

KEY = "people/recent"
MOST = 8


class Recent:
    """The uids of those who worked here last, the newest first, remembered beside the desk."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def uids(self) -> list[str]:
        """The uids."""
        kept = self._store.value(KEY)
        if isinstance(kept, str):  # a list of one comes back as its only part
            return [kept]
        return [str(uid) for uid in kept] if isinstance(kept, list) else []

    def put(self, uid: str) -> None:
        """Somebody begins to work here."""
        self._store.setValue(KEY, [uid, *(one for one in self.uids() if one != uid)][:MOST])

    def lines(self, around: Surroundings, me: Person, *, me_first: bool) -> tuple[Line, ...]:
        """Those who can work here: the last ones first, the rest by name.

        Whoever is here comes first after a lock, and last where somebody else is looked for.
        """
        from incidentdesk.gui.signing.people_list import Line  # not before somebody is asked for

        recent = self.uids()
        places = {uid: place for place, uid in enumerate(recent)}
        places[me.uid] = -1 if me_first else len(around.staff) + len(recent)
        staff = [one for one in around.staff if one.active]
        staff.sort(key=lambda one: (places.get(one.uid, len(recent)), one.name.casefold()))
        return tuple(
            Line(one, _about(one, me, lately=one.uid in recent), one.uid in around.with_pin) for one in staff
        )


def _about(person: Person, me: Person, *, lately: bool) -> str:
    from incidentdesk.gui.settings.staff import role_title

    parts = [role_title(person.role)]
    if person.uid == me.uid:
        parts.append(_("works here now"))
    elif lately:
        parts.append(_("worked here lately"))
    return " · ".join(parts)
