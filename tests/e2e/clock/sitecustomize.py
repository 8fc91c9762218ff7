"""Loaded by each process of a tested service: its clock is ahead by the seconds that a file says."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

AHEAD = os.environ.get("JUMELAGE_TESTED_AHEAD")
if AHEAD:
    from django.utils import timezone

    real = timezone.now

    def now() -> dt.datetime:
        return real() + dt.timedelta(seconds=float(Path(AHEAD).read_text() or 0))

    timezone.now = now
