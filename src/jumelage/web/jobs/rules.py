"""States of a job, delays between attempts, and when a heartbeat is too old: pure functions."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

__all__ = ["BEAT", "OVER", "SILENCE", "JobState", "is_alive", "try_again_in", "wait_after_failure"]

BEAT = dt.timedelta(seconds=10)
"""How often a worker says that it is there."""
SILENCE = dt.timedelta(seconds=60)
"""After how long without a word a worker is taken for dead."""


class JobState(StrEnum):
    """What a job is: waiting for a worker, running, or over in one of three ways."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


def is_alive(seen_at: dt.datetime, now: dt.datetime) -> bool:
    """Tell whether a worker last heard at ``seen_at`` still works; in the future, it was heard before the clock was put back."""
    return abs(now - seen_at) < SILENCE


def try_again_in(attempts: int) -> dt.timedelta:
    """Wait longer after each failure of a job: 10 seconds, then 40, then 160."""
    return dt.timedelta(seconds=10 * 4 ** max(0, attempts - 1))


def wait_after_failure(failures: int) -> float:
    """Return how many seconds to wait before asking the database again: 1, 2, 4, 8, then 10."""
    return min(10.0, 2.0 ** (failures - 1))
