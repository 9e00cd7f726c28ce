"""The window's threads: who is answered, who is not, and what is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from incidentdesk.base.errors import RefusedError, UserFacingError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless, use_cases
from incidentdesk.domain.records import Person
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.use_cases import UseCases

TOUCHED = Changes(frozenset({"one"}), frozenset({"people"}), 7)


@pytest.fixture
def tasks(desk_paths: DeskPaths, time: ManualTime, qtbot: QtBot) -> Iterator[Tasks]:
    del qtbot
    tasks = Tasks(use_cases(desk_paths, time))
    yield tasks
    tasks.close()


@pytest.fixture
def owner() -> QObject:
    return QObject()


def refuse() -> None:
    raise RefusedError("It is closed.", "Reopen it.")


def wait(tasks: Tasks, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tasks.pending == 0, timeout=5000)


def test_questions_run_elsewhere_and_answers_come_back_here(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    ran: list[str] = []
    answered: list[str] = []
    here = threading.current_thread().name

    def name() -> str:
        ran.append(threading.current_thread().name)
        return "answer"

    for call in (tasks.ask, tasks.change, tasks.make, tasks.draft):
        call(owner, name, lambda _answer: answered.append(threading.current_thread().name))
    wait(tasks, qtbot)
    assert sorted(one.rsplit("_", 1)[0] for one in ran) == ["documents", "drafts", "read", "write"]
    assert answered == [here] * 4


def test_of_one_topic_only_the_newest_question_is_answered(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    answered: list[str] = []
    tasks.ask(owner, lambda: go_on.wait(5) and "old", lambda one: answered.append(str(one)), topic="search")
    tasks.ask(owner, lambda: "other", answered.append, topic="count")
    tasks.ask(owner, lambda: "new", answered.append, topic="search")
    go_on.set()
    wait(tasks, qtbot)
    assert answered == ["other", "new"]


def test_another_asker_has_topics_of_its_own(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    other = QObject()
    answered: list[str] = []
    tasks.ask(owner, lambda: "mine", answered.append, topic="search")
    tasks.ask(other, lambda: "yours", answered.append, topic="search")
    wait(tasks, qtbot)
    assert answered == ["mine", "yours"]


def test_questions_without_a_topic_are_all_answered_in_order(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    answered: list[int] = []
    for number in range(5):
        tasks.ask(owner, lambda number=number: number, answered.append)  # type: ignore[misc]
    wait(tasks, qtbot)
    assert answered == [0, 1, 2, 3, 4]


def test_nobody_is_answered_who_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    gone, answered = QObject(), []
    go_on = threading.Event()
    tasks.ask(gone, lambda: go_on.wait(5), answered.append)
    gone.deleteLater()
    with qtbot.waitSignal(gone.destroyed):
        pass
    go_on.set()
    wait(tasks, qtbot)
    assert answered == []


def test_what_was_changed_is_told_even_if_the_page_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    gone = QObject()
    go_on = threading.Event()
    tasks.change(gone, lambda: go_on.wait(5) and TOUCHED)
    gone.deleteLater()
    with qtbot.waitSignal(gone.destroyed):
        pass
    with qtbot.waitSignal(tasks.changed) as told:
        go_on.set()
    assert told.args == [TOUCHED]


@pytest.mark.parametrize("answer", [TOUCHED, ("report", b"data", TOUCHED)], ids=["alone", "in a tuple"])
def test_changes_are_found_in_the_answer(tasks: Tasks, owner: QObject, qtbot: QtBot, answer: object) -> None:
    order: list[str] = []
    tasks.changed.connect(lambda _changes: order.append("changed"))
    with qtbot.waitSignal(tasks.changed) as told:
        tasks.change(owner, lambda: answer, lambda _answer: order.append("answered"))
    assert told.args == [TOUCHED]
    assert order == ["answered", "changed"]


def test_an_answer_without_changes_tells_of_none(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(tasks.changed):
        tasks.change(owner, lambda: "nothing")
        wait(tasks, qtbot)


def test_a_refusal_goes_to_who_asked(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    refusals: list[UserFacingError] = []

    def take(error: UserFacingError) -> bool:
        refusals.append(error)
        return True

    with qtbot.assertNotEmitted(tasks.failed):
        tasks.change(owner, refuse, refused=take)
        wait(tasks, qtbot)
    assert [type(error) for error in refusals] == [RefusedError]


@pytest.mark.parametrize("handler", [None, lambda _error: False], ids=["no handler", "not taken"])
def test_a_refusal_that_nobody_takes_is_told(
    tasks: Tasks, owner: QObject, qtbot: QtBot, handler: object
) -> None:
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.change(owner, refuse, refused=handler)  # type: ignore[arg-type]
    assert told.args is not None
    assert isinstance(told.args[0], RefusedError)


def test_a_refusal_is_told_when_the_page_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    gone, go_on = QObject(), threading.Event()

    def late() -> None:
        go_on.wait(5)
        refuse()

    tasks.change(gone, late, refused=lambda _error: True)
    gone.deleteLater()
    with qtbot.waitSignal(gone.destroyed):
        pass
    with qtbot.waitSignal(tasks.failed):
        go_on.set()


def test_a_fault_is_logged_and_told(
    tasks: Tasks, owner: QObject, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    answered: list[object] = []
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.ask(owner, lambda: 1 / 0, answered.append)
    assert told.args is not None
    assert isinstance(told.args[0], ZeroDivisionError)
    assert answered == []
    assert "a task failed" in caplog.text


def test_idle_is_told_when_the_last_has_ended(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    ended: list[int] = []
    tasks.idle.connect(lambda: ended.append(tasks.pending))
    for _one in range(3):
        tasks.ask(owner, lambda: None, lambda _none: None)
    assert tasks.pending == 3
    wait(tasks, qtbot)
    assert ended == [0]


def test_closing_finishes_what_is_being_written(desk_paths: DeskPaths, time: ManualTime) -> None:
    tasks = Tasks(use_cases(desk_paths, time))
    done: list[int] = []
    for number in range(20):
        tasks.change(tasks, lambda number=number: done.append(number))  # type: ignore[misc]
    tasks.close()
    assert done == list(range(20))


def fault() -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("work", [lambda: None, refuse, fault], ids=["answered", "refused", "failed"])
def test_the_end_is_told_whatever_came(
    tasks: Tasks, owner: QObject, qtbot: QtBot, work: Callable[[], None]
) -> None:
    told: list[str] = []
    for call in (tasks.ask, tasks.change, tasks.make, tasks.draft):
        call(owner, work, lambda _none: told.append("answered"), ended=lambda: told.append("ended"))
    wait(tasks, qtbot)
    assert [one for one in told if one == "ended"] == ["ended"] * 4
    assert told[-1] == "ended"


def test_the_end_of_an_outdated_question_is_not_told(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    ended: list[str] = []
    for name in ("old", "new"):
        told = partial(ended.append, name)
        tasks.ask(owner, lambda: None, lambda _none: None, topic="search", ended=told)
    wait(tasks, qtbot)
    assert ended == ["new"]


def test_closing_answers_what_was_written_and_keeps_drafts_to_the_end(
    desk_paths: DeskPaths, time: ManualTime, qtbot: QtBot
) -> None:
    del qtbot
    tasks = Tasks(use_cases(desk_paths, time))
    order: list[str] = []

    def forget(_none: None) -> None:
        order.append("answered")
        tasks.draft(tasks, lambda: order.append("forgotten"))

    tasks.change(tasks, lambda: order.append("written"), forget)
    tasks.ask(tasks, lambda: None, lambda _none: order.append("shown"))
    tasks.close_drafts(lambda: order.append("let go"))
    tasks.close()
    tasks.draft(tasks, lambda: order.append("too late"))
    assert order == ["written", "answered", "forgotten", "let go"]


def test_nobody_is_answered_before_the_call_returns(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    """However fast the work is done."""
    answered: list[int] = []
    for number in range(300):
        tasks.make(owner, lambda: None, lambda _none: answered.append(1))
        assert not answered, f"answered within call {number}"
    wait(tasks, qtbot)
    assert len(answered) == 300


class Elsewhere:
    """Another process on the desk that ``tasks`` watches, and what the window was told since."""

    def __init__(self, paths: DeskPaths, time: ManualTime) -> None:
        self.told: list[Changes] = []
        self._paths, self._time = paths, time
        with self.desk() as cases:
            self.me = cases.people.write_person(Person("", "M. Oyelaran", "administrator"), "")[0].uid
            self.uids = [cases.log.log({"title": f"T{n}"}, self.me).uid for n in range(3)]

    @contextmanager
    def desk(self) -> Iterator[UseCases]:
        with headless(self._paths, self._time) as cases:
            yield cases


@pytest.fixture
def elsewhere(desk_paths: DeskPaths, time: ManualTime) -> Iterator[tuple[Tasks, Elsewhere]]:
    other = Elsewhere(desk_paths, time)
    tasks = Tasks(use_cases(desk_paths, time))
    tasks.changed.connect(other.told.append)
    yield tasks, other
    tasks.close()


def look(tasks: Tasks, qtbot: QtBot) -> None:
    tasks._look_for_changes()  # noqa: SLF001 - what the timer does
    wait(tasks, qtbot)


def test_of_others_only_what_is_new_is_told_and_once(
    elsewhere: tuple[Tasks, Elsewhere], qtbot: QtBot
) -> None:
    tasks, other = elsewhere
    look(tasks, qtbot)
    assert other.told == []
    for uid in other.uids[:2]:
        with other.desk() as cases:
            cases.conversation.note(uid, "Called again.", other.me)
        look(tasks, qtbot)
        look(tasks, qtbot)
    assert [one.incidents for one in other.told] == [frozenset({uid}) for uid in other.uids[:2]]


def test_settings_changed_elsewhere_are_told(elsewhere: tuple[Tasks, Elsewhere], qtbot: QtBot) -> None:
    tasks, other = elsewhere
    look(tasks, qtbot)
    with other.desk() as cases:
        cases.administration.name_organisation("Northfield Clinic", "", None, other.me)
    look(tasks, qtbot)
    (told,) = other.told
    assert (told.incidents, told.things) == (frozenset(), frozenset({"elsewhere"}))


def test_own_changes_are_not_told_as_those_of_others(
    elsewhere: tuple[Tasks, Elsewhere], owner: QObject, qtbot: QtBot
) -> None:
    tasks, other = elsewhere
    look(tasks, qtbot)
    with other.desk() as cases:
        cases.conversation.note(other.uids[0], "Called again.", other.me)
    mine = tasks._cases  # noqa: SLF001
    tasks.change(owner, lambda: mine.conversation.note(other.uids[1], "Looked at it.", other.me))
    wait(tasks, qtbot)
    look(tasks, qtbot)
    own, foreign = other.told
    assert "elsewhere" not in own.things
    assert other.uids[0] in foreign.incidents
    tasks.change(owner, lambda: mine.conversation.note(other.uids[1], "Once more.", other.me))
    wait(tasks, qtbot)
    look(tasks, qtbot)
    assert len(other.told) == 3
