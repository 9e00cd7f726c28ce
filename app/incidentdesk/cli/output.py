"""Printing answers: words for people, or one JSON document for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from incidentdesk.base.errors import UserFacingError

if TYPE_CHECKING:
    from incidentdesk.domain.gate import Missing


class Output:
    """Where a command says what it did. With ``as_json`` exactly one document is printed."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._percent = -1

    def say(self, words: str, document: object) -> None:
        """Tell a result: ``words`` for people, ``document`` for programs."""
        text = json.dumps(document, ensure_ascii=False, indent=1) if self.as_json else words
        sys.stdout.write(text + "\n")

    def progress(self, done: int, whole: int) -> None:
        """Show on a terminal how far a long command is; elsewhere nobody waits for it."""
        if self.as_json or not sys.stderr.isatty() or not whole:
            return
        percent = done * 100 // whole
        if percent != self._percent:
            self._percent = percent
            sys.stderr.write(f"\r{percent} %" if percent < 100 else "\r\033[K")
            sys.stderr.flush()

    def fail(self, error: UserFacingError) -> int:
        """Tell a refusal or a fault; gives the exit code."""
        from incidentdesk.domain.response_words import LineError
        from incidentdesk.services.cases.stage_work import GateRefusedError
        from incidentdesk.services.desk.rights import NotAllowedError  # not needed while all goes well
        from incidentdesk.services.desk.seeing import RestrictedError

        if self.as_json:
            document: dict[str, object] = {"error": error.message, "remedy": error.next_step}
            if isinstance(error, GateRefusedError):
                document = {"number": error.number, "missing": missing_json(error.missing)}
            if isinstance(error, LineError):
                document |= {"start": error.start, "end": error.end, "choices": list(error.choices)}
            if isinstance(error, NotAllowedError):
                document |= {"right": error.right, "may": list(error.roles)}
            if isinstance(error, RestrictedError):
                document |= {"number": error.bare.number, "restricted": True}
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        elif isinstance(error, GateRefusedError):
            sys.stderr.write(f"{error.number}: {missing_text(error.missing)}\n")
        else:
            sys.stderr.write(f"{error}\n")
        return error.exit_code


def missing_json(missing: Sequence[Missing]) -> list[dict[str, str]]:
    """What keeps a stage from completing, as the contract has it."""
    return [{"stage": gap.stage, "field": gap.field, "label": gap.label, "say": gap.say} for gap in missing]


def missing_text(missing: Sequence[Missing]) -> str:
    """The same for people: a line each, with stage and field."""
    return "".join(f"\n  {gap.stage}/{gap.field or '-'}: {gap.say}" for gap in missing)
