"""The texts that updates start from, as a desk words them: shipped ones, and those that it has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.rights import Right
from incidentdesk.domain.sev import sev_text
from incidentdesk.domain.update_sending import EXTERNAL
from incidentdesk.domain.update_words import AUDIENCES, UpdateWords
from incidentdesk.domain.updates import (
    Concern,
    OpenAction,
    UpdateFacts,
    check_update,
    draft_update,
    unknown_places,
)
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.languages import update_words
from incidentdesk.services.desk.settings import UPDATE_TEXTS, DeskSettings
from incidentdesk.storage import settings_rows

NOT_OUTWARD = frozenset({"title", "actions", "needs"})
"""What is not for the public: the titles of incidents and the names of who acts (practice 2.4)."""

KNOWN_EARLY = frozenset({"sev", "title", "phase", "public", "service"})
"""What is known of an incident once it is declared."""


@dataclass(frozen=True)
class TextTemplate:
    """A text to start from: for whom, of what kind, as it is in force, and as it was ``shipped``."""

    key: str
    audience: str
    title: str
    text: str
    shipped: str
    last: bool

    @property
    def is_changed(self) -> bool:
        """Whether the desk words it in its own way."""
        return self.text != self.shipped


class Sample(NamedTuple):
    """What a template becomes for an invented incident, and what one would be asked to look at in it.

    ``early`` is the same where only what and how big it is is known.
    """

    text: str
    early: str
    concerns: tuple[Concern, ...]


def desk_words(settings: DeskSettings) -> UpdateWords:
    """The words of updates with the texts of this desk."""
    words = update_words()
    own = {
        key: replace(words.templates[key], text=text)
        for key, text in settings.update_texts.items()
        if key in words.templates
    }
    return replace(words, templates={**words.templates, **own})


def templates_in(settings: DeskSettings) -> tuple[TextTemplate, ...]:
    """All templates as they are in force; those of an audience together, in the order of telling people."""
    shipped = update_words().templates
    found = [
        TextTemplate(one.key, one.audience, one.title, one.text, shipped[one.key].text, one.last)
        for one in desk_words(settings).templates.values()
    ]
    return tuple(sorted(found, key=lambda one: AUDIENCES.index(one.audience)))


def places_for(audience: str) -> dict[str, str]:
    """What can be filled into a text for an audience, by its name: what it stands for."""
    gaps = update_words().gaps
    kept_back = NOT_OUTWARD if audience == EXTERNAL else frozenset()
    return {name: _(means) for name, means in gaps.items() if name not in kept_back}


def sample_of(key: str, text: str, settings: DeskSettings, now: Instant) -> Sample:
    """What ``text`` as the template ``key`` becomes for an invented incident."""
    words = update_words()
    own = replace(words, templates={key: replace(words.templates[key], text=text.strip())})
    facts = _sample_facts(settings, now, last=own.templates[key].last)
    early = UpdateFacts(
        zone=facts.zone,
        said={name: text for name, text in facts.said.items() if name in KNOWN_EARLY},
        next_at=facts.next_at,
        today=facts.today,
    )
    filled = draft_update(key, facts, own)
    return Sample(filled, draft_update(key, early, own), check_update(key, filled, own))


def _must_be_fit(template: TextTemplate, text: str) -> None:
    """Raise ``UsageError`` where ``text`` is no text for that template."""
    if not text.strip():
        raise UsageError(_("A template needs words."), _("Write them, or go back to the text as shipped."))
    places = places_for(template.audience)
    wrong = unknown_places(text, places)
    if wrong:
        raise UsageError(
            _("Nothing is ever filled in for {names}.").format(names=", ".join(wrong)),
            _("Use: {names}.").format(names=", ".join(f"{{{name}}}" for name in places)),
        )


class UpdateTemplates:
    """The use case of the texts that updates start from. Administrators only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(self, key: str, text: str, author: str) -> Changes:
        """Let texts by the template ``key`` start from ``text``; texts that are begun stay as they are."""
        with self._desk.changing(author, Right.SETTINGS) as work:
            known = {one.key: one for one in templates_in(work.settings)}
            if key not in known:
                raise UsageError(
                    _("There is no template “{key}”.").format(key=key),
                    _("Use one of: {names}.").format(names=", ".join(known)),
                )
            words = "\n".join(line.rstrip() for line in text.strip().splitlines())
            _must_be_fit(known[key], words)
            own: dict[str, JsonValue] = {**work.settings.update_texts}
            own.pop(key, None)
            if words != known[key].shipped:
                own[key] = words
            settings_rows.write_setting(work.session, UPDATE_TEXTS, own, author, work.now)
            return work.changes("settings")


def _sample_facts(settings: DeskSettings, now: Instant, *, last: bool) -> UpdateFacts:
    said = {
        "sev": sev_text("sev2"),
        "title": _("Mail is slow at all sites"),
        "phase": _(PHASE_TEXTS["resolved" if last else "mitigating"]),
        "public": _(PHASE_TEXTS["resolved" if last else "identified"]),
        "condition": _("sending takes up to ten minutes"),
        "business": _("Invoices leave late"),
        "step": _("Move the queue to the second server"),
        "decision": _("Whether invoices go by post today"),
        "service": _("E-mail"),
        "who": _("everybody at the main site"),
        "unaffected": _("the branch offices"),
        "workaround": _("the phone, for what is urgent"),
        "changed": _("The queue has been moved, and shrinks"),
        "recovery": _("it has begun"),
        "lasting": _("none"),
    }
    return UpdateFacts(
        zone=settings.zone,
        said=said,
        actions=(OpenAction(_("Operations lead"), _("empty the queue"), now.plus(20)),),
        needs=(_("Somebody who knows the spam filter"),),
        since=now.plus(-70),
        ended=now.plus(-10),
        next_at=now.plus(30),
        today=now.local().date(),
    )
