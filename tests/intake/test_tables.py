"""Rows of tables: delimiters, quotes, broken lines, and each row accounted for."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.intake.formats.any_csv import ANY_CSV
from intake.conftest import BERLIN, ReadFile

HEADS = ["number", "title", "description", "status", "place"]
PIECES = ["a", "text", "für", "Größe", "naïve", "12", *",;\t|'\"\n.-: "]
CELLS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
ROWS = st.lists(st.tuples(CELLS, CELLS, st.sampled_from(["new", "closed"]), CELLS), min_size=1, max_size=12)


def written(rows: list[list[str]], delimiter: str, end: str, quoting: int) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


@settings(deadline=None)
@given(
    ROWS,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_table_written_in_any_way_is_found_or_said_to_be_doubtful(
    rows: list[tuple[str, str, str, str]], delimiter: str, encoding: str, end: str, quoting: int
) -> None:
    table = [[f"T{number}", *row] for number, row in enumerate(rows, 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(written([HEADS, *table], delimiter, end, quoting).encode(encoding))
        reading = ANY_CSV.inspect(path)
        records = list(ANY_CSV.read(path, reading, BERLIN))
    doubtful = any("could also be" in doubt or "not known" in doubt for doubt in reading.doubts)
    if reading.delimiter != delimiter or len(records) != len(table):
        assert doubtful
        return
    assert reading.rows == len(records)
    if doubtful:
        return
    for (key, title, description, status, place), record in zip(table, records, strict=True):
        assert (record.key, record.status) == (key, status)
        said = [record.values.get(name, "") for name in ("title", "description", "place")]
        nulls = {"", *reading.nulls}
        wanted = [" ".join(title.split()), description.strip(), place.strip()]
        assert said == ["" if text.strip() in nulls else text for text in wanted]


def test_a_cell_may_hold_delimiters_quotes_and_lines(read_file: ReadFile) -> None:
    content = 'number;title;description\n1;"a;b ""c""";"one\ntwo; ""three""\r\nfour"\n2;d;e\n'
    _reading, records = read_file(content)
    assert [record.places for record in records] == [(2,), (5,)]
    assert records[0].values == {"title": 'a;b "c"', "description": 'one\ntwo; "three"\nfour'}


def test_quotes_with_a_backslash_are_found(read_file: ReadFile) -> None:
    content = (
        'number,title,description\n1,"say \\"yes, please\\"","a, b"\n2,"c","say \\"no, never\\" again"\n'
    )
    reading, records = read_file(content)
    assert reading.escape == "\\"
    assert [record.values["title"] for record in records] == ['say "yes, please"', "c"]


def test_the_line_of_excel_that_names_the_delimiter(read_file: ReadFile) -> None:
    reading, records = read_file("sep=;\nnumber;title\n1;a, b\n")
    assert (reading.delimiter, reading.head_line) == (";", 2)
    assert [(record.places, record.values["title"]) for record in records] == [((3,), "a, b")]


def test_lines_above_the_heads_are_passed_over_and_said(read_file: ReadFile) -> None:
    content = "Incidents of May,,\nmade on 3 June,,\n\nnumber,title,status\n1,a,new\n2,b,closed\n"
    reading, records = read_file(content)
    assert reading.head_line == 4
    assert any("line 4" in doubt for doubt in reading.doubts)
    assert [record.places for record in records] == [(5,), (6,)]


def test_rows_without_content_are_no_rows(read_file: ReadFile) -> None:
    reading, records = read_file("number,title\n1,a\n\n,\n2,b\n\n")
    assert reading.rows == 2
    assert [record.places for record in records] == [(2,), (5,)]


def test_heads_without_a_name_and_the_same_twice(read_file: ReadFile) -> None:
    reading, (record,) = read_file("number,title,,label,label\n1,a,x,y,z\n")
    assert reading.heads == ("number", "title", "Column 3", "label", "label")
    assert record.rest == {"Column 3": "x", "label": "y\nz"}


def test_a_row_broken_by_line_ends_is_put_together(read_file: ReadFile) -> None:
    content = "number,title,description,place\nT1,a,b,c\nT2,d,first line\nsecond line\nthird,e\nT3,f,g,h\n"
    _reading, records = read_file(content)
    assert [record.places for record in records] == [(2,), (3, 4, 5), (6,)]
    assert records[1].values["description"] == "first line\nsecond line\nthird"
    assert "Lines 3 to 5" in records[1].doubts[0]


def test_what_does_not_add_up_is_refused_as_a_whole(read_file: ReadFile) -> None:
    content = "number,title,description,place\nT1,a,b,c\nT2,d,first\nsecond, with, commas, in it\nT3,f,g,h\n"
    _reading, records = read_file(content)
    assert [record.places for record in records] == [(2,), (3, 4), (5,)]
    assert [bool(record.refusal) for record in records] == [False, True, False]
    assert "Line 3 has 3 cells where the heads are 4" in records[1].refusal


