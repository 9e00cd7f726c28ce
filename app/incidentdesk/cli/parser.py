"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from incidentdesk import __version__
from incidentdesk.base.texts import N_, _
from incidentdesk.cli import (
    backing_up,
    board,
    bulk,
    callbacks,
    closing,
    exporting,
    follow_ups,
    handing,
    importing,
    listing,
    outages,
    reading,
    registers,
    resetting_pin,
    response_parser,
    restricting,
    runbooks,
    searching,
    telling,
    writing,
)
from incidentdesk.cli.condition_words import add_conditions
from incidentdesk.cli.context import Command
from incidentdesk.cli.counts import count, place
from incidentdesk.cli.top import Parser, add_common, add_top
from incidentdesk.services.cases.conversation import ATTACHMENT_KINDS, NOTE_KINDS
from incidentdesk.services.exports.export_table import DELIMITERS
from incidentdesk.services.registers.call_list import SECTIONS as CALL_SECTIONS

FORMATS = N_("auto finds it out; incident-desk takes in a whole desk")


def build_parser() -> argparse.ArgumentParser:
    """The parser of ``incident-desk``; each command has its function in ``run``."""
    parser = Parser(
        prog="incident-desk",
        allow_abbrev=False,
        description=_("Incidents from the first call to a signed closure report."),
    )
    parser.add_argument("--version", action="version", version=f"Incident Desk {__version__}")
    add_top(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, run: Command | None, about: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_common(one, top=False)
        one.set_defaults(run=run, writes=run is not None and run.__module__ == writing.__name__)
        return one

    _add_window_commands(add)
    _add_writing(add)
    _add_lifecycle(add)
    _add_day(add)
    _add_registers(add)
    outages.add_outages(add)
    response_parser.add_responses(add)
    board.add_board(add("board", board.board, _("what stakeholders may see; also as a page")))
    restricting.add_restricting(add)
    _add_reading(add)
    _add_export(add)
    _add_import(add)
    _add_backup(add)
    return parser


Add = Callable[[str, Command | None, str], argparse.ArgumentParser]


def _add_window_commands(add: Add) -> None:
    demo = add("demo", None, _("a real incident through all stages, headless, with its PDF and screenshots"))
    demo.add_argument("--out", default="demo-out", help=_("the folder for the PDF and the screenshots"))
    reset = add(
        "reset-pin", resetting_pin.reset_pin, _("take away a PIN that somebody forgot; for administrators")
    )
    reset.add_argument("person", help=_("name or uid"))
    add("self-test", None, _("prove that this copy of the program is whole"))


def _add_writing(add: Add) -> None:
    log = add("log", writing.log, _("log an incident; prints its number"))
    log.add_argument("--title", default="", help=_("what is wrong, in one line"))
    log.add_argument(
        "--template", default="", metavar="KEY", help=_("fill what is not set from this incident template")
    )
    log.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help=_("set a field"))
    log.add_argument("--process", metavar="KEY", help=_("log under this process"))
    log.add_argument(
        "--key", metavar="K", help=_("the source's own key: adds to the open incident with that key")
    )
    log.add_argument("--continues", metavar="NUMBER", help=_("log again what was closed, linked to it"))
    log.add_argument("--urgent", action="store_true", help=_("P1 until classified"))
    fill = add("fill", writing.fill, _("save values of a stage, and complete it"))
    fill.add_argument("number")
    fill.add_argument("stage")
    fill.add_argument("--values", metavar="FILE.json", help=_("the values, as a JSON object"))
    fill.add_argument("--complete", action="store_true", help=_("ask the gate, and complete the stage"))
    note = add("note", writing.note, _("add a note to the timeline"))
    note.add_argument("number")
    note.add_argument("text")
    note.add_argument("--kind", choices=NOTE_KINDS, default="note")
    note.add_argument("--for-reporter", action="store_true", help=_("the note is meant for the reporter"))
    attach = add("attach", writing.attach, _("keep a file with an incident"))
    attach.add_argument("number")
    attach.add_argument("file")
    attach.add_argument("--kind", choices=ATTACHMENT_KINDS, default="evidence")


def _add_lifecycle(add: Add) -> None:
    assign = add("assign", writing.assign, _("let someone follow up"))
    assign.add_argument("number")
    assign.add_argument("person", help=_("name or uid; “me”, “nobody”"))
    escalate = add("escalate", writing.escalate, _("escalate, with a reason"))
    escalate.add_argument("number")
    escalate.add_argument("--why", required=True)
    escalate.add_argument("--to", default="", metavar="PERSON", help=_("name or uid"))
    escalate.add_argument("--team", default="", help=_("name or uid"))
    escalate.add_argument("--kind", choices=("functional", "hierarchical"), default="functional")
    hold = add("hold", writing.hold, _("put on hold"))
    hold.add_argument("number")
    hold.add_argument("--reason", required=True, metavar="KEY")
    hold.add_argument("--until", metavar="MOMENT", help=_("when it wakes"))
    hold.add_argument("--for", dest="waiting_for", default="", metavar="WHOM", help=_("whom it waits for"))
    hold.add_argument("--note", default="")
    resume = add("resume", writing.resume, _("end the hold"))
    resume.add_argument("number")
    cancel = add("cancel", writing.cancel, _("cancel, with a reason"))
    cancel.add_argument("number")
    cancel.add_argument("--reason", required=True)
    reopen = add("reopen", writing.reopen, _("take up again, with a reason"))
    reopen.add_argument("number")
    reopen.add_argument("--reason", default="")
    reopen.add_argument("--stage", default="", metavar="KEY", help=_("where the work goes on"))
    reopen.add_argument("--undo-close", action="store_true", help=_("take back an accidental close"))


