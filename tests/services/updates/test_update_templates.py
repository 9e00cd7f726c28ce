"""The texts that updates start from: the desk's own, checked, and back to those as shipped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.updates import unknown_places
from incidentdesk.services.desk.languages import update_words
from incidentdesk.services.desk.settings import UPDATE_TEXTS
from incidentdesk.services.updates.update_templates import TextTemplate, places_for, sample_of, templates_in
from incidentdesk.storage import settings_rows
from services.update_desk import UpdateDesk

OWN = "{sev} {title}\n\nWho helps: {needs?}\n\nNext word at {next}."


def template(desk: UpdateDesk, key: str) -> TextTemplate:
    settings = desk.room.cases.administration.settings()
    return next(one for one in templates_in(settings) if one.key == key)


def written(desk: UpdateDesk, key: str, text: str) -> None:
    desk.room.cases.update_templates.write(key, text, desk.me)


def test_a_new_desk_has_the_texts_as_shipped_in_the_order_of_telling(update_desk: UpdateDesk) -> None:
    found = templates_in(update_desk.room.cases.administration.settings())
    assert [one.audience for one in found] == ["internal"] * 2 + ["executive"] * 2 + ["external"] * 5
    assert not any(one.is_changed for one in found)
    assert all(not unknown_places(one.text, places_for(one.audience)) for one in found)


def test_drafts_start_from_the_desks_own_text(update_desk: UpdateDesk) -> None:
    written(update_desk, "internal", OWN)
    assert template(update_desk, "internal").is_changed
    draft = update_desk.updates.draft(update_desk.number, "internal", update_desk.me)
    assert draft.text == "SEV 2 Mail is down\n\nNext word at 09:30."
    other = update_desk.updates.draft(update_desk.number, "executive", update_desk.me)
    assert other.text.startswith("Status: Investigating")


def test_the_text_as_shipped_is_a_text_that_ships_on(update_desk: UpdateDesk) -> None:
    written(update_desk, "internal", OWN)
    written(update_desk, "executive", "Status: {public}. Next update at {next}.")
    written(update_desk, "internal", update_words().templates["internal"].text + "\n \n")
    assert not template(update_desk, "internal").is_changed
    with update_desk.room.cases.desk.reading() as (session, _settings):
        kept = settings_rows.settings(session)[UPDATE_TEXTS]
    assert kept == {"executive": "Status: {public}. Next update at {next}."}


def test_each_change_is_kept_with_who_made_it(update_desk: UpdateDesk) -> None:
    desk = update_desk.room.cases.desk
    written(update_desk, "internal", OWN)
    written(update_desk, "internal", "Another {title}.")
    with desk.reading() as (session, _settings):
        rows = session.sql(
            "SELECT author, value FROM setting_revision WHERE name = ? ORDER BY id", (UPDATE_TEXTS,)
        )
    assert [author for author, _value in rows] == [update_desk.me] * 2
    assert "Who helps" in rows[0][1]


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("internal", "{sev} {titel}", r"for \{titel\}.*Use: \{sev\}, \{title\}"),
        ("internal", "{sev} { title } and {", r"for \{ title \}, \{\."),
        ("first", "{title} is slow. {actions?}", r"for \{title\}, \{actions\?\}"),
        ("internal", " \n ", "needs words"),
        ("nothing", "Text", "no template “nothing”"),
    ],
)
def test_what_nothing_fills_is_refused_with_what_there_is(
    update_desk: UpdateDesk, key: str, text: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        written(update_desk, key, text)
    assert not any(one.is_changed for one in templates_in(update_desk.room.cases.administration.settings()))


def test_only_administrators_change_them(update_desk: UpdateDesk) -> None:
    with pytest.raises(RefusedError):
        update_desk.room.cases.update_templates.write("internal", OWN, update_desk.room.people["Ines"])


def test_a_sample_shows_what_it_becomes_and_what_to_look_at(update_desk: UpdateDesk) -> None:
    settings, at = update_desk.room.cases.administration.settings(), update_desk.room.cases.desk.time.now()
    sample = sample_of("update", "{service}: {changed}.\nNot: {unaffected?}.", settings, at)
    assert sample.text == "E-mail: The queue has been moved, and shrinks.\nNot: the branch offices."
    assert sample.early == "E-mail: [… what has changed]."
    assert [one.rule for one in sample.concerns] == ["next_time"]
    fixed = sample_of("update", "The outage is fixed by 12:00. Next update at {next}.", settings, at)
    assert {one.rule for one in fixed.concerns} == {"outage", "promise"}


@pytest.mark.parametrize("key", sorted(update_words().templates))
def test_each_shipped_text_is_a_good_sample(update_desk: UpdateDesk, key: str) -> None:
    settings, at = update_desk.room.cases.administration.settings(), update_desk.room.cases.desk.time.now()
    sample = sample_of(key, template(update_desk, key).text, settings, at)
    assert sample.concerns == ()
    assert "[…" not in sample.text
    assert "{" not in sample.text


@given(st.text(alphabet="ab{}? \n", max_size=30))
def test_what_is_not_refused_has_no_brace_left_once_it_is_filled(text: str) -> None:
    if not unknown_places(text, {"a", "b"}):
        for name in ("a", "b"):
            text = text.replace(f"{{{name}}}", "").replace(f"{{{name}?}}", "")
        assert "{" not in text
        assert "}" not in text
