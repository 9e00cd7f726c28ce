"""The composer on the practice desk: all goes as on one's own, but nothing goes to the outside."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from end_to_end.office import Office
from gui.response.rooms import raise_one
from gui.updates.composing import card_of, hook_channel, press, write
from incidentdesk.services.desk.settings import PRACTICE
from incidentdesk.storage import settings_rows
from services.post_office import web_server


def test_what_would_have_gone_is_told_as_that(office: Office, qtbot: QtBot) -> None:
    with office.reading() as cases, cases.desk.changing("") as work:
        settings_rows.write_setting(work.session, PRACTICE, value=True, author="", at=work.now)
    uid = raise_one(office)
    with web_server() as hook, office.window(qtbot) as desk:
        hook_channel(office, hook.url)
        told: list[str] = []
        desk.opened.session.told.connect(lambda words, _tone: told.append(words))
        card = card_of(desk, uid)
        write(desk, card)
        press(desk, card, "Send to staff")
        assert not hook.got
        assert told[-1] == "It would have gone to staff: the practice desk sends nothing to the outside."
        heads = [one.text() for one in card.history.findChildren(QLabel)]
        assert "09:02 · would have gone by Hook" in heads
        assert card.since.text().endswith("Last: 09:02")
