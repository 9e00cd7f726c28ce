"""The command of runbooks: the list, what one says, reviews, remarks and edits."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault, UsageError
from incidentdesk.base.new_file import new_file
from incidentdesk.base.texts import _, ngettext
from incidentdesk.cli import runbook_runs
from incidentdesk.cli.context import Context
from incidentdesk.cli.top import add_common
from incidentdesk.domain.condition_tree import to_json
from incidentdesk.domain.moment_text import date_text, instant_text
from incidentdesk.domain.runbook import Runbook, Step
from incidentdesk.services.runbooks.runbook_conditions import condition_text
from incidentdesk.services.runbooks.runbook_drafts import REMARKS
from incidentdesk.services.runbooks.runbook_texts import command_text, kind_text, section_text
from incidentdesk.services.runbooks.runbooks import Draft, RunbookLine, RunbookPage


def add_runbook(parser: argparse.ArgumentParser) -> None:
    """The words of ``runbook``."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)

    def act(name: str, run: Callable[[Context], int], about: str, *words: str) -> argparse.ArgumentParser:
        one = acts.add_parser(name, help=about, description=about, allow_abbrev=False)
        for word in words:
            one.add_argument(word)
        add_common(one, top=False)
        one.set_defaults(runbook_act=run)
        return one

    listing = act("list", _list, _("those in use"))
    listing.add_argument("--retired", action="store_true", help=_("the retired ones too"))
    listing.add_argument("--stale", action="store_true", help=_("only those that are to be looked through"))
    listing.add_argument("--mine", action="store_true", help=_("only those that are mine"))
    showing = act("show", _show, _("what one says, step by step"), "key")
    showing.add_argument("--version", type=int, metavar="N", dest="runbook_version", help=_("an older one"))
    showing.add_argument("--text", action="store_true", help=_("word for word, as it is imported"))
    showing.add_argument("--out", metavar="FILE.pdf", help=_("print it into a file"))
    act("import", _import, _("take in a TOML file, as the next version where there is one"), "file")
    taking = act("take", _take, _("take in what ships with the program; without a key, tell what is offered"))
    taking.add_argument("keys", nargs="*", metavar="KEY")
    retiring = act("retire", _retire, _("put one out of use"), "key")
    retiring.add_argument("--back", action="store_true", help=_("bring it back"))
    act("reviewed", _reviewed, _("note that one was looked through and holds"), "key")
    act("owner", _owner, _("who looks after one; “me”, “nobody”"), "key", "person")
    remark = act("remark", _remark, _("say which step was wrong or missing; begins an edit"), "key")
    remark.add_argument("step", type=int, help=_("for a missing one, that after which it belongs"))
    remark.add_argument("what", choices=REMARKS)
    remark.add_argument("text")
    remark.add_argument("--incident", default="", metavar="NUMBER")
    editing = act("edit", _edit, _("the edit that is under way"), "key")
    how = editing.add_mutually_exclusive_group()
    how.add_argument("--from", dest="file", metavar="FILE", help=_("keep this as the edit"))
    how.add_argument("--publish", action="store_true", help=_("make it the next version"))
    how.add_argument("--drop", action="store_true", help=_("throw it away"))
    editing.add_argument("--note", default="", help=_("what is new in it"))
    runbook_runs.add_acts(act)
    parser.set_defaults(writes=True)


def runbook(context: Context) -> int:
    """``runbook list|show|import|match|start|step|approve|run|…``."""
    code: int = context.arguments.runbook_act(context)
    return code


def _list(context: Context) -> int:
    given, cases = context.arguments, context.cases
    found = cases.runbooks.stale() if given.stale else cases.runbooks.all(retired=given.retired)
    if given.mine:
        found = tuple(one for one in found if one.owner == context.person)
    words = [_line_words(one) for one in found]
    words.append(ngettext("{n} runbook", "{n} runbooks", len(found)).format(n=len(found)))
    context.output.say("\n".join(words), {"runbooks": [line_json(one) for one in found]})
    return 0


def _show(context: Context) -> int:
    given, cases = context.arguments, context.cases
    page = cases.runbooks.page(given.key)
    version = given.runbook_version or page.line.version
    one = cases.runbooks.at_version(given.key, version)
    document = line_json(page.line) | {
        "version": version,
        "text": one.text,
        "sha256": one.sha256,
        "sections": dict(one.sections),
        "triggers": [{"when": to_json(trigger.when), "say": trigger.say} for trigger in one.triggers],
        "steps": [step_json(step) for step in one.steps],
        "approved_steps": sorted(page.approved),
        "versions": [
            {"version": known.version, "origin": known.origin, "note": known.note, "sha256": known.sha256}
            for known in page.versions
        ],
        "edit": _draft_json(page.draft) if page.draft else None,
    }
    if given.out:
        with new_file(Path(given.out)) as file:
            file.write(cases.runbooks.pdf(given.key, version).data)
    context.output.say(one.text if given.text else _page_words(page, one, version), document)
    return 0


def _import(context: Context) -> int:
    key, _changes = context.cases.runbooks.import_file(Path(context.arguments.file), context.person)
    return _tell(context, key)


def _take(context: Context) -> int:
    given, runbooks = context.arguments, context.cases.runbooks
    if given.keys:
        runbooks.take_offered(given.keys, context.person)
    offered = runbooks.offered()
    words = "\n".join(f"{one.key}  {one.name}" for one in offered) or _("Nothing is offered.")
    context.output.say(words, {"offered": [{"key": one.key, "name": one.name} for one in offered]})
    return 0


def _retire(context: Context) -> int:
    given, runbooks = context.arguments, context.cases.runbooks
    act = runbooks.bring_back if given.back else runbooks.retire
    act(given.key, context.person)
    return _tell(context, given.key)


