"""Text that a spreadsheet must not take for a formula.

Programs such as Excel work out a cell that begins with one of ``DANGEROUS``, wherever it came from; OWASP
calls it CSV injection. An apostrophe before it keeps it text.
"""

from __future__ import annotations

import re

DANGEROUS = "=+-@\t\r\n＝＋－＠"  # noqa: RUF001 - the wide forms, which Japanese and Chinese Excel work out too
"""What a formula begins with."""

_AT_RISK = re.compile(f"'*[{re.escape(DANGEROUS)}]")


def harmless(text: str) -> str:
    """``text`` with an apostrophe before it, where a spreadsheet would take it for a formula.

    So has text that only looks as if it had been changed so: ``original`` gives back exactly what was there.
    """
    return f"'{text}" if _AT_RISK.match(text) else text


def original(text: str) -> str:
    """What ``harmless`` was given: without the first apostrophe, where one of ``DANGEROUS`` follows."""
    return text[1:] if text.startswith("'") and _AT_RISK.match(text) else text
