"""Names out of a text, role words in: how names are written, what is no name, and that none is left."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.names_out import NamesOut, fold_name

PEOPLE = {
    "Jamie Arroyo": "the commander",
    "Priya Shah": "an operations lead",
    "Maria van der Berg": "an expert",
    "Søren O'Neill": "the scribe",
    "Will Mark": "an expert",
    "Tim Jones": "a caller",
    "Jo Li": "a caller",
    "Dr. Zoë Müller-Strauß (IT)": "the deputy",
}
NAMES = NamesOut(PEOPLE, {"srv-mail01": "a device", "Mail server 2": "a device"}, ("will", "mark"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jamie Arroyo restarted it.", "The commander restarted it."),
        ("We asked JAMIE ARROYO.", "We asked the commander."),
        ("It was ARROYO who saw it", "It was the commander who saw it"),
        ("and j. arroyo, too", "and the commander, too"),
        ("and J Arroyo, too", "and the commander, too"),
        ("and Jamie A. said", "and the commander said"),
        ("and Jamie Q. Arroyo said", "and the commander said"),
        ("Arroyo, Jamie: rollback", "The commander: rollback"),
        ("mail to j.arroyo@example.org", "mail to the commander@example.org"),
        ("mail to jamie_arroyo@example.org", "mail to the commander@example.org"),
        ("asked @jamie to look", "asked the commander to look"),
        ("The Shah reading, Priya\u2019s idea", "An operations lead reading, an operations lead\u2019s idea"),
        ("Tim Jones' laptop, and Jones's phone", "A caller's laptop, and a caller's phone"),
        ("told Arroyo. Arroyo agreed", "told the commander. The commander agreed"),
        ("the commander Jamie Arroyo decided", "The commander decided"),
        ("van der Berg and a van", "An expert and a van"),
        ("der Berg ruft; M. van der Berg", "An expert ruft; an expert"),
        ("Soren O'Neill, O\u2019Neill and SØREN", "The scribe, the scribe and the scribe"),
        ("müller-strauss und Zoe Mu\u0308ller-Strauß", "The deputy und the deputy"),
        ("\uff2aamie Arro\uff59o here", "The commander here"),
        ("Ar\u00adroyo there", "The commander there"),
        ("on srv-mail01 and SRV-MAIL01.example.org", "on a device and a device.example.org"),
        ("on mail server 2", "on a device"),
        ("- Arroyo: rollback\n- Shah: watch", "- The commander: rollback\n- An operations lead: watch"),
    ],
)
def test_a_name_is_taken_out_however_it_is_written(text: str, said: str) -> None:
    assert NAMES.replaced(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Will the volume grow? Mark it, and it will.",
        "The remark of the arroyos in the Shahs' house",
        "A mail server and a srv-mail012",
        "A jo of li, and no lion",
        "It was done by a dr in it",
        "",
        "ﬁne print — ½ of it, naïve",
    ],
)
def test_what_is_no_name_stays_as_it_was_written(text: str) -> None:
    assert NAMES.replaced(text) == text


def test_a_word_that_is_a_name_too_goes_where_its_capital_or_its_surname_tells() -> None:
    assert (
        NAMES.replaced("We asked Will at noon; Will Mark came.")
        == "We asked an expert at noon; an expert came."
    )


def test_a_surname_of_two_is_somebody_and_the_full_name_is_one_of_them() -> None:
    names = NamesOut({"Ada Roy": "the commander", "Max Roy": "a caller"})
    assert names.replaced("Roy asked, and Max Roy said") == "Somebody asked, and a caller said"
    assert NamesOut({"Ada Roy": "x y", "Max Roy": "v w"}, unclear="one").replaced("for Roy") == "for one"


_LETTERS = st.sampled_from("abcdeéüßøñ")
_PART = st.text(_LETTERS, min_size=3, max_size=7).map(str.capitalize)
_NAME = st.lists(_PART, min_size=1, max_size=3).map(" ".join)
_FILLER = st.text(st.sampled_from("xyz 019.,;\n-'"), max_size=12)


@st.composite
def _written(draw: st.DrawFn) -> tuple[list[str], str]:
    names = draw(st.lists(_NAME, min_size=1, max_size=4, unique_by=fold_name))
    pieces = [draw(_FILLER)]
    for _turn in range(draw(st.integers(0, 5))):
        name = draw(st.sampled_from(names))
        shape = draw(st.sampled_from((str, str.upper, str.lower, str.casefold)))
        form = draw(st.sampled_from(("NFC", "NFD", "NFKC")))
        pieces += [" ", unicodedata.normalize(form, shape(draw(st.sampled_from([name, *name.split()])))), " "]
        pieces.append(draw(_FILLER))
    return names, "".join(pieces)


@given(_written())
def test_no_name_and_no_part_of_one_is_left(written: tuple[list[str], str]) -> None:
    names, text = written
    said = NamesOut(dict.fromkeys(names, "the role")).replaced(text)
    left = set("".join(char if char.isalnum() else " " for char in fold_name(said)).split())
    assert not left & {part for name in names for part in fold_name(name).split()}


@given(_written())
def test_taking_names_out_twice_changes_nothing_more(written: tuple[list[str], str]) -> None:
    names, text = written
    out = NamesOut(dict.fromkeys(names, "the role"))
    assert out.replaced(out.replaced(text)) == out.replaced(text)


@given(st.text(max_size=80))
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    assert NamesOut({"Quentin Zxavier": "the role"}).replaced(text) == text
