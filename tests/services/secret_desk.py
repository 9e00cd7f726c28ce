"""A desk with restricted incidents that have a marker word in everything that can be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crew import Crew, hire
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.response.response_notes import Note
from incidentdesk.services.restricted.custody import Step
from incidentdesk.services.updates.updates import Update
from incidentdesk.services.use_cases import UseCases
from walk import Walk
from written_runbooks import runbook

MARK = "Zyxomark"
"""Stands in every text of the restricted incidents, and nowhere else on the desk."""

NAME = "Qwobname"
"""Stands in the names of registers that they mention: registers are no secret, that they are mentioned is."""

KEY = "zyxo-key"

RUNBOOK = runbook("seal", "Seal a machine", 'kind = "do"\ntext = "Pull the cable"\n')


@dataclass
class SecretDesk:
    """``itil`` and ``room`` are the restricted incidents (uids), ``plain`` is one that everybody sees."""

    cases: UseCases
    walk: Walk
    insider: str
    crew: Crew
    itil: str
    room: str
    plain: str
    uids: dict[str, str]

    @property
    def numbers(self) -> tuple[str, str]:
        """The numbers of the restricted ones."""

        with self.cases.desk.seen_by(self.insider):
            pages = [self.cases.pages.incident(uid, self.insider) for uid in (self.itil, self.room)]
        return pages[0].incident.number, pages[1].incident.number


def marked(text: str) -> str:
    """``text`` with the marker word."""
    return f"{text} {MARK}"


def make_secret_desk(walk: Walk) -> SecretDesk:
    """The desk of ``walk`` with what is restricted on it; who restricted it is an agent, ``insider``."""
    cases, crew = walk.cases, hire(walk.cases)
    insider = cases.people.write_person(Person("", "Ines Sider"), "")[0].uid
    names = {
        "reporter": cases.people.write_reporter(Reporter("", f"Rep {NAME}"), walk.me)[0].uid,
        "assignee": cases.people.write_person(Person("", f"Per {NAME}"), "")[0].uid,
        "service": cases.people.write_item(RegisterItem("", "service", f"Serv {NAME}"), walk.me)[0].uid,
        "device": cases.people.write_item(RegisterItem("", "device", f"Dev {NAME}"), walk.me)[0].uid,
    }
    plain = walk.log(title="A plain one")
    inside = Walk(cases, walk.time, insider, names["reporter"])
    with cases.desk.seen_by(insider):
        uids = {**names, **_itil(inside, names, plain)}
        room = _room(inside, names)
        cases.restricted.restrict(
            uids["itil"], "personnel", marked("A dismissal"), insider, channels=marked("mail")
        )
        cases.restricted.restrict(room["room"], "security", marked("They read along"), insider)
        for uid in (uids["itil"], room["room"]):
            cases.custody.take(uid, marked("Laptop"), marked("safe"), insider)
            step = Step("handed", marked("vault"), marked("Officer"), marked("sealed"))
            cases.custody.add(uid, 1, step, insider)
        cases.restricted.set_notice(room["room"], "not_needed", insider, reason=marked("No data"))
        cases.restricted.set_notice(room["room"], "due", insider, reason=marked("After all"))
        cases.restricted.name(uids["itil"], names["assignee"], insider, reason=marked("needed"))
    return SecretDesk(cases, walk, insider, crew, uids["itil"], room["room"], plain, {**uids, **room})


def _itil(inside: Walk, names: dict[str, str], plain: str) -> dict[str, str]:
    cases, me = inside.cases, inside.me
    values: dict[str, Any] = {
        "title": marked("Somebody copied files"),
        "description": marked("All of them"),
        "error_code": f"{MARK}-7",
        "service": names["service"],
        "device": names["device"],
        "assignee": names["assignee"],
        "place": marked("Room 9"),
    }
    uid = inside.log(**values, key=KEY)
    inside.classify(uid, assignee=names["assignee"])
    tested: dict[str, JsonValue] = {
        "statement": marked("He did it"), "test": marked("Logs read"), "result": "confirmed", "way": "tested",
    }  # fmt: skip
    inside.investigate(
        uid, findings=marked("Found"), diagnosis=marked("Copied"), hypotheses=[tested],
        prevention=marked("Locks"),
    )  # fmt: skip
    inside.resolve(uid, resolution=marked("Stopped"), recovery_test=marked("Tried"))
    secret = file_from_bytes(f"{MARK}.txt", f"content {MARK}".encode())
    cases.conversation.attach(uid, secret, me, note=marked("The file"))
    cases.conversation.note(uid, marked("A note"), me, kind="decision", who=marked("Boss"))
    due = inside.time.now().plus(60)
    promise = cases.promises.make(uid, due, me, whom=marked("Dana"), phone=MARK, note=marked("call"))
    follow = cases.follow_ups.add(uid, {"text": marked("Order locks"), "owner": me}, me)[0]
    caller = cases.outages.add_caller(
        uid, NewCaller(name=marked("Caller"), phone=MARK, note=marked("angry")), me
    ).uid
    child = inside.log(title=marked("A child"), reporter=names["reporter"])
    cases.restricted.restrict(child, "other", marked("Part of it"), me)
    link = cases.outages.make_child(child, uid, me).uid
    cases.outages.link(plain, uid, "related", me)
    kid = inside.log(title=marked("A part of the plain one"))
    cases.outages.make_child(kid, plain, me)
    cases.outages.add_caller(kid, NewCaller(name=marked("Another"), phone=MARK), me)
    cases.restricted.restrict(kid, "other", marked("Hers"), me)
    cases.runbooks.write(RUNBOOK, inside.me)
    run = cases.runbook_runs.start(uid, "seal", me)[0].run.uid
    cases.runbook_runs.check_off(run, 1, "failed", me, note=marked("Stuck"))
    cases.runbooks.remark("seal", 1, "wrong", marked("Which cable?"), me, uid)
    closed = inside.closed(title=marked("An old one"))
    issued, _data, _changes = cases.reporting.issue(closed, me)
    cases.restricted.restrict(closed, "other", marked("Seen late"), me)
    return {
        "itil": uid, "promise": promise.promise.uid, "follow": follow.uid, "caller": caller, "child": child,
        "kid": kid,
        "link": link, "run": run, "file": secret.sha256, "closed": closed, "report": issued.sha256,
    }  # fmt: skip


def _room(inside: Walk, names: dict[str, str]) -> dict[str, str]:
    cases, me = inside.cases, inside.me
    uid = cases.raising.raise_one(marked("Intruder"), me, service=names["service"], levels=["sev1"]).uid
    add = cases.response.add_row
    add(uid, "actions", {"what": marked("Cut"), "owner": me, "minutes": 15}, me)
    add(uid, "hypotheses", {"statement": marked("Phish"), "test": marked("Read")}, me)
    add(uid, "decisions", {"proposal": marked("Wait"), "backup": marked("Pull")}, me)
    add(uid, "needs", {"what": marked("Help")}, me)
    add(uid, "impact_lines", {"what": marked("Mail read"), "measure": marked("all")}, me)
    cases.response.give_role(uid, "expert", marked("J. Extern"), me)
    cases.response.note_update(uid, "internal", marked("We look"), me)
    cases.response.note_update(uid, "external", marked("We work on it"), me)
    update, _changes = cases.updates.tell_by_hand(
        uid, Update("internal", 1, "internal", marked("We look closer")), marked("The board of directors"), me
    )
    cases.response.set_bridge(uid, f"0800 {MARK}", me)
    cases.response.note(uid, "observation", marked("Seen"), me, Note(link=f"https://x.example/{MARK}"))
    cases.response_lines.write(uid, f"/decision {marked('Go')}", me)
    cases.stages.save(uid, {"resolution": marked("Cut off"), "summary": marked("All of it")}, {}, me)
    return {"room": uid, "update": update.uid}
