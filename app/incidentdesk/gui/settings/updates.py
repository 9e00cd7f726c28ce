"""Settings, Updates: how often people are told of a major incident, and the texts that one starts from."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.cadence import CadenceSection
from incidentdesk.gui.settings.parted_section import PartedSection
from incidentdesk.gui.settings.update_texts import UpdateTextsSection

CADENCE, TEXTS = "cadence", "texts"


def updates_section(session: WindowSession) -> PartedSection:
    """The cadence, and beside it the texts."""
    parts = {CADENCE: (_("How often"), CadenceSection), TEXTS: (_("Texts"), UpdateTextsSection)}
    return PartedSection(session, _("Updates"), _("What of updates"), parts)
