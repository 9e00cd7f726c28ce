"""The fields that every process shares, with their kind and meaning.

A process definition places them in its stages; it can give them a label of its own, never another kind.
They are typed, indexed columns of the incident, so that lists and conditions find them at once.
"""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.base.texts import N_


class CoreField(NamedTuple):
    """One shared field: ``kind`` is a field kind, ``choices_from`` names the desk's list it is chosen from.

    A ``derived`` field is worked out by the program: it can be shown and tested, not typed.
    """

    key: str
    kind: str
    label: str
    choices_from: str = ""
    derived: bool = False


CORE_FIELDS: dict[str, CoreField] = {
    field.key: field
    for field in (
        CoreField("title", "text", N_("Title")),
        CoreField("description", "long_text", N_("What happens")),
        CoreField("error_code", "code", N_("Error code")),
        CoreField("source", "choice", N_("Found by"), "sources"),
        CoreField("channel", "choice", N_("Channel"), "channels"),
        CoreField("reporter", "reporter", N_("Who told us")),
        CoreField("assignee", "person", N_("Follow-up by")),
        CoreField("team", "team", N_("Team")),
        CoreField("service", "service", N_("Affected service")),
        CoreField("device", "device", N_("Affected device")),
        CoreField("place", "text", N_("Place")),
        CoreField("occurred", "moment", N_("Since when")),
        CoreField("detected", "moment", N_("Detected")),
        CoreField("reported", "moment", N_("Reported")),
        CoreField("restored", "moment", N_("Service restored")),
        CoreField("type", "choice", N_("Type"), "types"),
        CoreField("category", "choice", N_("Category"), "categories"),
        CoreField("closing_category", "choice", N_("Category at closing"), "categories"),
        CoreField("impact", "choice", N_("Impact"), "impacts"),
        CoreField("severity", "choice", N_("Severity"), "severities"),
        CoreField("risk", "choice", N_("Risk"), "risks"),
        CoreField("priority", "choice", N_("Priority"), "priorities", derived=True),
        CoreField("priority_override", "choice", N_("Priority set by hand"), "priorities"),
        CoreField("priority_reason", "text", N_("Why the priority was set by hand")),
        CoreField("outcome", "choice", N_("Outcome"), "outcomes"),
        CoreField("cause_category", "choice", N_("Cause category"), "cause_categories"),
        CoreField("number", "text", N_("Number"), derived=True),
        CoreField("status", "choice", N_("Status"), "statuses", derived=True),
        CoreField("stage", "text", N_("Stage"), derived=True),
        CoreField("process", "text", N_("Process"), derived=True),
        CoreField("provisional", "yes_no", N_("Provisional priority"), derived=True),
        CoreField("major", "yes_no", N_("Major"), derived=True),
        CoreField("sev", "choice", N_("SEV level"), "sev_levels", derived=True),
        CoreField("phase", "choice", N_("Phase"), "phases", derived=True),
        CoreField("drill", "yes_no", N_("Drill"), derived=True),
        CoreField("breached", "yes_no", N_("Target missed"), derived=True),
        CoreField("paused", "yes_no", N_("Clock paused"), derived=True),
        CoreField("hold_reason", "choice", N_("On hold because"), "hold_reasons", derived=True),
        CoreField("wake", "moment", N_("Wakes"), derived=True),
        CoreField("next_due", "moment", N_("Next due"), derived=True),
        CoreField("next_due_kind", "text", N_("What is due next"), derived=True),
        CoreField("logged_by", "person", N_("Logged by"), derived=True),
        CoreField("logged", "moment", N_("Logged"), derived=True),
        CoreField("responded", "moment", N_("Responded"), derived=True),
        CoreField("resolved", "moment", N_("Resolved"), derived=True),
        CoreField("closed", "moment", N_("Closed"), derived=True),
        CoreField("updated", "moment", N_("Last change"), derived=True),
        CoreField("reopen_count", "number", N_("Times reopened"), derived=True),
    )
}

TYPED_CORE_FIELDS: dict[str, CoreField] = {
    key: field for key, field in CORE_FIELDS.items() if not field.derived
}
"""The core fields that a person fills, by key."""

DERIVED_FACTS: dict[str, str] = {
    "unanswered_attempts": N_("Attempts to reach the reporter that were not answered"),
    "unanswered_days": N_("Working days on which the reporter did not answer"),
    "confirmed_untested": N_("Confirmed hypotheses that do not say how they were tested"),
    "unanswered_means": N_("Different means by which the reporter was not reached"),
}
"""Numbers worked out from tables of a process; conditions may test them."""

LIST_FIELDS: dict[str, str] = {"import": N_("Import")}
"""What lists alone can be asked for: the imports that created or changed an incident, by their uid."""

STATUSES = ("new", "in_progress", "on_hold", "resolved", "closed", "cancelled")
OPEN_STATUSES = ("new", "in_progress", "on_hold", "resolved")
"""Statuses of an incident that someone still has to do something about."""

ENDED_STATUSES = ("closed", "cancelled")
"""Statuses of an incident that stays as it is until it is reopened."""

PRIORITIES = ("P1", "P2", "P3", "P4", "P5")
