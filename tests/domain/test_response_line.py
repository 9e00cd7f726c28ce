"""One line typed in the response room: what it becomes, what is wrong with it, what it can go on with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import at_local, in_zone
from incidentdesk.domain.moments import Moment
from incidentdesk.domain.response_line import COMMANDS, MOST_MINUTES, EntryKind, RoomLine, parse_line
from incidentdesk.domain.response_line_text import line_text
from incidentdesk.domain.response_offers import offers
from incidentdesk.domain.response_words import LineError, Named, RoomWords

BERLIN = ZoneInfo("Europe/Berlin")
NOW = at_local(date(2026, 11, 26), 10, 40, BERLIN)
AT_1031 = Moment.exact(at_local(date(2026, 11, 26), 10, 31, BERLIN))
WORDS = RoomWords(
    now=NOW,
    zone=BERLIN,
    people=(
        Named("u1", "Anna Keller", "akeller"),
        Named("u2", "Annika Koch"),
        Named("u3", "Søren O'Neill"),
        Named("u4", "Jo Li"),
        Named("u5", "John Weiß", "jw"),
        Named("u6", "Kim Lee", "kim1"),
        Named("u7", "Kim Lee", "kim2"),
        Named("u8", "李 明"),
    ),
    me="u4",
    phases={
        "investigating": "Investigating", "identified": "Identified", "mitigating": "Mitigating",
        "monitoring": "Monitoring", "in_review": "In review", "false_alarm": "False alarm",
    },
    levels={f"sev{level}": f"SEV{level}" for level in range(1, 6)},
    roles={"commander": "Commander", "deputy": "Deputy", "operations": "Operations lead",
           "communications": "Communications", "scribe": "Scribe", "expert": "Expert"},
)  # fmt: skip


def parsed(line: str) -> RoomLine:
    return parse_line(line, WORDS)


K = EntryKind
LINES = {
    "mail is slow": RoomLine(K.OBSERVATION, "mail is slow"),
    "  mail is slow ": RoomLine(K.OBSERVATION, "mail is slow"),
    "//etc is full": RoomLine(K.OBSERVATION, "/etc is full"),
    "/pin at 10:31 it was not": RoomLine(K.OBSERVATION, "at 10:31 it was not", pinned=True),
    "/note at 10:31 it was not": RoomLine(K.OBSERVATION, "at 10:31 it was not"),
    "at 10:31 mail is slow": RoomLine(K.OBSERVATION, "mail is slow", AT_1031),
    "At 10:31: mail is slow": RoomLine(K.OBSERVATION, "mail is slow", AT_1031),
    "at 10:31, mail is slow": RoomLine(K.OBSERVATION, "mail is slow", AT_1031),
    "at about 10:31 mail is slow": RoomLine(K.OBSERVATION, "mail is slow", Moment.about(AT_1031.at or NOW)),
    "at unknown: mail is slow": RoomLine(K.OBSERVATION, "mail is slow", Moment.unknown()),
    "at the same time it rained": RoomLine(K.OBSERVATION, "at the same time it rained"),
    "at 1000 users the queue fills": RoomLine(K.OBSERVATION, "at 1000 users the queue fills"),
    "at 10:31 /decision fail over": RoomLine(K.DECISION, "fail over", AT_1031),
    "/decision fail over | restore the copy": RoomLine(K.DECISION, "fail over", backup="restore the copy"),
    "/decision ls \\| wc | stop": RoomLine(K.DECISION, "ls | wc", backup="stop"),
    "/action @keller 15m restart it": RoomLine(K.ACTION, "restart it", person="u1", minutes=15),
    "/action 1h30m @anna.k restart it": RoomLine(K.ACTION, "restart it", person="u1", minutes=90),
    "/action @me 1.5h look": RoomLine(K.ACTION, "look", person="u4", minutes=90),
    "/action @soren 90min: 15m is too short": RoomLine(K.ACTION, "15m is too short", person="u3", minutes=90),
    "/action @neill look": RoomLine(K.ACTION, "look", person="u3"),
    "/action @jo look": RoomLine(K.ACTION, "look", person="u4"),
    "/action @joh look": RoomLine(K.ACTION, "look", person="u5"),
    "/action @WEISS look": RoomLine(K.ACTION, "look", person="u5"),
    "/action @kim2 look": RoomLine(K.ACTION, "look", person="u7"),
    "/action @李 look": RoomLine(K.ACTION, "look", person="u8"),
    "/hypothesis the disk is full": RoomLine(K.HYPOTHESIS, "the disk is full"),
    "/h the disk is full": RoomLine(K.HYPOTHESIS, "the disk is full"),
    "/need a key": RoomLine(K.NEED, "a key"),
    "/phase mitigating": RoomLine(K.PHASE, value="mitigating"),
    "/phase mit fail over began": RoomLine(K.PHASE, "fail over began", value="mitigating"),
    "/phase in review": RoomLine(K.PHASE, value="in_review"),
    "/phase False alarm a test": RoomLine(K.PHASE, "a test", value="false_alarm"),
    "/sev 2": RoomLine(K.SEV, value="sev2"),
    "/sev2 more users": RoomLine(K.SEV, "more users", value="sev2"),
    "/sev SEV1: all": RoomLine(K.SEV, "all", value="sev1"),
    "/impact start 10:31 mail stands": RoomLine(K.IMPACT_START, "mail stands", AT_1031),
    "/impact start at 10:31": RoomLine(K.IMPACT_START, moment=AT_1031),
    "/impact end 20 users are back": RoomLine(K.IMPACT_END, "20 users are back"),
    "/impact start 1000 users": RoomLine(K.IMPACT_START, "1000 users"),
    "/impact start: 10:31 was quiet": RoomLine(K.IMPACT_START, "10:31 was quiet"),
    "/who commander @annika": RoomLine(K.ROLE, value="commander", person="u2"),
    "/who @me operations lead": RoomLine(K.ROLE, value="operations", person="u4"),
    "/update": RoomLine(K.UPDATE),
    "/update mail is back": RoomLine(K.UPDATE, "mail is back"),
    "/user": RoomLine(K.USER_REPORT, count=1),
    "/user 12": RoomLine(K.USER_REPORT, count=12),
    "/user 12 from the ward": RoomLine(K.USER_REPORT, "from the ward", count=12),
    "/user from the ward": RoomLine(K.USER_REPORT, "from the ward", count=1),
    "/change firewall rules of 9:00": RoomLine(K.CHANGE, "firewall rules of 9:00"),
    "/alert disk 95 %": RoomLine(K.ALERT, "disk 95 %"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), LINES.items())
def test_what_is_typed_is_understood(line: str, wanted: RoomLine) -> None:
    assert parsed(line) == wanted


WRONG = [
    ("", "", "Nothing is typed", ()),
    ("/frob x", "/frob", "no command", tuple(f"/{name}" for name in COMMANDS)),
    ("/", "/", "no command", tuple(f"/{name}" for name in COMMANDS)),
    ("/a x", "/a", "more than one", ("/action", "/alert")),
    ("/decision", "", "decision is missing", ()),
    ("/decision x |", "x |", "backup plan", ()),
    ("/need ", "", "missing", ()),
    ("/action restart it", "restart it", "Nobody is named", ()),
    ("/action @zoe restart", "@zoe", "Nobody here", ()),
    ("/action @ann restart", "@ann", "Anna Keller, Annika Koch", ("@anna.keller", "@annika.koch")),
    ("/action @kim restart", "@kim", "Kim Lee, Kim Lee", ("@kim1", "@kim2")),
    ("/action @ 5m restart", "@", "Nobody here", ()),
    ("/action @me 0m restart", "0m", "no time box", ()),
    ("/action @me 500h restart", "500h", "no time box", ()),
    ("/action @me 5m", "", "missing", ()),
    ("/phase", "", "phase is missing", ()),
    ("/phase i", "i", "more than one", ("investigating", "identified", "in_review")),
    ("/phase up", "up", "no phase", tuple(WORDS.phases)),
    ("at 10:31 /sev 9", "9", "no SEV level", tuple(WORDS.levels)),
    ("/impact 10:31", "10:31", "start or end", ("start", "end")),
    ("at 10:31 /impact start 10:30", "at 10:31 /impact start 10:30", "twice", ()),
    ("/who commander", "", "role and a person", ()),
    ("/who chief @me", "chief", "no role", tuple(WORDS.roles)),
    ("/user 0", "0", "number of reports", ()),
    ("/user 99999999", "99999999", "number of reports", ()),
    ("at 10:31", "", "missing", ()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "place", "says", "choices"), WRONG)
def test_what_is_wrong_names_the_place_and_the_remedy(
    line: str, place: str, says: str, choices: tuple[str, ...]
) -> None:
    with pytest.raises(LineError, match=says) as raised:
        parsed(line)
    error = raised.value
    assert line[error.start : error.end].strip() == place
    assert error.next_step
    assert error.choices == choices


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40).map(str.strip)
PIECES = [
    "at",
    "10:31",
    "@me",
    "@ann",
    "15m",
    "|",
    "\\|",
    "\\",
    ":",
    "/sev",
    "//",
    "2",
    "start",
    "text",
    "review",
    "ago",
]
WORDY = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
SOME = (TEXTS | WORDY).filter(bool)
ANY = TEXTS | WORDY
MINUTES = st.integers(-500_000, 0).map(lambda back: in_zone(NOW.plus(back).ms, BERLIN))
MOMENTS = st.one_of(
    st.none(),
    st.just(Moment.unknown()),
    MINUTES.map(Moment.exact),
    MINUTES.map(Moment.about),
)
PEOPLE = st.sampled_from(WORDS.people).map(lambda one: one.uid)
PLAIN = st.sampled_from([K.OBSERVATION, K.HYPOTHESIS, K.NEED, K.CHANGE, K.ALERT])
IMPACTS = st.sampled_from([K.IMPACT_START, K.IMPACT_END])
BOXES = st.none() | st.integers(1, MOST_MINUTES)


def key_of(texts: Mapping[str, str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(texts))


TYPED = st.one_of(
    st.builds(RoomLine, PLAIN, SOME, MOMENTS),
    st.builds(RoomLine, st.just(K.OBSERVATION), SOME, MOMENTS, pinned=st.just(True)),
    st.builds(RoomLine, st.just(K.DECISION), SOME, MOMENTS, backup=ANY),
    st.builds(RoomLine, st.just(K.ACTION), SOME, MOMENTS, person=PEOPLE, minutes=BOXES),
    st.builds(RoomLine, st.just(K.PHASE), ANY, MOMENTS, value=key_of(WORDS.phases)),
    st.builds(RoomLine, st.just(K.SEV), ANY, MOMENTS, value=key_of(WORDS.levels)),
    st.builds(RoomLine, IMPACTS, ANY, MOMENTS),
    st.builds(RoomLine, st.just(K.ROLE), ANY, MOMENTS, value=key_of(WORDS.roles), person=PEOPLE),
    st.builds(RoomLine, st.just(K.UPDATE), ANY, MOMENTS),
    st.builds(RoomLine, st.just(K.USER_REPORT), ANY, MOMENTS, count=st.integers(1, 1_000_000)),
)


@given(TYPED)
def test_what_is_written_is_read_back(line: RoomLine) -> None:
    assert parsed(line_text(line, WORDS)) == line


@given(st.integers(2000, 500_000), st.integers(0, 1000))
def test_a_time_between_two_is_read_back(back: int, minutes: int) -> None:
    begin = in_zone(NOW.plus(-back).ms, BERLIN)
    line = RoomLine(
        K.OBSERVATION, "mail is slow", Moment.between(begin, in_zone(begin.plus(minutes).ms, BERLIN))
    )
    assert parsed(line_text(line, WORDS)) == line


STARTS = (
    [f"/{name}" for name in COMMANDS]
    + ["/s", "/sev2", "at", "10:31", "@", "@ann", "@me", "15m", "0m", "start", "|"]
    + ["9" * 30]
)
COMMANDISH = st.lists(st.sampled_from(STARTS) | st.text(max_size=8), max_size=8).map(" ".join)


@given(COMMANDISH | st.text(max_size=60), st.integers(-2, 80))
def test_no_line_raises_anything_but_a_line_error(line: str, cursor: int) -> None:
    error = None
    try:
        parsed(line)
    except LineError as raised:
        error = raised
    if error:
        assert 0 <= error.start <= error.end <= len(line)
        assert error.message
        assert error.next_step
    for offer in offers(line, cursor, WORDS):
        assert 0 <= offer.start <= offer.end <= len(line)
        assert offer.text.endswith(" ")


def offered(line: str) -> list[str]:
    return [offer.text.strip() for offer in offers(line, len(line), WORDS)]


OFFERS = {
    "": [f"/{name}" for name in COMMANDS],
    "/a": ["/action", "/alert"],
    "at 10:31 /d": ["/decision"],
    "/action ": [
        "@me", "@anna.keller", "@annika.koch", "@soren.o.neill", "@jo.li", "@john.weiss", "@kim1", "@kim2",
        "@李.明",
    ],
    "/action @an": ["@anna.keller", "@annika.koch"],
    "/action @me ": ["5m", "15m", "30m", "1h"],
    "/action @me 1": ["15m", "1h"],
    "/action @me: ": [],
    "/phase i": ["investigating", "identified", "in_review"],
    "/phase mitigating ": [],
    "/sev ": ["sev1", "sev2", "sev3", "sev4", "sev5"],
    "/impact e": ["end"],
    "/who c": ["commander", "communications"],
    "/who commander @kel": ["@anna.keller"],
    "/who commander @me ": [],
    "/need @an": [],
    "mail @an": [],
    "/frob ": [],
}  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), OFFERS.items())
def test_what_can_follow_is_offered(line: str, wanted: list[str]) -> None:
    assert offered(line) == wanted


@given(st.sampled_from(["/action ", "/who commander "]), st.sampled_from(["@", "@a", "@k", "@l", "@o"]))
def test_an_offered_name_is_somebody(front: str, typed: str) -> None:
    line = front + typed
    found = offers(line, len(line), WORDS)
    assert found
    for offer in found:
        whole = line[: offer.start] + offer.text + "text"
        person = parsed(whole).person
        assert offer.label in {one.name for one in WORDS.people if one.uid == person} | {"yourself"}


def test_an_offer_takes_the_place_of_the_word_under_the_cursor() -> None:
    found = offers("/phase mit is next", len("/phase mit"), WORDS)
    assert [(offer.start, offer.end, offer.text) for offer in found] == [(7, 10, "mitigating ")]
