"""Settings, Channels: adding, testing and retiring them; what is secret is in no file."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from PySide6.QtWidgets import QLineEdit

from gui.settings.room import Room
from incidentdesk.gui.settings.channels import ChannelsSection
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.desk.settings import PRACTICE
from incidentdesk.storage import settings_rows
from services.post_office import MemoryKeyring, closed_port, web_server

SECRET = "Qx8-not-in-any-file-3jK"  # noqa: S105


@pytest.fixture(autouse=True)
def keyring_of_system() -> Iterator[MemoryKeyring]:
    before, ours = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def section(room: Room) -> ChannelsSection:
    room.page.show_target("channels")
    room.page.focus_first()
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, ChannelsSection)
    return shown


def add(room: Room, shown: ChannelsSection, **values: str) -> None:
    shown.add()
    shown.panel.form.put(values)
    shown.panel.form.edited.emit()
    shown.save()
    room.settle()


def test_an_empty_desk_says_what_a_channel_is_for(room: Room) -> None:
    shown = section(room)
    assert shown.empty.isVisible()
    assert not shown.card.isVisible()


def test_a_channel_is_added_and_its_secret_goes_to_the_keyring(
    room: Room, keyring_of_system: MemoryKeyring
) -> None:
    shown = section(room)
    mail = {"server": "mail.example.org", "user": "us", "sender": "a@b.org", "recipients": "c@d.org"}
    add(room, shown, name="Staff mail", **mail, secret=SECRET)
    assert list(keyring_of_system.kept.values()) == [SECRET]
    (one,) = shown.model.records()
    assert (one.channel.name, one.channel.audience, one.ready) == ("Staff mail", "internal", True)
    assert one.channel.details["port"] == 587
    shown.edit_row(0)
    assert shown.panel.form.values()["secret"] == ""
    secret = shown.panel.form.editor("secret")
    assert isinstance(secret, QLineEdit)
    assert secret.echoMode() == QLineEdit.EchoMode.Password


def test_a_secret_that_is_typed_and_not_saved_is_in_no_draft(room: Room) -> None:
    shown = section(room)
    shown.add()
    shown.panel.form.put({"name": "Chat", "kind": "service", "secret": f"ntfys://{SECRET}"})
    shown.panel.form.edited.emit()
    shown.leave()
    room.settle()
    room.qtbot.waitUntil(shown.panel.keeper.is_settled)
    files = [path for path in room.folder.rglob("*") if path.is_file()]
    assert any(b"Chat" in path.read_bytes() for path in files)
    assert not any(SECRET.encode() in path.read_bytes() for path in files)


def test_the_fields_are_those_of_the_kind(room: Room) -> None:
    shown = section(room)
    shown.add()
    form = shown.panel.form
    assert form.frame("server").isVisible()
    form.put({"kind": "service"})
    form.edited.emit()
    assert not form.frame("server").isVisible()
    assert form.frame("place").isVisible()
    assert form.frame("secret").label == "Address"
    assert form.frame("secret").is_required()


def test_what_is_not_right_is_told_and_stays(room: Room) -> None:
    shown = section(room)
    add(room, shown, name="Hook", kind="webhook", url="https://example.org/x?token=1")
    assert "something secret" in shown.panel.banner.text
    assert shown.panel.form.values()["url"] == "https://example.org/x?token=1"
    assert shown.model.rowCount() == 0


def test_a_test_really_sends_and_tells_the_result(room: Room) -> None:
    shown = section(room)
    with web_server() as hook:
        add(room, shown, name="Hook", kind="webhook", url=hook.url)
        shown.edit_row(0)
        shown.test()
        room.settle()
        assert shown.panel.banner.text.startswith("It works")
        assert hook.got[0][1]["title"] == "Test of the channel “Hook”"
        hook.status = 503
        shown.test()
        room.settle()
        assert shown.panel.banner.text == "It does not work: the server refused it. 503 Service Unavailable"
    assert shown.model.index(0, 3).data() == "Does not work"


def test_on_the_practice_desk_a_test_says_why_it_sends_nothing(room: Room) -> None:
    desk = room.cases.desk

    def practise() -> Changes:
        with desk.changing("") as work:
            settings_rows.write_setting(work.session, PRACTICE, value=True, author="", at=work.now)
            return work.changes("settings")

    room.session.tasks.change(room.page, practise)
    room.settle()
    shown = section(room)
    with web_server() as hook:
        add(room, shown, name="Hook", kind="webhook", url=hook.url)
        shown.edit_row(0)
        shown.test()
        room.settle()
        assert not hook.got
    assert shown.panel.banner.text.startswith("Nothing was sent: the practice desk sends nothing")
    assert shown.model.index(0, 3).data() == "Sends nothing here"


def test_one_that_is_not_saved_is_not_tested(room: Room) -> None:
    shown = section(room)
    add(room, shown, name="Hook", kind="webhook", url=f"http://127.0.0.1:{closed_port()}/x")
    shown.edit_row(0)
    shown.panel.form.put({"name": "Another"})
    shown.test()
    assert "Save it first" in shown.panel.banner.text


def test_a_retired_one_forgets_its_secret(room: Room, keyring_of_system: MemoryKeyring) -> None:
    shown = section(room)
    add(room, shown, name="Chat", kind="service", secret="ntfys://topic")
    assert keyring_of_system.kept
    shown.edit_row(0)
    shown.retire_button.click()
    room.settle()
    assert not keyring_of_system.kept
    assert shown.model.records()[0].channel.state == "retired"


def test_without_a_keyring_one_is_told_so(room: Room, keyring_of_system: MemoryKeyring) -> None:
    keyring_of_system.locked = True
    shown = section(room)
    add(room, shown, name="Chat", kind="service", secret="ntfys://topic")
    assert any("no keyring that can be used" in one for one in room.told)
    assert shown.model.records()[0].ready
