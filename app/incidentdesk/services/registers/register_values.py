"""Checking what comes in for an entry of a register: its fields, and names in place of uids."""

from __future__ import annotations

import re
from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import LIST_KINDS, REGISTERS, RegisterField, RegisterSpec
from incidentdesk.storage import registers
from incidentdesk.storage.session import Session

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

LONGEST = 2000
"""Characters of one text; what is longer belongs into a document."""


def spec_of(register: str) -> RegisterSpec:
    """The register ``register``; ``UsageError`` where there is none."""
    spec = REGISTERS.get(register)
    if spec is None:
        raise UsageError(
            _("There is no register “{name}”.").format(name=register),
            _("Use one of: {names}.").format(names=", ".join(REGISTERS)),
        )
    return spec


def checked(session: Session, spec: RegisterSpec, values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """``values`` in their canonical form, emptied ones as ``None``.

    ``UsageError`` names the field at fault.
    """
    found: dict[str, JsonValue] = {}
    for key, value in values.items():
        field = spec.by_key.get(key)
        if field is None:
            raise UsageError(
                _("The register “{register}” has no field “{key}”.").format(register=spec.key, key=key),
                _("Use one of: {names}.").format(names=", ".join(spec.by_key)),
            )
        try:
            found[key] = _checked(session, field, value)
        except ValueError as error:
            raise UsageError(
                _("“{field}”: {what}.").format(field=_(field.label), what=error),
                _("Correct it; nothing was saved."),
            ) from None
    return found


def check_text(text: str) -> None:
    """Raise ``ValueError`` where ``text`` has signs that no font shows and no file keeps."""
    if _UNWRITABLE.search(text):
        raise ValueError(_("holds signs that cannot be shown"))


def _checked(session: Session, field: RegisterField, value: JsonValue) -> JsonValue:
    if value is None or value == "" or value == []:
        return None
    if field.kind == "yes_no":
        if not isinstance(value, bool):
            raise ValueError(_("say yes or no"))
        return value or None
    if field.kind in LIST_KINDS:
        return _list(session, field, value if isinstance(value, list) else [value])
    if not isinstance(value, str):
        raise ValueError(_("a text is needed"))
    check_text(value)
    if len(value) > LONGEST:
        raise ValueError(_("longer than {n} characters").format(n=LONGEST))
    return _text(session, field, in_form(field, value))


def in_form(field: RegisterField, text: str) -> str:
    """``text`` on one line and without blanks around it; only a long text keeps its lines."""
    return text.strip() if field.kind == "long_text" else " ".join(text.split())


def _text(session: Session, field: RegisterField, text: str) -> JsonValue:
    if not text:
        return None
    if field.kind == "choice":
        return _choice(field, text)
    return _reference(session, field.kind, text) if field.refers_to else text


def _choice(field: RegisterField, text: str) -> str:
    if text not in field.choices:
        words = _("has no choice “{key}”; use one of: {keys}")
        raise ValueError(words.format(key=text, keys=", ".join(field.choices)))
    return text


def _list(session: Session, field: RegisterField, value: list[JsonValue]) -> JsonValue:
    texts = [" ".join(str(one).split()) for one in value if str(one).strip()]
    if field.refers_to:
        texts = [_reference(session, field.refers_to, one) for one in texts]
    return list[JsonValue](dict.fromkeys(texts)) or None


def _reference(session: Session, register: str, text: str) -> str:
    """The uid that ``text`` is or names. A place that no register has stays as it was written."""
    if registers.is_known(session, register, text):
        return text
    found = registers.uids_named(session, register, text)
    if len(found) > 1:
        raise ValueError(_("“{name}” fits {n} records; give the uid").format(name=text, n=len(found)))
    if not found and register != "place":
        raise ValueError(_("“{name}” is not known; add it first").format(name=text))
    return found[0] if found else text