def test_two_short_rows_are_not_taken_for_one(read_file: ReadFile) -> None:
    """Trailing empty cells left out: each row starts like a row."""
    _reading, records = read_file("number,title,a,b,c\nT1,x,1,2,3\nT2,y\nT3,z,4,5\nT4,u,6,7,8\n")
    assert [record.key for record in records] == ["T1", "T2", "T3", "T4"]
    assert ["cells" in "".join(record.doubts) for record in records] == [False, True, True, False]


def test_more_cells_than_heads_are_refused_with_the_remedy(read_file: ReadFile) -> None:
    _reading, records = read_file("number,title,place\n1,a,b\n2,c, and more,d\n3,e,f,\n")
    assert [bool(record.refusal) for record in records] == [False, True, False]
    assert records[1].refusal == (
        "Line 3 has 4 cells where the heads are 3. Put quotes around the text that holds “,”."
    )


def test_a_quote_that_is_never_closed_costs_one_row(read_file: ReadFile) -> None:
    lines = [f"T{number},text {number},here" for number in range(1, 60)]
    lines[9] = 'T10,"text 10,here'
    lines[19] = 'T20,"text "twenty" here",there'
    reading, records = read_file("number,title,place\n" + "\n".join(lines) + "\n")
    assert reading.rows == len(records) == 59
    assert [record.places for record in records] == [(number,) for number in range(2, 61)]
    assert [record.places[0] for record in records if record.refusal] == [11]
    assert "Close it" in records[9].refusal
    assert [record.places[0] for record in records if record.doubts] == [21]
    assert "twenty" in str(records[19].values["title"])


def test_quotes_that_never_match_are_the_wrong_way_of_reading(tmp_path: Path) -> None:
    content = "number,title\n" + "".join(f'{number},"open\n' for number in range(60))
    path = tmp_path / "export.csv"
    path.write_text(content, encoding="utf-8")
    reading = ANY_CSV.inspect(path)
    assert reading.likeness == 0
    assert any("quotes" in doubt for doubt in reading.doubts)


def test_heads_that_come_again_are_refused(read_file: ReadFile) -> None:
    _reading, records = read_file("number,title\n1,a\nnumber,title\n2,b\n")
    assert [bool(record.refusal) for record in records] == [False, True, False]
    assert "repeats the heads" in records[1].refusal


def test_a_number_that_comes_twice_is_refused_with_both_lines(read_file: ReadFile) -> None:
    _reading, records = read_file("number,title\n1,a\n2,b\n1,c\n")
    assert records[2].refusal == (
        "Line 4: another row has the number 1 too (Line 2). Take one of the two out."
    )
    assert records[2].places == (4,)


def test_a_row_without_its_number_is_refused(read_file: ReadFile) -> None:
    _reading, records = read_file("number,title\n1,a\n,b\n")
    assert "Line 3: the column “number” is empty" in records[1].refusal


def test_a_table_without_numbers_is_told_apart_by_what_it_says(read_file: ReadFile) -> None:
    reading, records = read_file("title,description\na,b\nc,d\na,b\n")
    assert any("No column holds the number" in doubt for doubt in reading.doubts)
    keys = [record.key for record in records]
    assert len(set(keys)) == 3
    assert keys[2] == f"{keys[0]}-2"
    assert [record.key for record in read_file("title,description\na,b\nc,d\na,b\n")[1]] == keys


def test_a_delimiter_can_be_corrected_and_must_be_one_sign(read_file: ReadFile, tmp_path: Path) -> None:
    reading, _records = read_file("number^title\n1^a\n")
    assert any("Only one column" in doubt for doubt in reading.doubts)
    corrected = replace(reading, delimiter="^", columns={"number": "key", "title": "title"})
    (record,) = ANY_CSV.read(tmp_path / "export.csv", corrected, BERLIN)
    assert (record.key, record.values) == ("1", {"title": "a"})
    with pytest.raises(UsageError, match="cannot part cells"):
        list(ANY_CSV.read(tmp_path / "export.csv", replace(reading, delimiter="::"), BERLIN))


def test_a_long_cell_is_whole(read_file: ReadFile) -> None:
    log = "line of a log, with commas\n" * 20_000
    _reading, (record,) = read_file(f'number,title,description\n1,a,"{log}"\n')
    assert record.values["description"] == log.strip()


@settings(max_examples=60, deadline=None)
@given(st.text('ab1,;"\n\\\t ', max_size=120))
def test_no_line_is_lost_or_read_twice(body: str) -> None:
    """Whatever stands below the heads: every line with content lies in the span of exactly one record."""
    content = "number,title,place\n" + body
    table = Reading("csv", columns={"number": "key", "title": "title", "place": "place"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_text(content, encoding="utf-8")
        records = list(ANY_CSV.read(path, table, BERLIN))
        rows = ANY_CSV.inspect(path).rows
    starts = [place for record in records for place in record.places]
    assert starts == sorted(set(starts))
    filled = [number for number, line in enumerate(content.splitlines(), 1) if line.strip(',"; \t\\')]
    assert not filled[1:] or (starts and starts[0] <= filled[1])
    assert rows >= 0
