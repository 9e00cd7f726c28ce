from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from gui.conftest import Show
from gui.forms.around import Around
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.forms.placing import COLUMN_GAP, FlowLayout, positions


def test_fields_fill_lines_by_their_width() -> None:
    assert positions(["full", "half", "half", "half", "full"]) == [
        (0, 0, 6),
        (1, 0, 3),
        (1, 3, 3),
        (2, 0, 3),
        (3, 0, 6),
    ]
    assert positions(["third", "third", "half", "third"]) == [(0, 0, 2), (0, 2, 2), (1, 0, 3), (1, 3, 2)]


def test_columns_are_of_one_width_whatever_is_in_them(around: Around, show: Show) -> None:
    long = "A label that is a good deal longer than all the others of this form"
    widths = ["half", "half", "third", "third", "third", "full", "half"]
    fields = [
        Field(f"f{number}", "text", long if number == 0 else "Short", width=width)
        for number, width in enumerate(widths)
    ]
    form = StageForm(fields, around.context())
    show(form)
    lines = [form.editor(field.key).widget for field in fields]
    halves = [line.width() for line, width in zip(lines, widths, strict=True) if width == "half"]
    thirds = [line.width() for line, width in zip(lines, widths, strict=True) if width == "third"]
    assert max(halves) - min(halves) <= 1
    assert max(thirds) - min(thirds) <= 1
    gap = lines[1].mapTo(form, lines[1].rect().topLeft()).x() - lines[0].width()
    assert abs(gap - COLUMN_GAP) <= 1
    assert lines[5].width() == form.width()


def test_links_take_as_many_lines_as_they_need(show: Show) -> None:
    box = QWidget()
    flow = FlowLayout(box, gap=4)
    for _number in range(4):
        label = QLabel("x")
        label.setFixedSize(100, 20)
        flow.addWidget(label)
    hidden = QLabel("hidden")
    flow.addWidget(hidden)
    hidden.hide()
    show(box)
    assert flow.heightForWidth(1000) == 20
    assert flow.heightForWidth(210) == 40
    assert flow.heightForWidth(50) == 80
    assert flow.sizeHint().width() == 412
