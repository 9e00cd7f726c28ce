"""How work that takes long tells how far it is, and hears that nobody wants it any more."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""
Cancelled = Callable[[], bool]