def _reviewed(context: Context) -> int:
    context.cases.runbooks.mark_reviewed(context.arguments.key, context.person)
    return _tell(context, context.arguments.key)


def _owner(context: Context) -> int:
    given, cases = context.arguments, context.cases
    names = {"me": context.person, "nobody": ""}
    owner = names[given.person] if given.person in names else cases.people.called(given.person).uid
    cases.runbooks.set_owner(given.key, owner, context.person)
    return _tell(context, given.key)


def _remark(context: Context) -> int:
    given = context.arguments
    context.cases.runbooks.remark(
        given.key, given.step, given.what, given.text, context.person, given.incident
    )
    return _tell_draft(context)


def _edit(context: Context) -> int:
    given, runbooks = context.arguments, context.cases.runbooks
    if given.drop:
        runbooks.drop_draft(given.key, context.person)
        return _tell(context, given.key)
    if given.publish:
        runbooks.publish_draft(given.key, context.person, given.note)
        return _tell(context, given.key)
    if given.file:
        draft = runbooks.begin_draft(given.key, context.person)
        runbooks.save_draft(given.key, _text_of(given.file), context.person, draft.text)
    return _tell_draft(context)


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFault(
            _("“{file}” cannot be read.").format(file=file), _("Check that it is a file with UTF-8 text.")
        ) from error


def _tell(context: Context, key: str) -> int:
    line = context.cases.runbooks.page(key).line
    context.output.say(_line_words(line), line_json(line))
    return 0


def _tell_draft(context: Context) -> int:
    draft = context.cases.runbooks.page(context.arguments.key).draft
    if draft is None:
        raise UsageError(
            _("No edit of “{key}” is under way.").format(key=context.arguments.key),
            _("Begin one with --from FILE, or with “runbook remark”."),
        )
    said = [_remark_words(one) for one in draft.remarks]
    context.output.say("\n".join([*said, "", draft.text]), _draft_json(draft))
    return 0


def _remark_words(one: Mapping[str, object]) -> str:
    wrong = one.get("what") == "wrong"
    words = _("# Step {n} was wrong: {text}") if wrong else _("# Missing after step {n}: {text}")
    return words.format(n=one.get("step"), text=" ".join(str(one.get("text")).split()))


def _draft_json(draft: Draft) -> dict[str, object]:
    return {
        "key": draft.key,
        "base": draft.base,
        "text": draft.text,
        "remarks": list(draft.remarks),
        "changed_at": draft.changed.iso(),
    }


def _line_words(one: RunbookLine) -> str:
    parts = [one.key, one.name, _("version {n}").format(n=one.version)]
    if one.state == "retired":
        parts.append(_("retired"))
    if one.is_stale:
        parts.append(_("to be looked through since {day}").format(day=date_text(one.review_due)))
    if one.has_draft:
        parts.append(_("an edit is under way"))
    if one.owner_name:
        parts.append(one.owner_name)
    return "  ".join(parts)


def line_json(one: RunbookLine) -> dict[str, object]:
    """A runbook in a list, for programs."""
    return {
        "key": one.key,
        "name": one.name,
        "version": one.version,
        "origin": one.origin,
        "state": one.state,
        "services": list(one.runbook.services),
        "owner": {"uid": one.owner, "name": one.owner_name} if one.owner else None,
        "reviewed_at": one.reviewed.iso() if one.reviewed else None,
        "review_due": one.review_due.isoformat(),
        "stale": one.is_stale,
        "edit": one.has_draft,
        "runs": one.usage.runs,
        "finished": one.usage.finished,
        "left": one.usage.left,
        "failed_steps": one.usage.failed_steps,
        "last_used": one.usage.last.iso() if one.usage.last else None,
    }


def step_json(step: Step) -> dict[str, object]:
    """A step, for programs."""
    repeat = step.repeat
    return {
        "number": step.number,
        "kind": step.kind,
        "section": step.section,
        "text": step.text,
        "command": list(step.command),
        "expected": step.expected,
        "danger": step.danger,
        "skill": step.skill,
        "minutes": step.minutes,
        "needs_previous": step.needs_previous,
        "when": to_json(step.when) if step.when else None,
        "repeat": {"minutes": repeat.minutes, "until": repeat.until, "at_most": repeat.at_most}
        if repeat
        else None,
        "on_fail": step.on_fail,
        "answers": list(step.answers),
    }


def _page_words(page: RunbookPage, one: Runbook, version: int) -> str:
    lines = [f"{one.name} ({one.key}, {_('version {n}').format(n=version)})"]
    if page.line.usage.last is not None:
        used = _("used {n} times, last {when}")
        lines.append(used.format(n=page.line.usage.runs, when=instant_text(page.line.usage.last)))
    lines += [_("For incidents where {say}").format(say=trigger.say) for trigger in one.triggers]
    for name, said in one.sections.items():
        lines += ["", section_text(name), said]
    lines.append("")
    for step in one.steps:
        lines += step_words(step)
        if step.command:
            is_approved = step.number in page.approved
            lines.append("    " + (_("approved") if is_approved else _("not approved")))
    return "\n".join(lines)


def step_words(step: Step) -> list[str]:
    """A step for people, a line for each thing that is said of it."""
    danger = f" [{_('danger')}]" if step.danger else ""
    lines = [f"{step.number:>2}. {kind_text(step.kind)}{danger}: {step.text}"]
    if step.when is not None:
        lines.append("    " + _("Only where {condition}").format(condition=condition_text(step.when)))
    if step.answers:
        lines.append("    " + _("Answers: {names}").format(names=", ".join(step.answers)))
    if step.expected:
        lines.append("    " + _("Expected: {text}").format(text=step.expected))
    if step.command:
        lines.append("    $ " + command_text(step.command))
    return lines
