"""Do the intervals of a portrait hold the truth? Simulated places whose cells are sampled, rounded and hidden.

Run: python -m benchmarks.economy.intervals [PLACES]
"""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np

from jumelage.economy import Panel, portrait
from jumelage.economy.table.source import PanelSource
from jumelage.economy.table.survey import CENSUS, UNKNOWN_SURVEY, Survey
from jumelage.language import NO_TEXT

INDUSTRIES = ("11", "21", "22", "23", "31-33", "44-45", "48-49", "52", "61", "62", "72", "81", "91")
RANK = {"not reliant": (0.0, 0.3), "reliant": (0.3, 0.5), "strongly reliant": (0.5, 1.01)}


def published(truth: np.ndarray, survey: Survey, generator: np.random.Generator) -> np.ndarray:
    """Sample and round true counts as the survey does."""
    if survey.sampled is None:
        return truth.astype(float)
    seen = generator.binomial(truth, survey.sampled) / survey.sampled
    rest = seen % survey.rounding
    return seen - rest + survey.rounding * (generator.random(truth.shape) < rest / survey.rounding)


def main(places: int) -> None:
    """Print one line for each size and way of publishing."""
    generator = np.random.default_rng(5)
    print("jobs  published  share  LQ  HHI  classes wrong  classes unknown")
    for size in (300, 1500, 15000):
        for name, survey, hidden in (
            ("sampled, rounded", CENSUS, 0),
            ("two cells hidden", UNKNOWN_SURVEY, 2),
            ("both", CENSUS, 2),
        ):
            held = {"share": [], "lq": [], "hhi": [], "wrong": [], "unknown": []}
            whole = generator.dirichlet(np.full(len(INDUSTRIES), 3.0)) * 5e6
            for _ in range(places):
                truth = generator.multinomial(size, generator.dirichlet(np.full(len(INDUSTRIES), 0.7)))
                figures = published(truth, survey, generator)
                figures[generator.choice(len(figures), hidden, replace=False)] = np.nan
                if not np.nansum(figures) > 0:
                    continue
                score(held, truth, figures, whole, survey)
            print(f"{size}  {name}  " + "  ".join(f"{np.mean(values):.3f}" for values in held.values()), flush=True)


def score(
    held: dict[str, list[bool]], truth: np.ndarray, figures: np.ndarray, whole: np.ndarray, survey: Survey
) -> None:
    """Note what the portrait of one place holds."""
    import pandas as pd

    rows = [("Town", i, 2021, e) for i, e in zip(INDUSTRIES, figures, strict=True)]
    rows += [("Nation", i, 2021, e) for i, e in zip(INDUSTRIES, whole, strict=True)]
    frame = pd.DataFrame(rows, columns=["place", "industry", "year", "employment"])
    source = PanelSource(title=NO_TEXT, unit=NO_TEXT, survey=survey)
    found = portrait(replace(Panel.from_frame(frame), source=source).with_wholes("Nation"), "Town")
    shares, base = truth / truth.sum(), whole / whole.sum()
    for line in found.lines:
        k = INDUSTRIES.index(line.industry)
        if line.share_bounds is None or line.bounds is None or figures[k] == 0:
            continue
        held["share"].append(line.share_bounds[0] - 1e-9 <= shares[k] <= line.share_bounds[1] + 1e-9)
        held["lq"].append(line.bounds[0] - 1e-9 <= shares[k] / base[k] <= line.bounds[1] + 1e-9)
    held["hhi"].append(found.hhi_bounds[0] - 1e-9 <= (shares**2).sum() <= found.hhi_bounds[1] + 1e-9)
    assert found.reliance is not None
    real = max(shares[0], shares[1])
    low, high = RANK.get(found.reliance.class_, (0.0, 2.0))
    held["unknown"].append(found.reliance.class_ == "unknown")
    held["wrong"].append(not low <= real < high)


if __name__ == "__main__":
    main(5 if "--short" in sys.argv else int(sys.argv[1]) if len(sys.argv) > 1 else 200)
