"""Reading conditions from definitions, saved views and the command line; mistakes are told with place."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.comparisons import check_time
from incidentdesk.domain.condition_tree import (
    OPS,
    OPS_ON_COLUMNS,
    OPS_WITHOUT_VALUE,
    All,
    Any,
    Condition,
    Not,
    Test,
)
from incidentdesk.domain.json_values import JsonValue


def parse_condition(raw: JsonValue, *, where: str) -> Condition:
    """The condition in ``raw``: a test, ``{all = […]}``, ``{any = […]}``, ``{not = …}``; a list means all.

    A mistake raises ``ValueError`` naming ``where`` it is, down to the part, and the remedy.
    """
    if isinstance(raw, list):
        return All(_parts(raw, where))
    if not isinstance(raw, dict):
        raise _mistake(where, _("a condition is a test {field, op, value}, or all, any or not of others"))
    for key in ("all", "any", "not"):
        if key in raw:
            return _join(key, raw, where)
    return _test(raw, where)


def _join(key: str, raw: dict[str, JsonValue], where: str) -> Condition:
    if len(raw) > 1:
        others = ", ".join(sorted(raw.keys() - {key}))
        raise _mistake(where, _("“{key}” stands alone; put {others} into it").format(key=key, others=others))
    inside, place = raw[key], f"{where}.{key}"
    if key == "not":
        return Not(parse_condition(inside, where=place))
    if not isinstance(inside, list):
        raise _mistake(place, _("needs a list of conditions in square brackets"))
    parts = _parts(inside, place)
    return All(parts) if key == "all" else Any(parts)


def _parts(raw: list[JsonValue], where: str) -> tuple[Condition, ...]:
    return tuple(parse_condition(one, where=f"{where}[{number}]") for number, one in enumerate(raw, start=1))


def _test(raw: dict[str, JsonValue], where: str) -> Test:
    strange = sorted(raw.keys() - {"field", "op", "value"})
    if strange:
        raise _mistake(where, _("unknown key “{key}”; a test has field, op and value").format(key=strange[0]))
    field, op = raw.get("field"), raw.get("op")
    if not isinstance(field, str) or not field.strip():
        raise _mistake(where, _("“field” is missing; name the field to test"))
    if not isinstance(op, str) or op not in OPS:
        raise _mistake(where, _unknown_op(op))
    if op in OPS_WITHOUT_VALUE:
        if "value" in raw:
            raise _mistake(where, _("“{op}” takes no value; remove it").format(op=op))
        return Test(field, op)
    if "." in field and op not in OPS_ON_COLUMNS:
        sentence = _("“{field}” is a column of a table; ask any_is, all_are, is_empty or is_not_empty")
        raise _mistake(where, sentence.format(field=field))
    _check_value(op, raw.get("value"), where)
    return Test(field, op, raw["value"])


def _check_value(op: str, value: JsonValue, where: str) -> None:
    if value is None or value == "":
        raise _mistake(where, _("“value” is missing; to test for nothing use is_empty"))
    if op == "one_of":
        if not isinstance(value, list) or not value:
            raise _mistake(where, _('“one_of” needs a list of values, like ["P1", "P2"]'))
    elif op in {"contains", "starts_with", "any_is", "all_are"}:
        if isinstance(value, list | dict):
            raise _mistake(where, _("“{op}” needs one value, not several").format(op=op))
    elif op in {"at_least", "at_most"} and isinstance(value, bool | list):
        raise _mistake(where, _("“{op}” needs a number, a choice or a time").format(op=op))
    if op in {"before", "after"} or isinstance(value, dict):
        try:
            check_time(value)
        except ValueError as error:
            raise _mistake(where, str(error)) from None


def _unknown_op(op: JsonValue) -> str:
    from difflib import get_close_matches  # a mistake is rare, and each start would wait for it

    close = get_close_matches(str(op), OPS, 1) if isinstance(op, str) else []
    if close:
        return _("unknown op “{op}”; did you mean {close}?").format(op=op, close=close[0])
    if op is None:
        return _("“op” is missing; it is one of {ops}").format(ops=", ".join(OPS))
    return _("unknown op “{op}”; it is one of {ops}").format(op=op, ops=", ".join(OPS))


def _mistake(where: str, sentence: str) -> ValueError:
    return ValueError(f"{where}: {sentence}")
