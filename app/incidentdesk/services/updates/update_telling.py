"""That people were told: the entry of the timeline, the text that is told, and the head of the message."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.base.texts import _
from incidentdesk.domain.phases import PHASE_TEXTS, public_word
from incidentdesk.domain.sev import sev_text
from incidentdesk.domain.update_sending import EXTERNAL, UpdateText
from incidentdesk.domain.updates import stated_next
from incidentdesk.services.desk.desk import Work
from incidentdesk.services.desk.languages import update_words
from incidentdesk.services.desk.seeing import restricted_title
from incidentdesk.services.response.response_phases import told
from incidentdesk.services.response.room import Room
from incidentdesk.storage import registers, updates


def note_told(room: Room, text: UpdateText) -> UpdateText:
    """Note on the timeline that people were told, once for each text; from now on the next one is due.

    A time that the text states for the next update is kept to.
    """
    if text.entry:
        return text
    now = room.work.now
    promised = None if text.last else stated_next(text.text, update_words(), now, room.work.settings.zone)
    entry = told(room, text.audience, text.text, last=text.last, at=now, promised=promised)
    noted = replace(text, state="sent", entry=entry.uid, told=now)
    updates.write_text(room.work.session, noted)
    return noted


def title_of(work: Work, room: Room, text: UpdateText) -> str:
    """The head of the message: outside of the house it names the service, never the incident's title.

    Of a restricted incident it tells neither.
    """
    incident = room.incident
    if text.audience == EXTERNAL:
        service = "" if incident.restricted else str(incident.core.get("service") or "")
        name = registers.names_of(work.session, {service}).get(service) if service else ""
        head = f"{name or work.settings.organisation or _('Our services')}: {_word(incident.phase)}"
    else:
        sev = sev_text(incident.sev)
        title = restricted_title() if incident.restricted else incident.title
        head = " ".join(part for part in (incident.number, sev, "–", title) if part)
    practice = [_("PRACTICE")] if work.settings.practice else []
    drill = [_("DRILL")] if incident.drill else []
    return " – ".join((*practice, *drill, head))


def _word(phase: str) -> str:
    return _(PHASE_TEXTS[public_word(phase)])
