from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from gui.forms.around import DANA, GONE, ME, OTHER, Around
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Choice, Field
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.registers import REGISTERS
from incidentdesk.gui.forms.attachment_editor import size_text
from incidentdesk.gui.forms.choice_editors import SegmentedEditor, SelectEditor
from incidentdesk.gui.forms.choice_options import FEW
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.parsed_editors import MomentEditor
from incidentdesk.gui.forms.person_editors import PersonEditor
from incidentdesk.gui.forms.register_editor import RegisterEditor
from incidentdesk.gui.forms.registry import all_editors

TAB, ENTER, SPACE = "\t", "\n", " "
OWN = (Choice("red", "Red"), Choice("green", "Green"), Choice("blue", "Blue"))
COLUMNS = (Field("what", "text", "What", required=True), Field("colour", "choice", "Colour", choices=OWN))


def about(text: str) -> JsonValue:
    return {"precision": "about", "at": text, "until": None}


@dataclass(frozen=True)
class Sample:
    """A value of a kind, and the keys that enter it."""

    kind: str
    value: JsonValue
    keys: tuple[str, ...]
    more: dict[str, object] = field(default_factory=dict)


SAMPLES = (
    Sample("text", "Label printer", ("Label printer",)),
    Sample("long_text", "One\nTwo", ("One", ENTER, "Two")),
    Sample("code", "0x80070005", ("0x80070005",)),
    Sample("choice", "green", ("g",), {"choices": OWN}),
    Sample("choice", "software.printing", ("print", TAB), {"choices_from": "categories"}),
    Sample("multi_choice", ["red", "blue"], (SPACE, TAB, TAB, SPACE), {"choices": OWN}),
    Sample("yes_no", False, ("n",)),
    Sample("moment", about("2026-11-23T08:50+01:00"), ("about 8:50", TAB)),
    Sample("moment", {"precision": "unknown", "at": None, "until": None}, ("unknown",)),
    Sample("duration", 90, ("1 h 30", TAB)),
    Sample("number", 12.5, ("12,5",)),
    Sample("person", OTHER.uid, ("oye", ENTER)),
    Sample("reporter", DANA.uid, ("dana", TAB)),
    Sample("team", "0190-team", ("netw", TAB)),
    Sample("service", "0190-service", ("book", TAB)),
    Sample("device", "0190-device", ("zebra", TAB)),
    Sample("incident_link", "INC-2026-000123", ("123", TAB)),
    Sample("attachment_list", ["cd" * 32], (TAB, SPACE)),
    Sample(
        "table",
        [{"what": "First", "colour": "blue"}],
        (ENTER, "First", TAB, "b", ENTER),
        {"columns": COLUMNS},
    ),
    Sample("checklist", [{"text": "Call back", "done": True}], (ENTER, "Call back", "\b", SPACE)),
)
IDS = [f"{sample.kind}-{number}" for number, sample in enumerate(SAMPLES)]


def make(around: Around, sample: Sample) -> Editor:
    made = Field("it", sample.kind, "It", **sample.more)  # type: ignore[arg-type]
    return all_editors().make(made, around.context())


def press(qtbot: QtBot, keys: tuple[str, ...]) -> None:
    named = {TAB: Qt.Key.Key_Tab, ENTER: Qt.Key.Key_Return, SPACE: Qt.Key.Key_Space, "\b": Qt.Key.Key_Backtab}
    for part in keys:
        QApplication.processEvents()
        target = QApplication.focusWidget()
        assert target is not None
        if part in named:
            qtbot.keyClick(target, named[part])
        else:
            qtbot.keyClicks(target, part)


def test_every_kind_has_an_editor_and_a_sample() -> None:
    assert all_editors().kinds() == FIELD_KINDS.keys() | REGISTERS.keys() | {"people", "roles"}
    assert {sample.kind for sample in SAMPLES} == FIELD_KINDS.keys()


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_value_comes_back_as_it_was_set(around: Around, show: Show, sample: Sample) -> None:
    editor = make(around, sample)
    told: list[bool] = []
    editor.changed.connect(lambda: told.append(True))
    show(editor.widget)
    assert editor.value() is None
    assert editor.is_empty()
    editor.set_value(sample.value)
    assert editor.value() == sample.value
    assert FIELD_KINDS[sample.kind].check(editor.value()) == sample.value
    editor.set_draft(editor.draft())
    assert editor.value() == sample.value
    editor.set_value(None)
    assert editor.value() is None
    assert told == []


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_value_is_entered_by_keyboard_alone(
    around: Around, show: Show, qtbot: QtBot, sample: Sample
) -> None:
    editor = make(around, sample)
    told: list[JsonValue] = []
    editor.changed.connect(lambda: told.append(editor.value()))
    box = show(editor.widget)
    after = QWidget(box)
    after.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    after.show()
    editor.focus()
    press(qtbot, sample.keys)
    assert editor.value() == sample.value
    assert told[-1] == sample.value
    assert editor.typed() is None


