"""States of a job: values in, answers out."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["OVER", "JobState"]


class JobState(StrEnum):
    """What a job is: waiting for a worker, running, or over in one of three ways."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
