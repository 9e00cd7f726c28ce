# ruff: noqa: S608 - our own names
"""What the full-text index is given, and the way back: checked by an index of SQLite's own."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentdesk.domain.search_marks import marks_in
from incidentdesk.domain.search_question import Term
from incidentdesk.domain.search_words import asked_words, has_words, search_words
from incidentdesk.storage.search_index import TOKENIZER

WIDE = "\uff36\uff30\uff2e\uff11\uff12"
"""VPN12 in the wide letters of Japanese keyboards."""

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from('abcXYZ019 -_.\n"ßøüéÆ无法が한กิ\x00\x01\x02\x1f\ue000\uf0b7™½ﬁＡｶﾞёά\u0301\u00ad'),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


class Index:
    """One text in a full-text index as the desk's is."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.create_function("search_words", 1, search_words, deterministic=True)
        self.connection.executescript(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, text);"
            "CREATE VIEW s AS SELECT id, search_words(text) AS text FROM t;"
            "CREATE VIRTUAL TABLE f USING fts5(text, content='s', content_rowid='id',"
            f" tokenize='{TOKENIZER}');"
        )

    def highlighted(self, text: str, asked: str) -> str | None:
        """``text`` with brackets around what FTS5 finds of ``asked``, or ``None`` where it is not found."""
        run = self.connection.execute
        run("DELETE FROM t")
        run("INSERT INTO t VALUES (1, ?)", (text,))
        run("INSERT INTO f(f) VALUES ('rebuild')")
        question = '"' + asked_words(asked).replace('"', " ") + '"'
        found = run("SELECT highlight(f, 0, '[', ']') FROM f WHERE f MATCH ?", (question,)).fetchone()
        return None if found is None else str(found[0])

    def marks(self, text: str, asked: str) -> list[str] | None:
        """What is marked of ``asked`` in ``text``, or ``None`` where the index does not find it."""
        if self.highlighted(text, asked) is None:
            return None
        return [text[start:end] for start, end in marks_in(text, [Term(asked)])]

    def close(self) -> None:
        self.connection.close()


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    made = Index()
    yield made
    made.close()


def test_plain_text_comes_back_as_it_is() -> None:
    text = "Labels come out blank. I am in Room B; plain paper still prints, für alle."
    assert search_words(text) is text
    assert search_words(None) is None
    assert search_words("") == ""


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("VPN无法登录", "无法", ["无法"]),
        ("VPN无法登录", "法登", ["法登"]),
        ("VPN无法登录", "VPN无", ["VPN无"]),
        ("VPN无法登录", "无登", None),
        ("프린터가 안 돼요", "린터", ["린터"]),
        ("プリンターが", "リンタ", ["リンタ"]),
        ("ﾌﾟﾘﾝﾀ", "プリンタ", ["ﾌﾟﾘﾝﾀ"]),
        ("เครื่องพิมพ์", "พิมพ์", ["พิมพ์"]),
        ("für alle", "fur", ["für"]),
        ("fur alle", "FÜR", ["fur"]),
        ("in der Straße", "strasse", ["Straße"]),
        ("in der STRASSE", "straße", ["STRASSE"]),
        ("smørrebrød", "smorrebrod", ["smørrebrød"]),
        ("καλημέρα", "καλημερα", ["καλημέρα"]),
        ("ещё", "еще", ["ещё"]),
        (WIDE, "vpn12", [WIDE]),
        ("error 0x80070005.", "0x80070005", ["0x80070005"]),
        ("error 0x80070005.", "80070005", ["80070005"]),
        ("after KB5034441 came", "5034441", ["5034441"]),
        ("after KB5034441 came", "kb", ["KB"]),
        ("after KB5034441 came", "kb-5034441", ["KB5034441"]),
        ("ORA-00942: no table", "ora-00942", ["ORA-00942"]),
        ("ORA-00942: no table", "00942", ["00942"]),
        ("on srv-print-01.corp.local", "print-01", ["print-01"]),
        ("on srv-print-01.corp.local", "corp.local", ["corp.local"]),
        ("on SRVPRINT01", "srvprint", ["SRVPRINT"]),
        ("java.lang.OutOfMemoryError", "memory", ["Memory"]),
        ("Büro12", "buro", ["Büro"]),
        ("a12b34", "12 34", None),
        ("x SRV01", "srv01 srv", None),
        ("KB1234 SRV99", "1234 srv", None),
        ("print\u00adserver", "printserver", ["print\u00adserver"]),
        ("\uf0b7 first\x01 item", "first item", ["first\x01 item"]),
        ("a\ue000b", "ab", None),
        ("हिन्दी में", "हिन्दी", ["हिन्दी"]),
        ("printer, printer", "printer", ["printer", "printer"]),
        ("1 \u3324", "\u3324", ["\u3324"]),  # a dozen, in one sign
    ],
)
def test_what_is_found_and_marked(index: Index, text: str, asked: str, marked: list[str] | None) -> None:
    assert index.marks(text, asked) == marked
    if marked is None:
        assert marks_in(text, [Term(asked)]) == ()


def test_data_that_is_no_name_has_no_parts() -> None:
    blob = "aB3" * 40
    assert search_words(f"key {blob}") == f"key {blob}"


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_every_word_of_a_text_is_found_and_marked_where_it_stands(index: Index, text: str) -> None:
    for word in text.split():
        if not has_words(word):
            continue
        if index.highlighted(text, word) is None:
            # Only what this SQLite knows no letters of can be missing: characters newer than its tables.
            assert any(unicodedata.category(one)[0] in "LN" and ord(one) > 0x2FF for one in word), word
            continue
        marks = marks_in(text, [Term(word)])
        assert all(0 <= start < end <= len(text) for start, end in marks)
        assert all(before[1] <= after[0] for before, after in pairwise(marks))
        assert bare(word) in {bare(text[start:end]) for start, end in marks}


def bare(text: str) -> str:
    """The letters and digits of ``text``, folded."""
    folded = unicodedata.normalize("NFKD", asked_words(text)).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] in "LN")


@settings(max_examples=500, deadline=None)
@given(
    text=st.text(alphabet="abAB -,.é", max_size=25),
    asked=st.text(alphabet="abé -", min_size=1, max_size=4).filter(has_words),
)
def test_plain_text_is_marked_as_fts5_would_mark_it(index: Index, text: str, asked: str) -> None:
    plain = text.lower()  # without capitals within words it has no parts
    shown = plain
    for start, end in reversed(marks_in(plain, [Term(asked)])):
        shown = f"{shown[:start]}[{shown[start:end]}]{shown[end:]}"
    assert shown == (index.highlighted(plain, asked) or plain)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_the_index_is_given_the_whole_text_before_any_part_of_it(text: str) -> None:
    assert (search_words(text) or "").startswith(asked_words(text))
