"""The plain values that definitions, stages and the timeline are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, Union

JsonValue: TypeAlias = Union[bool, int, float, str, list["JsonValue"], dict[str, "JsonValue"], None]  # noqa: UP007
"""What JSON can say, as Python's own types."""

Facts: TypeAlias = Mapping[str, JsonValue]
"""Values by field key: what conditions are asked against."""
