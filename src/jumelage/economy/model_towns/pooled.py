"""What became of the towns that were hit, taken together: a pooled answer first, then each town's interval, then ranks.

For each town hit, the long difference runs from the last observation before the shock to the mean of those five to ten
years after. The places that were never hit say what size, growth before and mix would have made of it; what is left is
the town's residual. The pooled effect is the mean of the residuals, each held to 2.5 of its own deviation and weighted by
its precision. Randomisation inference: as many places are called hit, drawn at random within each cohort, and the share of
draws whose effect is as large is the p-value. A town's interval is conformal: the residuals of unhit places, each left out
of its own fit and divided by the deviation of places of its size (Lei and others, *JASA* 113, 2018). With few unhit places
it is infinitely wide, and says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jumelage.economy.model_towns.outcomes import Floats, Outcomes
from jumelage.economy.model_towns.shocks import Shock
from jumelage.serialisation import Measure

__all__ = ["Pooled", "TownEffect", "pool"]

AFTER = (5, 10)
"""Years after the shock that are averaged."""
DRAWS = 999
HELD = 2.5
LEVEL = 0.95
FEWEST_UNHIT = 8


@dataclass(frozen=True, slots=True)
class TownEffect:
    """One hit town: its residual, conformal interval, and the probability of being in the top third of hit towns.

    Effects are shares where the outcome is judged in logarithms, else in its unit.
    """

    place: str
    effect: float
    interval: tuple[Measure, Measure]
    rank_probability: Measure


@dataclass(frozen=True, slots=True)
class Pooled:
    """The effect of having been hit, over all towns that were.

    Parameters
    ----------
    effect, low, high
        Mean effect and its 95 % interval.
    p
        Two-sided, by randomisation over places.
    hit, unhit
        How many towns were pooled, and how many places they are compared with.
    """

    effect: Measure
    low: Measure
    high: Measure
    p: Measure
    hit: int
    unhit: int


@dataclass(frozen=True, slots=True, eq=False)
class _Cohort:
    """The places that can be compared from one base year: ``hit`` rows first."""

    places: list[str]
    hit: int
    change: Floats
    design: Floats


def pool(
    outcomes: Outcomes, shocks: Mapping[str, Shock], *, draws: int = DRAWS, seed: int = 0
) -> tuple[Pooled | None, dict[str, TownEffect]]:
    """Pool the towns that were hit; None, and no town, where fewer than eight places were not.

    Parameters
    ----------
    outcomes
        The table.
    shocks
        By place.
    draws, seed
        Of the randomisation.
    """
    cohorts = [c for c in _cohorts(outcomes, shocks) if len(c.places) - c.hit >= FEWEST_UNHIT]
    if not cohorts:
        return None, {}
    generator = np.random.default_rng(seed)
    residuals, spreads = (
        np.concatenate(parts) for parts in zip(*(_residuals(c, c.change) for c in cohorts), strict=True)
    )
    effect = _location(residuals, spreads)
    null, corrected = _randomised(cohorts, effect, draws, generator)
    p = (1 + int((np.abs(null) >= abs(effect)).sum())) / (draws + 1)
    low, high = _inverted(effect, *(float(np.quantile(np.abs(v), LEVEL, method="higher")) for v in (null, corrected)))
    as_share = math.expm1 if outcomes.in_logarithms else float
    places = [place for cohort in cohorts for place in cohort.places[: cohort.hit]]
    intervals = [interval for cohort in cohorts for interval in _conformal(cohort)]
    ranks = _rank_probabilities(residuals, spreads, [shocks[p] for p in places], generator)
    unhit = len({place for cohort in cohorts for place in cohort.places[cohort.hit :]})
    return (
        Pooled(as_share(effect), as_share(low), as_share(high), p, len(places), unhit),
        {
            place: TownEffect(place, as_share(e), (as_share(a), as_share(b) if b < 50 else math.inf), r)
            for place, e, (a, b), r in zip(places, residuals, intervals, ranks, strict=True)
        },
    )


def _inverted(effect: float, reach_none: float, reach_own: float) -> tuple[float, float]:
    """Return the effects that the randomisation does not reject, so that zero lies outside where p is under 5 %.

    The reach of the draws is known where no effect is taken out and where the whole is: between them it is taken as
    straight.
    """
    slope = abs(effect) - reach_none + reach_own
    toward = (
        max(abs(effect) * reach_own / slope, reach_own)
        if slope > 0 and abs(effect) >= reach_none
        else max(reach_none, reach_own)
    )
    if abs(effect) >= reach_none:
        toward = min(toward, abs(effect))
    ends = effect - math.copysign(toward, effect), effect + math.copysign(reach_own, effect)
    return min(ends), max(ends)


def _cohorts(outcomes: Outcomes, shocks: Mapping[str, Shock]) -> list[_Cohort]:
    levels, years = outcomes.levels(), np.array(outcomes.years)
    index = {place: i for i, place in enumerate(outcomes.places)}
    unhit = [i for place, i in index.items() if place not in shocks]
    found = []
    for year in sorted({shock.year for shock in shocks.values()}):
        before = np.flatnonzero(years < year)
        after = np.flatnonzero((years >= year + AFTER[0]) & (years <= year + AFTER[1]))
        if not len(before) or not len(after):
            continue
        hit = sorted(index[p] for p, shock in shocks.items() if shock.year == year and p in index)
        rows = np.array(hit + unhit)
        base, earlier = before[-1], before[max(len(before) - 1 - max(5 // outcomes.step, 1), 0)]
        change = levels[rows][:, after].mean(axis=1) - levels[rows, base]
        size, growth = levels[rows, base], levels[rows, base] - levels[rows, earlier]
        usable = np.isfinite(change) & np.isfinite(growth)
        kept = int(usable[: len(hit)].sum())
        if kept:
            rows = rows[usable]
            design = _design(size[usable], growth[usable], kept)
            found.append(_Cohort([outcomes.places[i] for i in rows], kept, change[usable], design))
    return found


def _design(size: Floats, growth: Floats, hit: int) -> Floats:
    """Return the columns adjusted for: size and growth before, by standard deviations; as many as the unhit allow."""
    columns = [np.ones_like(size), _scaled(size)]
    if growth.std() > 0 and len(size) - hit >= 12:
        columns.append(_scaled(np.clip(growth, *np.quantile(growth, [0.02, 0.98]))))
    if len(size) - hit >= 30:
        columns.append(_scaled(size) ** 2)
    return np.column_stack(columns)


def _scaled(values: Floats) -> Floats:
    spread = values.std()
    scaled: Floats = (values - values.mean()) / (spread if spread > 0 else 1.0)
    return scaled


def _residuals(cohort: _Cohort, change: Floats, hit: np.ndarray | None = None) -> tuple[Floats, Floats]:
    """Return the residuals of the hit rows, fitted on the others, and the deviation of places of their size."""
    chosen = np.arange(cohort.hit) if hit is None else hit
    others = np.setdiff1d(np.arange(len(change)), chosen)
    slopes = np.linalg.lstsq(cohort.design[others], change[others], rcond=None)[0]
    errors = change[others] - cohort.design[others] @ slopes
    spread = _spread(cohort, others, errors)
    return change[chosen] - cohort.design[chosen] @ slopes, spread[chosen]


def _spread(cohort: _Cohort, rows: np.ndarray, errors: Floats) -> Floats:
    """Return how widely places of each size scatter: smaller ones more."""
    columns = cohort.design[:, :2]
    slopes = np.linalg.lstsq(columns[rows], np.log(np.abs(errors) + 1e-4), rcond=None)[0]
    shape = np.exp(columns @ slopes)
    scale = np.sqrt(np.mean((errors / shape[rows]) ** 2))
    return np.asarray(shape * max(float(scale), 1e-9))


def _location(residuals: Floats, spreads: Floats) -> float:
    middle = float(np.median(residuals))
    weights = 1 / spreads**2
    weights /= weights.sum()
    for _ in range(20):
        held = middle + np.clip(residuals - middle, -HELD * spreads, HELD * spreads)
        before, middle = middle, float(weights @ held)
        if abs(middle - before) < 1e-12:
            break
    return middle


def _randomised(
    cohorts: list[_Cohort], effect: float, draws: int, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the pooled effects of places called hit at random: as the figures are, and with the effect taken out."""
    null, corrected = np.empty(draws), np.empty(draws)
    plain = [cohort.change for cohort in cohorts]
    taken = [cohort.change - effect * (np.arange(len(cohort.change)) < cohort.hit) for cohort in cohorts]
    for draw in range(draws):
        chosen = [generator.choice(len(c.change), c.hit, replace=False) for c in cohorts]
        for found, changes in ((null, plain), (corrected, taken)):
            parts = [_residuals(c, y, rows) for c, y, rows in zip(cohorts, changes, chosen, strict=True)]
            found[draw] = _location(*(np.concatenate(side) for side in zip(*parts, strict=True)))
    return null, corrected


