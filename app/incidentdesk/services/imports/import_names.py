"""Names and labels of another system in the words of this desk; what it does not know yet is gathered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.records import ListItem, Person, RegisterItem, Reporter
from incidentdesk.services.desk.settings import DeskSettings, items_to_json
from incidentdesk.storage import import_names as stored
from incidentdesk.storage.import_names import KnownNames
from incidentdesk.storage.session import Session

BETWEEN = " · "
"""What stands between the label of a list's item and that of its parent."""


@dataclass
class Additions:
    """What an import adds to the desk beside incidents."""

    people: list[Person] = field(default_factory=list)
    reporters: list[Reporter] = field(default_factory=list)
    items: list[RegisterItem] = field(default_factory=list)
    choices: dict[str, list[ListItem]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.people or self.reporters or self.items or self.choices)

    def names(self) -> dict[str, tuple[str, ...]]:
        """What is added, by register (``person`` … ``device``) and list (``list.categories``)."""
        found: dict[str, list[str]] = {}
        for register, name in [
            *(("person", one.name) for one in self.people),
            *(("reporter", one.name) for one in self.reporters),
            *((one.register, one.name) for one in self.items),
            *((f"list.{name}", one.label) for name, items in self.choices.items() for one in items),
        ]:
            found.setdefault(register, []).append(name)
        return {register: tuple(names) for register, names in found.items()}


class Names:
    """Finds uids by name and keys by label, and makes new ones for what the desk does not know.

    A person who is new is staff that is not active, an item of a list one that is not offered any more. A
    name that several have means the oldest active one; ``doubts`` tells so, once.
    """

    def __init__(self, known: KnownNames, settings: DeskSettings, new_uid: Callable[[], str]) -> None:
        self._known = known
        self.settings = settings
        self._new_uid = new_uid
        self._found: dict[tuple[str, str], str] = {}
        self._lists = {name: _Labels(items) for name, items in settings.lists.items()}
        self.new = Additions()
        self.doubts: list[str] = []

    @property
    def keys(self) -> Mapping[str, int]:
        """The integer keys behind uids; for what is new those that it will have."""
        return self._known.keys

    @property
    def footing(self) -> stored.Footing:
        """What these names stand on."""
        return self._known.footing

    def uid(self, register: str, name: str) -> str:
        """The uid of who or what is called ``name``."""
        found = self._found.get((register, name))
        if found is None:
            found = self._found[register, name] = self._uid(register, " ".join(name.split()))
        return found

    def _uid(self, register: str, name: str) -> str:
        folded = fold(name)
        known = self._known.uids.setdefault(register, {})
        if folded in self._known.shared.get(register, ()):
            said = _("Several are called “{name}”: the first of them was taken.").format(name=name)
            self.doubts.append(said)
        if folded in known:
            return known[folded]
        uid = known[folded] = self._new_uid()
        self._known.add(register, uid, name)
        if register == "person":
            self.new.people.append(Person(uid, name, active=False))
        elif register == "reporter":
            self.new.reporters.append(Reporter(uid, name))
        else:
            self.new.items.append(RegisterItem(uid, register, name))
        return uid

    def name(self, uid: str) -> str:
        """The name behind ``uid``, as it is written here."""
        return self._known.names.get(uid, "")

    def choice(self, name: str, label: str) -> str:
        """The key in the list ``name`` of ``label`` (a key, a label, or ``Parent · Label``)."""
        labels = self._lists.setdefault(name, _Labels(()))
        found = labels.cache.get(label)
        if found is None:
            found, new = labels.key(label)
            labels.cache[label] = found
            if new:
                self.new.choices.setdefault(name, []).extend(new)
        return found

    def take_new(self) -> Additions:
        """What is new since it was last taken."""
        new, self.new = self.new, Additions()
        return new

    def write(self, session: Session, batch: str, new: Additions, author: str, at: Instant) -> None:
        """Add ``new`` to the desk, whose footing must not have moved; a list grows by one revision."""
        keys = self._known.keys
        stored.add_people(session, batch, new.people, keys)
        stored.add_reporters(session, batch, new.reporters, keys)
        stored.add_items(session, batch, new.items, keys)
        grown = {name: (*self.settings.lists.get(name, ()), *items) for name, items in new.choices.items()}
        for name, items in grown.items():
            stored.put_setting(session, batch, f"list.{name}", items_to_json(items), author, at)
        self.settings = replace(self.settings, lists={**self.settings.lists, **grown})
        self._known.footing = stored.footing(session)


class _Labels:
    """The items of one list by key and by label."""

    def __init__(self, items: Sequence[ListItem]) -> None:
        self.cache: dict[str, str] = {}
        self._keys: set[str] = set()
        self._by_label: dict[tuple[str, str], str] = {}
        self._anywhere: dict[str, str] = {}
        for item in sorted(items, key=lambda one: one.retired):  # offered ones first
            self._add(item)

    def _add(self, item: ListItem) -> None:
        self._keys.add(item.key)
        folded = fold(item.label)
        self._by_label.setdefault((item.parent, folded), item.key)
        self._anywhere.setdefault(folded, item.key)

    def key(self, label: str) -> tuple[str, list[ListItem]]:
        """The key of ``label``, and the items that had to be made for it."""
        if label in self._keys:
            return label, []
        parts = [" ".join(part.split()) for part in label.split(BETWEEN.strip()) if part.strip()]
        if len(parts) == 1 and fold(parts[0]) in self._anywhere:
            top = self._by_label.get(("", fold(parts[0])))
            return top or self._anywhere[fold(parts[0])], []
        parent, new = "", []
        for depth, part in enumerate(parts or [label]):
            # A list is two levels deep: what lies deeper stays in the label.
            words = BETWEEN.join(parts[depth:]) if depth == 1 else part
            known = self._by_label.get((parent, fold(words)))
            if known is None:
                item = ListItem(self._free(parent, words), words, parent, retired=True)
                self._add(item)
                new.append(item)
                known = item.key
            parent = known
            if depth == 1:
                break
        return parent, new

    def _free(self, parent: str, label: str) -> str:
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
        if not slug:  # no letter of it is Latin
            slug = "x" + hashlib.sha256(label.encode()).hexdigest()[:8]
        wanted = f"{parent}.{slug}" if parent else slug
        key, count = wanted, 1
        while key in self._keys:
            count += 1
            key = f"{wanted}_{count}"
        return key
