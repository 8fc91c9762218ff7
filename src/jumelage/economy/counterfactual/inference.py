"""How unusual a gap is among placebos, and the interval that follows.

A placebo's mean gap is divided by its own pre-fit error, so that a noisy place is compared with noisy places. When
nothing happened to the place, its rank among the placebos is uniform whatever the distribution (exchangeability), so
the p-value and the interval need no formula for the variance. With ``n`` placebos no p-value is below ``1 / (n + 1)``:
fewer than 19 can never reach 5 %, and the interval is then infinite.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jumelage.economy.counterfactual.estimate import Estimate
from jumelage.economy.counterfactual.placebo import Placebos
from jumelage.economy.counterfactual.simplex import Floats

__all__ = ["FEWEST_PLACEBOS", "Inference", "infer", "rmspe_ratio_p"]

FEWEST_PLACEBOS = 19
"""With fewer, no p-value can reach 5 %."""


@dataclass(frozen=True, slots=True)
class Inference:
    """What the placebos say of one effect.

    Parameters
    ----------
    effect
        Mean gap over the years judged.
    low, high
        Interval of the stated level; infinite where there are too few placebos.
    p_placebo
        Share of places, this one included, whose gap is at least as unusual in either direction.
    p_better, p_worse
        The same in one direction.
    placebos
        How many.
    level
        Of the interval.
    """

    effect: float
    low: float
    high: float
    p_placebo: float
    p_better: float
    p_worse: float
    placebos: int
    level: float


def infer(estimate: Estimate, placebos: Placebos, window: slice | None = None, level: float = 0.95) -> Inference:
    """Rank the effect among the placebos and invert the test into an interval.

    Parameters
    ----------
    estimate, placebos
        Made by the same method on the same years.
    window
        Years judged; all from the shock on by default.
    level
        Of the interval, 0 to 1.
    """
    chosen = window or slice(estimate.pre, None)
    effect = estimate.mean_gap(chosen)
    scale, scales = _scale(estimate.pre_fit_rmspe, placebos)
    unusual = placebos.mean_gaps(chosen) / scales
    own, count = effect / scale, len(placebos)
    reach = _quantile(np.abs(unusual), level) * scale
    return Inference(
        effect=effect,
        low=effect - reach,
        high=effect + reach,
        p_placebo=(1 + int((np.abs(unusual) >= abs(own)).sum())) / (count + 1),
        p_better=(1 + int((unusual >= own).sum())) / (count + 1),
        p_worse=(1 + int((unusual <= own).sum())) / (count + 1),
        placebos=count,
        level=level,
    )


def rmspe_ratio_p(estimate: Estimate, placebos: Placebos) -> float:
    """Return the p-value of Abadie et al. (2010): the rank of the mean squared gap after over that before.

    The place itself counts among those at least as large, so the smallest value is ``1 / (placebos + 1)``.
    """

    def ratios(gaps: Floats) -> Floats:
        squared = np.square(np.atleast_2d(gaps))
        ratio: Floats = squared[:, estimate.pre :].mean(axis=1) / squared[:, : estimate.pre].mean(axis=1)
        return ratio

    own = float(ratios(estimate.gaps)[0])
    return (1 + int((ratios(placebos.gaps) >= own).sum())) / (len(placebos) + 1)


def _scale(own: float, placebos: Placebos) -> tuple[float, Floats]:
    # A perfect fit before would make any gap infinitely unusual: no scale is taken below a hundredth of the typical.
    everyone = np.append(placebos.pre_fit, own)
    floor = max(float(np.median(everyone)) / 100.0, float(np.finfo(float).tiny))
    return max(own, floor), np.maximum(placebos.pre_fit, floor)


def _quantile(values: Floats, level: float) -> float:
    rank = int(np.ceil((len(values) + 1) * level - 1e-9))
    return float(np.sort(values)[rank - 1]) if 0 < rank <= len(values) else float("inf")
