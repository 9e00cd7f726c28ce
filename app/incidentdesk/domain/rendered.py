"""A document that is drawn: what reports hand over, and what is shown, printed and filed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rendered:
    """A finished document: PDF bytes and the number of its pages."""

    data: bytes
    pages: int
