"""What a running search tells: the best agenda's figures, the bound, and how long it has been at it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Clock", "Progress", "Report"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of progress.

    Parameters
    ----------
    objective
        The objective being worked on (or ``moved`` in a repair).
    value, bound
        The best agenda's figure, and what is proved about it; None while unknown.
    seconds, share
        Time since the start, and the share of the time limit used (0 to 1).
    """

    objective: str
    value: int | None
    bound: int | None
    seconds: float
    share: float

    @property
    def gap(self) -> float | None:
        """The distance between value and bound, relative to the larger."""
        if self.value is None or self.bound is None:
            return None
        return abs(self.value - self.bound) / max(1, abs(self.value), abs(self.bound))


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit that started."""

    limit: float
    started: float

    @classmethod
    def start(cls, limit: float) -> Clock:
        """Start counting now."""
        return cls(limit, time.monotonic())

    def at_least(self, seconds: float) -> Clock:
        """Leave at least ``seconds``, or the whole limit where that is less."""
        return Clock(max(self.limit, self.elapsed + min(seconds, self.limit)), self.started)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.limit - self.elapsed)

    def progress(self, objective: str, value: int | None, bound: int | None) -> Progress:
        """Make a line of progress as of now."""
        elapsed = self.elapsed
        return Progress(objective, value, bound, elapsed, min(1.0, elapsed / self.limit) if self.limit else 1.0)
