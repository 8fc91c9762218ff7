"""What chance alone does to a panel of shares: how many people stand behind each place, and what that few can show.

Shares hide how large a place is. Where they come from a census sample, an industry of a small town appears and
disappears by the draw alone; what is known of that noise tells entries that mean something from entries that do not.
"""

from __future__ import annotations

import numpy as np
from scipy.special import pdtrc

from jumelage.economy.table.long_table import Floats

__all__ = ["chance_at_par", "people_behind", "surprise"]

STEPS = 40
MOST_SURPRISE = 5.0
UNLIKELY = 1e-4


def people_behind(shares: Floats, whole: Floats) -> Floats:
    """Estimate the number of people sampled in each place from the industries it lacks, shape ``(places,)``.

    A draw of ``n`` people misses an industry of share ``s`` with chance ``exp(-n s)``; ``n`` is such that as many
    industries are missed as are seen to be. Half an industry stands for none, so that the number stays finite.

    Parameters
    ----------
    shares
        Shares of the place, shape ``(places, industries)``; NaN where unknown, which counts neither way.
    whole
        Shares of the whole, shape ``(industries,)``; an industry of share 0 there tells nothing.
    """
    known = np.isfinite(shares) & (whole > 0)
    missed = np.clip(((shares == 0) & known).sum(axis=1), 0.5, np.maximum(known.sum(axis=1) - 0.5, 0.5))
    low, high = np.zeros(len(shares)), np.full(len(shares), 20.0)
    for _ in range(STEPS):
        middle = (low + high) / 2
        expected = (np.exp(-np.exp(middle)[:, None] * whole) * known).sum(axis=1)
        low, high = np.where(expected > missed, middle, low), np.where(expected > missed, high, middle)
    found: Floats = np.exp((low + high) / 2)
    return found


def surprise(shares: Floats, expected: Floats, people: Floats) -> Floats:
    """Return how far each cell is from its expected count, in deviations of the draw; cut at five.

    Parameters
    ----------
    shares
        Shape ``(places, industries)``; 0 where absent or unknown.
    expected
        People expected at a location quotient of 1, same shape.
    people
        From :func:`people_behind`.
    """
    away: Floats = (people[:, None] * shares - expected) / np.sqrt(expected + 1.0)
    return np.clip(away, -MOST_SURPRISE, MOST_SURPRISE)


def chance_at_par(quotients: Floats, alike: Floats, expected: Floats) -> Floats:
    """Return the log-odds that a new draw shows a location quotient of 1 or more.

    The rate drawn from is that of the place, weighed with one person's worth of what places alike have.

    Parameters
    ----------
    quotients, alike, expected
        Of the place, of places alike, people expected at a quotient of 1; shape ``(places, industries)``.
    """
    expected = np.maximum(expected, 1e-9)
    rate = (quotients * expected + alike) / (expected + 1.0)
    chance = np.clip(pdtrc(np.ceil(expected) - 1.0, rate * expected), UNLIKELY, 1.0 - UNLIKELY)
    odds: Floats = np.log(chance / (1.0 - chance))
    return odds
