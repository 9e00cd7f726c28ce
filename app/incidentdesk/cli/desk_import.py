"""``import FILE --from incident-desk``: a whole desk into an empty one."""

from __future__ import annotations

from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli.context import Context

FORMAT = "incident-desk"
"""The word for it among the formats; it is no format of another system."""


def import_desk(context: Context) -> int:
    """Bring the desk in one file into this one, which has no incidents."""
    given = context.arguments
    if len(given.files) != 1 or given.dry_run or given.reading or given.verdicts or given.system:
        raise UsageError(
            _("A whole desk is imported from one file, as it is."),
            _("Write import FILE --from incident-desk, without other options."),
        )
    done = context.cases.desk_file.restore(Path(given.files[0]), progress=context.output.progress)
    words = ngettext(
        "The desk is here: {n} incident.", "The desk is here: {n} incidents.", done.incidents
    ).format(n=done.incidents)
    if done.copy:
        words += " " + _("The empty one is kept as {file}.").format(file=done.copy)
    document = {"incidents": done.incidents, "files": done.files, "copy": done.copy or None}
    context.output.say(words, document)
    return 0
