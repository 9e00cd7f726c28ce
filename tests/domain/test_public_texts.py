"""Texts for the public: whatever was typed, no name of a person or a device and no address comes out."""

from __future__ import annotations

import re
import tarfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentdesk.domain.names_out import fold_name
from incidentdesk.domain.public_texts import Known, PublicTexts
from samples_outside import outside

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KNOWN = Known(
    staff=("Jamie Arroyo", "Zoë Müller-Strauß", "Will Marsh"),
    accounts=("jarroyo", "zms"),
    callers=("Dana Whitlock", "María José de la Vega", "Mark Page"),
    devices=("Core switch B", "PRN-FIN-2F", "Blue whale", "srv-mail01"),
)
TEXTS = PublicTexts(KNOWN, numbers="INC")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jamie restarted srv-mail01.", "A member of staff restarted a device."),
        ("dana whitlock calls; D. Whitlock waits", "A caller calls; a caller waits"),
        ("ask jarroyo or j.arroyo@desk.example", "ask a member of staff or an address"),
        ("The blue whale and core switch b are off", "A device and a device are off"),
        ("We will mark the page white", "We will mark the page white"),
        ("We ask Will, and Mark", "We ask a member of staff, and a caller"),
        ("Will looks. Mark, too", "Somebody looks. Somebody, too"),
        ("\u202eJamie\u202c\x07 is here", "A member of staff is here"),
        ("Mail is down for all wards.", "Mail is down for all wards."),
    ],
)
def test_names_and_hosts_go(text: str, said: str) -> None:
    assert TEXTS.of(text) == said


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Jamie Arroyo", "Arroyos Rechner bei den Arroyos", "someone Rechner bei den someone"),
        ("\u738b\u4f1f", "\u8bf7\u8054\u7cfb\u738b\u4f1f\u3002", "\u8bf7\u8054\u7cfb someone \u3002"),
        ("\u0645\u062d\u0645\u062f", "\u0648\u0645\u062d\u0645\u062f", "someone"),
        ("Mark Page", "The pages and marks are white", "The pages and marks are white"),
        ("Jo Li", "The jos and lis", "The jos and lis"),
    ],
)
def test_a_name_goes_with_what_is_written_to_it(name: str, text: str, said: str) -> None:
    known, said = Known(staff=(name,)), said.replace("someone", "a member of staff")
    assert PublicTexts(known).of(text) == said
    assert PublicTexts(known.among([text])).of(text) == said


SINGLE = ("arroyo", "muller", "strauss", "whitlock", "vega", "jarroyo", "jamie", "dana")
WHOLE = (*KNOWN.staff, *KNOWN.callers, *KNOWN.devices, *KNOWN.accounts)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold_name(text))


def names_left(text: str) -> list[str]:
    """The names that stand in a text, word by word, however they are written."""
    words = words_of(text)
    joined = f" {' '.join(words)} "
    return [one for one in SINGLE if one in words] + [
        name for name in WHOLE if f" {' '.join(words_of(name))} " in joined
    ]


def written(name: str, how: int) -> str:
    return (name, name.upper(), name.lower(), name.replace(" ", "\u00a0"), name.replace(" ", "  "))[how % 5]


NAMES = st.builds(
    written, st.sampled_from((*WHOLE, "Arroyo", "Whitlock", "Müller", "Vega")), st.integers(0, 4)
)
OTHERS = st.one_of(st.text(max_size=6), st.sampled_from(("is", "and", "the", "10:44", "a device", "@", "\n")))
TYPED = st.lists(st.one_of(NAMES, OTHERS), max_size=12).map(" ".join)


@PATIENT
@given(TYPED)
def test_no_name_comes_out_whatever_is_typed(text: str) -> None:
    assert names_left(TEXTS.of(text)) == []


@PATIENT
@given(TYPED)
def test_those_whom_a_text_cannot_name_may_be_left_out(text: str) -> None:
    assert PublicTexts(KNOWN.among([text]), numbers="INC").of(text) == TEXTS.of(text)


@PATIENT
@given(TYPED)
def test_twice_says_no_more_than_once(text: str) -> None:
    assert names_left(TEXTS.of(TEXTS.of(text))) == []


ADDRESS = re.compile(
    r"https?://|www\.|\w@\w|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[a-z]{2,}-[a-z0-9]+-\d{2,}\b", re.IGNORECASE
)


def test_real_reviews_keep_their_sense_and_lose_their_addresses() -> None:
    seen = 0
    with tarfile.open(outside("data", "postmortems_dev.tar.xz")) as archive:
        for member in archive:
            if not member.name.endswith(".md"):
                continue
            file = archive.extractfile(member)
            assert file is not None
            text = file.read().decode("utf-8", errors="replace")
            said = PublicTexts(Known()).of(text)
            seen += ADDRESS.search(text) is not None
            assert ADDRESS.search(said) is None, member.name
            assert len(words_of(said)) > len(words_of(text)) // 2, member.name
    assert seen > 20
