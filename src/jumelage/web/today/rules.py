"""Periods and lengths of the lists of the page Today: pure values."""

from __future__ import annotations

import datetime as dt

__all__ = ["NEAR", "RECENT", "SHOWN"]

NEAR = dt.timedelta(days=30)
"""A mission that begins within so long is near."""
RECENT = dt.timedelta(days=30)
"""A withdrawal, or mail that failed, is shown for so long."""
SHOWN = 8
"""Lines of each list; the number tells how many there are."""
