"""Between which values an index and a rank of complexity lie, when the table is sampled, rounded or has hidden cells.

The table is redrawn: a sampled or rounded cell from its law, a hidden cell anywhere between its bounds. Each draw goes
through the same computation; the interval runs from the 2.5 % to the 97.5 % quantile of the draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jumelage.economy.table.long_table import Floats
from jumelage.economy.table.survey import Survey
from jumelage.language import Bilingual

__all__ = ["DRAWS", "LARGEST_TABLE", "RankRanges", "rank_ranges"]

DRAWS = 200
LARGEST_TABLE = 100_000
"""Cells: a larger table is not redrawn, for its cost."""
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, eq=False)
class RankRanges:
    """95 % intervals by place; NaN where a place has no index.

    Parameters
    ----------
    eci
        Shape ``(places, 2)``.
    rank
        Shape ``(places, 2)``; 1 is the highest index.
    """

    eci: Floats
    rank: Floats

    @property
    def readable(self) -> bool:
        """Tell whether ranks say something: half of the intervals are no wider than a third of the places."""
        width = self.rank[:, 1] - self.rank[:, 0]
        known = width[np.isfinite(width)]
        return bool(len(known)) and float(np.median(known)) <= len(known) / 3


def rank_ranges(
    published: Floats,
    bounds: tuple[Floats, Floats],
    survey: Survey,
    eci: Floats,
    index: Callable[[Floats], Floats | None],
) -> RankRanges | Bilingual | None:
    """Return the intervals, why there are none, or None where every figure is what it says.

    Parameters
    ----------
    published
        Shape ``(places, industries)``; NaN where hidden.
    bounds
        Of each cell, same shape.
    survey
        How published cells were gathered.
    eci
        Index of the published table, shape ``(places,)``.
    index
        Computes the index of a table; None where nothing can be computed.
    """
    hidden = np.isnan(published)
    if survey.sampled is None and not hidden.any():
        return None
    if published.size > LARGEST_TABLE:
        return Bilingual(
            fr=f"Rangs sans intervalle\u00a0: plus de {LARGEST_TABLE} cellules.",
            en=f"Ranks without interval: more than {LARGEST_TABLE} cells.",
        )
    open_ended = int(np.isinf(bounds[1][hidden]).sum())
    if open_ended:
        return Bilingual(
            fr=f"Rien ne borne {open_ended} cellules cachées\u00a0: les rangs de ce tableau ne se lisent pas.",
            en=f"Nothing bounds {open_ended} hidden cells: the ranks of this table cannot be read.",
        )
    generator = np.random.default_rng(0)
    spread = np.sqrt(survey.variance(np.nan_to_num(published))) * (np.nan_to_num(published) > 0)
    drawn, ranks = [], []
    for _ in range(DRAWS):
        table = np.maximum(np.nan_to_num(published) + generator.standard_normal(published.shape) * spread, 0.0)
        within = bounds[0] + generator.random(published.shape) * (bounds[1] - bounds[0])
        found = index(np.where(hidden, within, table))
        if found is None:
            continue
        both = np.isfinite(found) & np.isfinite(eci)
        # The sign of an eigenvector is a convention: every draw takes the one of the table.
        if both.sum() > 1 and np.corrcoef(found[both], eci[both])[0, 1] < 0:
            found = -found
        drawn.append(found)
        ranks.append(
            np.where(np.isfinite(found), (-np.nan_to_num(found, nan=-np.inf)).argsort().argsort() + 1.0, np.nan)
        )
    if len(drawn) < DRAWS / 2:
        return Bilingual(
            fr="Dans plus de la moitié des tirages, aucun indice ne se calcule\u00a0: les rangs ne se lisent pas.",
            en="In more than half of the draws no index can be computed: the ranks cannot be read.",
        )
    known = np.isfinite(eci)
    ends = []
    for values in (np.stack(drawn), np.stack(ranks)):
        some = known & np.isfinite(values).any(axis=0)
        end = np.full((len(eci), 2), np.nan)
        end[some] = np.nanpercentile(values[:, some], _TAILS, axis=0).T
        ends.append(end)
    return RankRanges(ends[0], np.column_stack([np.floor(ends[1][:, 0]), np.ceil(ends[1][:, 1])]))
