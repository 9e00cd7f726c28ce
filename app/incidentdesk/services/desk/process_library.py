"""Which processes there are: those that ship, the organisation's own, and old versions the desk has used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault, UsageError, UserFacingError
from incidentdesk.base.readable import readable
from incidentdesk.base.resources import resource_path
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.owners_words import in_owners_words
from incidentdesk.domain.process_checks import clashes
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.process_parser import DefinitionError, parse_process
from incidentdesk.services.desk.settings import shipped_defaults
from incidentdesk.storage import settings_rows
from incidentdesk.storage.session import Session

KNOWN_LISTS = frozenset(
    name.removeprefix("list.") for name in shipped_defaults() if name.startswith("list.")
) | {"statuses", "phases"}


def read_definition(path: Path) -> ProcessDefinition:
    """The process written in a file; ``DefinitionError`` names what is wrong in it."""
    try:
        with readable(path):
            text = path.read_text(encoding="utf-8-sig")  # some editors mark UTF-8
    except UnicodeDecodeError as error:
        raise DefinitionError(path.name, _("is not UTF-8 text"), _("Save it as UTF-8.")) from error
    return parse_process(text, path.name, KNOWN_LISTS)


class ProcessLibrary:
    """The definitions on disk and, through a session, those stored in the desk."""

    def __init__(self, own_folder: Path) -> None:
        self.own_folder = own_folder
        self.refused: list[UserFacingError] = []
        self._current: dict[str, ProcessDefinition | Path] = {}
        """The newest of each process; one that ships stays in its file until it is wanted."""
        self._from_desk: dict[str, ProcessDefinition] = {}
        self._stored: dict[tuple[str, int], ProcessDefinition] = {}
        self._of_owners: dict[str, ProcessDefinition] = {}
        self.reload()

    def reload(self) -> None:
        """Read the folders again. An own file that cannot be used is noted in ``refused``.

        What was read before is in use until all is read: another thread may ask meanwhile.
        """
        shipped = {path.stem: path for path in sorted(resource_path("processes").glob("*.toml"))}
        own = sorted(self.own_folder.glob("*.toml")) if self.own_folder.is_dir() else []
        found, refused = _beside_ours(shipped, own) if own else ({}, [])
        self._current, self.refused = {**self._from_desk, **shipped, **found}, refused

    def take_stored(self, session: Session) -> None:
        """Let the newest stored text stand for a process whose file is not here (a desk from elsewhere)."""
        for key, version, text in settings_rows.process_texts(session):
            if (key, version) not in self._stored:
                current = self._read(key)
                same = current is not None and current.version == version and current.text == text
                self._stored[key, version] = (
                    current if current and same else parse_process(text, f"{key}.toml", KNOWN_LISTS)
                )
            _add(self._from_desk, self._stored[key, version])
        self._current = {**self._from_desk, **self._current}

    def all(self) -> list[ProcessDefinition]:
        """The newest version of each process, by title."""
        read = [self._read(key) for key in list(self._current)]
        return sorted((one for one in read if one is not None), key=lambda definition: definition.title)

    def newest(self, key: str) -> ProcessDefinition:
        """The newest version of ``key``; ``UsageError`` where there is none."""
        definition = self._read(key)
        if definition is None:
            raise UsageError(
                _("There is no process “{key}”.").format(key=key),
                _("Choose one of: {keys}.").format(keys=", ".join(sorted(self._current))),
            )
        return definition

    def _read(self, key: str) -> ProcessDefinition | None:
        """The newest version of ``key``, read from its file where nobody has wanted it yet."""
        found = self._current.get(key)
        if isinstance(found, Path):
            found = self._current[key] = read_definition(found)
        return found

    def at_version(self, session: Session, key: str, version: int) -> ProcessDefinition:
        """The definition an incident was logged under, from the desk itself."""
        if (key, version) not in self._stored:
            stored = settings_rows.process_text(session, key, version)
            if stored is None:
                raise LookupError(f"no text stored for process {key} version {version}")
            current = self._read(key)
            same = current is not None and current.sha256 == stored[1]
            self._stored[key, version] = (
                current if current and same else parse_process(stored[0], f"{key}.toml", KNOWN_LISTS)
            )
        return self._stored[key, version]

    def of_owners(self, definition: ProcessDefinition) -> ProcessDefinition:
        """``definition`` in the words for an incident that the owner of its service confirms."""
        known = self._of_owners.get(definition.sha256)
        if known is None:
            known = self._of_owners[definition.sha256] = in_owners_words(definition)
        return known

    def ever_used(self, session: Session) -> list[ProcessDefinition]:
        """Every definition that the desk has stored, the newest version of each first."""
        stored = sorted(settings_rows.process_texts(session), key=lambda one: (one[0], -one[1]))
        return [self.at_version(session, key, version) for key, version, _text in stored]

    def is_fresh(self, session: Session, key: str) -> bool:
        """Whether the newest version of ``key`` was never used on this desk."""
        return settings_rows.process_text(session, key, self.newest(key).version) is None

    def use(self, session: Session, key: str, at: Instant) -> ProcessDefinition:
        """The newest version of ``key``, stored in the desk at its first use.

        Raises ``UsageError`` where other words were stored under the same version.
        """
        definition = self.newest(key)
        stored = settings_rows.process_text(session, key, definition.version)
        if stored is None:
            settings_rows.write_process_text(
                session, key, definition.version, definition.sha256, definition.text, at
            )
        elif stored[1] != definition.sha256:
            raise UsageError(
                _("The process “{key}” was changed without a new version.").format(key=key),
                _("Raise its version from {version} to {next}.").format(
                    version=definition.version, next=definition.version + 1
                ),
            )
        return definition


def _beside_ours(
    shipped: Mapping[str, Path], own: Iterable[Path]
) -> tuple[dict[str, ProcessDefinition], list[UserFacingError]]:
    """Our definitions and those of an organisation together, and why some of those cannot be used."""
    found = {key: read_definition(path) for key, path in shipped.items()}
    refused: list[UserFacingError] = []
    for path in own:
        try:
            definition = read_definition(path)
            check_beside(definition, found.values(), path.name)
            _check_version(definition, found.get(definition.key), path.name)
            _add(found, definition)
        except (DefinitionError, EnvironmentFault) as error:
            refused.append(error)
    return found, refused


def _check_version(definition: ProcessDefinition, present: ProcessDefinition | None, file_name: str) -> None:
    if present and present.version == definition.version and present.sha256 != definition.sha256:
        raise DefinitionError(
            file_name,
            _("is version {version} of “{key}”, which there is already with other words").format(
                version=definition.version, key=definition.key
            ),
            _("Set version = {next}, or choose another key.").format(next=definition.version + 1),
        )


def _add(found: dict[str, ProcessDefinition], definition: ProcessDefinition) -> None:
    present = found.get(definition.key)
    if present is None or definition.version > present.version:
        found[definition.key] = definition


def check_beside(definition: ProcessDefinition, others: Iterable[ProcessDefinition], file_name: str) -> None:
    """Raise ``DefinitionError`` where a field has another kind in another definition."""
    for where, message, remedy in clashes(definition, list(others)):
        raise DefinitionError(", ".join((file_name, *where)), message, remedy)
