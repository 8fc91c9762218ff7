"""Long lists, read a page at a time."""

from __future__ import annotations

from ninja import Field
from ninja.pagination import LimitOffsetPagination

__all__ = ["Pages"]

FARTHEST = 1_000_000


class Pages(LimitOffsetPagination):
    """``limit`` and ``offset``, no farther than any list goes: a database takes no number without end."""

    class Input(LimitOffsetPagination.Input):
        """Which page."""

        offset: int = Field(0, ge=0, le=FARTHEST)