@pytest.mark.parametrize("kind", ["moment", "duration", "number", "incident_link"])
def test_text_that_is_no_value_stays_and_says_why(
    around: Around, show: Show, qtbot: QtBot, kind: str
) -> None:
    sample = next(sample for sample in SAMPLES if sample.kind == kind)
    editor = make(around, sample)
    show(editor.widget)
    editor.set_value(sample.value)
    editor.focus()
    qtbot.keyClick(editor.widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.widget, "soonish !")
    assert editor.typed() == "soonish !"
    assert editor.value() == sample.value
    assert editor.problem == ""
    editor.settle()
    assert "soonish !" in editor.problem
    assert editor.draft() == {"typed": "soonish !"}

    later = make(around, sample)
    later.set_draft({"typed": "soonish !"})
    assert later.typed() == "soonish !"
    assert later.problem == editor.problem
    later.set_value(sample.value)
    assert later.typed() is None
    assert later.problem == ""


def test_a_moment_says_how_it_is_understood(around: Around, show: Show, qtbot: QtBot) -> None:
    editor = make(around, Sample("moment", None, ()))
    assert isinstance(editor, MomentEditor)
    box = show(editor.widget)
    editor.focus()
    qtbot.keyClicks(editor.line, "~8:50")
    assert editor.line.hint == "about 08:50 today, approximate"
    editor.settle()
    assert editor.line.text() == "about 08:50"
    assert editor.line.hint == "today, approximate"
    box.grab()  # paints the hint
    editor.line.clear()
    qtbot.keyClicks(editor.line, "yesterday 14:00")
    assert editor.line.hint == "22 Nov 2026, 14:00 yesterday"


def test_a_past_moment_stays_when_it_is_only_looked_at(around: Around, show: Show) -> None:
    editor = make(around, Sample("moment", None, ()))
    value: JsonValue = {"precision": "exact", "at": "2026-11-20T08:50:31+01:00", "until": None}
    show(editor.widget)
    editor.set_value(value)
    editor.focus()
    around.time.advance(days=3)
    editor.settle()
    assert editor.value() == value


def test_few_short_choices_stand_side_by_side_and_many_are_searched(around: Around) -> None:
    many = tuple(Choice(str(number), f"Choice {number}") for number in range(FEW + 1))
    long = tuple(Choice(str(number), "A rather long description of it") for number in range(3))
    assert isinstance(make(around, Sample("choice", None, (), {"choices": OWN})), SegmentedEditor)
    assert isinstance(make(around, Sample("choice", None, (), {"choices": many})), SelectEditor)
    assert isinstance(make(around, Sample("choice", None, (), {"choices": long})), SelectEditor)
    full = {"choices": long, "width": "full"}
    assert isinstance(make(around, Sample("choice", None, (), full)), SegmentedEditor)


def test_children_carry_the_name_of_their_parent(around: Around) -> None:
    editor = make(around, Sample("choice", None, (), {"choices_from": "categories"}))
    assert isinstance(editor, SelectEditor)
    labels = [choice.label for choice in editor.select.choices()]
    assert labels[:2] == ["Software", "Software · Business application"]
    assert "Network · Wi-Fi" in labels


