"""What is typed is on disk within a second, under its own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office, new_office
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.drafts import LONGEST_MS, QUIET_MS, RETRY_MS, DraftKeeper
from incidentdesk.services.drafting import Draft, Drafting
from incidentdesk.storage.drafts import DraftFile


@pytest.fixture
def desk(tmp_path: object, qtbot: QtBot) -> Iterator[Desk]:
    office: Office = new_office(tmp_path)  # type: ignore[arg-type]
    with office.window(qtbot) as desk:
        yield desk


@dataclass
class Sheet:
    """A page that is being typed into, and its keeper."""

    desk: Desk
    values: dict[str, JsonValue] = field(default_factory=dict)
    base: dict[str, JsonValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.owner = QObject()
        self.keeper = DraftKeeper(
            self.desk.opened.session, "sheet", lambda: (dict(self.values), dict(self.base)), self.owner
        )

    def on_disk(self, qtbot: QtBot, place: str = "sheet") -> dict[str, Draft]:
        """What is kept for a page, read on the drafts' own thread."""
        found: list[dict[str, Draft]] = []
        drafting = self.desk.opened.session.drafting
        self.desk.opened.tasks.draft(self.owner, lambda: drafting.of(place), found.append)
        qtbot.waitUntil(lambda: bool(found), timeout=5000)
        return found[0]

    def texts(self, qtbot: QtBot, place: str = "sheet") -> dict[str, JsonValue]:
        """The values alone."""
        return {key: draft.value for key, draft in self.on_disk(qtbot, place).items()}


@pytest.fixture
def sheet(desk: Desk) -> Sheet:
    return Sheet(desk)


def test_the_waits_together_stay_below_a_second() -> None:
    assert QUIET_MS < LONGEST_MS < 1000


