"""Periodic tasks, called sweeps: each app registers its own when Django starts (``AppConfig.ready``).

``every("minutes", remind)`` has ``remind()`` called about once a minute by one worker, however many there are: the
sweep's row in the database is the lock. ``every("seconds", send)`` is called about once a second by each worker; such
a function claims its own rows and is quick. A sweep that fails is logged and tried again at its next turn.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Literal

from django.db.models import Max, Q
from django.utils import timezone

from jumelage.web.jobs.models import Sweep

__all__ = ["Period", "every", "last_done", "note_done", "sweep_due"]

LOG = logging.getLogger(__name__)
Period = Literal["seconds", "minutes", "hours", "days"]
LEASE = dt.timedelta(minutes=10)  # after which a sweep whose worker died may begin again
EARLY = dt.timedelta(seconds=2)  # turns are counted from begin to begin: a clock that jitters loses none

_sweeps: dict[str, tuple[Period, Callable[[], object]]] = {}


def every(period: Period, sweep: Callable[[], object]) -> None:
    """Have ``sweep()`` called once a period; idempotent for the same function."""
    _sweeps[f"{sweep.__module__}.{sweep.__qualname__}"] = (period, sweep)


def sweep_due(now: dt.datetime | None = None) -> list[str]:
    """Run the sweeps that are due and that no other worker has claimed; return their names."""
    moment = now or timezone.now()
    done = []
    for name, (period, sweep) in _sweeps.items():
        if period == "seconds":
            _do(name, sweep)
        elif _claimed(name, period, moment):
            problem = _do(name, sweep)
            Sweep.objects.filter(name=name).update(busy_until=None, problem=problem)
            done.append(name)
    return done


def last_done() -> dt.datetime | None:
    """Return when a worker last began a sweep."""
    done: dt.datetime | None = Sweep.objects.filter(name__in=_sweeps).aggregate(at=Max("begun_at"))["at"]
    return done


def note_done(name: str) -> None:
    """Record a run of a task that workers do not start by themselves."""
    Sweep.objects.update_or_create(name=name, defaults={"begun_at": timezone.now(), "busy_until": None, "problem": ""})


def _claimed(name: str, period: Period, now: dt.datetime) -> bool:
    """Claim a sweep that is due, by a conditional update; of several workers, one succeeds."""
    turn = now - dt.timedelta(**{period: 1}) + EARLY
    # A moment in the future was written before the clock was put back: it holds nothing up.
    free = Q(busy_until=None) | Q(busy_until__lte=now) | Q(busy_until__gt=now + LEASE)
    due = Q(begun_at=None) | Q(begun_at__lte=turn) | Q(begun_at__gt=now + LEASE)
    rows = Sweep.objects.filter(free & due, name=name)
    if rows.update(begun_at=now, busy_until=now + LEASE):
        return True
    if Sweep.objects.filter(name=name).exists():
        return False
    _, made = Sweep.objects.get_or_create(name=name, defaults={"begun_at": now, "busy_until": now + LEASE})
    return made


def _do(name: str, sweep: Callable[[], object]) -> str:
    try:
        sweep()
    except Exception as error:
        LOG.exception("sweep %s failed", name)
        return f"{type(error).__name__}: {error}"[:400]
    return ""
