"""What a search says of itself. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.base.texts import _, ngettext

if TYPE_CHECKING:
    from incidentdesk.services.lists.search import Found


def found_text(found: Found) -> str:
    """How many were found among how many, and what may be lacking."""
    total = ngettext("{n} found", "{n} found", found.total).format(n=f"{found.total:,}")
    searched = _("{n} searched").format(n=f"{found.searched:,}")
    parts = [total, searched]
    if found.searched != found.incidents:
        rest = _("{n} of {m} searched, the rest follows")
        parts[1] = rest.format(n=f"{found.searched:,}", m=f"{found.incidents:,}")
    elif found.doubt:
        parts.append(_("the index is to be made anew: see Settings"))
    if found.ranked and not found.exact:
        parts.append(_("the newest {n} in order of fit").format(n=f"{found.closely:,}"))
    return " · ".join(parts)