@pytest.mark.parametrize("name", ["short", "long"])
def test_a_retired_choice_is_offered_only_while_it_is_chosen(around: Around, name: str) -> None:
    count = 3 if name == "short" else 7
    items = [ListItem(f"k{n}", f"Item {n}", retired=n == 0) for n in range(count)]
    around.settings = replace(around.settings, lists={**around.settings.lists, "sources": tuple(items)})
    editor = make(around, Sample("choice", None, (), {"choices_from": "sources"}))

    def on_offer() -> list[str]:
        if isinstance(editor, SegmentedEditor):
            return [key for key, _label in editor.control.options()]
        assert isinstance(editor, SelectEditor)
        return [choice.key for choice in editor.select.choices() if not choice.retired]

    assert "k0" not in on_offer()
    editor.set_value("k0")
    assert editor.value() == "k0"
    editor.set_value("never heard of")
    assert editor.value() == "never heard of"


def test_oneself_comes_first_and_who_left_is_only_shown(around: Around) -> None:
    editor = make(around, Sample("person", None, ()))
    assert isinstance(editor, PersonEditor)
    choices = editor.select.choices()
    assert choices[0].key == ME.uid
    assert choices[0].label == "Me (R. Sato)"
    assert [choice.key for choice in choices if choice.retired] == [GONE.uid]
    editor.set_value(GONE.uid)
    assert editor.select.text() == GONE.name


def test_a_new_device_is_added_by_its_name(around: Around, show: Show, qtbot: QtBot) -> None:
    editor = make(around, Sample("device", None, ()))
    assert isinstance(editor, RegisterEditor)
    show(editor.widget)
    editor.focus()
    press(qtbot, ("PC-3-07", ENTER))
    qtbot.waitUntil(lambda: editor.new.editors["kind"].has_focus())
    press(qtbot, ("Laptop", ENTER))
    assert editor.value() == "new-PC-3-07"
    assert around.added == [("device", "PC-3-07", {"kind": "Laptop"})]
    assert editor.select.text() == "PC-3-07 · Laptop"


def test_text_that_fits_no_choice_is_kept_for_the_draft(around: Around, show: Show, qtbot: QtBot) -> None:
    sample = Sample("choice", None, (), {"choices_from": "categories"})
    editor = make(around, sample)
    show(editor.widget)
    editor.focus()
    press(qtbot, ("zzz",))
    assert editor.draft() == {"typed": "zzz"}
    assert editor.problem == ""  # not while it is being typed
    press(qtbot, (TAB,))
    editor.widget.clearFocus()
    qtbot.waitUntil(lambda: editor.problem == "“zzz” is not in the list.")
    later = make(around, sample)
    later.set_draft({"typed": "zzz"})
    assert later.typed() == "zzz"
    assert later.value() is None
    assert later.problem == editor.problem
    later.set_value("software")
    assert later.problem == ""


def test_a_checklist_is_kept_by_the_keyboard(around: Around, show: Show, qtbot: QtBot) -> None:
    editor = make(around, Sample("checklist", None, ()))
    show(editor.widget)
    editor.focus()
    press(qtbot, (ENTER, "one", ENTER, "two", ENTER))
    assert editor.value() == [{"text": "one", "done": False}, {"text": "two", "done": False}]
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, Qt.Key.Key_Backspace)  # the third, which is empty
    press(qtbot, (" three",))
    assert editor.value() == [{"text": "one", "done": False}, {"text": "two three", "done": False}]


def test_an_unknown_file_is_shown_by_its_fingerprint(around: Around) -> None:
    editor = make(around, Sample("attachment_list", None, ()))
    editor.set_value(["ef" * 32, "ab" * 32])
    value = editor.value()
    assert isinstance(value, list)
    assert sorted(str(one) for one in value) == ["ab" * 32, "ef" * 32]
    assert [size_text(size) for size in (12, 214_000, 2_500_000)] == ["12 bytes", "214 kB", "2.5 MB"]


def test_an_editor_lives_as_long_as_its_widget(around: Around, qtbot: QtBot) -> None:
    forgotten: list[Callable[[], None]] = []
    context = replace(
        around.context(), find_entries=lambda _r, _t, done: forgotten.append(lambda: done([DANA]))
    )
    editor = all_editors().make(Field("it", "reporter", "It"), context)
    window = QWidget()
    editor.widget.setParent(window)
    qtbot.addWidget(window)
    window.show()
    editor.focus()
    press(qtbot, ("d",))
    window.close()
    editor.widget.setParent(None)
    editor.widget.deleteLater()
    with qtbot.waitSignal(editor.widget.destroyed):
        pass
    assert len(forgotten) == 1
    forgotten[0]()  # an answer that comes too late is dropped