def test_typing_is_kept_after_a_short_rest(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.values["title"] = "Labels"
    with qtbot.waitSignal(sheet.keeper.kept, timeout=1000) as kept:
        sheet.keeper.touch()
    assert kept.args == [sheet.desk.office.time.now().ms]
    assert sheet.texts(qtbot) == {"title": "Labels"}


def test_typing_without_a_rest_is_kept_all_the_same(sheet: Sheet, qtbot: QtBot) -> None:
    """Someone who never pauses for a quarter of a second loses no more than the last part."""
    typing = QTimer(sheet.owner)
    typing.setInterval(QUIET_MS // 5)

    def letter() -> None:
        sheet.values["title"] = str(sheet.values.get("title", "")) + "x"
        sheet.keeper.touch()

    typing.timeout.connect(letter)
    typing.start()
    with qtbot.waitSignal(sheet.keeper.kept, timeout=1000):
        pass
    typing.stop()
    assert set(str(sheet.texts(qtbot)["title"])) == {"x"}


def test_only_what_changed_is_written_and_what_went_is_dropped(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.values |= {"title": "Labels", "place": "Ward 3"}
    sheet.base["title"] = "Label"
    sheet.keeper.flush()
    first = sheet.on_disk(qtbot)
    assert first["title"].base == "Label"
    sheet.desk.office.time.advance(minutes=1)
    del sheet.values["place"]
    sheet.values["title"] = "Labels come out"
    sheet.values["code"] = "0x1"
    sheet.keeper.flush()
    second = sheet.on_disk(qtbot)
    assert {key: draft.value for key, draft in second.items()} == {"title": "Labels come out", "code": "0x1"}
    sheet.desk.office.time.advance(minutes=1)
    sheet.keeper.flush()
    assert sheet.on_disk(qtbot) == second


def test_moving_on_writes_first_and_takes_nothing_along(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.values["title"] = "Labels"
    sheet.keeper.touch()
    sheet.keeper.move_to("other")
    sheet.values.clear()
    sheet.keeper.flush()
    assert sheet.texts(qtbot) == {"title": "Labels"}
    assert sheet.texts(qtbot, "other") == {}


def test_an_answer_for_the_page_before_is_not_delivered(sheet: Sheet) -> None:
    sheet.values["title"] = "Labels"
    sheet.keeper.flush()
    got: list[dict[str, Draft]] = []
    sheet.keeper.load(got.append)
    sheet.keeper.move_to("other")
    sheet.keeper.load(got.append)
    sheet.desk.driver.settle()
    assert got == [{}]


def test_what_is_saved_is_forgotten_field_by_field(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.values |= {"title": "Labels", "place": "Ward 3"}
    sheet.keeper.flush()
    sheet.keeper.forget(["title"])
    assert sheet.texts(qtbot) == {"place": "Ward 3"}
    sheet.keeper.forget()
    assert sheet.texts(qtbot) == {}


def test_typing_while_one_field_is_saved_is_kept(sheet: Sheet, qtbot: QtBot) -> None:
    """The rest of the page is still unsaved, and its last letters must reach the disk too."""
    sheet.values |= {"title": "Labels", "place": "War"}
    sheet.keeper.flush()
    sheet.values["place"] = "Ward 3"
    sheet.keeper.touch()
    del sheet.values["title"]
    sheet.keeper.forget(["title"])
    qtbot.waitUntil(lambda: sheet.texts(qtbot) == {"place": "Ward 3"}, timeout=1500)
    assert sheet.texts(qtbot) == {"place": "Ward 3"}


@pytest.fixture
def blocked(desk: Desk, tmp_path: Path) -> Iterator[Path]:
    """A file where the folder of the drafts has to be: nothing is kept until it is gone."""
    blocker = tmp_path / "drafts"
    blocker.write_text("in the way")
    session = desk.opened.session
    session.drafting = Drafting(DraftFile(blocker / "drafts.sqlite3"), "desk", "me", desk.office.time)
    yield blocker
    session.tasks.draft(session, session.drafting.close)
    desk.driver.settle()


def test_what_could_not_be_written_is_written_with_the_next_letter(
    blocked: Path, desk: Desk, qtbot: QtBot
) -> None:
    sheet = Sheet(desk)
    sheet.values["title"] = "Labels"
    with qtbot.waitSignal(desk.opened.tasks.failed):
        sheet.keeper.flush()
    blocked.unlink()
    sheet.values["place"] = "Ward 3"
    with qtbot.waitSignal(sheet.keeper.kept, timeout=1000):
        sheet.keeper.touch()
    assert sheet.texts(qtbot) == {"title": "Labels", "place": "Ward 3"}


def test_what_could_not_be_written_is_tried_again_by_itself(blocked: Path, desk: Desk, qtbot: QtBot) -> None:
    """That of a page that was left meanwhile, too."""
    sheet = Sheet(desk)
    sheet.values["title"] = "Labels"
    with qtbot.waitSignal(desk.opened.tasks.failed):
        sheet.keeper.flush()
    with qtbot.waitSignal(desk.opened.tasks.failed):
        sheet.keeper.move_to("other")  # leaving tries again, in vain
    sheet.values["title"] = "of the other"
    blocked.unlink()
    qtbot.waitUntil(lambda: sheet.keeper._retry.isActive(), timeout=1000)  # noqa: SLF001
    with qtbot.waitSignals([sheet.keeper.kept] * 2, timeout=RETRY_MS + 1000):
        pass
    assert sheet.texts(qtbot) == {"title": "Labels"}
    assert sheet.texts(qtbot, "other") == {"title": "of the other"}


def test_what_is_saved_is_forgotten_on_the_page_it_came_from(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.values["title"] = "Labels"
    sheet.keeper.flush()
    sheet.keeper.move_to("other")
    sheet.keeper.flush()
    sheet.keeper.forget_at("sheet")
    assert sheet.texts(qtbot) == {}
    assert sheet.texts(qtbot, "other") == {"title": "Labels"}
