"""Registers: entries are found as one types, changed with their history, and never lost."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, Reporter
from walk import Walk


def add(walk: Walk, register: str, name: str, **values: JsonValue) -> str:
    return walk.cases.registers.write(register, "", name, values, walk.me)[0].uid


def found(walk: Walk, register: str, text: str, **how: bool) -> list[str]:
    return [one.name for one in walk.cases.registers.find(register, text, **how).entries]


def test_reporters_are_found_by_name_number_and_place(walk: Walk) -> None:
    ward = add(walk, "place", "Ward 3", building="South Wing")
    add(walk, "reporter", "Édith Müller-Lüdenscheid", phone="+49 (0)151 234-5678", place=ward)
    add(walk, "reporter", "Ward Danby", phone="ext. 12", mail="w.danby@example.org")
    for text in ("edith", "MULLER lud", "1512345678", "0151 234", "2345", "south", "edith ward"):
        assert found(walk, "reporter", text) == ["Édith Müller-Lüdenscheid"], text
    assert found(walk, "reporter", "ward") == ["Ward Danby", "Édith Müller-Lüdenscheid"]
    assert found(walk, "reporter", "danby@example") == ["Ward Danby"]
    assert found(walk, "reporter", "anby") == found(walk, "reporter", "%") == []


def test_devices_are_found_by_serial_and_inventory(walk: Walk) -> None:
    add(walk, "device", "Label printer", serial="ZT-410/77A", inventory="INV 00981", kind="printer")
    for text in ("zt410", "zt 410", "00981", "inv00981", "printer label", "77a"):
        assert found(walk, "device", text) == ["Label printer"], text


def test_a_place_that_is_renamed_finds_its_reporters_at_once(walk: Walk) -> None:
    ward = add(walk, "place", "Ward 3")
    add(walk, "reporter", "Ian Moss", place="ward 3")
    walk.cases.registers.write("place", ward, "Maternity", {}, walk.me)
    assert found(walk, "reporter", "mater") == ["Ian Moss"]
    (ian,) = walk.cases.registers.find("reporter", "ian").entries
    assert ian.line == "Maternity"
    assert walk.cases.people.find_reporters("Ian")[0].place == "Maternity"


def test_pages_of_what_is_found(walk: Walk) -> None:
    for number in range(25):
        add(walk, "device", f"PC-{number:03}")
    first = walk.cases.registers.find("device", "pc", limit=10)
    last = walk.cases.registers.find("device", "pc", limit=10, offset=20)
    assert (len(first.entries), first.total, len(last.entries)) == (10, 25, 5)
    assert walk.cases.registers.find("device", "").total == 25
    assert walk.cases.registers.find("device", "…").total == 0


def test_staff_are_found_too(walk: Walk) -> None:
    walk.cases.people.write_person(Person("", "Ann Oyelaran", active=False), walk.me)
    assert found(walk, "person", "oye") == ["M. Oyelaran"]
    assert found(walk, "person", "oye", retired=True) == ["Ann Oyelaran", "M. Oyelaran"]


def test_a_card_tells_values_names_use_and_history(walk: Walk) -> None:
    mail = add(walk, "service", "Mail", critical=True, owner="M. Oyelaran", provisional_priority="P2")
    uid = walk.log(service=mail)
    walk.cases.registers.write("service", mail, "E-mail", {"critical": False, "builders": "Two men"}, walk.me)
    card = walk.cases.registers.get("service", mail)
    assert card.values == {"owner": walk.me, "provisional_priority": "P2", "builders": "Two men"}
    assert card.names == {walk.me: "M. Oyelaran"}, "owner and author"
    assert (card.name, card.used, card.active) == ("E-mail", 1, True)
    newest, oldest = card.history
    assert newest.fields == {
        "name": ("Mail", "E-mail"),
        "critical": (True, None),
        "builders": (None, "Two men"),
    }
    assert (newest.author, newest.kind, oldest.kind) == (walk.me, "changed", "added")
    assert walk.page(uid).name(mail) == "E-mail"


def test_what_somebody_else_changed_is_not_overwritten(walk: Walk) -> None:
    write = walk.cases.registers.write
    uid = add(walk, "supplier", "Zebra", phone="0800 1", contract="K-1")
    write("supplier", uid, "Zebra", {"phone": "0800 2"}, walk.me)
    with pytest.raises(RefusedError, match="meanwhile to “0800 2”"):
        write("supplier", uid, "Zebra", {"phone": "0800 3"}, walk.me, {"name": "Zebra", "phone": "0800 1"})
    write("supplier", uid, "Zebra", {"contract": "K-2"}, walk.me, {"phone": "0800 1", "contract": "K-1"})
    assert walk.cases.registers.get("supplier", uid).values == {"phone": "0800 2", "contract": "K-2"}


def test_retired_entries_are_not_offered_and_come_back(walk: Walk) -> None:
    uid = add(walk, "team", "Network", members=["M. Oyelaran"])
    walk.cases.registers.retire("team", uid, walk.me)
    assert found(walk, "team", "net") == []
    assert found(walk, "team", "net", retired=True) == ["Network"]
    with pytest.raises(UsageError, match="is here already"):
        add(walk, "team", "network")
    walk.cases.registers.restore("team", uid, walk.me)
    assert found(walk, "team", "net") == ["Network"]
    assert [one.kind for one in walk.cases.registers.get("team", uid).history] == [
        "restored",
        "retired",
        "added",
    ]


@pytest.mark.parametrize(
    ("register", "values", "says"),
    [
        ("planet", {}, "no register"),
        ("service", {"moon": "x"}, "no field"),
        ("service", {"critical": "perhaps"}, "yes or no"),
        ("service", {"provisional_priority": "P9"}, "no choice"),
        ("service", {"owner": "Nobody"}, "is not known"),
        ("team", {"members": ["Nobody"]}, "is not known"),
        ("supplier", {"note": "x" * 2001}, "longer than"),
        ("supplier", {"phone": 7}, "text is needed"),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    walk: Walk, register: str, values: dict[str, JsonValue], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        add(walk, register, "Thing", **values)
    assert walk.cases.registers.find("supplier", "").total == 0


def test_a_name_is_needed_and_used_once_but_for_reporters(walk: Walk) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        add(walk, "place", "  ")
    add(walk, "place", "Ward 3")
    with pytest.raises(UsageError, match="is here already"):
        add(walk, "place", " WARD  3")
    add(walk, "reporter", "John Smith")
    add(walk, "reporter", "John Smith")
    assert len(found(walk, "reporter", "john smith")) == 2


def test_who_only_reads_changes_nothing(walk: Walk) -> None:
    reader = walk.cases.people.write_person(Person("", "R. Eader", "read_only"), walk.me)[0].uid
    with pytest.raises(RefusedError, match="may not change anything"):
        walk.cases.registers.write("place", "", "Ward", {}, reader)
    assert found(walk, "place", "ward") == []


def test_reporters_written_the_old_way_keep_what_they_have(walk: Walk) -> None:
    device = add(walk, "device", "PC-7")
    uid = add(walk, "reporter", "Ian Moss", device=device)
    walk.cases.people.write_reporter(Reporter(uid, "Ian Moss", phone="2231"), walk.me)
    assert walk.cases.registers.get("reporter", uid).values == {"device": device, "phone": "2231"}


def test_an_incident_starts_with_the_priority_of_its_service(walk: Walk) -> None:
    mail = add(walk, "service", "Mail", provisional_priority="P2")
    chat = add(walk, "service", "Chat")
    uid = walk.log(service=mail)
    assert walk.page(uid).incident.priority == "P2"
    walk.cases.registers.write("service", mail, "Mail", {"provisional_priority": "P4"}, walk.me)
    walk.save(uid, description="Nobody gets mail")
    assert walk.page(uid).incident.priority == "P2"
    walk.save(uid, service=chat)
    assert (walk.page(uid).incident.priority, walk.page(uid).incident.provisional) == ("P3", True)
    urgent = walk.cases.log.log({"title": "All down", "service": mail}, walk.me, urgent=True).uid
    walk.save(urgent, service=chat)
    assert walk.page(urgent).incident.priority == "P1"


def test_a_reporter_brings_service_device_and_place(walk: Walk) -> None:
    ward, mail = add(walk, "place", "Ward 3"), add(walk, "service", "Mail")
    device = add(walk, "device", "PC-7", place=ward, service=mail)
    ian = add(walk, "reporter", "Ian Moss", device=device)
    offered = walk.cases.registers.defaults_for
    assert offered(ian) == {"device": device, "service": mail, "place": "Ward 3"}
    walk.cases.registers.write("reporter", ian, "Ian Moss", {"place": "Gate"}, walk.me)
    walk.cases.registers.retire("service", mail, walk.me)
    assert offered(ian) == {"device": device, "place": "Gate"}
    walk.cases.registers.retire("device", device, walk.me)
    assert offered(ian) == {"place": "Gate"}
    assert offered("nobody") == {}


def test_incidents_are_found_by_a_new_name_without_being_saved(walk: Walk) -> None:
    mail = add(walk, "service", "Mail")
    uids = {walk.log(service=mail) for _number in range(45)}
    before = walk.page(min(uids)).incident
    walk.cases.registers.write("service", mail, "Postbox", {}, walk.me)
    while walk.cases.index.tend_some():
        pass
    seen = walk.cases.desk.change_seq()
    assert not walk.cases.index.tend_some()
    assert walk.cases.desk.change_seq() == seen, "a quiet moment with nothing to do is no change"
    assert {hit.row.uid for hit in walk.cases.search.find("postbox", limit=100).hits} == uids
    assert walk.page(min(uids)).incident == before


def test_duplicates_become_one_and_can_be_parted_again(walk: Walk) -> None:
    ward, station = add(walk, "place", "Ward 3", phone="5103"), add(walk, "place", "Station 3", floor="2")
    ian = add(walk, "reporter", "Ian Moss", place=station)
    printer = add(walk, "device", "PRN-3", place=station)
    done = walk.cases.registers.merge("place", station, ward, walk.me)
    assert done.card.values == {"phone": "5103", "floor": "2"}
    assert walk.cases.registers.get("reporter", ian).values["place"] == ward
    assert walk.cases.registers.get("device", printer).values["place"] == ward
    assert found(walk, "place", "3") == ["Ward 3"]
    assert walk.cases.registers.get("place", station).history[0].kind == "merged"
    undone = walk.cases.register_files.undo(done.batch, walk.me)
    assert (undone.state, undone.left) == ("undone", ())
    assert walk.cases.registers.get("place", ward).values == {"phone": "5103"}
    assert walk.cases.registers.get("reporter", ian).values["place"] == station
    assert found(walk, "place", "3") == ["Station 3", "Ward 3"]
    with pytest.raises(UsageError, match="with itself"):
        walk.cases.registers.merge("place", ward, ward, walk.me)
