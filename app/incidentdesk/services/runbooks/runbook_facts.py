"""What conditions of runbooks are asked against, beside the facts of the incident itself."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.domain.comparisons import FieldFacts, fold
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.runbook import MATCH_FIELDS
from incidentdesk.domain.runbook_words import words_of
from incidentdesk.storage import registers
from incidentdesk.storage.session import Session

MATCH_FACTS: Mapping[str, FieldFacts] = {key: facts for key, (_label, facts) in MATCH_FIELDS.items()}

WRITTEN = ("title", "description", "error_code")
"""The fields by whose words a runbook fits."""


def match_facts(session: Session, facts: Facts) -> dict[str, JsonValue]:
    """The values of ``MATCH_FIELDS`` for an incident with ``facts``."""
    text = "\n".join(str(facts[key]) for key in WRITTEN if facts.get(key))
    service = str(facts.get("service") or "")
    names = registers.names_of(session, [service]) if service else {}
    from_alert = facts.get("source") == "monitoring" or facts.get("channel") == "alert"
    known: dict[str, JsonValue] = {
        "service_name": names.get(service),
        "alert_name": facts.get("title") if from_alert else None,
        "text": fold(text) or None,
        "words": list(words_of(text)) or None,
    }
    return {key: value for key, value in known.items() if value is not None}
