"""Long lists, read a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["Listed"]


class Listed:
    """Rows of a query that become shapes only for the page that is asked for."""

    def __init__(self, rows: Any, shape: Callable[[Any], Any]) -> None:
        self.rows, self.shape = rows, shape

    def __len__(self) -> int:
        """Count them all."""
        return int(self.rows.count())

    def __getitem__(self, part: slice) -> list[Any]:
        """Read one page."""
        return [self.shape(row) for row in self.rows[part]]
