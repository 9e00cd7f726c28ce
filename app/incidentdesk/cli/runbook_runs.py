"""Runbooks for an incident: which fit, going through one, and its commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.runbook import RESULTS, command_sha256
from incidentdesk.services.runbooks.commands import Approval, Begun, Ran
from incidentdesk.services.runbooks.runbook_runs import RunView, StepState
from incidentdesk.services.runbooks.runbook_texts import (
    command_text,
    kind_text,
    match_text,
    run_text,
    state_text,
)

SHOWN_MARK = 12
SHORTEST_MARK = 8
"""So many characters of a command's mark are shown, and so many must be given at least."""

REFUSED = 3


def add_acts(act: Callable[..., argparse.ArgumentParser]) -> None:
    """The words of the acts for an incident; ``act`` adds one."""
    act("match", _match, _("which fit an incident, and why"), "number")
    act("start", _start, _("begin to go through one for an incident"), "number", "key")
    steps = act("steps", _steps, _("how far the runs for an incident are"), "number")
    step = act("step", _step, _("check a step off"), "number")
    step.add_argument("step", type=int)
    step.add_argument("result", choices=RESULTS)
    step.add_argument("--answer", default="", help=_("to a question or a decision"))
    step.add_argument("--why", default="", help=_("needed to skip one"))
    step.add_argument("--note", default="")
    back = act("take-back", _take_back, _("take the last check-off of a step back"), "number")
    back.add_argument("step", type=int)
    leaving = act("leave", _leave, _("end a run before its end"), "number")
    leaving.add_argument("--why", required=True)
    approving = act("approve", _approve, _("let the command of a step be run; for administrators"), "key")
    approving.add_argument("step", type=int)
    listing = act("approvals", _approvals, _("the commands that may be run"))
    listing.add_argument("--withdraw", metavar="MARK", help=_("let this one be run no more"))
    running = act("run", _run, _("run the command of a step on this computer"), "number")
    running.add_argument("step", type=int)
    for one in (approving, running):
        one.add_argument(
            "--confirm", default="", metavar="MARK", help=_("that of the command, as it was shown before")
        )
    for one in (steps, step, back, leaving, running):
        one.add_argument("--runbook", default="", metavar="KEY", help=_("which, where several go on"))


def _match(context: Context) -> int:
    found = context.cases.runbook_matching.of(context.arguments.number)
    words = [f"{one.line.key}  {one.line.name}  {match_text(one)}" for one in found]
    documents = [
        {"key": one.line.key, "name": one.line.name, "how": one.how, "reasons": list(one.reasons)}
        for one in found
    ]
    context.output.say("\n".join(words) or _("No runbook fits."), {"runbooks": documents})
    return 0


def _start(context: Context) -> int:
    given = context.arguments
    view, _changes = context.cases.runbook_runs.start(given.number, given.key, context.person)
    return _tell(context, view)


def _steps(context: Context) -> int:
    given = context.arguments
    views = [one for one in context.cases.runbook_runs.of(given.number) if given.runbook in {"", one.run.key}]
    words = "\n\n".join(_view_words(one) for one in views) or _("No runbook was started.")
    context.output.say(words, {"runs": [_view_json(one) for one in views]})
    return 0


def _step(context: Context) -> int:
    given = context.arguments
    view, _changes = context.cases.runbook_runs.check_off(
        _current(context).run.uid,
        given.step,
        given.result,
        context.person,
        answer=given.answer,
        why=given.why,
        note=given.note,
    )
    return _tell(context, view)


def _take_back(context: Context) -> int:
    """In the run that goes on, else in the last one: it may have ended with that step."""
    given, cases = context.arguments, context.cases
    runs = [one for one in cases.runbook_runs.of(given.number) if given.runbook in {"", one.run.key}]
    going = [one for one in runs if one.run.state == "running"]
    uid = runs[-1].run.uid if runs and not going else _current(context).run.uid
    view, _changes = cases.runbook_runs.take_back(uid, given.step, context.person)
    return _tell(context, view)


def _leave(context: Context) -> int:
    uid = _current(context).run.uid
    context.cases.runbook_runs.leave(uid, context.arguments.why, context.person)
    return _tell(context, context.cases.runbook_runs.one(uid))


def _approve(context: Context) -> int:
    given, commands = context.arguments, context.cases.commands
    command = commands.command_of(given.key, given.step)
    mark = command_sha256(command)
    if not _is_confirmed(given.confirm, mark):
        return _show_command(context, command, mark, _("To approve it, read it and add --confirm {mark}."))
    commands.approve(given.key, given.step, command, context.person)
    context.output.say(_("Approved: {command}").format(command=command_text(command)),
                       {"command": list(command), "mark": mark, "approved": True})  # fmt: skip
    return 0


def _approvals(context: Context) -> int:
    given, commands = context.arguments, context.cases.commands
    if given.withdraw:
        found = [one for one in commands.approvals() if _is_confirmed(given.withdraw, one.sha256)]
        if len(found) != 1:
            raise UsageError(
                _("No command has the mark “{mark}”.").format(mark=given.withdraw),
                _("“runbook approvals” tells the marks."),
            )
        commands.withdraw(found[0].sha256, context.person)
    known = commands.approvals()
    words = "\n".join(f"{one.sha256[:SHOWN_MARK]}  {command_text(one.command)}" for one in known)
    context.output.say(
        words or _("No command is approved."), {"approvals": [_approval_json(one) for one in known]}
    )
    return 0


