"""Telling the reporter."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.records import Person
from incidentdesk.domain.telling import PLACEHOLDERS, unknown_places
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.telling.telling import letter_of, offered, template, values_of
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk


def fitting(walk: Walk, uid: str) -> str:
    return offered(walk.cases.pages.incident(uid, walk.me))[1]


def test_the_template_follows_the_incident(walk: Walk) -> None:
    uid = walk.log()
    walk.cases.lifecycle.assign(uid, "", walk.me)
    assert fitting(walk, uid) == "logged"
    walk.cases.lifecycle.assign(uid, walk.me, walk.me)
    assert fitting(walk, uid) == "taken_over"
    walk.cases.lifecycle.hold(uid, "awaiting_user", walk.me)
    assert fitting(walk, uid) == "need_information"
    done = walk.closed()
    assert fitting(walk, done) == "closed"


def test_all_shipped_templates_are_filled_at_the_end(walk: Walk) -> None:
    page = walk.cases.pages.incident(walk.closed(), walk.me)
    items, _fitting = offered(page)
    assert [item.key for item in items] == ["logged", "taken_over", "need_information", "resolved", "closed"]
    for item in items:
        letter = letter_of(page, item)
        assert letter.left == ()
        assert page.incident.number in letter.body.text
        assert "{" not in letter.subject.text + letter.body.text
        assert unknown_places(str(item.extra["body"])) == ()
    assert set(values_of(page)) == set(PLACEHOLDERS)


def test_what_is_not_known_yet_is_left_to_be_seen(walk: Walk) -> None:
    page = walk.cases.pages.incident(walk.log(), walk.me)
    letter = letter_of(page, template(page.settings, "resolved"))
    assert letter.left == ("restored", "resolution", "assignee")
    assert "{restored}" in letter.body.text


def test_telling_is_on_the_timeline_and_is_the_first_response(walk: Walk) -> None:
    uid = walk.log()
    assert walk.cases.pages.incident(uid, walk.me).incident.responded is None
    walk.cases.telling.tell(
        uid, "Die Etikettenrolle ist da", walk.me, means="mail", template="resolved", subject="S"
    )
    page = walk.cases.pages.incident(uid, walk.me)
    assert page.incident.responded == walk.time.now()
    (entry,) = [one for one in page.entries if one.kind == "reporter_told"]
    said = entry_text(entry, page, ValueTexts(page.settings, page.names, page.definition))
    assert said.headline == "Told the reporter (mail, resolved)"
    assert said.detail == "S\nDie Etikettenrolle ist da"
    assert check_chain(page.entries, page.incident.head, page.incident.entry_count) == []
    assert [hit.row.uid for hit in walk.cases.search.find("Etikettenrolle").hits] == [uid]


def test_an_empty_text_an_unknown_way_and_a_reader_are_refused(walk: Walk) -> None:
    uid = walk.log()
    tell = walk.cases.telling.tell
    with pytest.raises(UsageError):
        tell(uid, "  ", walk.me, means="phone")
    with pytest.raises(UsageError, match="pigeon"):
        tell(uid, "It works", walk.me, means="pigeon")
    reader = walk.cases.people.write_person(Person("", "R. Ead", "read_only"), walk.me)[0]
    with pytest.raises(RefusedError):
        tell(uid, "It works", reader.uid, means="phone")
    kinds = [one.kind for one in walk.cases.pages.incident(uid, walk.me).entries]
    assert "reporter_told" not in kinds


def test_an_unknown_template_names_those_in_use(walk: Walk) -> None:
    with pytest.raises(UsageError, match="taken_over"):
        template(walk.cases.desk.settings(), "nothing")
