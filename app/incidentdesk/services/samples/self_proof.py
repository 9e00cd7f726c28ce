"""What a copy of the program can prove of itself without a window."""

from __future__ import annotations

import tomllib
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.resources import resource_path
from incidentdesk.base.texts import _
from incidentdesk.domain.rendered import Rendered
from incidentdesk.services.desk.process_library import read_definition
from incidentdesk.services.desk.settings import shipped_defaults
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage.soundness import check_desk, sqlite_with_search

RESOURCES = {
    "themes": ("light.toml", "dark.toml", "high-contrast.toml"),
    "processes": ("itil.toml", "blank.toml"),
    "fonts": ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-LICENSE.txt"),
    "samples": ("northfield.toml", "locked-volume.toml", "locked-volume-timeline.txt", "blank-label.png"),
    "pages": ("board.css",),
    "icons": ("plus.svg", "queue.svg", "settings.svg", "search.svg", "print.svg"),
}
"""Files that the program cannot do without, by folder of the resources."""


class ProofError(EnvironmentFault):
    """Something that this copy of the program lacks, or that does not work in it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, _("Install the program again."))


def service_proofs(cases: UseCases, me: str) -> list[str]:
    """One line for each thing that was tried and works; ``ProofError`` names the first that does not.

    An incident is logged on the desk of ``cases`` by the person with the uid ``me``.
    """
    return [
        _sqlite(),
        _desk(cases),
        *_processes(),
        _resources(),
        _document(cases, me),
        _pin(cases, me),
        _channels(cases),
    ]


def _sqlite() -> str:
    try:
        return _("SQLite {version} with full-text search").format(version=sqlite_with_search())
    except LookupError as error:
        raise ProofError(_("This SQLite was built without full-text search.")) from error


def _desk(cases: UseCases) -> str:
    verdict, number = check_desk(cases.desk.database.path)
    if verdict != "ok" or not number:
        raise ProofError(_("The new desk is not sound: {fault}.").format(fault=verdict))
    return _("A new desk, migrated to schema {number}").format(number=number)


def _processes() -> list[str]:
    found = [read_definition(path) for path in sorted(resource_path("processes").glob("*.toml"))]
    if not found:
        raise ProofError(_("No process is installed."))
    return [_("Process “{title}”, {n} stages").format(title=one.title, n=len(one.stages)) for one in found]


def _resources() -> str:
    count = 0
    for folder, names in RESOURCES.items():
        present = [path for path in _files(resource_path(folder)) if path.stat().st_size]
        for name in names:
            if resource_path(folder, name) not in present:
                raise ProofError(_("“{file}” is missing or empty.").format(file=f"{folder}/{name}"))
        for path in present:
            _read(path)
        count += len(present)
    shipped_defaults()
    return _("{n} files in {folders}, and the defaults").format(n=count, folders=", ".join(RESOURCES))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _read(path: Path) -> None:
    try:
        data = path.read_bytes()
        if path.suffix == ".toml":
            tomllib.loads(data.decode("utf-8"))
    except (OSError, ValueError) as error:
        words = _("“{file}” cannot be read: {error}.")
        raise ProofError(words.format(file=path.name, error=error)) from error


def proof_document(cases: UseCases, me: str) -> Rendered:
    """The preview of a report on an incident that is logged for it."""
    logged = cases.log.log({"title": _("Self-test")}, me)
    return cases.reporting.preview(logged.uid, me)


def _document(cases: UseCases, me: str) -> str:
    made = proof_document(cases, me)
    if not made.data.startswith(b"%PDF-") or made.pages < 1:
        raise ProofError(_("A report cannot be made."))
    return _("A closure report as PDF: {n} pages, {size} bytes").format(n=made.pages, size=len(made.data))


def _pin(cases: UseCases, me: str) -> str:
    """A PIN is hashed by a library that is compiled for each system."""
    pin = "a PIN of the self-test"
    cases.signing_in.set_pin(pin, me)
    cases.signing_in.sign_in(me, pin)
    cases.signing_in.remove_pin(me, old=pin)
    return _("A PIN, hashed and checked")


def _channels(cases: UseCases) -> str:
    """Updates go out by plugins that are found while the program runs, and sign in by the keyring."""
    kept = cases.channels.secrets.has_keyring()
    for kind in cases.channels.kinds():
        address = {"service": "ntfys://self-test"}.get(kind.key, "")
        if address and not kind.checked({}, address).get("service"):
            raise ProofError(_("The services that updates go out by are missing."))
    return _("Channels for updates, and a keyring") if kept else _("Channels for updates; no keyring here")
