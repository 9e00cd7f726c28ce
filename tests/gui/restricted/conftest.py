from __future__ import annotations

from end_to_end.conftest import desk, office

__all__ = ["desk", "office"]
