"""A desk with something of everything in it, for exports."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.domain.update_sending import Channel
from incidentdesk.services.cases.conversation import file_from_bytes
from incidentdesk.services.outages.outages import NewCaller
from incidentdesk.services.updates.updates import Update
from walk import Walk

OWN_PROCESS = """
key = "printers"
version = 1
[[stage]]
key = "log"
fields = [{key = "title", required = true}, {key = "floor", kind = "number"}, {key = "uid", kind = "text"},
  {key = "parts", kind = "table", columns = [{key = "name", kind = "text"}, {key = "by", kind = "person"}]}]
sets_status = "in_progress"
[[stage]]
key = "close"
fields = [{key = "done", kind = "yes_no", label = "=Is it done?", required = true}]
sets_status = "closed"
"""

NASTY = (
    "=cmd|' /C calc'!A0", "+49 170 1234567", "-2+3", "@SUM(1+1)", "\t=1+1", "'=1", "''", "'", "a;b,c\t\"d\"",
    "two\nlines", "two\r\nlines", "für 无法 😀", " =1", "=1+1", "\x00nul", "a\u2028b",
)  # fmt: skip
"""Text that files of tables stumble over."""


def fill(walk: Walk) -> dict[str, str]:
    """Fill the desk of ``walk``; gives uids by what the incidents are good for."""
    cases, me = walk.cases, walk.me
    cases.people.write_person(Person("", "Ana Lima", email="ana@example.org"), me)
    cases.people.write_person(Person("", "Gone Away", active=False), me)
    cases.people.write_reporter(Reporter("", "Never Called", note="left in May"), me)
    service = cases.people.write_item(RegisterItem("", "service", "Label printing"), me)[0]
    cases.people.write_item(RegisterItem("", "device", "PRN-3", {"floor": 3}), me)
    cases.administration.name_organisation("Klinik für Alle", "IT", file_from_bytes("logo.png", _logo()), me)
    cases.administration.name_organisation("Klinik für Alle", "Service desk", None, me)
    folder = cases.desk.library.own_folder
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "printers.toml").write_text(OWN_PROCESS, encoding="utf-8")
    cases.administration.reload_processes()
    uids = {"closed": walk.closed(), "investigated": walk.to("resolution"), "service": walk.log()}
    walk.save(uids["service"], service=service.uid)
    cases.reporting.issue(uids["closed"], me, "closure", "")
    for number, text in enumerate(NASTY):
        uids[f"nasty {number}"] = walk.log(title=text if text.strip() else "x", description=text)
    own = {
        "title": "Jam",
        "floor": 3.5,
        "uid": "mine",
        "parts": [{"name": "drum", "by": me}, {"name": "fuser"}],
    }
    uids["own"] = cases.log.log(own, me, process="printers").uid
    held = uids["held"] = walk.to("investigation", title="Held up")
    cases.lifecycle.hold(held, "awaiting_user", me, wake=walk.time.now().plus(60))
    data = bytes(number % 251 for number in range(600_000))
    cases.conversation.attach(uids["own"], file_from_bytes("trace.bin", data), me)
    cases.conversation.attach(held, file_from_bytes("the same.bin", data), me)
    cases.conversation.note(held, "The password is hunter2", me)
    for uid, due in (
        (uids["closed"], "2026-12-10"),
        (uids["own"], "2026-11-01"),
        (uids["closed"], "2026-12-11"),
    ):
        made, _changes = cases.follow_ups.add(uid, {"text": "Order spare drums", "due": due}, me)
    cases.handovers.write(me, text="Quiet", notes={held: "Call again"})
    cases.follow_ups.change(made.uid, {"state": "dropped", "why_dropped": "We have some"}, me)
    _runbooks(walk, uids["own"])
    return uids | _outage(walk) | _major(walk, service.uid)


def _runbooks(walk: Walk, uid: str) -> None:
    """A runbook with two versions, a run, an edit, and commands that may and may no more be run."""
    cases, me = walk.cases, walk.me
    text = 'key = "jam"\nname = "Jam für alle"\nreview_every = 9\n'
    text += '[[step]]\nnumber = 1\nkind = "check"\ntext = "Look"\ncommand = ["lpstat", "a \\"b\\" ü"]\n'
    cases.runbooks.write(text, me)
    cases.runbooks.write(text + 'on_fail = "escalate"\n', me, "escalate")
    cases.runbooks.set_owner("jam", me, me)
    cases.runbooks.remark("jam", 1, "wrong", "Look where?", me)
    cases.commands.approve("jam", 1, cases.commands.command_of("jam", 1), me)
    cases.commands.approve("dns-failing", 2, cases.commands.command_of("dns-failing", 2), me)
    cases.commands.withdraw(cases.commands.approvals()[0].sha256, me)
    run = cases.runbook_runs.start(uid, "jam", me)[0].run.uid
    cases.runbook_runs.check_off(run, 1, "failed", me, note="Paper everywhere")
    cases.runbook_runs.start(uid, "printing-stuck", me)
    cases.runbooks.mark_reviewed("jam", me)
    cases.runbooks.retire("jam", me)


def _outage(walk: Walk) -> dict[str, str]:
    """An outage with callers, told and not, with a child, one that was merged into it, and a merge undone."""
    outages, me = walk.cases.outages, walk.me
    outage = walk.to("closure", title="Held by a switch")
    child, merged, undone = (walk.log(title=title) for title in ("Part of it", "The same", "Another"))
    dana = NewCaller(reporter="Never Called", callback="after 14:00", note="für später")
    uids = [outages.add_caller(outage, one, me).uid for one in (dana, NewCaller(name="Ines", phone="4471"))]
    outages.make_child(child, outage, me)
    outages.merge(merged, outage, me)
    outages.unlink(outages.merge(undone, outage, me).uid, me)
    outages.reach(outage, uids, "reached", me, means="phone", note="All fine")
    outages.reach(outage, uids[:1], "waiting", me)
    outages.mark_outage(outage, True, me)
    outages.remove_caller(outages.add_caller(outage, NewCaller(name="By mistake"), me).uid, me)
    return {"outage": outage, "child": child, "merged": merged, "undone": undone}


def _major(walk: Walk, service: str) -> dict[str, str]:
    """A drill with a room full of things, and an incident that was promoted and went back."""
    cases, me = walk.cases, walk.me
    room = cases.raising.raise_one("Labels für alle", me, service=service, levels=["sev2"], drill=True).uid
    cases.response.add_row(room, "actions", {"what": "Restart", "owner": me, "minutes": 15}, me)
    cases.response.add_row(room, "decisions", {"proposal": "Go back", "backup": "A new node"}, me)
    cases.response.give_role(room, "expert", "J. Extern", me)
    cases.response.offer_command(room, "Ana Lima", "fatigue", {"state": "Für heute genug"}, me)
    cases.response.note_update(room, "internal", "We look", me)
    cases.response.set_bridge(room, "0800 1", me)
    _updates(walk, room)
    back = walk.to("investigation", title="Bigger than it looked")
    cases.promotion.promote(back, ["sev3"], me)
    cases.response.add_row(back, "hypotheses", {"statement": "The switch"}, me)
    cases.promotion.return_(back, me, "One printer")
    return {"room": room, "back": back}


def _updates(walk: Walk, room: str) -> None:
    """Channels, in use and retired; a text that people were told, one that is to go, and one that waits."""
    cases, me = walk.cases, walk.me
    mail = {"server": "mail.example.org", "sender": "desk@example.org", "recipients": "all@example.org"}
    channel = cases.channels.write(Channel("", "internal", "email", "Für alle"), {**mail}, "", me)[0]
    hook = {"url": "https://status.example.org/x"}
    old = cases.channels.write(Channel("", "external", "webhook", "Status"), {**hook}, "", me)[0]
    cases.channels.set_state(old.uid, "retired", me)
    for turn, text in ((1, "Wir sehen nach"), (2, "Nothing new")):
        cases.updates.tell_by_hand(room, Update("internal", turn, "internal", text), "all", me)
    cases.updates.prepare(room, Update("internal", 3, "internal", "It goes on"), [channel.uid], me)
    asked, _changes = cases.updates.ask(room, Update("external", 1, "first", "We look"), me)
    cases.updates.send_back(asked.uid, "Say who", me)


def fill_beside(desk: Path, uids: dict[str, str]) -> None:
    """Add what there is no use case for yet, and erase the payload of a note."""
    raw = sqlite3.connect(desk)
    try:
        raw.execute(
            "UPDATE timeline_entry SET payload = NULL, salt = NULL WHERE id = (SELECT max(e.id) "
            "FROM timeline_entry e WHERE e.kind = 'note')"
        )
        closed, own = uids["closed"], uids["own"]
        common = {"author": "someone"}
        batch = {"uid": "batch-1", "system": "glpi", "format": "glpi", "file_name": "a.csv", "sha256": "00"}
        batch |= {"settings": '{"zone": "Europe/Berlin"}', "state": "done", "counts": '{"new": 1}'}
        times = {"change_seq": 3, "beat_at": 7, "started_at": 5, "started_offset": 60}
        _insert(raw, "import_batch", **batch, **times, **common)
        raw.execute("UPDATE incident SET origin_system = 'glpi', origin_key = '17' WHERE uid = ?", (closed,))
        item = {"batch_id": 1, "incident_uid": closed, "verdict": "new", "seen": "ab", "entry_count": 9}
        _insert(raw, "import_item", **item)
        _insert(raw, "import_addition", batch_id=1, thing="setting", ref="list.categories", seen="cd")
        gone = {"uid": "gone-1", "number": "INC-2026-000099", "origin_system": "glpi", "origin_key": "18"}
        gone |= {"entry_count": 2, "head": "ef", "batch": "batch-1"}
        _insert(raw, "withdrawn_incident", **gone, withdrawn_at=9, withdrawn_offset=60, **common)
        view = {"uid": "view-1", "owner": "", "name": "Mine, für", "definition": '{"sort": "-logged"}'}
        view |= {"position": 1, "active": 1, "changed_at": 9, "changed_offset": 60, "changed_by": "someone"}
        _insert(raw, "saved_view", **view)
        ends = dict(raw.execute("SELECT uid, id FROM incident"))
        link = {"uid": "link-1", "incident_id": ends[own], "other_id": ends[closed], "kind": "duplicate"}
        _insert(raw, "incident_link", **link, linked_at=9, linked_offset=60, **common)
        raw.commit()
    finally:
        raw.close()


def _insert(raw: sqlite3.Connection, table: str, **cells: Any) -> None:
    marks = ", ".join("?" * len(cells))
    raw.execute(f"INSERT INTO {table} ({', '.join(cells)}) VALUES ({marks})", tuple(cells.values()))  # noqa: S608


def _logo() -> bytes:
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8cfc0f01f0005"
        "0001ffa9c1f8a50000000049454e44ae426082"
    )
