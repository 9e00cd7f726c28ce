"""The call list: whom to ring when nothing works, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Record
from incidentdesk.domain.rendered import Rendered
from incidentdesk.services.desk.desk import Desk
from incidentdesk.storage import register_entries, registers
from incidentdesk.storage.session import Session

SECTIONS = {
    "services": N_("Critical services"),
    "suppliers": N_("Suppliers"),
    "teams": N_("Teams"),
    "staff": N_("Staff"),
    "places": N_("Places"),
}
"""The sections by key, in the order in which they are printed."""


@dataclass(frozen=True)
class CallSection:
    """One table.

    The columns with the heads ``strong`` are what is dialled; ``note`` stands beside the title, ``empty``
    in place of rows.
    """

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[str, ...]
    empty: str
    note: str = ""


@dataclass(frozen=True)
class CallList:
    """All that is printed."""

    organisation: str
    department: str
    made: Instant
    made_by: str
    sections: tuple[CallSection, ...]


class CallListPrinter(Protocol):
    """Makes the PDF; in ``reports``."""

    def render(self, content: CallList) -> Rendered:
        """The same content gives the same bytes."""
        ...


class CallLists:
    """The use case of the call list."""

    def __init__(self, desk: Desk, printer: Callable[[], CallListPrinter]) -> None:
        self._desk = desk
        self._printer = printer

    def content(self, me: str, sections: Sequence[str] = ()) -> CallList:
        """What would be printed: some ``sections`` by key, or all; ``UsageError`` where one is not known."""
        for key in sections:
            if key not in SECTIONS:
                raise UsageError(
                    _("The call list has no section “{key}”.").format(key=key),
                    _("Use one of: {names}.").format(names=", ".join(SECTIONS)),
                )
        with self._desk.reading() as (session, settings):
            reader = _Reader(session)
            return CallList(
                settings.organisation,
                settings.department,
                in_zone(self._desk.time.now().ms, settings.zone),
                registers.names_of(session, [me]).get(me, ""),
                tuple(reader.section(key) for key in SECTIONS if not sections or key in sections),
            )

    def pdf(self, me: str, sections: Sequence[str] = ()) -> Rendered:
        """The call list as a PDF."""
        return self._printer().render(self.content(me, sections))


class _Reader:
    """Reads what a call list says."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._staff = {one.uid: one for one in registers.people(session)}

    def section(self, key: str) -> CallSection:
        """The section ``key``."""
        return {
            "services": self._services,
            "suppliers": self._suppliers,
            "teams": self._teams,
            "staff": self._people,
            "places": self._places,
        }[key]()

    def _services(self) -> CallSection:
        rows = []
        for one in self._entries("service"):
            if one.values.get("critical"):
                owner = self._whom(one.values.get("owner")) or self._reporter(
                    one.values.get("owner_reporter")
                )
                backup = self._whom(one.values.get("backup_person"))
                note = _lines(_text(one, "builders"), _text(one, "note"))
                rows.append((one.name, owner, backup, note))
        heads = (_("Service"), _("Owner"), _("Backup person"), _("Builders, note"))
        empty = _("No service is marked as critical. Mark those that must not stand still.")
        return CallSection("services", _(SECTIONS["services"]), heads, tuple(rows), heads[1:3], empty)

    def _suppliers(self) -> CallSection:
        rows = [
            (
                one.name,
                _text(one, "phone"),
                _text(one, "contract"),
                _text(one, "hours"),
                _lines(_text(one, "mail"), _text(one, "note")),
            )
            for one in self._entries("supplier")
        ]
        heads = (_("Supplier"), _("Support number"), _("Contract"), _("Hours"), _("Note"))
        return self._made("suppliers", heads, rows, _("No supplier is in the register yet."))

    def _teams(self) -> CallSection:
        rows = []
        for one in self._entries("team"):
            members = one.values.get("members")
            names = [self._whom(uid, sign=", ") for uid in (members if isinstance(members, list) else [])]
            rows.append((one.name, _text(one, "phone"), _lines(*names)))
        heads = (_("Team"), _("Phone"), _("Members"))
        return self._made("teams", heads, rows, _("No team is in the register yet."))

    def _people(self) -> CallSection:
        belongs: dict[str, list[str]] = {}
        for register, key in (("team", "members"), ("skill", "people")):
            for one in self._entries(register):
                members = one.values.get(key)
                for uid in members if isinstance(members, list) else ():
                    belongs.setdefault(str(uid), []).append(one.name)
        rows = [
            (one.name, one.phone, ", ".join(belongs.get(one.uid, ())))
            for one in self._staff.values()
            if one.active
        ]
        heads = (_("Name"), _("Phone"), _("Teams and skills"))
        return self._made("staff", heads, rows, _("Nobody works here yet."))

    def _places(self) -> CallSection:
        entries = list(self._entries("place"))
        rows = [
            (one.name, _text(one, "phone"), _text(one, "building"), _text(one, "floor"))
            for one in entries
            if one.values.get("phone")
        ]
        heads = (_("Place"), _("Phone"), _("Building"), _("Floor"))
        silent = len(entries) - len(rows)
        note = (
            ngettext("{n} without a phone", "{n} without a phone", silent).format(n=silent) if silent else ""
        )
        return self._made("places", heads, rows, _("No place with a phone is in the register yet."), note)

    @staticmethod
    def _made(
        key: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], empty: str, note: str = ""
    ) -> CallSection:
        """A section whose second column is dialled."""
        return CallSection(key, _(SECTIONS[key]), heads, tuple(rows), heads[1:2], empty, note)

    def _entries(self, register: str) -> Iterator[Record]:
        return (one for one in register_entries.each(self._session, register) if one.active)

    def _whom(self, uid: JsonValue, sign: str = "\n") -> str:
        person = self._staff.get(str(uid or ""))
        return "" if person is None else sign.join(part for part in (person.name, person.phone) if part)

    def _reporter(self, uid: JsonValue) -> str:
        one = register_entries.record(self._session, "reporter", str(uid or ""))
        return "" if one is None else _lines(one.name, _text(one, "phone"))


def _text(one: Record, key: str) -> str:
    return str(one.values.get(key) or "")


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
