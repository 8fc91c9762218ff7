"""How figures were gathered, and how far a published count may be from the truth: sampling and random rounding.

A simple random sample of a part f of N units, weighted by 1/f, has variance N (1 - f) / f (Cochran, *Sampling
Techniques*, 1977, chapter 3, for a rare trait). Rounding at random to a multiple of b adds r (b - r), on average
(b**2 - 1) / 6. Whole households are drawn, so the true range is somewhat wider: the figures are an order of magnitude.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["CENSUS", "UNKNOWN_SURVEY", "Survey", "plausible_range"]

Floats = NDArray[np.float64]
TWO_SIDED_95 = 1.96


@dataclass(frozen=True, slots=True)
class Survey:
    """How the figures were gathered, as far as it bears on what a small one means.

    Parameters
    ----------
    sampled
        Part of the households asked (0.25: one in four); None where unknown.
    rounding
        Base of the random rounding of published counts; 1 for none.
    """

    sampled: float | None
    rounding: int = 1

    def variance(self, count: Floats) -> Floats:
        """Return the variance of published counts, any shape; 0 where nothing is known of the survey."""
        if self.sampled is None:
            return np.zeros_like(count)
        found: Floats = count * (1 - self.sampled) / self.sampled + (self.rounding**2 - 1) / 6
        return found


CENSUS = Survey(sampled=0.25, rounding=5)
"""The long form of the Canadian census: one household in four, counts rounded at random to a multiple of 5."""


UNKNOWN_SURVEY = Survey(sampled=None)
"""Nothing is known of sampling or rounding: figures are taken as they are published."""


def plausible_range(count: float, survey: Survey) -> tuple[float, float] | None:
    """Return the 95 % range of a count; None where the survey is not known.

    Parameters
    ----------
    count
        The published count, 0 or more.
    survey
        Sampling and rounding.
    """
    if survey.sampled is None:
        return None
    if count == 0:
        # Seen by nobody: up to three times the weight of one answer (the "rule of three").
        return 0.0, 3 / survey.sampled
    half = TWO_SIDED_95 * math.sqrt(survey.variance(np.array([count]))[0])
    return max(0.0, count - half), count + half
