"""Changing the desk's settings: organisation, lists, targets, processes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from incidentdesk.base.errors import EnvironmentFault, RefusedError, UsageError, UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.closing_rules import ClosingRules
from incidentdesk.domain.hours import WorkingHours, hours_to_json
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PROCESS as RAISED
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.process_parser import DefinitionError
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.restricted import MOST_NOTICE_HOURS
from incidentdesk.domain.review_days import MOST_DAYS, ReviewDays
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.conversation import NewFile
from incidentdesk.services.desk import rights
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.process_library import check_beside, read_definition
from incidentdesk.services.desk.settings import BackupPlan, DeskSettings, items_to_json
from incidentdesk.storage import files, settings_rows


@dataclass(frozen=True)
class KnownProcess:
    """A process at its newest version.

    ``file`` is its file in the data folder, empty where it ships with us. One for what is ``raised`` is never
    the default.
    """

    definition: ProcessDefinition
    file: str
    default: bool
    raised: bool


@dataclass(frozen=True)
class ProcessOverview:
    """All processes by title, the files that were refused, and the folder of the organisation's own."""

    processes: tuple[KnownProcess, ...]
    refused: tuple[UserFacingError, ...]
    folder: Path


class Administration:
    """The use cases of the settings pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def settings(self) -> DeskSettings:
        """The settings in force."""
        return self._desk.settings()

    def name_organisation(self, name: str, department: str, logo: NewFile | None, author: str) -> Changes:
        """Set what stands at the head of reports. Without ``logo`` the one in use stays."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            sha256 = work.settings.logo
            if logo is not None:
                files.write_blob(work.session, logo.sha256, logo.data)
                sha256 = logo.sha256
            value = {"name": name.strip(), "department": department.strip(), "logo": sha256}
            settings_rows.write_setting(work.session, "organisation", dict(value), author, work.now)
            return work.changes("settings")

    def remove_logo(self, author: str) -> Changes:
        """Print no logo from now on."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            value = {"name": work.settings.organisation, "department": work.settings.department, "logo": ""}
            settings_rows.write_setting(work.session, "organisation", dict(value), author, work.now)
            return work.changes("settings")

    def set_hours(self, hours: WorkingHours, author: str) -> Changes:
        """Say when the desk is open."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            settings_rows.write_setting(work.session, "hours", hours_to_json(hours), author, work.now)
            return work.changes("settings")

    def set_closing(self, rules: ClosingRules, author: str) -> Changes:
        """Say for how long a close can be reopened, and whether what is not answered closes by itself."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            value: JsonValue = {"reopen_days": rules.reopen_days, "close_unanswered": rules.close_unanswered}
            settings_rows.write_setting(work.session, "closing", value, author, work.now)
            return work.changes("settings")

    def set_notice_hours(self, hours: int, author: str) -> Changes:
        """Say how many hours after its detection a security incident must be told to the authority."""
        if not 1 <= hours <= MOST_NOTICE_HOURS:
            raise UsageError(
                _("“{text}” is no number of hours.").format(text=hours),
                _("Type a whole number from 1 to {n}.").format(n=MOST_NOTICE_HOURS),
            )
        with self._desk.changing(author, Right.SETTINGS) as work:
            settings_rows.write_setting(work.session, "restricted", {"notice_hours": hours}, author, work.now)
            return work.changes("settings")

    def set_review_days(self, review: ReviewDays, author: str) -> Changes:
        """Say by when reviews are closed and lessons done; what is not closed yet is due as that has it."""
        for days in (*review.days.values(), *review.lessons.values()):
            if not 1 <= days <= MOST_DAYS:
                raise UsageError(
                    _("“{text}” is no number of days.").format(text=days),
                    _("Type a whole number from 1 to {n}.").format(n=MOST_DAYS),
                )
        with self._desk.changing(author, Right.SETTINGS) as work:
            value: dict[str, JsonValue] = {
                "days": {**review.days}, "working": {**review.working}, "lessons": {**review.lessons}
            }  # fmt: skip
            settings_rows.write_setting(work.session, "review", value, author, work.now)
            return work.changes("settings")

    def plan_backups(self, plan: BackupPlan, author: str) -> Changes:
        """Say where copies of the desk go, and how many are kept; the folder is made if need be."""
        folder = plan.folder.strip()
        if folder and not Path(folder).is_absolute():
            raise UsageError(
                _("“{folder}” is no whole path of a folder.").format(folder=folder),
                _("Choose it, or write its path from the drive on."),
            )
        if plan.keep < 1:
            raise UsageError(_("At least one backup is kept."), _("Write 1 or more."))
        with self._desk.database.reading() as session:
            rights.require(session, author, Right.SETTINGS)
        if folder:
            make_folder(Path(folder))  # before the transaction: a disk may take its time
        with self._desk.changing(author, Right.SETTINGS) as work:
            value: dict[str, JsonValue] = {"folder": folder, "keep": plan.keep}
            settings_rows.write_setting(work.session, "backup", value, author, work.now)
            return work.changes("settings", "backups")

    def write_list(self, name: str, items: tuple[ListItem, ...], author: str) -> Changes:
        """Let ``items`` be the list ``name``.

        Items may be added, renamed, ordered and retired, never dropped.
        """
        with self._desk.changing(author, Right.SETTINGS) as work:
            present = {item.key for item in work.settings.lists.get(name, ())}
            keys = [item.key for item in items]
            if not present:
                raise UsageError(_("There is no list “{name}”.").format(name=name))
            if present - set(keys):
                raise UsageError(
                    _("“{key}” is used by old incidents.").format(key=min(present - set(keys))),
                    _("Retire it in place of deleting it."),
                )
            if len(keys) != len(set(keys)) or not all(item.label.strip() for item in items):
                raise UsageError(_("Each item needs a name of its own."), _("Correct the list."))
            settings_rows.write_setting(work.session, f"list.{name}", items_to_json(items), author, work.now)
            return work.changes("settings")

    def processes(self) -> list[ProcessDefinition]:
        """The newest version of every process."""
        return self._desk.library.all()

    def process_overview(self) -> ProcessOverview:
        """What the settings page shows of processes."""
        library = self._desk.library
        own: dict[str, str] = {}
        for path in sorted(library.own_folder.glob("*.toml")):
            try:
                own[read_definition(path).sha256] = path.name
            except (DefinitionError, EnvironmentFault):
                continue  # it is in ``refused``, or gone since
        default = self.settings().default_process
        known = tuple(
            KnownProcess(one, own.get(one.sha256, ""), one.key == default, one.key == RAISED)
            for one in library.all()
        )
        return ProcessOverview(known, tuple(library.refused), library.own_folder)

    def reload_processes(self) -> Changes:
        """Read the definitions again, after someone edited them."""
        self._desk.library.reload()
        return Changes(things=frozenset({"processes"}))

    def check_process(self, path: Path) -> ProcessDefinition:
        """Read a definition and check it beside the others.

        ``DefinitionError`` names the place and the remedy.
        """
        definition = read_definition(path)
        others = self._desk.library.all()
        check_beside(definition, others, path.name)
        for other in others:
            if other.key != definition.key or other.sha256 == definition.sha256:
                continue
            if other.version >= definition.version:
                self._refuse_version(path, definition, other.version)
        with self._desk.database.reading() as session:
            stored = settings_rows.process_text(session, definition.key, definition.version)
        if stored is not None and stored[1] != definition.sha256:
            self._refuse_version(path, definition, definition.version)
        return definition

    def _refuse_version(self, path: Path, definition: ProcessDefinition, taken: int) -> NoReturn:
        raise DefinitionError(
            path.name,
            _("is version {version} of “{key}”, and this desk has another version {taken} already").format(
                version=definition.version, key=definition.key, taken=taken
            ),
            _("Set version = {next}, or choose another key.").format(next=taken + 1),
        )

    def add_process(
        self, path: Path, author: str, *, make_default: bool
    ) -> tuple[ProcessDefinition, Changes]:
        """Copy a checked definition into the data folder, so that incidents can be logged under it."""
        self._desk.require(author, Right.SETTINGS)  # before a file is copied
        definition = self.check_process(path)
        if make_default:
            _must_be_logged(definition)
        folder = self._desk.library.own_folder
        target = folder / f"{definition.key}.toml"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if path.resolve() != target.resolve():
                shutil.copyfile(path, target)
        except OSError as error:
            raise EnvironmentFault(
                _("The definition cannot be copied to {folder}.").format(folder=folder),
                _("Ask for the right to write there."),
            ) from error
        self._desk.library.reload()
        with self._desk.changing(author, Right.SETTINGS) as work:
            self._desk.library.use(work.session, definition.key, work.now)
            if make_default:
                settings_rows.write_setting(work.session, "default_process", definition.key, author, work.now)
            return definition, work.changes("settings", "processes")

    def make_default(self, key: str, author: str) -> Changes:
        """Log new incidents under the process ``key``."""
        _must_be_logged(self._desk.library.newest(key))
        with self._desk.changing(author, Right.SETTINGS) as work:
            settings_rows.write_setting(work.session, "default_process", key, author, work.now)
            return work.changes("settings")


def _must_be_logged(definition: ProcessDefinition) -> None:
    """Refuse the process of major incidents: those are raised, and most of what is logged is none."""
    if definition.key == RAISED:
        raise RefusedError(
            _("Incidents are not logged under “{title}”.").format(title=definition.title),
            _("Raise a major incident, or promote one that is logged."),
        )


def make_folder(folder: Path) -> None:
    """Make a folder that was chosen; ``EnvironmentFault`` where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            _("The folder {folder} cannot be made.").format(folder=folder),
            _("Choose another one."),
        ) from error
