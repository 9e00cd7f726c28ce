"""Telling the reporter: which words fit an incident now, and that they were said."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.rights import Right
from incidentdesk.domain.telling import MEANS, Filled, fill, moment_to_tell
from incidentdesk.domain.urgency import urgency_text
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.merged import must_not_be_merged
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.settings import DeskSettings

MESSAGES = "messages"
"""The desk's list of message templates; each item has ``when``, ``subject`` and ``body``."""

WHEN_TEXTS = {
    "logged": N_("Logged"),
    "taken_over": N_("Taken over"),
    "need_information": N_("Need information"),
    "resolved": N_("Resolved"),
    "closed": N_("Closed"),
}


@dataclass(frozen=True)
class Letter:
    """A message to the reporter, filled for one incident."""

    template: str
    subject: Filled
    body: Filled

    @property
    def left(self) -> tuple[str, ...]:
        """The places that nothing fills."""
        return tuple(dict.fromkeys((*self.subject.left, *self.body.left)))


def offered(page: IncidentPage) -> tuple[list[ListItem], str]:
    """The templates in use, and the key of the one that fits now; empty where the desk has none."""
    items = [item for item in page.settings.lists.get(MESSAGES, ()) if not item.retired]
    wanted = moment_to_tell(page.incident.status, assigned=bool(page.facts.get("assignee")))
    fitting = [item for item in items if item.extra.get("when") == wanted] or items
    return items, fitting[0].key if fitting else ""


def letter_of(page: IncidentPage, item: ListItem) -> Letter:
    """The template ``item`` filled for the incident of ``page``."""
    values = values_of(page)
    subject, body = str(item.extra.get("subject") or ""), str(item.extra.get("body") or "")
    return Letter(item.key, fill(subject, values), fill(body, values))


def values_of(page: IncidentPage) -> dict[str, str]:
    """What stands for each placeholder; empty where the incident has nothing for it."""
    incident, settings = page.incident, page.settings
    texts = ValueTexts(settings, page.names, page.definition)
    due = incident.due.resolution
    restored = page.facts.get("restored")
    return {
        "number": incident.number,
        "title": incident.title,
        "reporter": page.reporter.name if page.reporter else "",
        "assignee": page.name(page.facts.get("assignee")),
        "priority": urgency_text(incident, settings.label),
        "due": instant_text(in_zone(due, settings.zone)) if due is not None else "",
        "restored": texts.moment(restored) if restored else "",
        "resolution": texts.of("resolution", page.facts.get("resolution")),
        "organisation": settings.organisation,
        "department": settings.department,
    }


def sample_values(settings: DeskSettings, now: Instant) -> dict[str, str]:
    """What stands for each placeholder in a preview: an incident that could be."""
    return {
        "number": settings.number(now.local().year, 42),
        "title": _("Label printer prints blank labels"),
        "reporter": "Dana Whitlock",
        "assignee": "M. Oyelaran",
        "priority": f"P3 {settings.label('priorities', 'P3')}",
        "due": instant_text(now.plus(24 * 60)),
        "restored": instant_text(now),
        "resolution": _("The driver of last week is back."),
        "organisation": settings.organisation or _("Organisation"),
        "department": settings.department or _("Service Desk"),
    }


def template(settings: DeskSettings, key: str) -> ListItem:
    """The template ``key``, a retired one too; ``UsageError`` names those in use."""
    items = settings.lists.get(MESSAGES, ())
    for item in items:
        if item.key == key:
            return item
    names = ", ".join(item.key for item in items if not item.retired)
    raise UsageError(
        _("There is no message template “{key}”.").format(key=key),
        _("Use one of: {names}.").format(names=names),
    )


class Telling:
    """The use case of telling the reporter."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def tell(
        self, ref: str, text: str, author: str, *, means: str, template: str = "", subject: str = ""
    ) -> Changes:
        """Note on the timeline that the reporter was told ``text`` by one of ``MEANS``.

        It counts as the first response. Raises ``UsageError`` for an empty text and unknown means.
        """
        if means not in MEANS:
            raise UsageError(
                _("“{means}” is no way to tell somebody.").format(means=means),
                _("Use one of: {names}.").format(names=", ".join(MEANS)),
            )
        if not text.strip():
            raise UsageError(_("The message is empty."), _("Write what the reporter is told."))
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            case = Case.open(self._desk, work, ref)
            must_not_be_merged(work.session, case.incident)
            known = {item.key: item for item in work.settings.lists.get(MESSAGES, ())}
            when = known[template].extra.get("when") if template in known else ""
            said: dict[str, JsonValue] = {"means": means, "template": template, "when": str(when or "")}
            case.record("reporter_told", said, {"subject": subject.strip(), "text": text.strip()})
            case.respond()
            case.finish()
            return work.changes()
