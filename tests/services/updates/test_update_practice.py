"""The practice desk sends nothing to the outside: what would have gone is kept and told as that."""

from __future__ import annotations

import pytest

from incidentdesk.domain.update_sending import PRACTISED
from incidentdesk.services.desk.settings import PRACTICE
from incidentdesk.storage import settings_rows
from services.post_office import MemoryKeyring, mail_server, web_server
from services.update_desk import MARKER, TEXT, UpdateDesk

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


@pytest.fixture
def practice(update_desk: UpdateDesk) -> UpdateDesk:
    """The desk is a practice desk."""
    with update_desk.room.cases.desk.changing("") as work:
        settings_rows.write_setting(work.session, PRACTICE, value=True, author="", at=work.now)
    return update_desk


def test_nothing_goes_out_and_that_is_kept_and_told(practice: UpdateDesk) -> None:
    with mail_server() as box, web_server() as hook:
        channels = practice.mail(box, "a@example.org", "b@example.org"), practice.hook(hook.url)
        sent = practice.send(*channels)
        assert not box.letters
        assert not hook.got
    assert [(one.state, one.result) for one in sent.sendings] == [("sent", PRACTISED)] * 3
    mail, webhook = practice.told()
    assert mail.headline == "Practised by “Mail”: 2 would have gone out"
    assert webhook.headline == "Practised by “Hook”: would have gone out"
    assert (mail.tone, mail.detail) == ("accent", "")


def test_it_counts_as_told_so_that_the_rest_can_be_practised(practice: UpdateDesk) -> None:
    with mail_server() as box:
        practice.send(practice.mail(box))
    last = practice.of("internal").last
    assert last is not None
    assert last.text.text == TEXT
    assert practice.view().last_update == last.text.told
    assert practice.view().due is not None


def test_no_password_is_asked_for(practice: UpdateDesk, keyring_of_system: MemoryKeyring) -> None:
    with mail_server(password=MARKER) as box:
        channel = practice.mail(box, user="us", secret=MARKER)
        keyring_of_system.kept.clear()
        assert practice.only(practice.send(channel)).result == PRACTISED


def test_a_test_of_a_channel_goes_nowhere_and_is_no_proof(practice: UpdateDesk) -> None:
    channels = practice.room.cases.channels
    with web_server() as hook:
        uid = practice.hook(hook.url)
        outcome, _changes = channels.test(uid, practice.me)
        assert not hook.got
    assert outcome.result == PRACTISED
    assert channels.all()[0].channel.tested_result == PRACTISED


def test_a_drill_on_a_desk_of_ones_own_still_goes_out(update_desk: UpdateDesk) -> None:
    room = update_desk.room
    update_desk.number = room.raised("sev2", drill=True)
    with mail_server() as box:
        one = update_desk.only(update_desk.send(update_desk.mail(box)))
        assert (one.state, one.result) == ("sent", "ok")
        assert box.letters[0][1]["Subject"].startswith("DRILL – ")
