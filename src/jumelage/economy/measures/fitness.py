"""Fitness of places and complexity of industries (Tacchella and others, *Scientific Reports* 2, 2012)."""

from __future__ import annotations

import numpy as np

from jumelage.economy.table.long_table import Floats

__all__ = ["fitness_complexity"]


def fitness_complexity(presence: Floats, updates: int = 19) -> tuple[Floats, Floats]:
    """Return fitness by place and complexity by industry, each of mean 1.

    Parameters
    ----------
    presence
        0 and 1, shape ``(places, industries)``, no empty row or column.
    updates
        Rounds of the map. The method does not converge on every table; 19 are what the R package economiccomplexity
        does (its 20 iterations count the start).
    """
    fitness, complexity = np.ones(presence.shape[0]), np.ones(presence.shape[1])
    for _ in range(updates):
        raised, lowered = presence @ complexity, 1.0 / (presence.T @ (1.0 / fitness))
        fitness, complexity = raised / raised.mean(), lowered / lowered.mean()
    return fitness, complexity
