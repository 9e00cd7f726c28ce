"""Finding incidents on the command line: lists, search, and the index behind it."""

from __future__ import annotations

from typing import Any

from cli.incidents import logged


def test_lists(desk: Any) -> None:
    first = logged(desk, "--urgent", "--set", "error_code=42")
    second = logged(desk)
    desk("assign", second, "nobody")

    def numbers(*words: str) -> list[str]:
        return [row["number"] for row in desk.json("list", *words)["incidents"]]

    assert numbers("--view", "open") == [first, second]
    assert numbers("--where", "priority", "one_of", "P1", "P2") == [first]
    assert numbers("--where", "priority", "is", "P3", "--where", "title", "contains", "BLANK") == [second]
    assert numbers("--where", "error_code", "is", "42") == [first]
    assert numbers("--where", "assignee", "is_empty") == [second]
    assert numbers("--where", "provisional", "is", "yes") == [first, second]
    assert numbers("--where", "logged", "after", '{"days": -1}', "--sort", "-number") == [second, first]
    assert numbers("--where", "reopen_count", "at_most", "0", "--limit", "1") == [first]
    assert numbers("--view", "mine", "--sort", "title") == [first]
    assert numbers("--view", "closed") == []
    text = desk("list").out
    assert text.endswith("2 of 2 incidents\n")
    for words in (
        ("--view", "nosuch"),
        ("--sort", "colour"),
        ("--where", "nose", "is", "x"),
        ("--where", "title"),
        ("--where", "title", "equals", "x"),
        ("--limit", "0"),
        ("--limit", "many"),
    ):
        assert desk.json("list", *words, code=2)["error"], words


def test_search(desk: Any) -> None:
    number = logged(desk, "--set", "error_code=0x80070005")
    desk("note", number, "The cable was chewed by a marten")
    for words in ("labels", "0x8007", "marten", number, number.lower(), "1", "martens"):
        found = desk.json("search", words)
        assert found["total"] == (0 if words == "martens" else 1), words
    assert number in desk("search", "blank").out


def test_search_tells_how_many_and_marks_what_it_found(desk: Any) -> None:
    for title in ("Scanner one", "Scanner two", "Mail is slow"):
        desk("log", "--title", title)
    number = desk.json("log", "--title", "Nothing", "--set", "description=a broken scanner")["number"]
    assert desk("search", "scanner", "--limit", "2").out.endswith("2 of 3 found, 4 incidents searched\n")
    assert "a broken scanner" in desk("search", "scanner").out
    first, rest = (
        desk.json("search", "scanner", "--limit", "1"),
        desk.json("search", "scanner", "--offset", "1"),
    )
    assert (first["total"], first["searched"], len(rest["incidents"])) == (3, 4, 2)
    ranked = desk.json("search", "scan", "--ranked")
    assert (ranked["ranked"], ranked["exact"], ranked["doubt"]) == (True, True, None)
    assert ranked["incidents"][0]["title_marks"] == [[0, 7]]
    assert ranked["incidents"][-1]["number"] == number
    assert ranked["incidents"][-1]["excerpt"] == "a broken scanner"
    assert ranked["incidents"][-1]["excerpt_marks"] == [[9, 16]]
    assert desk.json("search", "x", "--offset", "-1", code=2)["error"]


def test_the_index_is_told_checked_and_rebuilt(desk: Any) -> None:
    for title in ("Scanner one", "Scanner two"):
        desk("log", "--title", title)
    assert "2 of 2 incidents indexed" in desk("index").out
    assert desk.json("index")["verdict"] is None
    assert desk.json("index", "--check")["verdict"] == "ok"
    rebuilt = desk.json("index", "--rebuild")
    assert (rebuilt["indexed"], rebuilt["incidents"], rebuilt["rebuilding"]) == (2, 2, False)
    assert rebuilt["verdict"] == "ok"
    assert desk.json("search", "scanner")["total"] == 2
