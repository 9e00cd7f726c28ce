"""The drawings of the page of the board."""

from __future__ import annotations

_SHAPES = {
    "investigating": '<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>',
    "identified": '<path d="M12 3 2.5 20h19z"/><path d="M12 10v4m0 3v.01"/>',
    "monitoring": '<path d="M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12z"/><circle cx="12" cy="12" r="3"/>',
    "resolved": '<circle cx="12" cy="12" r="9"/><path d="m8 12 3 3 5-6"/>',
}

ICONS = {
    word: f'<svg viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>' for word, shape in _SHAPES.items()
}
"""A drawing for each of the four words, which stands beside it: colour alone says nothing."""
