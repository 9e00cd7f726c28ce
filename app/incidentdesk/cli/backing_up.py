"""``backup``, ``restore`` and ``verify``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from incidentdesk import bootstrap
from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context, chosen_person
from incidentdesk.cli.output import Output

if TYPE_CHECKING:
    from incidentdesk.services.backups.backups import Checked


def backup(context: Context) -> int:
    """Write a checked copy to a file, or to the chosen folder."""
    named, cases, progress = context.arguments.file, context.cases, context.output.progress
    if named:
        made = cases.backups.write_to(Path(named), progress, _never)
    else:
        made = cases.backups.make(progress, _never)
    words = _("Backup: {file}, {incidents}, verified.").format(
        file=made.path, incidents=_incidents(made.checked)
    )
    document = {
        "file": str(made.path),
        **_counts(made.checked),
        "removed": [str(one) for one in made.removed],
    }
    context.output.say(words, document)
    return 0


def verify(context: Context) -> int:
    """Prove the desk, or a copy; what is not whole is told, and leaves with 4."""
    from incidentdesk.services.backups.desk_copies import fault_words

    named = context.arguments.backup
    checked = context.cases.backups.verify(Path(named) if named else None, context.output.progress, _never)
    file = named or str(context.cases.desk.database.path)
    document = {"file": file, **_counts(checked), "faults": [vars(fault) for fault in checked.faults]}
    if checked.faults:
        words = _("{file} is not whole: {what}.").format(file=file, what=fault_words(checked))
        context.output.say(words + " " + _("Restore the last backup that is."), document)
        return EnvironmentFault.exit_code
    words = _("{file} is whole: {incidents}, {n} entries, {files} files.").format(
        file=file, incidents=_incidents(checked), n=checked.entries, files=checked.files
    )
    context.output.say(words, document)
    return 0


def restore(arguments: Namespace, paths: DeskPaths, output: Output) -> int:
    """Put a copy in the place of the desk; whoever may not change settings is refused."""
    backup = Path(arguments.file)
    if paths.desk.exists():
        _ask(arguments, paths, backup)
    done = bootstrap.restore(paths, backup, output.progress)
    count = ngettext("{n} incident", "{n} incidents", done.facts.incidents).format(n=done.facts.incidents)
    words = _("Restored: {file}, {incidents}.").format(file=paths.desk, incidents=count)
    if done.aside:
        words += " " + _("The desk as it was is kept as {file}.").format(file=done.aside)
    document = {"file": str(paths.desk), "incidents": done.facts.incidents, "aside": done.aside or None}
    output.say(words, document)
    return 0


def _ask(arguments: Namespace, paths: DeskPaths, backup: Path) -> None:
    try:
        with bootstrap.headless(paths) as cases:
            who = chosen_person(arguments, cases)
    except EnvironmentFault:  # it is damaged: whoever can write in its folder may mend it
        return
    with bootstrap.headless(paths) as cases:
        cases.backups.look_at(backup, who)


def _counts(checked: Checked) -> dict[str, int]:
    return {"incidents": checked.incidents, "entries": checked.entries, "files": checked.files}


def _incidents(checked: Checked) -> str:
    return ngettext("{n} incident", "{n} incidents", checked.incidents).format(n=f"{checked.incidents:,}")


def _never() -> bool:
    return False
