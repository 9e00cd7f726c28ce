"""What somebody has tried on the practice desk since it was made."""

from __future__ import annotations

from incidentdesk.storage.session import Session

_SINCE = "coalesce((SELECT max(changed_at) FROM setting_revision WHERE name = 'set_up'), 0)"
_MINE = f"author = ? AND entered_at > {_SINCE}"
_QUESTIONS = {
    # What was raised is logged in the same act.
    "logged": f"SELECT 1 FROM timeline_entry WHERE kind = 'logged' AND {_MINE} "  # noqa: S608 - our own words
    "AND cause NOT IN (SELECT cause FROM timeline_entry WHERE kind = 'raised')",
    # Only a fix on the phone completes several stages in one act.
    "fixed": "SELECT 1 FROM timeline_entry WHERE kind = 'stage_completed' "  # noqa: S608
    f"AND {_MINE} GROUP BY cause HAVING count(*) > 1",
    "held": f"SELECT 1 FROM timeline_entry WHERE kind = 'held' AND {_MINE}",  # noqa: S608
    "closed": "SELECT 1 FROM timeline_entry WHERE kind = 'stage_completed' "  # noqa: S608
    f"AND json_extract(parameters, '$.stage') = 'closure' AND {_MINE}",
    "raised": f"SELECT 1 FROM timeline_entry WHERE kind = 'raised' AND {_MINE}",  # noqa: S608
}
"""What is tried, and how the desk knows of it."""


def practised(session: Session, author: str) -> frozenset[str]:
    """What ``author`` has done: ``logged``, ``fixed`` (on the phone), ``held``, ``closed``, ``raised``."""
    return frozenset(
        name for name, question in _QUESTIONS.items() if session.sql(f"{question} LIMIT 1", (author,))
    )
