"""Updates sent for real: to a mail server and to a webhook, that work, are down, refuse, or are slow."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.update_sending import Channel
from incidentdesk.services.updates.channel_kinds import Limits
from services.post_office import (
    MemoryKeyring,
    closed_port,
    deaf_server,
    mail_server,
    web_server,
)
from services.update_desk import MARKER, TEXT, UpdateDesk

MAIL = {"server": "x", "sender": "a@b.org", "recipients": "a@b.org"}

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


def test_each_recipient_gets_a_mail_of_their_own(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        sent = update_desk.send(update_desk.mail(box, "a@example.org", "b@example.org"))
        assert [(one.target, one.state) for one in sent.sendings] == [
            ("a@example.org", "sent"), ("b@example.org", "sent")
        ]  # fmt: skip
        assert box.to() == ["a@example.org", "b@example.org"]
    letter = box.letters[0][1]
    assert letter["To"] == "a@example.org"
    assert letter["Subject"] == f"{update_desk.number} SEV 2 – Mail is down"
    assert box.body().strip() == TEXT
    assert letter["X-Incident-Desk-Update"] == sent.sendings[0].uid
    (told,) = update_desk.told()
    assert told.headline == "Sent by “Mail”: 2 went out"
    assert told.tone == "good"


def test_a_domain_with_umlauts_is_spelled_as_the_internet_does(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        sent = update_desk.send(update_desk.mail(box, "alle@müller.example", "x@faß.example"))
        assert [one.target for one in sent.sendings] == ["alle@müller.example", "x@faß.example"]
        assert box.to() == ["alle@xn--mller-kva.example", "x@xn--fa-hia.example"]
    (view,) = update_desk.room.cases.channels.all()
    assert view.address == "alle@müller.example, x@faß.example"


def test_a_password_is_taken_from_the_keyring(
    update_desk: UpdateDesk, keyring_of_system: MemoryKeyring
) -> None:
    with mail_server(password=MARKER) as box:
        channel = update_desk.mail(box, user="us@example.org", secret=MARKER)
        assert list(keyring_of_system.kept.values()) == [MARKER]
        assert update_desk.only(update_desk.send(channel)).state == "sent"
        assert box.to() == ["all@example.org"]


def test_a_mailbox_may_have_a_domain_with_umlauts(update_desk: UpdateDesk) -> None:
    with mail_server(password="right") as box:
        channel = update_desk.mail(box, user="desk@müller.example", secret="right")
        assert update_desk.only(update_desk.send(channel)).state == "sent"


def test_a_password_that_no_server_takes_has_certainly_sent_nothing(
    update_desk: UpdateDesk, keyring_of_system: MemoryKeyring
) -> None:
    with mail_server(password="right") as box:
        channel = update_desk.mail(box, user="us", secret="right")
        (place,) = keyring_of_system.kept
        keyring_of_system.kept[place] = "gehäim"  # kept by another program, or by an older one
        one = update_desk.only(update_desk.send(channel))
        assert (one.state, one.result) == ("failed", "sign_in")
        assert not box.letters


def test_a_wrong_password_is_told_as_that(update_desk: UpdateDesk) -> None:
    with mail_server(password="right") as box:
        one = update_desk.only(update_desk.send(update_desk.mail(box, user="us", secret="wrong")))
        assert (one.state, one.result) == ("failed", "sign_in")
        assert "535" in one.detail
        assert not box.letters
    assert "refused the password" in update_desk.told()[0].detail


def test_a_recipient_that_is_refused_is_told_and_the_others_get_it(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        box.say["gone@example.org"] = "550 5.1.1 No such user"
        sent = update_desk.send(update_desk.mail(box, "gone@example.org", "here@example.org"))
        assert [(one.state, one.result) for one in sent.sendings] == [("failed", "refused"), ("sent", "ok")]
        assert sent.sendings[0].detail == "550 5.1.1 No such user"
        assert box.to() == ["here@example.org"]
    assert update_desk.told()[0].headline == "Sent by “Mail”: 1 went out, 1 did not go out"


def test_a_mail_that_the_server_refuses_has_not_gone(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        box.say["data"] = "554 Spam"
        one = update_desk.only(update_desk.send(update_desk.mail(box)))
    assert (one.state, one.result, one.detail) == ("failed", "refused", "554 Spam")
    assert update_desk.of("internal").last is None
    assert update_desk.view().last_update is None


def test_a_mail_server_that_is_down_is_asked_once_for_all_recipients(update_desk: UpdateDesk) -> None:
    sent = update_desk.send(update_desk.mail(closed_port(), "a@example.org", "b@example.org"))
    assert [(one.state, one.result) for one in sent.sendings] == [("failed", "no_connection")] * 2
    assert "no connection" in update_desk.told()[0].detail


def test_a_mail_server_with_a_name_that_nobody_knows_is_no_connection(update_desk: UpdateDesk) -> None:
    details = {
        "server": "mail.invalid",
        "security": "insecure",
        "sender": "a@b.org",
        "recipients": ["a@b.org"],
    }
    one = update_desk.only(update_desk.send(update_desk.channel("email", details, "internal")))
    assert (one.state, one.result) == ("failed", "no_connection")


def test_a_mail_server_that_says_nothing_has_certainly_got_nothing(update_desk: UpdateDesk) -> None:
    update_desk.room.cases.channels.limits = Limits(connect=0.2, answer=0.2, whole=60)
    with deaf_server() as port:
        one = update_desk.only(update_desk.send(update_desk.mail(port)))
    assert (one.state, one.result) == ("failed", "too_slow")


def test_a_mail_server_that_is_slow_to_take_it_may_have_got_it(update_desk: UpdateDesk) -> None:
    update_desk.room.cases.channels.limits = Limits(connect=20, answer=1.5, whole=60)
    with mail_server() as box:
        box.hold = Event()
        one = update_desk.only(update_desk.send(update_desk.mail(box)))
        assert (one.state, one.result) == ("unknown", "too_slow")
    assert update_desk.told()[0].headline == "Sent by “Mail”: may have gone out"


def test_one_that_wants_no_plain_connection_is_told(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        details = {
            "server": "127.0.0.1", "security": "starttls", "port": box.port, "sender": "a@b.org",
            "recipients": ["a@b.org"],
        }  # fmt: skip
        one = update_desk.only(update_desk.send(update_desk.channel("email", {**details}, "internal")))
        assert one.state == "failed"
        assert not box.letters


def test_a_webhook_may_stand_at_a_host_with_umlauts(update_desk: UpdateDesk) -> None:
    uid = update_desk.hook("http://müller.invalid:8080/x")
    (view,) = update_desk.room.cases.channels.all()
    assert view.address == "http://müller.invalid:8080/x"
    one = update_desk.only(update_desk.send(uid))
    assert (one.state, one.result) == ("failed", "no_connection")  # it is looked for, and nobody has the name


def test_a_webhook_gets_title_text_and_a_key_that_stays(update_desk: UpdateDesk) -> None:
    with web_server() as hook:
        one = update_desk.only(update_desk.send(update_desk.hook(hook.url, secret=MARKER)))
        assert (one.state, one.result) == ("sent", "ok")
        ((headers, said),) = hook.got
    assert said["message"] == TEXT
    assert said["title"] == f"{update_desk.number} SEV 2 – Mail is down"
    assert headers["Authorization"] == f"Bearer {MARKER}"
    assert headers["Idempotency-Key"] == one.uid


@pytest.mark.parametrize(
    ("status", "result", "detail"),
    [
        (500, "refused", "500 Internal Server Error"),
        (503, "refused", "503 Service Unavailable"),
        (401, "sign_in", "401 Unauthorized"),
        (403, "sign_in", "403 Forbidden"),
        (302, "refused", "302 Found"),
    ],
)
def test_a_webhook_that_refuses_is_told(
    update_desk: UpdateDesk, status: int, result: str, detail: str
) -> None:
    with web_server() as hook:
        hook.status = status
        one = update_desk.only(update_desk.send(update_desk.hook(hook.url)))
    assert (one.state, one.result, one.detail) == ("failed", result, detail)


def test_a_webhook_that_is_down_is_told(update_desk: UpdateDesk) -> None:
    one = update_desk.only(update_desk.send(update_desk.hook(f"http://127.0.0.1:{closed_port()}/x")))
    assert (one.state, one.result) == ("failed", "no_connection")


def test_a_webhook_that_is_slow_may_have_got_it(update_desk: UpdateDesk) -> None:
    update_desk.room.cases.channels.limits = Limits(connect=20, answer=0.2, whole=60)
    with web_server() as hook:
        hook.hold = Event()
        one = update_desk.only(update_desk.send(update_desk.hook(hook.url)))
        assert (one.state, one.result) == ("unknown", "too_slow")


def test_a_webhook_that_breaks_off_may_have_got_it(update_desk: UpdateDesk) -> None:
    with web_server() as hook:
        hook.breaks_off = True
        one = update_desk.only(update_desk.send(update_desk.hook(hook.url)))
        assert (one.state, one.result) == ("unknown", "broken_off")
        assert len(hook.got) == 1


def test_one_that_drips_beyond_the_whole_limit_is_left(update_desk: UpdateDesk) -> None:
    update_desk.room.cases.channels.limits = Limits(connect=20, answer=20, whole=0.2)
    with web_server() as hook:
        hook.hold = Event()
        one = update_desk.only(update_desk.send(update_desk.hook(hook.url)))
        assert (one.state, one.result) == ("unknown", "too_slow")


def test_what_is_cancelled_under_way_may_have_gone_and_the_rest_has_not(update_desk: UpdateDesk) -> None:
    with mail_server() as box:
        box.hold = Event()
        channel = update_desk.mail(box, "a@example.org", "b@example.org")
        updates, me = update_desk.room.cases.updates, update_desk.me
        text, _changes = updates.prepare(update_desk.number, update_desk.words(), [channel], me)
        sent = updates.deliver(text.uid, me, is_cancelled=box.came.is_set)
        assert [one.state for one in sent.sendings] == ["unknown", "planned"]
        assert sent.sendings[0].result == "cancelled"
    assert update_desk.told()[0].headline == "Sent by “Mail”: 1 may have gone out, 1 still to go"


def test_a_channel_without_its_password_here_says_so(
    update_desk: UpdateDesk, keyring_of_system: MemoryKeyring
) -> None:
    with mail_server(password=MARKER) as box:
        channel = update_desk.mail(box, user="us", secret=MARKER)
        keyring_of_system.kept.clear()  # as at another computer
        assert [one.ready for one in update_desk.room.cases.channels.all()] == [False]
        one = update_desk.only(update_desk.send(channel))
        assert (one.state, one.result) == ("failed", "no_secret")


def test_a_test_of_a_channel_sends_and_keeps_the_real_result(update_desk: UpdateDesk) -> None:
    channels = update_desk.room.cases.channels
    with mail_server() as box:
        channel = update_desk.mail(box)
        outcome, _changes = channels.test(channel, update_desk.me)
        assert outcome.state == "sent"
        assert box.letters[0][1]["Subject"] == "Test of the channel “Mail”"
    outcome, _changes = channels.test(channel, update_desk.me)
    assert (outcome.state, outcome.result) == ("failed", "no_connection")
    (view,) = channels.all()
    assert (view.channel.tested_result, view.channel.tested) == ("no_connection", update_desk.room.after(0))


def test_without_a_keyring_a_password_lasts_for_the_session(
    update_desk: UpdateDesk, keyring_of_system: MemoryKeyring
) -> None:
    keyring_of_system.locked = True
    channels = update_desk.room.cases.channels
    details = {"server": "127.0.0.1", "user": "us", "sender": "a@b.org", "recipients": "a@b.org"}
    made, lasting, _changes = channels.write(
        Channel("", "internal", "email", "Mail"), {**details}, MARKER, update_desk.me
    )
    assert not lasting
    assert channels.secret_of(made) == MARKER
    keyring_of_system.locked = False
    assert keyring_of_system.kept == {}
    channels.set_state(made.uid, "retired", update_desk.me)
    assert channels.secret_of(made) == ""


@pytest.mark.parametrize(
    ("kind", "details", "secret", "words"),
    [
        ("email", {**MAIL, "server": "http://x"}, "", "name of a mail server"),
        ("email", {"server": "x", "sender": "a@b.org", "recipients": "nobody"}, "", "“nobody” is no e-mail"),
        ("email", {**MAIL, "server": "mail.ü_.org"}, "", "name of a mail server"),
        ("email", {**MAIL, "user": "jörg"}, "geheim", "“jörg” has a letter"),
        ("email", {**MAIL, "user": "us"}, "gehäim", "The password has a letter"),
        ("webhook", {"url": "https://example.org/x"}, "gehäim", "The password has a letter"),
        ("email", {**MAIL, "recipients": "jörg@b.org"}, "", "letter before the @"),
        ("email", {**MAIL, "recipients": "a@ü_.org"}, "", "“a@ü_.org” is no e-mail"),
        ("email", {"server": "x", "sender": "a@b.org"}, "", "somebody to write to"),
        ("email", {**MAIL, "port": "99999"}, "", "no port"),
        ("email", {**MAIL, "user": "us"}, "", "is missing"),
        ("webhook", {"url": "ftp://x"}, "", "no address of a webhook"),
        ("webhook", {"url": "https://ü_.org/x"}, "", "no address of a webhook"),
        ("webhook", {"url": "https://us:pw@example.org/x"}, "", "something secret"),
        ("webhook", {"url": "https://example.org/x?token=1"}, "", "something secret"),
        (
            "webhook",
            {"url": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"},
            "",
            "something secret",
        ),
        ("service", {}, "nothing://known", "No service has such"),
        ("service", {}, "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#a/#b", "2 receivers"),
        ("service", {}, "", "is missing"),
        ("pigeon", {}, "", "no kind of channel"),
    ],
)
def test_a_channel_that_is_not_right_is_refused_with_the_remedy(
    update_desk: UpdateDesk, kind: str, details: dict[str, str], secret: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        update_desk.channel(kind, {**details}, "internal", secret=secret)
    assert update_desk.room.cases.channels.all() == ()


def test_a_service_is_sent_to_by_its_whole_address(update_desk: UpdateDesk) -> None:
    with web_server() as hook:
        address = f"json://us:{MARKER}@127.0.0.1:{hook.port}/updates"
        channel = update_desk.channel("service", {"place": "our room"}, "internal", secret=address)
        (view,) = update_desk.room.cases.channels.all()
        assert "our room" in view.address
        assert MARKER not in view.address
        assert update_desk.only(update_desk.send(channel)).state == "sent"
        hook.status = 500
        one = update_desk.only(update_desk.send(channel, text="Another. Next update at 10:00."))
        assert one.state == "failed"
        assert len(hook.got) == 2


def test_two_threads_send_one_text_once(update_desk: UpdateDesk) -> None:
    """Two windows: both prepared, both send."""
    with mail_server() as box:
        channel = update_desk.mail(box, "a@example.org", "b@example.org", "c@example.org")
        updates, me, database = (
            update_desk.room.cases.updates,
            update_desk.me,
            update_desk.room.cases.desk.database,
        )
        words = update_desk.words()
        text, _changes = updates.prepare(update_desk.number, words, [channel], me)
        again, _changes = updates.prepare(update_desk.number, words, [channel], me)
        assert again.uid == text.uid
        go = Event()

        def run() -> None:
            database.connect(write=True, read=True)
            go.wait()
            updates.deliver(text.uid, me)
            database.disconnect()

        both = [Thread(target=run) for _number in range(2)]
        for one in both:
            one.start()
        go.set()
        for one in both:
            one.join()
        assert sorted(box.to()) == ["a@example.org", "b@example.org", "c@example.org"]
