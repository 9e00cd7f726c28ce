"""Zendesk: tickets as JSON, as its API gives them in pages, or one ticket a line as its full export does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.intake.building import Builder
from incidentdesk.intake.formats.zendesk_page import ZendeskPage
from incidentdesk.intake.inspecting import propose
from incidentdesk.intake.profile import NoteContext, Profile
from incidentdesk.intake.scan import scan
from incidentdesk.intake.table_format import zone_of


def comments(text: str, context: NoteContext) -> list[ImportedEvent]:
    """The comments of a ticket, which its page gives as JSON again."""
    try:
        found: list[dict[str, Any]] = json.loads(text)
    except ValueError:
        return [ImportedEvent("note", context.at, text=text)]
    return [
        ImportedEvent(
            "note",
            context.dates.instant(one["at"]) or context.at,
            author=one["author"],
            text=one["text"],
            for_reporter=one["public"],
        )
        for one in found
    ]


PROFILE = Profile(
    "zendesk",
    "Zendesk",
    "Zendesk",
    heads={
        "id": "key", "subject": "title", "raw_subject": "", "description": "description", "status": "status",
        "priority": "priority", "type": "type", "via.channel": "channel", "created_at": "logged",
        "updated_at": "updated", "metric_set.solved_at": "resolved", "solved_at": "resolved",
        "closed_at": "closed",
        "requester": "reporter", "assignee": "assignee", "group": "team", "comments": "note",
        "attachments": "file", "external_id": "", "url": "", "recipient": "", "organization": "",
        "submitter": "",
    },
    values={
        "status": {"open": "in_progress", "pending": "on_hold", "hold": "on_hold", "solved": "resolved"},
        "hold_reason": {"pending": "awaiting_user", "hold": "awaiting_supplier"},
        "type": {"question": "", "problem": "", "incident": "", "task": ""},
    },
    must=("id", "subject", "created at", "status"),
    known="tags, due at, is public, brand id, ticket form id, requester id, assignee id, group id, "
    "submitter id, "
    "organization id, has incidents, allow channelback, allow attachments, problem id, forum topic id, "
    "generated timestamp, satisfaction rating, via source rel, from messaging channel",
    notes=comments,
    place=N_("Ticket {number}"),
)  # fmt: skip
"""Zendesk's own meaning: pending waits for the requester, on hold for somebody else."""


class Zendesk:
    """Tickets as JSON. ``key``, ``title`` and ``system`` as every format has them."""

    key = PROFILE.key
    title = PROFILE.title
    system = PROFILE.system

    def inspect(self, path: Path, written: Reading | None = None) -> Reading:
        """How the file is proposed to be read; a file that is no JSON of tickets gets a likeness of 0.

        Of ``written``, which a person corrected, the encoding rules.
        """
        try:
            page = ZendeskPage(path, written.encoding) if written else ZendeskPage(path)
        except UsageError as wrong:
            return Reading(self.key, doubts=(str(wrong),))
        reading = propose(PROFILE, scan(page), Reading(self.key, encoding=page.encoding))
        doubts = list(reading.doubts)
        if page.count > page.held:
            said = _("This file holds {held} of {count} tickets. Import the other pages as well.")
            doubts.append(said.format(held=page.held, count=page.count))
        if "requester" not in page.heads:
            doubts.append(
                _("People are given by numbers only. Export with users and groups to have their names.")
            )
        return replace(reading, doubts=tuple(doubts))

    def read(self, path: Path, reading: Reading, zone: ZoneInfo) -> Iterator[ImportedIncident]:
        """Each ticket as a record; ``places`` are its positions in the file, from 1.

        A page is held as a whole; of a file with one ticket a line, one ticket.
        """
        page = ZendeskPage(path, reading.encoding)
        builder = Builder(PROFILE, reading, page.heads, zone_of(reading, zone))
        for row in page.rows():
            yield builder.build(row)


ZENDESK = Zendesk()