def _run(context: Context) -> int:
    given, commands = context.arguments, context.cases.commands
    uid = _current(context).run.uid
    plan = commands.plan(uid, given.step)
    if not _is_confirmed(given.confirm, plan.sha256):
        words = _("It was not run. To run it on this computer, read it and add --confirm {mark}.")
        return _show_command(context, plan.command, plan.sha256, words, is_approved=plan.approved is not None)
    begun, _changes = commands.begin(uid, given.step, plan.command, context.person)
    ran = _wait(context, begun)
    commands.record(begun, ran, context.person)
    document = {
        "command": list(plan.command),
        "ended": ran.ended,
        "exit_code": ran.exit_code,
        "took_ms": ran.took_ms,
        "cut": ran.is_cut,
        "said_bytes": ran.said_bytes,
        "output": ran.output,
    }
    how = _("exit code {n}").format(n=ran.exit_code) if ran.ended == "itself" else ran.ended
    cut = "\n" + _("(cut: it was {n} bytes)").format(n=ran.said_bytes) if ran.is_cut else ""
    context.output.say(f"{ran.output.rstrip()}{cut}\n{how}", document)
    return 4 if ran.ended == "not_started" else 0


def _wait(context: Context, begun: Begun) -> Ran:
    """Wait for a command; Ctrl+C cancels it, and what it said until then is kept."""
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(context.cases.commands.execute, begun, stop.is_set)
        try:
            return running.result()
        except KeyboardInterrupt:
            stop.set()
            return running.result()


def _show_command(
    context: Context, command: tuple[str, ...], mark: str, how: str, *, is_approved: bool = False
) -> int:
    lines = [_("This command:"), *(f"  {number}: {part!r}" for number, part in enumerate(command))]
    lines.append(how.format(mark=mark[:SHOWN_MARK]))
    document = {"command": list(command), "mark": mark, "approved": is_approved, "ran": False}
    context.output.say("\n".join(lines), document)
    return REFUSED


def _is_confirmed(given: str, mark: str) -> bool:
    return len(given) >= SHORTEST_MARK and mark.startswith(given.lower())


def _current(context: Context) -> RunView:
    return context.cases.runbook_runs.current(context.arguments.number, context.arguments.runbook)


def _approval_json(one: Approval) -> dict[str, object]:
    return {
        "mark": one.sha256,
        "command": list(one.command),
        "approved_by": one.by,
        "approved_at": one.at.iso(),
    }


def _tell(context: Context, view: RunView) -> int:
    context.output.say(_view_words(view), _view_json(view))
    return 0


def _view_words(view: RunView) -> str:
    head = f"{view.runbook.name} ({_('version {n}').format(n=view.version)})  {run_text(view.run.state)}"
    lines = [head, *(_state_words(one, view) for one in view.progress.steps if one.state != "passed")]
    if view.progress.must_escalate:
        lines.append(_("To be escalated: {text}").format(text=view.runbook.sections.get("escalation", "")))
    return "\n".join(lines)


def _state_words(one: StepState, view: RunView) -> str:
    step = one.step
    arrow = ">" if view.progress.next == step.number else " "
    danger = f" [{_('danger')}]" if step.danger else ""
    due = ""
    if one.due is not None:
        late = _("late since {when}") if one.due < view.now else _("until {when}")
        due = f"  ({late.format(when=instant_text(one.due))})"
    head = (
        f"{arrow}{step.number:>2}. {state_text(one.state)}  {kind_text(step.kind)}{danger}: {step.text}{due}"
    )
    if one.state != "open":
        return head
    more = [_("Answers: {names}").format(names=", ".join(step.answers))] if step.answers else []
    more += [_("Expected: {text}").format(text=step.expected)] if step.expected else []
    more += [f"$ {command_text(step.command)}"] if step.command else []
    return "\n".join([head, *(f"      {line}" for line in more)])


def _view_json(view: RunView) -> dict[str, object]:
    run = view.run
    return {
        "run": run.uid,
        "number": run.number,
        "runbook": run.key,
        "version": view.version,
        "state": run.state,
        "started_at": run.started.iso(),
        "started_by": run.by,
        "ended_at": run.ended.iso() if run.ended else None,
        "next": view.progress.next,
        "escalate": list(view.progress.escalated),
        "steps": [_state_json(one, view) for one in view.progress.steps],
    }


def _state_json(one: StepState, view: RunView) -> dict[str, object]:
    last = one.last
    return {
        "number": one.step.number,
        "text": one.step.text,
        "state": one.state,
        "due": one.due.iso() if one.due else None,
        "command": list(one.step.command),
        "approved": one.step.number in view.approved,
        "by": last.by if last else None,
        "at": last.at.iso() if last else None,
        "answer": last.answer if last else "",
        "why": last.why if last else "",
        "note": last.note if last else "",
    }
