"""What the bulk changes are called. Apart, for the list needs them before it needs any of their forms."""

from __future__ import annotations

from incidentdesk.base.texts import N_

TITLES = {
    "assign": N_("Assign"),
    "set": N_("Set a field"),
    "hold": N_("Put on hold"),
    "resume": N_("Take up again"),
    "complete": N_("Complete a stage"),
    "cancel": N_("Cancel incidents"),
}
"""The bulk changes, in the order in which they are offered."""

FIRST = ("assign", "set", "hold")
"""Those that have a button of their own; the others are behind one."""
