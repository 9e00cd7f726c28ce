"""What conditions of runbooks may test, with words and choices, for the form in which they are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.runbook import MATCH_FIELDS, RESULTS
from incidentdesk.domain.runbook_writer import Raw
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.runbooks.runbook_texts import state_text

_WORDS = ("contains", "is", "starts_with", "one_of", "is_empty", "is_not_empty")
_LISTED = ("one_of", "contains")
_ONE_OF_SOME = ("is", "is_not", "one_of", "is_empty", "is_not_empty")


def match_fields(catalogue: Sequence[FieldInfo], before: Sequence[Raw] = ()) -> list[FieldInfo]:
    """What the condition of a trigger may test, and that of a step with the steps ``before`` it."""
    own = [
        FieldInfo(key, _(label), "text", _("Runbook"), _LISTED if key == "words" else _WORDS, indexed=True)
        for key, (label, _facts) in MATCH_FIELDS.items()
    ]
    shared = [one for one in catalogue if one.key in CORE_FIELDS]
    return [*_of_steps(before), *own, *shared]


def _of_steps(steps: Sequence[Raw]) -> Iterator[FieldInfo]:
    results = tuple((one, state_text(one)) for one in RESULTS)
    for number, step in enumerate(steps, start=1):
        said = step.get("answers")
        answers = tuple((str(one), str(one)) for one in said) if isinstance(said, list) else ()
        if step.get("kind") in {"question", "decide"}:
            yield FieldInfo(
                f"answer_{number}", _("The answer to step {n}").format(n=number),
                "choice" if answers else "text", _("Steps"),
                _ONE_OF_SOME if answers else _WORDS, answers, indexed=True,
            )  # fmt: skip
        yield FieldInfo(
            f"step_{number}", _("Step {n}").format(n=number), "choice", _("Steps"), _ONE_OF_SOME, results,
            indexed=True,
        )  # fmt: skip
