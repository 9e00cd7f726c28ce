"""HTML becomes plain text, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentdesk.intake.html_text import plain_text


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Hello <b>you</b></p><p>Bye</p>", "Hello you\n\nBye"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<p>caf&eacute; &amp; &lt;tea&gt;&nbsp;!</p>", "café & <tea> !"),
        ('<p>see <a href="https://x.test/kb">this page</a></p>', "see this page (https://x.test/kb)"),
        ('<p><a href="mailto:a@b.test">a@b.test</a></p>', "a@b.test"),
        ('<p>shot: <img alt="error" src="shot.png"></p>', "shot: [ error shot.png ]"),
        ("<style>p {color: red}</style><p>text</p>", "text"),
        ("<p>from Ann <ann@x.test> today</p>", "from Ann <ann@x.test> today"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\tb"),
    ],
)  # fmt: skip
def test_what_a_reader_sees(html: str, wanted: str) -> None:
    assert plain_text(html) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *("a < b and c > d", "Ann <ann@x.test>", "type <b> to go on", "x &amp; y", "<<<", "", "if (a<b) {}"),
        "<script>never closed <br>",
    ],
)
def test_what_is_no_html_stays(text: str) -> None:
    assert plain_text(text) == text


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="<>&"), min_size=1),
        min_size=1,
    )
)
def test_every_word_of_a_paragraph_is_kept(words: list[str]) -> None:
    html = "<div>" + "".join(f"<p><span style='x'>{word}</span></p>" for word in words) + "</div>"
    assert plain_text(html).split() == words
