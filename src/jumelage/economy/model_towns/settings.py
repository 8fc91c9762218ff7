"""What a search for model towns assumes; every number is shown with the result."""

from __future__ import annotations

import math
from dataclasses import dataclass

from jumelage.economy.counterfactual import FEWEST_PLACEBOS, Method

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a search.

    Parameters
    ----------
    method
        How the counterfactual is drawn.
    before
        Fewest and most observations before the shock that are matched.
    judged
        Years after the shock that are judged: from the first to the last, both counted from the year of the shock.
        The fall itself is not judged: what is asked is where the town stands afterwards.
    fewest_judged
        Fewest observations judged.
    donors
        Most places compared with: those nearest in path and size before the shock.
    placebos
        Most placebos: the unhit places nearest in size and restlessness.
    neighbours_km
        Donors nearer than this are left out, where coordinates are known: what hits a town spills over.
    largest_pre_fit
        The error before, at most this many times the median of the placebos'; above, the comparison is not believed.
    negligible
        An interval that lies within this much of zero, either way, means *as expected* (share, or unit of the outcome
        where it is not in logarithms: then times the spread of the outcome over time).
    level
        Of intervals; 1 minus it is the risk of a wrong *did better* or *worse*.
    false_claims
        Largest q-value of a claim (*did better*, *worse*): the share of false ones among those as sure.
    confidence
        Of shocks found in a series: one minus the share of false finds.
    smallest
        Smallest shock of a series, in its unit.
    draws, seed
        Of the test of shocks.
    """

    method: Method = "synthetic_did"
    before: tuple[int, int] = (8, 15)
    judged: tuple[int, int] = (5, 14)
    fewest_judged: int = 3
    donors: int = 80
    placebos: int = 399
    neighbours_km: float = 75.0
    largest_pre_fit: float = 2.0
    negligible: float = 0.10
    level: float = 0.95
    false_claims: float = 0.10
    confidence: float = 0.95
    smallest: float = 0.10
    draws: int = 4999
    seed: int = 0

    @property
    def fewest_donors(self) -> int:
        """Return the fewest donors with which a test at this level can be made: 19 at 95 %, 99 at 99 %."""
        return max(FEWEST_PLACEBOS, math.ceil(1 / (1 - self.level) - 1e-9) - 1)
