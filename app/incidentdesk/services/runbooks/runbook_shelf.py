"""One runbook for its page: what it says, who let its commands run, and which of those were changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.domain.runbook import Runbook, Step, command_sha256
from incidentdesk.services.desk import runbook_library as library
from incidentdesk.services.runbooks.commands import Approval, Commands
from incidentdesk.services.runbooks.runbooks import RunbookPage, Runbooks, Version


@dataclass(frozen=True)
class ReadRunbook:
    """``runbook`` is that of ``version``. ``approvals`` are what lets its commands run, by step.

    ``changed`` has the steps whose command is another one than was approved in the version before.
    """

    page: RunbookPage
    version: Version
    runbook: Runbook
    approvals: Mapping[int, Approval]
    changed: frozenset[int]

    @property
    def is_newest(self) -> bool:
        """Whether it is the version in use."""
        return self.version.version == self.page.line.version


def read_runbook(runbooks: Runbooks, commands: Commands, key: str, version: int = 0) -> ReadRunbook:
    """A runbook at its newest version, or another one; ``UsageError`` where there is none."""
    page = runbooks.page(key)
    wanted = version or page.line.version
    runbook = runbooks.at_version(key, wanted)
    one = next(known for known in page.versions if known.version == wanted)
    allowed = {approval.sha256: approval for approval in commands.approvals()}
    marks = {step.number: _mark(step) for step in runbook.steps if step.command}
    approvals = {number: allowed[mark] for number, mark in marks.items() if mark in allowed}
    before = before_of(page, wanted)
    changed = {
        step.number
        for step in (before.steps if before is not None else ())
        if step.command and _mark(step) in allowed and step.number in marks.keys() - approvals.keys()
    }
    return ReadRunbook(page, one, runbook, approvals, frozenset(changed))


def before_of(page: RunbookPage, version: int) -> Runbook | None:
    """The version before one, where there is any."""
    earlier = [known for known in page.versions if known.version < version]
    return library.read(earlier[0].text, f"{page.line.key}.toml") if earlier else None


def _mark(step: Step) -> str:
    return command_sha256(step.command)
