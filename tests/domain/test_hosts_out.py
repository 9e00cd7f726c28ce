"""Host names and addresses out of a text, by their shape."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from incidentdesk.domain.hosts_out import HostWords, hosts_out

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = HostWords("a device", "an address")


def out(text: str) -> str:
    return hosts_out(text, WORDS, numbers="INC")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("srv-db-01 is down.", "A device is down."),
        ("We moved MAIL01 to LDN2SRV04", "We moved a device to a device"),
        ("It is mail01! dc1a follows", "It is a device! A device follows"),
        ("see https://desk.example/x?a=1.", "see an address."),
        ("see www.desk.example, please", "see an address, please"),
        ("write to jane.doe+x@desk.example.", "write to an address."),
        ("on \\\\files\\team and C:\\Users\\jane", "on an address and an address"),
        ("in /home/jane/notes.txt", "in an address"),
        ("at 10.0.0.5:8080 and 10.0.0.0/24", "at an address and an address"),
        ("at 10.20.x.x or 10[.]0[.]0[.]1", "at an address or an address"),
        ("at fe80::1%eth0 or 2606:4700:4700:0:0:0:0:1111", "at an address or an address"),
        ("card 00:1b:44:11:3A:B7", "card an address"),
        ("on mail.desk.example.com and web.prod.k8s", "on a device and a device"),
        ("on db_primary, mail-prod and us-east-1", "on a device, a device and a device"),
        ("LAPTOP-8F3K2 and d20417", "A device and a device"),
        ("on srv\u2011db\u201101", "on a device"),
        ("on s\u200brv\u200b-01", "on a device"),
        ("on \uff53\uff52\uff56\uff10\uff11", "on a device"),
        ("on sr\u0301v-01\u0301 now", "on a device now"),
        ("on localhost:8080/admin", "on a device"),
        ("at \u0661\u0660.\u0660.\u0660.\u0665", "at an address"),
        ("@mail.desk.example.com\u0646", "@a device\u0646"),
    ],
)
def test_what_names_a_machine_goes(text: str, said: str) -> None:
    assert out(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Mail is down for all wards since 10:44, at 10:44:05 too.",
        "SEV 1, sev2, P1, INC-2026-000123, CHG0012345, KB5031234",
        "Windows 11, Office365, IPv6, HTTP2, SHA-256, v2.10.13, 1.2.3",
        "a follow-up, read-only, 24-hour, 3-node, floor-2, room12, and/or",
        "e.g. this, i.e. that, z.B. so, at 9 a.m. on 24.11.2026, 500MB in 30min, 24/7",
        "Ünïcödé — “quotes”, … and 👩\u200d🚒 stay; \u0646\u0639\u0645\u0644 10:20",
        "",
    ],
)
def test_what_names_none_stays(text: str) -> None:
    assert out(text) == text


NAMES = st.one_of(
    st.from_regex(r"(?:srv|dc|mail|pc)-?[a-z]{0,4}-?[0-9]{2,3}", fullmatch=True),
    st.from_regex(r"[a-z]{2,8}\.[a-z]{2,8}\.(?:com|net|local|de)", fullmatch=True),
    st.from_regex(r"[a-z]{2,8}@[a-z]{2,8}\.[a-z]{2,3}", fullmatch=True),
    st.from_regex(r"https?://[a-z]{2,8}\.[a-z]{2,3}/[a-z]{0,5}", fullmatch=True),
    st.from_regex(r"(?:[1-9][0-9]?\.){3}[1-9][0-9]?", fullmatch=True),
)
BESIDE = st.text(st.sampled_from(" \n.,:;!?()[]'\"“”…–/äß1👍\u0646"), max_size=4)
LEFT = re.compile(
    r"[a-z]{2,}-?[a-z]*-?[0-9]{2,}|[a-z]+@[a-z]|https?:|www\.|[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+"
    r"|[a-z]{2,}\.[a-z]{2,}\.[a-z]{2,}",
    re.IGNORECASE,
)


@PATIENT
@given(st.lists(st.tuples(BESIDE, NAMES, st.booleans()), min_size=1, max_size=4), BESIDE)
@example([(" ", "srv-01", True)], ".")
def test_none_is_left_whatever_stands_beside_it(parts: list[tuple[str, str, bool]], end: str) -> None:
    text = " ".join(before + (name.upper() if loud else name) for before, name, loud in parts) + end
    assert LEFT.search(out(text)) is None


@PATIENT
@given(st.text(max_size=200))
def test_once_is_enough_and_nothing_breaks(text: str) -> None:
    once = out(text)
    assert out(once) == once


@pytest.mark.parametrize("part", ["a-", "a.", "1.", "a@", "1-", "/a", "\\", ":a", "a1", "::"])
def test_a_long_text_without_a_space_is_read_all_the_same(part: str) -> None:
    assert "srv-01" not in out(part * 20_000 + " srv-01")
