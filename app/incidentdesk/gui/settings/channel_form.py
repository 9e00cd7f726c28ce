"""The form of a channel: the fields of every kind, of which those of one are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.update_sending import AUDIENCE_TEXTS, Channel
from incidentdesk.gui.settings.form import Editor, Form
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.updates.channel_kinds import ChannelField, ChannelKind

SECRET = "secret"  # noqa: S105 - the name of a field


def channel_form(kinds: Sequence[ChannelKind]) -> Form:
    """Who is told, by what, and the fields of all ``kinds``; what is secret is not shown as it is typed."""
    form = Form()
    audiences = [(key, _(title)) for key, title in AUDIENCE_TEXTS.items()]
    form.add("audience", _("Who is told"), SegmentedControl(audiences, clearable=False), required=True)
    titles = [(kind.key, _(kind.title)) for kind in kinds]
    form.add("kind", _("By what"), SegmentedControl(titles, clearable=False), required=True)
    form.add("name", _("Name"), LineEdit(placeholder=_("Staff e-mail")), required=True)
    for kind in kinds:
        for field in kind.fields:
            form.add(field.key, _(field.label), _editor(field), required=field.required)
    hidden = LineEdit()
    hidden.setEchoMode(QLineEdit.EchoMode.Password)
    form.add(SECRET, _("Password"), hidden)
    return form


def values_of(channel: Channel) -> dict[str, str]:
    """What the form shows of a channel; never its secret."""
    values = {"audience": channel.audience, "kind": channel.kind, "name": channel.name}
    return values | {key: _text(value) for key, value in channel.details.items()}


def defaults_of(kinds: Sequence[ChannelKind]) -> dict[str, str]:
    """What the fields of a new channel start from."""
    return {field.key: field.default for kind in kinds for field in kind.fields if field.default}


def _editor(field: ChannelField) -> Editor:
    hint = _(field.hint) if field.hint else ""
    if field.kind == "choice":
        return SegmentedControl([(key, _(label)) for key, label in field.choices], clearable=False)
    return GrowingTextEdit(placeholder=hint, least=3) if field.kind == "lines" else LineEdit(placeholder=hint)


def _text(value: JsonValue) -> str:
    return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)
