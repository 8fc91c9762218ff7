"""Past work as calls that organisations answered: lines written the same by several are one call, with its date bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from jumelage.matching.evidence.timeline import line_days
from jumelage.matching.profile import Profile

__all__ = ["Calls", "Floats"]

HALF_LIFE_LINES = 10
"""A line of work counts half after ten later ones."""

HALF_LIFE_DAYS = 365
NEVER = 10_000
Floats = NDArray[np.float64]


class Calls:
    """Who answered which call, how long ago, and who answers the same ones.

    Parameters
    ----------
    profiles
        Their lines of offers are in order of time, the last the most recent, where the list has an order.
    numbers
        The number of each line's text, for each organisation.
    size
        How many texts there are.

    Attributes
    ----------
    known
        Whether the list tells of past work at all: counts or dates, and calls that several answered. Offers that two
        firms happen to write the same are no call.
    """

    def __init__(self, profiles: Sequence[Profile], numbers: Sequence[Sequence[int]], size: int) -> None:
        self.lines: Floats = np.array([len(own) for own in numbers], dtype=float)
        self.line = np.array([n for own in numbers for n in own], dtype=np.int64)
        self.owner = np.repeat(np.arange(len(numbers)), self.lines.astype(int))
        self.starts = np.searchsorted(self.owner, np.arange(len(numbers)))
        later = [len(own) - 1 - k for own in numbers for k in range(len(own))]
        self.recent: Floats = 0.5 ** (np.array(later, dtype=float) / HALF_LIFE_LINES)
        shape = (len(numbers), size)
        self.answered = csr_array((np.ones(len(self.owner)), (self.owner, self.line)), shape=shape)
        self.answered.sum_duplicates()
        self.answered.data[:] = 1.0
        self.company = self.answered.T.tocsr()
        dated = any(p.past_bids is not None or p.last_active is not None for p in profiles)
        self.known = dated and bool((np.diff(self.company.indptr) > 1).any())
        self.answers: Floats = np.maximum(np.bincount(self.line, minlength=size), 1).astype(float)
        self.degree: Floats = np.maximum(np.diff(self.answered.indptr), 1).astype(float)
        self._read_dates(profiles, numbers, size)

    def _read_dates(self, profiles: Sequence[Profile], numbers: Sequence[Sequence[int]], size: int) -> None:
        dates = [p.last_active for p in profiles]
        newest = max((d for d in dates if d is not None), default=dt.date(1, 1, 1))
        idle = [None if d is None else float(min((newest - d).days, NEVER)) for d in dates]
        self.days: Floats = np.array([NEVER if d is None else d for d in idle], dtype=float)
        counts = [p.past_bids if p.past_bids is not None else n for p, n in zip(profiles, self.lines, strict=True)]
        self.bids: Floats = np.log1p(np.array(counts, dtype=float))
        # In whole years: within a year, how long ago tells the season more than the firm.
        self.years_idle: Floats = np.minimum(np.floor(self.days / 365), 5.0)
        oldest = np.zeros(size)
        # Nobody answered a call after their last activity: the longest idle of those who did bounds its date.
        np.maximum.at(oldest, self.line, self.days[self.owner])
        self.fresh: Floats = 0.5 ** np.floor(oldest / HALF_LIFE_DAYS)
        self.line_days: Floats = line_days([list(own) for own in numbers], idle, size)

    def keep_company(self, values: Floats) -> Floats:
        """Pass a value to those who answer the same calls: a random step from organisation to call and back."""
        by_call = np.asarray(self.company @ (values / self.degree)) / self.answers
        return np.asarray(self.answered @ by_call)

    def best_line(self, values: Floats) -> Floats:
        """Return each organisation's best value over its lines (one value an entry of ``line``)."""
        return np.maximum.reduceat(values, self.starts)

    def line_sum(self, values: Floats) -> Floats:
        """Return each organisation's sum over its lines."""
        return np.add.reduceat(values, self.starts)
