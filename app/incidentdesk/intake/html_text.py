"""Plain text out of the HTML that some systems put into their texts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAGS = frozenset((
    "a", "b", "big", "blockquote", "body", "br", "center", "code", "dd", "del", "div", "dl", "dt", "em",
    "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "img",
    "ins", "li", "link", "meta", "ol", "p", "pre", "s", "script", "section", "small", "span", "strike",
    "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr",
    "tt", "u", "ul",
))  # fmt: skip
_SURE = re.compile(rf"</(?:{'|'.join(sorted(_TAGS))})\s*>|<br\s*/?>", re.IGNORECASE)
"""What only HTML has: an end of a tag, or a line break. A lone "<b>" can be part of a command."""

_BLOCKS = {
    "p",
    "div",
    "tr",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "hr",
}
_HIDDEN = {"script", "style", "head", "title"}


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is HTML: "<user@host>" and "a < b" are not."""
    return "<" in text and bool(_SURE.search(text))


def plain_text(text: str) -> str:
    """What a reader sees of ``text``: lines for blocks, a dash for items; addresses of links are kept.

    Text without tags comes back as it is, its entities too.
    """
    if not looks_like_html(text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return text if reader.is_cut_off else reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._hidden = 0
        self._fixed = 0
        self._links: list[str] = []

    @property
    def is_cut_off(self) -> bool:
        """Whether something hidden was never closed, so that text would be lost."""
        return self._hidden > 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in _TAGS:  # an address in brackets, most often
            self._parts.append(self.get_starttag_text() or "")
        elif tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in {"td", "th"}:
            self._parts.append("" if self._at_start else "\t")
        elif tag in _BLOCKS:
            self._fixed += tag == "pre"
            self._parts.append("\n")
        elif tag == "a":
            self._links.append(known.get("href") or "")
        elif tag == "img":
            self._parts.append(" ".join(filter(None, ("[", known.get("alt"), known.get("src"), "]"))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _TAGS:
            self._parts.append(f"</{tag}>")
        elif tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._fixed = max(0, self._fixed - (tag == "pre"))
            self._parts.append("\n")
        elif tag == "a" and self._links:
            address = self._links.pop()
            shown = "".join(self._parts[-1:]).strip()
            if address and address not in {shown, f"mailto:{shown}"} and not address.startswith("#"):
                self._parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if not self._fixed:
            data = re.sub(r"[ \t\r\n]+", " ", data)
            data = data.lstrip(" ") if self._at_start else data
        if data:
            self._parts.append(data)

    @property
    def _at_start(self) -> bool:
        """Whether what comes next starts a line."""
        return not self._parts or self._parts[-1].endswith("\n")

    def text(self) -> str:
        """What was read, with one empty line at most between lines."""
        lines = [line.rstrip() for line in "".join(self._parts).replace("\xa0", " ").split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
