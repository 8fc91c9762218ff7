"""When each line of past work was: the order of the lines and the last activity of those who have it bound its date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["line_days"]

PASSES = 40
SAME_CALL = 45
"""Days: a text that ends several lists further apart than this is written for several calls."""

BEFORE_BOUND = 365
"""Days before its only bound, where a line is put."""

UNKNOWN = 2_000.0
_NEVER, _EVER = -1e9, 1e9


def line_days(lists: Sequence[Sequence[int]], idle: Sequence[float | None], size: int) -> NDArray[np.float64]:
    """Estimate how many days before the list's newest activity each line was.

    Parameters
    ----------
    lists
        For each organisation, the numbers of its lines, in order of time, the last the most recent.
    idle
        Days since its last activity, which is its last line; None where unknown.
    size
        How many lines there are.

    Returns
    -------
    numpy.ndarray
        Days, 0 or more; 2,000 where nothing bounds the line.
    """
    ends, often = _ends(lists, idle)
    late = np.full(size, _EVER)
    early = np.full(size, _NEVER)
    for line, ended in ends.items():
        if line not in often:
            late[line], early[line] = max(ended), min(ended)
    sure = late < _EVER
    for _ in range(PASSES):
        changed = False
        for lines, days in zip(lists, idle, strict=True):
            once = [k for k in lines if k not in often]
            changed |= _bound(once, late, sure, _EVER, np.minimum)
            changed |= _bound(once[::-1], early, sure, _NEVER if days is None else days, np.maximum)
        if not changed:
            break
    bounded_late, bounded_early = late < _EVER, early > _NEVER
    found = np.where(bounded_late & bounded_early, (late + early) / 2, np.where(bounded_late, late, UNKNOWN))
    found = np.where(bounded_early & ~bounded_late, early + BEFORE_BOUND, found)
    return np.maximum(np.where(bounded_early, np.maximum(found, early), found), 0.0)


def _ends(
    lists: Sequence[Sequence[int]], idle: Sequence[float | None]
) -> tuple[dict[int, list[float]], frozenset[int]]:
    """Return the days of the lines that end a list, and the lines that stand for several calls."""
    ends: dict[int, list[float]] = defaultdict(list)
    often: set[int] = set()
    for lines, days in zip(lists, idle, strict=True):
        if lines and days is not None:
            ends[lines[-1]].append(days)
        often |= {k for k, count in Counter(lines).items() if count > 1}
    often |= {k for k, days in ends.items() if max(days) - min(days) > SAME_CALL}
    return ends, frozenset(often)


def _bound(
    lines: Sequence[int], bounds: NDArray[np.float64], sure: NDArray[np.bool_], start: float, tighter: np.ufunc
) -> bool:
    """Carry a bound along a list; tell whether any became tighter."""
    running, changed = start, False
    for k in lines:
        if sure[k]:
            running = float(bounds[k])
            continue
        found = float(tighter(bounds[k], running))
        changed |= found != bounds[k]
        bounds[k] = running = found
    return changed
