"""What a running search tells: the best agenda's figures, the bound, and how long it has been at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

__all__ = ["Clock", "Progress", "Report", "Stop", "silent"]


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


def silent(line: Progress) -> None:
    """Report nothing."""


class Stop:
    """Asks a search to stop before its time, from any thread: Python loops see it, solvers are told."""

    def __init__(self) -> None:
        self._event, self._lock = Event(), Lock()
        self._solvers: list[Callable[[], object]] = []

    @property
    def asked(self) -> bool:
        """Tell whether the search should stop."""
        return self._event.is_set()

    def ask(self) -> None:
        """Stop now."""
        self._event.set()
        with self._lock:
            for stop in self._solvers:
                stop()

    @contextmanager
    def tells(self, stop: Callable[[], object]) -> Iterator[None]:
        """Call ``stop`` when asked to, within this context."""
        with self._lock:
            self._solvers.append(stop)
        try:
            yield
        finally:
            with self._lock:
                self._solvers.remove(stop)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit that started, and whether somebody asked to stop before."""

    limit: float
    started: float
    stop: Stop = field(default_factory=Stop, compare=False)

    @classmethod
    def start(cls, limit: float) -> Clock:
        """Start counting now."""
        return cls(limit, time.monotonic())

    def part(self, share: float) -> Clock:
        """Stop after a share of the time that is left."""
        return self.until(self.elapsed + self.left * share)

    def until(self, seconds: float) -> Clock:
        """Stop at that time since the start, if not sooner."""
        return Clock(min(self.limit, seconds), self.started, self.stop)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return 0.0 if self.stop.asked else max(0.0, self.limit - self.elapsed)

    def progress(self, objective: str, value: int | None, bound: int | None) -> Progress:
        """Make a line of progress as of now."""
        elapsed = self.elapsed
        return Progress(objective, value, bound, elapsed, min(1.0, elapsed / self.limit) if self.limit else 1.0)