def _add_day(add: Add) -> None:
    unanswered = add(
        "close-unanswered", closing.close_unanswered, _("close what its reporter does not answer")
    )
    unanswered.set_defaults(writes=True)
    unanswered.add_argument(
        "--dry-run", action="store_true", help=_("only tell what would be closed, and why not")
    )
    next_one = add("take-next", callbacks.take_next, _("the most pressing incident that nobody follows up"))
    next_one.set_defaults(writes=True)
    callbacks.add_callback(add("callback", callbacks.callback, _("callbacks that were promised")))
    telling.add_tell(
        add("tell", telling.tell, _("tell the reporter, from a template; noted on the timeline"))
    )
    handing.add_handover(add("handover", handing.handover, _("what one shift tells the next")))
    follow_ups.add_follow_up(add("follow-up", follow_ups.follow_up, _("preventive work and who does it")))
    runbooks.add_runbook(add("runbook", runbooks.runbook, _("runbooks: which fit, and going through one")))


def _add_registers(add: Add) -> None:
    about = _("reporters, services, devices, places, teams, skills, suppliers")
    registers.add_register(add("register", registers.register, about))
    calls = add("call-list", registers.call_list, _("whom to ring when nothing works, as PDF"))
    calls.add_argument("--out", required=True, metavar="FILE.pdf")
    calls.add_argument("--section", action="append", default=[], choices=tuple(CALL_SECTIONS))


def _add_reading(add: Add) -> None:
    process = add("process", reading.process, _("the processes: stages, fields, what each gate needs"))
    process.add_argument("key", nargs="?")
    show = add("show", reading.show, _("everything about one incident"))
    show.add_argument("number")
    list_ = add("list", listing.list_, _("incidents by view or condition"))
    add_conditions(list_)
    list_.add_argument("--columns", metavar="A,B,C", help=_("fields to tell in place of the usual line"))
    list_.add_argument("--sort", metavar="FIELD", help=_("-FIELD: the other way round"))
    list_.add_argument("--limit", type=count, default=200, metavar="N")
    list_.add_argument("--offset", type=place, default=0, metavar="N", help=_("pass over the first N"))
    bulk.add_bulk(add("bulk", bulk.bulk, _("one change of many incidents, chosen by view or condition")))
    search = add("search", searching.search, _("incidents by words or number"))
    search.add_argument("text")
    search.add_argument("--limit", type=count, default=50, metavar="N")
    search.add_argument("--offset", type=place, default=0, metavar="N", help=_("pass over the first N"))
    search.add_argument("--ranked", action="store_true", help=_("the likeliest first, not the newest"))
    index = add("index", searching.index, _("how the search index is"))
    what = index.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help=_("compare it with the incidents"))
    what.add_argument("--rebuild", action="store_true", help=_("make it anew"))
    report = add("report", reading.report, _("the closure report, or the review, as PDF"))
    report.add_argument("number")
    report.add_argument("--kind", default="closure", help=_("closure, or review of a major incident"))
    report.add_argument(
        "--with-names", action="store_true", help=_("name people in timeline and lessons of a review")
    )
    report.add_argument("--out", required=True, metavar="FILE.pdf")
    report.add_argument("--reissue", metavar="REASON", help=_("issue the next version"))
    report.add_argument("--preview", action="store_true", help=_("do not issue it"))
    verify = add("verify-report", reading.verify_report, _("whether this desk issued exactly this file"))
    verify.add_argument("file")


def _add_export(add: Add) -> None:
    export = add("export", exporting.export, _("incidents as CSV or JSON; all of a view, or of the desk"))
    export.add_argument("--format", required=True, choices=("csv", "json"))
    export.add_argument("--out", required=True, metavar="FILE")
    add_conditions(export)
    export.add_argument("--sort", metavar="FIELD", help=_("-FIELD: the other way round"))
    export.add_argument("--columns", metavar="A,B,C", help=_("CSV: only these columns, in this order"))
    export.add_argument("--delimiter", choices=tuple(DELIMITERS), help=_("CSV: what stands between cells"))
    export.add_argument("--words", action="store_true", help=_("CSV: labels in place of keys"))
    export.add_argument("--bom", action="store_true", help=_("CSV: with the mark by which Excel knows UTF-8"))


def _add_backup(add: Add) -> None:
    backup = add("backup", backing_up.backup, _("write a checked copy of the desk"))
    backup.add_argument(
        "file", nargs="?", metavar="FILE", help=_("a new file; without it, the chosen folder for backups")
    )
    restore = add("restore", None, _("put a copy in the place of the desk, which is laid aside"))
    restore.add_argument("file", metavar="FILE")
    verify = add("verify", backing_up.verify, _("prove that the desk, or a copy of it, is whole"))
    verify.add_argument("--backup", metavar="FILE", help=_("this copy in place of the desk"))


def _add_import(add: Add) -> None:
    one = add("import", importing.import_, _("bring incidents of another system along"))
    one.add_argument("files", nargs="*", metavar="FILE")
    one.add_argument("--from", dest="format", default="auto", metavar="FORMAT", help=_(FORMATS))
    one.add_argument("--system", default="", metavar="NAME", help=_("what the other system is called"))
    one.add_argument("--process", default="", metavar="KEY", help=_("import as incidents of this process"))
    one.add_argument("--reading", metavar="FILE.json", help=_("how the file is to be read"))
    one.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
    one.add_argument("--verdicts", metavar="FILE.csv", help=_("write what became of each record"))
    one.add_argument("--list", action="store_true", help=_("the imports so far"))
    one.add_argument("--resume", default="", metavar="ID", help=_("go on with an import that was stopped"))
    one.add_argument("--undo", default="", metavar="ID", help=_("take an import back"))
    one.add_argument("--check", default="", metavar="ID", help=_("whether what an import wrote is whole"))