def _conformal(cohort: _Cohort) -> list[tuple[float, float]]:
    rows = np.arange(cohort.hit, len(cohort.change))
    design, change = cohort.design[rows], cohort.change[rows]
    projection = design @ np.linalg.pinv(design)
    left_out = (change - projection @ change) / (1 - np.clip(np.diag(projection), 0, 0.99))
    residuals, _ = _residuals(cohort, cohort.change)
    spread = _spread(cohort, rows, left_out)
    scores = np.sort(np.abs(left_out) / spread[rows])
    rank = math.ceil((len(rows) + 1) * LEVEL) - 1
    reach = scores[rank] if rank < len(scores) else math.inf
    return [(float(r - reach * s), float(r + reach * s)) for r, s in zip(residuals, spread[: cohort.hit], strict=True)]


def _rank_probabilities(
    residuals: Floats, spreads: Floats, shocks: list[Shock], generator: np.random.Generator
) -> list[float]:
    """Return how likely each town is in the top third, given the size of its shock; noise is shrunk away."""
    count = len(residuals)
    if count < 3:
        return [math.nan] * count
    columns = [np.ones(count), np.array([shock.size for shock in shocks]), np.array([float(s.year) for s in shocks])]
    design = np.column_stack([columns[0], *(_scaled(c) for c in columns[1:] if c.std() > 0 and count >= 8)])
    weights = 1 / spreads
    slopes = np.linalg.lstsq(design * weights[:, None], residuals * weights, rcond=None)[0]
    left = residuals - design @ slopes
    between = (
        max(0.0, float(np.var(left, ddof=design.shape[1]) - np.mean(spreads**2))) if count > design.shape[1] else 0.0
    )
    shrink = between / (between + spreads**2)
    drawn = shrink * left + np.sqrt(shrink) * spreads * generator.standard_normal((4000, count))
    if between == 0.0:
        return [math.ceil(count / 3) / count] * count
    places = (-drawn).argsort(axis=1).argsort(axis=1)
    return [float(share) for share in (places < math.ceil(count / 3)).mean(axis=0)]
