"""The call list: all that is dialled when nothing works, on few pages."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from walk import Walk


def add(walk: Walk, register: str, name: str, **values: JsonValue) -> str:
    return walk.cases.registers.write(register, "", name, values, walk.me)[0].uid


def text(walk: Walk, *sections: str) -> str:
    pages = PdfReader(io.BytesIO(walk.cases.call_lists.pdf(walk.me, sections).data)).pages
    return "\n".join(page.extract_text() for page in pages)


@pytest.fixture
def clinic(walk: Walk) -> Walk:
    brigitte = walk.cases.people.write_person(Person("", "B. Oss", phone="0160 99"), walk.me)[0].uid
    walk.cases.people.write_person(Person("", "Long Gone", phone="0160 11", active=False), walk.me)
    edith = add(walk, "reporter", "Édith Whitlock", phone="ext. 7710")
    add(walk, "service", "Records", critical=True, owner=brigitte, builders="Medisoft", note="Red folder")
    add(walk, "service", "Laboratory", critical=True, owner_reporter=edith, backup_person=walk.me)
    add(walk, "service", "Intranet", owner=brigitte)
    add(walk, "supplier", "Zebra", phone="0800 123", contract="Z-77/4", hours="Mon-Fri", mail="z@x.org")
    add(walk, "team", "Network", phone="ext. 4420", members=[walk.me, brigitte])
    add(walk, "skill", "Routers", people=[brigitte])
    add(walk, "place", "Ward 3", phone="ext. 5103", building="South Wing")
    add(walk, "place", "Cellar")
    retired = add(walk, "supplier", "Bankrupt Ltd", phone="0900 1")
    walk.cases.registers.retire("supplier", retired, walk.me)
    return walk


def test_it_has_all_that_is_dialled(clinic: Walk) -> None:
    said = text(clinic)
    for part in (
        *(
            "Records",
            "B. Oss",
            "0160 99",
            "Medisoft",
            "Red folder",
            "Laboratory",
            "Édith Whitlock",
            "ext. 7710",
        ),
        *("Zebra", "0800 123", "Z-77/4", "Mon-Fri", "z@x.org", "Network", "ext. 4420", "Network, Routers"),
        *(
            "Ward 3",
            "ext. 5103",
            "South Wing",
            "1 without a phone",
            "Made 23 Nov 2026, 09:00 UTC+1 by M. Oye",
        ),
    ):
        assert part in said, part
    for part in ("Intranet", "Long Gone", "Bankrupt", "Cellar"):
        assert part not in said, part


def test_some_sections_only(clinic: Walk) -> None:
    said = text(clinic, "suppliers")
    assert "Zebra" in said
    assert "Ward 3" not in said
    with pytest.raises(UsageError, match="no section “moon”"):
        text(clinic, "moon")


def test_an_empty_desk_says_what_to_do(walk: Walk) -> None:
    assert "No service is marked as critical" in text(walk)


def test_the_same_desk_gives_the_same_bytes(clinic: Walk) -> None:
    lists = clinic.cases.call_lists
    assert lists.pdf(clinic.me).data == lists.pdf(clinic.me).data


def test_hostile_names_and_long_notes_are_printed_whole(walk: Walk) -> None:
    add(walk, "service", "<b>&amp; \u200f中文", critical=True, note="word " * 390)
    rendered = walk.cases.call_lists.pdf(walk.me)
    said = text(walk)
    assert "<b>&amp;" in said
    assert said.count("word") == 390
    assert rendered.pages >= 1
