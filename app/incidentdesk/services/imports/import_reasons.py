"""What a record that changed elsewhere would change here, in words: each field from what to what."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from incidentdesk.base.texts import _
from incidentdesk.domain.excerpts import excerpt
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.cases.value_texts import STATUS_TEXTS, ValueTexts
from incidentdesk.services.imports.import_build import Builder, Read
from incidentdesk.services.imports.import_changes import News
from incidentdesk.storage import registers
from incidentdesk.storage.session import Session

SHOWN = 60
"""How many characters of a long text are told."""


def reasons_of(session: Session, news: News, read: Read, builder: Builder) -> list[str]:
    """Why ``read`` counts as changed, a sentence each; none where nothing would change."""
    reasons = list(read.doubts)
    if news.fields:
        words = _Words(session, builder, [value for pair in news.fields.values() for value in pair])
        told = [words.change(key, *pair) for key, pair in news.fields.items()]
        reasons.append(_("Changed: {fields}.").format(fields="; ".join(told)))
    if news.lines:
        reasons.append(_("New on the timeline: {n}.").format(n=len(news.lines)))
    if news.files:
        reasons.append(_("New files: {names}.").format(names=", ".join(one.name for one in news.files)))
    if news.rest:
        reasons.append(_("Other columns changed, and become a note."))
    if news.left:
        left = _("Changed here since, and left as it is: {fields}.")
        reasons.append(left.format(fields=", ".join(builder.label(key) for key in news.left)))
    return reasons


class _Words:
    """Values of one record in words; ``values`` are all that may hold uids."""

    def __init__(self, session: Session, builder: Builder, values: Collection[JsonValue]) -> None:
        self._builder = builder
        uids = [value for value in values if isinstance(value, str)]
        read = {uid: builder.names.name(uid) for uid in uids}
        names: Mapping[str, str] = registers.names_of(session, uids) | {
            uid: name for uid, name in read.items() if name
        }
        self._texts = ValueTexts(builder.names.settings, names, builder.definition)

    def change(self, key: str, old: JsonValue, new: JsonValue) -> str:
        """What ``key`` is called, and from what to what it changes."""
        label, was, will = self._builder.label(key), self._value(key, old), self._value(key, new)
        if not will:
            return _("{field}: emptied, was “{old}”").format(field=label, old=was)
        if not was:
            return _("{field}: “{new}”").format(field=label, new=will)
        return _("{field}: “{old}” → “{new}”").format(field=label, old=was, new=will)

    def _value(self, key: str, value: JsonValue) -> str:
        if key == "status" and isinstance(value, str):
            return _(STATUS_TEXTS.get(value, value))
        if value is None:
            return ""
        return excerpt(self._texts.of(key, value), (), SHOWN)[0]
