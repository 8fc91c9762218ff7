"""Whom a town is compared with: never hit, not next door, not of the same industry, and alike before the shock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.model_towns.outcomes import Floats, Outcomes
from jumelage.economy.model_towns.settings import Settings

__all__ = ["DonorPool", "kilometres"]

Rows = NDArray[np.intp]

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, eq=False)
class DonorPool:
    """The places that can stand as donors for a shock of one year, over one window of years.

    Parameters
    ----------
    outcomes
        The table.
    settings
        The settings of the search.
    window
        The columns of the table that are used.
    pre
        How many of them lie before the shock.
    rows
        Rows that are known in the whole window and were not hit in it.
    levels
        Values of all places in the window, shape ``(places, years)``.
    """

    outcomes: Outcomes
    settings: Settings
    window: slice
    pre: int
    rows: Rows
    levels: Floats

    @classmethod
    def of(cls, outcomes: Outcomes, settings: Settings, window: slice, pre: int, hit: NDArray[np.bool_]) -> DonorPool:
        """Make the pool; ``hit`` tells which places were hit within the window, shape ``(places,)``."""
        levels = outcomes.levels()[:, window]
        rows = np.flatnonzero(np.isfinite(levels).all(axis=1) & ~hit)
        return cls(outcomes, settings, window, pre, rows, levels)

    def donors_of(self, row: int) -> Rows:
        """Return the donors of a place: those nearest in path and in size, at most ``settings.donors``."""
        eligible = self.rows[self.rows != row]
        eligible = eligible[~self._next_door(row, eligible)]
        eligible = eligible[~self._same_industry(row, eligible)]
        nearest = np.argsort(self._unlikeness(row, eligible), kind="stable")[: self.settings.donors]
        return np.asarray(eligible[nearest], dtype=np.intp)

    def placebos_of(self, row: int) -> Rows:
        """Return the places that stand as placebos: those nearest in size and restlessness."""
        others = self.rows[self.rows != row]
        size, rest = self._size(), self._restlessness()
        apart = _scaled(np.abs(size[others] - size[row])) + _scaled(np.abs(rest[others] - rest[row]))
        nearest = np.argsort(apart, kind="stable")[: self.settings.placebos]
        return np.asarray(others[nearest], dtype=np.intp)

    def excluded(self, row: int) -> dict[str, int]:
        """Count the places left out for each reason."""
        others = np.delete(np.arange(len(self.levels)), row)
        complete = np.isfinite(self.levels[others]).all(axis=1)
        near = self._next_door(row, self.rows)
        same = self._same_industry(row, self.rows) & ~near
        return {
            "missing_years": int((~complete).sum()),
            "also_hit": int(complete.sum()) - int((self.rows != row).sum()),
            "next_door": int((near & (self.rows != row)).sum()),
            "same_industry": int((same & (self.rows != row)).sum()),
        }

    def _unlikeness(self, row: int, eligible: Rows) -> Floats:
        before = self.levels[:, : self.pre]
        shape = before - before.mean(axis=1, keepdims=True)
        path = np.sqrt(np.square(shape[eligible] - shape[row]).mean(axis=1))
        size = self._size()
        return _scaled(path) + _scaled(np.abs(size[eligible] - size[row]))

    def _size(self) -> Floats:
        return np.asarray(self.levels[:, : self.pre].mean(axis=1))

    def _restlessness(self) -> Floats:
        return np.asarray(np.diff(self.levels[:, : self.pre], axis=1).std(axis=1))

    def _next_door(self, row: int, rows: Rows) -> NDArray[np.bool_]:
        where = self.outcomes.coordinates
        if where is None or not np.isfinite(where[row]).all():
            return np.zeros(len(rows), dtype=bool)
        near = kilometres(where[row], where[rows]) < self.settings.neighbours_km
        return np.asarray(near, dtype=bool)

    def _same_industry(self, row: int, rows: Rows) -> NDArray[np.bool_]:
        industries, places = self.outcomes.leading_industry, self.outcomes.places
        own = industries.get(places[row])
        if own is None:
            return np.zeros(len(rows), dtype=bool)
        return np.array([industries.get(places[other]) == own for other in rows], dtype=bool)


def kilometres(origin: Floats, others: Floats) -> Floats:
    """Return great-circle distances; shapes ``(2,)`` and ``(places, 2)``, latitude and longitude in degrees."""
    a, b = np.radians(origin), np.radians(others)
    half = np.sin((b - a) / 2) ** 2
    inside = half[:, 0] + np.cos(a[0]) * np.cos(b[:, 0]) * half[:, 1]
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(inside, 0, 1))))


def _scaled(apart: Floats) -> Floats:
    typical = float(np.median(apart)) if len(apart) else 0.0
    return apart / typical if typical > 0 else apart
