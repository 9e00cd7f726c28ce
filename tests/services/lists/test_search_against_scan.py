"""Search finds what a scan of the texts finds: on real tickets in many languages, and on made-up ones."""

from __future__ import annotations

import csv
import importlib.util
import io
import lzma
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person
from incidentdesk.services.use_cases import UseCases
from samples_outside import outside

# The scan is written without anything of the program's: what a word is, it says itself.
CHINESE = "\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af"
ONE = re.compile(f"[{CHINESE}]|(?:(?![{CHINESE}])[^\\W_])+")
PART = re.compile(r"[0-9]+|[^\W0-9_]+")
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})


def bare(text: str) -> str:
    """``text`` without accents and capitals; compatibility forms as what they stand for."""
    whole = unicodedata.normalize("NFKD", text)
    return "".join(one for one in whole if not unicodedata.combining(one)).lower().translate(LETTERS)


def words_in(text: str) -> list[str]:
    return ONE.findall(bare(text))


def parts_in(text: str) -> list[list[str]]:
    """For each name that has them its parts of two characters or more; single ones part the rest."""
    found: list[list[str]] = []
    for name in re.findall(r"[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+", text):
        pieces = [piece for run in PART.findall(name) for piece in re.split(r"(?<=[a-z])(?=[A-Z])", run)]
        if len(pieces) > 1 and len(name) <= 64:
            found.append([])
            for piece in pieces:
                if len(piece) > 1:
                    found[-1].append(bare(piece))
                else:
                    found.append([])
    return [parts for parts in found if parts]


@dataclass(frozen=True)
class Scanned:
    """One incident as the scan sees it: a line for each text, and one for the parts of each name.

    A line is its words with blanks around them: to look for a term is to look for a piece of the line.
    """

    lines: str

    @classmethod
    def of(cls, *texts: str) -> Scanned:
        lists = [words_in(text) for text in texts]
        lists += [parts for text in texts for parts in parts_in(text)]
        return cls("\n".join(f" {' '.join(words)} " for words in lists))

    def holds(self, question: str) -> bool:
        whole, last = question.split()[:-1], question.split()[-1]
        begun = f" {' '.join(words_in(last))}" in self.lines
        return begun and all(f" {' '.join(words_in(term))} " in self.lines for term in whole)


@dataclass(frozen=True)
class Tickets:
    cases: UseCases
    texts: dict[str, tuple[str, str, str]]
    scanned: dict[str, Scanned]

    def by_search(self, question: str) -> set[str]:
        found = self.cases.search.find(question, limit=5000)
        uids = {hit.row.uid for hit in found.hits}
        assert len(uids) == found.total
        assert found.searched == len(self.texts)
        return uids

    def by_scan(self, question: str) -> set[str]:
        """What holds the words; and the incident whose number ends in them, where they are digits."""
        uids = {uid for uid, scanned in self.scanned.items() if scanned.holds(question)}
        place = int(question) if re.fullmatch("[0-9]{1,9}", question) else 0
        return uids | ({list(self.scanned)[place - 1]} if 0 < place <= len(self.scanned) else set())


@pytest.fixture(scope="module")
def tickets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tickets]:
    """The multilingual tickets, logged one after the other."""
    file = outside("data", "tickets_multilang_fixed.csv.xz")
    with lzma.open(file) as raw:
        rows = list(csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", newline="")))
    with headless(desk_paths(tmp_path_factory.mktemp("scan") / "desk.sqlite3"), standing()) as cases:
        me = cases.people.write_person(Person("", "Ada"), "")[0].uid
        texts: dict[str, tuple[str, str, str]] = {}
        for row in rows:
            title = row["short_description"].strip() or "no title"
            values = {"title": title, "description": row["description"], "reporter": row["caller"]}
            logged = cases.log.log({key: value for key, value in values.items() if value.strip()}, me)
            texts[logged.uid] = title, row["description"], row["caller"]
        yield Tickets(cases, texts, {uid: Scanned.of(*three, "Ada") for uid, three in texts.items()})


def standing() -> ManualTime:
    zone = ZoneInfo("Europe/Berlin")
    return ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=zone), zone)


def questions(tickets: Tickets) -> list[str]:
    """500 questions made from the tickets: Chinese characters, words, their beginnings, codes."""
    dice = random.Random(20261)  # noqa: S311 - the same questions every time
    chinese = [
        (text, match.start())
        for three in tickets.texts.values()
        for text in three
        for match in re.finditer("[\u4e00-\u9fff]", text)
    ]
    made = ["无法"]
    while len(made) < 150:
        text, start = dice.choice(chinese)
        piece = text[start : start + dice.randint(1, 5)]
        if re.fullmatch("[\u4e00-\u9fff]+", piece):
            made.append(piece)
    everything = list(tickets.texts.values())
    while len(made) < 500:
        words = [word for text in dice.choice(everything) for word in text.split() if words_in(word)]
        if not words:
            continue
        wanted = dice.sample(words, min(len(words), dice.randint(1, 3)))
        if dice.random() < 0.6:
            wanted[-1] = wanted[-1][: dice.randint(2, max(2, len(wanted[-1])))]
        # A sign at the end would end the word, which then is no beginning any more; quotes are for phrases.
        question = re.sub(r"[\W_]+$", "", " ".join(wanted).replace('"', ""))
        if all(words_in(term) for term in question.split()) and len(question) > 1:
            made.append(question)
    return made


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_search_finds_what_a_scan_finds(tickets: Tickets) -> None:
    asked = questions(tickets)
    assert len(asked) == 500
    found = 0
    for question in asked:
        by_search, by_scan = tickets.by_search(question), tickets.by_scan(question)
        assert by_search == by_scan, f"{question!r}: {len(by_search)} by search, {len(by_scan)} by scan"
        found += len(by_scan)
    assert found > 5000
    assert len(tickets.by_search("无法")) == sum("无法" in "".join(one) for one in tickets.texts.values()) > 0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_question_of_the_generator_has_its_fifty_hits(tmp_path: Path) -> None:
    generator = load(outside("bench", "gen.py"))
    with headless(desk_paths(tmp_path / "desk.sqlite3"), standing()) as cases:
        me = cases.people.write_person(Person("", "Ada"), "")[0].uid
        for ticket in generator.tickets(5000):
            values = {
                "title": ticket["subject"],
                "description": ticket["body"],
                "reporter": ticket["requester"],
            }
            cases.log.log(values, me)
        for question in generator.queries():
            for ranked in (False, True):
                found = cases.search.find(question, ranked=ranked, limit=100)
                assert (found.total, len(found.hits), found.searched) == (
                    generator.HITS,
                    generator.HITS,
                    5000,
                )


def load(path: Path) -> ModuleType:
    """The generator of tickets, which is no part of the program."""
    spec = importlib.util.spec_from_file_location("ticket_generator", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
