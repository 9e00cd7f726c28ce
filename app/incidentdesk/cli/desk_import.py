"""``import FILE --from incident-desk``: a whole desk into an empty one."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context
from incidentdesk.services.imports.import_formats import AUTO
from incidentdesk.services.jobs.import_looks import DESK, desk_in


def is_meant(given: Namespace) -> bool:
    """Whether a whole desk is named, or was found out to lie in the one file."""
    if given.format == DESK:
        return True
    return given.format == AUTO and len(given.files) == 1 and desk_in(Path(given.files[0])) is not None


def import_desk(context: Context) -> int:
    """Bring the desk in one file into this one, which has no incidents."""
    given = context.arguments
    if len(given.files) != 1 or given.dry_run or given.reading or given.verdicts or given.system:
        raise UsageError(
            _("A whole desk is imported from one file, as it is."),
            _("Write import FILE --from incident-desk, without other options."),
        )
    restoring = context.cases.desk_file
    # Nobody is added to a desk that is only half here: its staff is still to come.
    author = "" if restoring.is_unfinished() else context.person
    done = restoring.restore(Path(given.files[0]), author, progress=context.output.progress)
    words = ngettext(
        "The desk is here: {n} incident.", "The desk is here: {n} incidents.", done.incidents
    ).format(n=done.incidents)
    if done.copy:
        words += " " + _("The empty one is kept as {file}.").format(file=done.copy)
    document = {"incidents": done.incidents, "files": done.files, "copy": done.copy or None}
    context.output.say(words, document)
    return 0
