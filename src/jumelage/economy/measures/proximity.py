"""How near industries are to each other, and how near a place is to an industry.

Products of large matrices are taken a block of industries at a time, so that memory grows with one side of the table.
Where places are few, what is summed over pairs of industries is summed over pairs of places instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from jumelage.economy.table.long_table import Floats

__all__ = ["Nearness", "ProximityName", "nearest_present", "nearness", "proximity", "proximity_blocks"]

ProximityName = Literal["minimum", "cosine", "jaccard", "association", "probability"]
BLOCK = 1024
FEW = 10
"""With this many times more industries than places, sums go by ubiquity rather than over all pairs of industries."""


def proximity_blocks(
    presence: Floats, definition: ProximityName = "minimum", diagonal: float = 1.0
) -> Iterator[tuple[slice, Floats]]:
    """Yield the proximity of all industries to one block of them after another.

    Parameters
    ----------
    presence
        0 and 1, shape ``(places, industries)``.
    definition
        ``minimum``: the smaller conditional probability (Hidalgo and others 2007); ``cosine``; ``jaccard``;
        ``association``: seen over expected together; ``probability``: the same without replacement (Steijn 2017).
    diagonal
        What an industry is to itself.

    Yields
    ------
    (slice, array)
        The block, and the proximities of shape ``(industries, block)``; 0 where an industry is nowhere.
    """
    # Counts below 2**24 are exact in single precision, and twice as fast.
    single = presence.astype(np.float32)
    ubiquity = presence.sum(axis=0)
    for start in range(0, presence.shape[1], BLOCK):
        block = slice(start, min(start + BLOCK, presence.shape[1]))
        together = (single.T @ single[:, block]).astype(np.float64)
        near = _scaled(together, ubiquity[:, None], ubiquity[block], len(presence), definition)
        near[np.arange(start, block.stop), np.arange(block.stop - start)] = diagonal * (ubiquity[block] > 0)
        yield block, near


def _scaled(together: Floats, one: Floats, other: Floats, places: int, definition: ProximityName) -> Floats:
    if definition == "minimum":
        # The one that large tables take; nowhere counts as once, since it meets nothing.
        together /= np.maximum(np.maximum(one, other), 1.0)
        return together
    with np.errstate(divide="ignore", invalid="ignore"):
        if definition == "cosine":
            near = together / np.sqrt(one * other)
        elif definition == "jaccard":
            near = together / (one + other - together)
        elif definition == "association":
            near = together * places / (one * other)
        else:
            near = together / (one * other * (1 / (places - one) + 1 / (places - other)) / 2)
    return np.where(np.isfinite(near), near, 0.0)


def proximity(presence: Floats, definition: ProximityName = "minimum", diagonal: float = 1.0) -> Floats:
    """Return the whole matrix, shape ``(industries, industries)``; see :func:`proximity_blocks`."""
    whole = np.empty((presence.shape[1], presence.shape[1]))
    for block, near in proximity_blocks(presence, definition, diagonal):
        whole[:, block] = near
    return whole


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near each place is to each industry; arrays of shape ``(places, industries)``.

    Parameters
    ----------
    density
        Share of the proximity around an industry that the place already has (0 to 1).
    opportunity_gain
        What the industry, where absent, would add to the place's outlook, in units of ``pci``.
    """

    density: Floats
    opportunity_gain: Floats

    @property
    def distance(self) -> Floats:
        """Return 1 - density."""
        return 1.0 - self.density


def nearness(presence: Floats, pci: Floats, diagonal: float = 1.0) -> Nearness:
    """Compute density and opportunity gain (Hausmann and others, *The Atlas of Economic Complexity*, 2014).

    Parameters
    ----------
    presence
        0 and 1, shape ``(places, industries)``.
    pci
        Complexity of the industries, shape ``(industries,)``; NaN counts as nothing.
    diagonal
        What an industry is to itself.
    """
    places, industries = presence.shape
    summed = _by_ubiquity if 0 < FEW * places <= industries else _by_pairs
    return Nearness(*summed(presence, np.nan_to_num(pci), diagonal))


def _by_pairs(presence: Floats, weight: Floats, diagonal: float) -> tuple[Floats, Floats]:
    density, gain = np.zeros(presence.shape), np.zeros(presence.shape)
    absent = 1.0 - presence
    for block, near in proximity_blocks(presence, diagonal=diagonal):
        total = near.sum(axis=0)
        total[total == 0] = np.inf
        density[:, block] = (presence @ near) / total
        # Proximity is symmetric: the block's columns are its rows, so its part of every gain is known at once.
        gain += (absent[:, block] * (weight[block] / total)) @ near.T
    gain *= absent
    return density, gain


def _by_ubiquity(presence: Floats, weight: Floats, diagonal: float) -> tuple[Floats, Floats]:
    # Sorted, an industry's proximity to those before it divides by its own ubiquity, to those after it by theirs.
    order = np.argsort(presence.sum(axis=0), kind="stable")
    sorted_presence = presence[:, order]
    total = _proximity_times(np.ones((1, len(order))), sorted_presence, diagonal)[0]
    # Nothing near leaves the rounding of what cancels; anything near is at least one place over all of them.
    total[total < 0.5 / max(1, len(presence))] = np.inf
    absent = 1.0 - sorted_presence
    density, gain = np.empty(presence.shape), np.empty(presence.shape)
    # A share: rounding may pass either end by 1e-15.
    density[:, order] = np.clip(_proximity_times(sorted_presence, sorted_presence, diagonal) / total, 0.0, 1.0)
    gain[:, order] = absent * _proximity_times(absent * (weight[order] / total), sorted_presence, diagonal)
    return density, gain


def _proximity_times(weights: Floats, presence: Floats, diagonal: float) -> Floats:
    """Multiply weights of shape ``(rows, industries)`` by the proximity, which is never formed.

    The proximity of i and j is the places that have both over the larger ubiquity, so that with industries sorted by
    ubiquity the sum over j is one over places: (those up to i) / ubiquity of i + (those after i, each over its own).
    """
    ubiquity = presence.sum(axis=0)
    product: Floats = (diagonal - 1.0) * weights * (ubiquity > 0)
    after = (weights / np.maximum(ubiquity, 1.0)) @ presence.T
    upto = np.zeros_like(after)
    levels, starts = np.unique(ubiquity, return_index=True)
    for level, start, stop in zip(levels, starts, [*starts[1:], len(ubiquity)], strict=True):
        if level == 0:
            continue
        same = presence[:, start:stop]
        joined = weights[:, start:stop] @ same.T
        upto += joined
        after -= joined / level
        product[:, start:stop] += (upto / level + after) @ same
    return product


def nearest_present(presence: Floats) -> Floats:
    """Return the proximity of each industry to the nearest one that the place has, other than itself.

    Shapes as in :func:`nearness`; 0 where a place has nothing near.
    """
    nearest = np.zeros(presence.shape)
    has = [np.flatnonzero(row) for row in presence]
    for block, near in proximity_blocks(presence, diagonal=0.0):
        for row, held in enumerate(has):
            if len(held):
                nearest[row, block] = near[held].max(axis=0)
    return nearest
