"""What this room keeps of a person: what was asked for."""

from __future__ import annotations

from typing import Any

from jumelage.web.accounts.scrubbing import marks_of, scrub_rows
from jumelage.web.jobs.models import Job

__all__ = ["erase_jobs", "export_jobs"]


def export_jobs(user: Any) -> dict[str, Any]:
    """Return the jobs that the person asked for."""
    asked = Job.objects.filter(asked_by=user)
    return {"jobs": list(asked.values("kind", "subject", "payload", "state", "asked_at", "finished_at"))}


def erase_jobs(user: Any) -> dict[str, int]:
    """Take the person out of what jobs were given and what they answered; who asked is emptied with the account."""
    fields = ("payload", "progress", "result", "problem")
    return {"jobs": scrub_rows(Job.objects.order_by(), fields, marks_of(user))}
