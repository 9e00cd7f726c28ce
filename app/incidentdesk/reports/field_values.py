"""The answered fields of a stage, each printed as its kind asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportlab.platypus import Flowable, Paragraph, Spacer

from incidentdesk.domain.facts import ROW
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import is_shown
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field, Stage
from incidentdesk.reports.sheet import NONE, Sheet
from incidentdesk.reports.style import GOOD, MUTED, REGULAR, hex_of
from incidentdesk.reports.tables import fitting_widths, ruled_table

ELSEWHERE = frozenset({"title", "priority_override", "priority_reason"})
"""Fields that are told elsewhere: at the head of the report, and in the sentence on the priority."""

SHORT = 110
"""Answers up to this length are set one after the other."""

GAP = " \u00a0 "


def answers(sheet: Sheet, stage: Stage) -> list[Flowable]:
    """The fields of ``stage`` that are shown and answered, in the order of the form."""
    story: list[Flowable] = []
    run: list[str] = []
    for field, value in _answered(sheet, stage):
        if field.kind in _BLOCKS or not _is_short(sheet, field, value):
            story += _run(sheet, run)
            run = []
            story += _BLOCKS.get(field.kind, _long)(sheet, field, value)
        else:
            run.append(f"{lead(sheet, field.label)}{_short(sheet, field, value)}")
    return story + _run(sheet, run)


def lead(sheet: Sheet, label: str) -> str:
    """A field's label as markup before its value; an explanation after a colon in it is left to the form."""
    said = sheet.markup(label.split(":")[0].rstrip(), 200)
    return f'<font color="{hex_of(MUTED)}">{said}{"" if said.endswith("?") else ":"}</font> '


def _answered(sheet: Sheet, stage: Stage) -> Iterator[tuple[Field, JsonValue]]:
    for field in stage.fields:
        value = sheet.fact(field.key)
        if field.key not in ELSEWHERE and not is_missing(value) and is_shown(field, sheet.asking):
            yield field, value


def _run(sheet: Sheet, run: list[str]) -> list[Flowable]:
    return [Paragraph(GAP.join(run), sheet.styles.body), Spacer(0, 3)] if run else []


def _is_short(sheet: Sheet, field: Field, value: JsonValue) -> bool:
    said = _words(sheet, field, value)
    return field.kind != "long_text" and len(said) <= SHORT and "\n" not in said


def _words(sheet: Sheet, field: Field, value: JsonValue) -> str:
    if field.kind == "attachment_list" and isinstance(value, list):
        names = {one.uid: one.name for one in sheet.page.attachments}
        names |= {one.sha256: one.name for one in sheet.page.attachments}
        return ", ".join(names.get(str(one), str(one)) for one in value)
    return sheet.texts.text(field, value)


def _short(sheet: Sheet, field: Field, value: JsonValue) -> str:
    said = sheet.markup(_words(sheet, field, value))
    return f'<font color="{hex_of(GOOD)}"><b>{said}</b></font>' if _tone(field, value) == "good" else said


def _tone(field: Field, value: JsonValue) -> str:
    return next((choice.tone for choice in field.choices if choice.key == value), "")


def _long(sheet: Sheet, field: Field, value: JsonValue) -> list[Flowable]:
    said = _words(sheet, field, value)
    return [*sheet.setter.paragraphs(said, sheet.styles.body, lead(sheet, field.label)), Spacer(0, 3)]


def table_of(sheet: Sheet, field: Field, value: JsonValue, *, titled: bool = True) -> list[Flowable]:
    """The rows of a table with the columns that any of them has, below its label where it is ``titled``."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    columns = [
        one
        for one in field.columns
        if one.key != ROW and any(not is_missing(row.get(one.key)) for row in rows)
    ]
    if not columns:
        return []
    texts = [[_words(sheet, column, row.get(column.key)) for column in columns] for row in rows]
    cells = [
        [
            sheet.cell(said, hex_of(GOOD) if _tone(column, row.get(column.key)) == "good" else "")
            for column, said in zip(columns, line, strict=True)
        ]
        for row, line in zip(rows, texts, strict=True)
    ]
    titles = [column.label for column in columns]
    widths = fitting_widths(titles, texts, REGULAR, sheet.styles.cell.fontSize, sheet.width)
    table = ruled_table(sheet, titles, cells, widths)
    if not titled:
        return [table]
    name = Paragraph(sheet.markup(field.label, 200), sheet.styles.label)
    name.keepWithNext = True
    return [name, table]


def _checklist(sheet: Sheet, field: Field, value: JsonValue) -> list[Flowable]:
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    story: list[Flowable] = [Paragraph(lead(sheet, field.label), sheet.styles.body)]
    for item in items:
        sign = f'<font color="{hex_of(GOOD)}"><b>✓</b></font>' if item.get("done") else NONE
        story += sheet.setter.paragraphs(str(item.get("text") or ""), sheet.styles.body, f"{sign} \u00a0")
    return [*story, Spacer(0, 3)]


_BLOCKS: dict[str, Callable[[Sheet, Field, JsonValue], list[Flowable]]] = {
    "table": table_of,
    "checklist": _checklist,
}
"""Kinds that are set apart from the run of the other answers."""
