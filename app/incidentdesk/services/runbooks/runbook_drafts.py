"""The edit of a runbook that is under way, in the transaction at hand: remarks, text, and its end."""

from __future__ import annotations

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.cases.case import find
from incidentdesk.services.desk import runbook_library as library
from incidentdesk.services.desk.desk import Work
from incidentdesk.storage import runbooks
from incidentdesk.storage.runbooks import Draft
from incidentdesk.storage.seeing import bare_rows
from incidentdesk.storage.session import Session

REMARKS = ("wrong", "missing")
"""What may be said of a step after a run."""


def begin(work: Work, key: str) -> Draft:
    """The edit that is under way, begun where there was none."""
    draft = _draft_of(work, library.must_be_kept(work.session, key).key)
    _write(work, draft)
    return seen(work.session, draft)


def must_be_remark(what: str, text: str) -> None:
    """Raise ``UsageError`` where this is no remark."""
    if what not in REMARKS or not text.strip():
        raise UsageError(
            _("A remark says which step was wrong or missing."),
            _("Give “wrong” or “missing”, and words."),
        )


def remark(work: Work, key: str, step: int, what: str, text: str, incident: str) -> None:
    """Add a remark to the edit, which it begins where there is none."""
    draft, number = _draft_of(work, key), find(work.session, incident).number if incident else ""
    steps = library.read(library.must_be_kept(work.session, key).text, f"{key}.toml").by_number
    if step not in steps and not (what == "missing" and step == 0):
        raise UsageError(
            _("“{key}” has no step {n}.").format(key=key, n=step),
            _("Its steps are 1 to {last}.").format(last=len(steps)),
        )
    said: dict[str, JsonValue] = {
        "step": step, "what": what, "text": text.strip(), "author": work.author, "at": work.now.ms,
        "incident": number,
    }  # fmt: skip
    remarks = (*draft.remarks, said)
    _write(work, draft._replace(remarks=remarks, author=work.author, changed=work.now))


def save(work: Work, key: str, text: str, started_from: str) -> None:
    """Keep the edit as far as it is; ``RefusedError`` where it was changed since ``started_from``."""
    draft = library.must_have_draft(work.session, key)
    if started_from not in {draft.text, text} and draft.text != text:
        raise RefusedError(
            _("Someone else changed this edit meanwhile."),
            _("Look at theirs, and put yours into it."),
        )
    _write(work, draft._replace(text=text, author=work.author, changed=work.now))


def publish(work: Work, key: str, note: str) -> None:
    """Let the edit be the next version; ``RefusedError`` where another one was written since it was begun."""
    draft = library.must_have_draft(work.session, key)
    newest = library.must_be_kept(work.session, key).version
    if draft.base != newest:
        raise RefusedError(
            _("“{key}” was written anew since this edit was begun.").format(key=key),
            _("Put your edit into version {n}, and drop this one.").format(n=newest),
        )
    runbook = library.read(draft.text, f"{key}.toml")
    if runbook.key != key:
        raise UsageError(
            _("The edit has another key: {key}.").format(key=runbook.key),
            _("Set key = “{key}”, or import it as a runbook of its own.").format(key=key),
        )
    if not library.keep(work.session, runbook, "written", note, work.author, work.now):
        raise RefusedError(_("The edit changes nothing."), _("Change its text first, or drop it."))
    runbooks.remove_draft(work.session, key)


def drop(work: Work, key: str) -> None:
    """Throw the edit away, with its remarks."""
    library.must_have_draft(work.session, key)
    runbooks.remove_draft(work.session, key)


def seen(session: Session, draft: Draft) -> Draft:
    """``draft`` without the remarks that were made in incidents which are kept from the viewer."""
    kept = {one.number for one in bare_rows(session)}
    return draft._replace(remarks=tuple(one for one in draft.remarks if one.get("incident") not in kept))


def _draft_of(work: Work, key: str) -> Draft:
    one = library.must_be_kept(work.session, key)
    begun = Draft(key, one.version, one.text, (), work.author, work.now)
    return runbooks.draft(work.session, key) or begun


def _write(work: Work, draft: Draft) -> None:
    runbooks.write_draft(work.session, work.new_uid(), draft)
