"""Is "did better" said wrongly when towns are found by their own fall, as in a real search?

Panels of 60 places and 40 years are drawn; six are hit and lose 30 % for good, or none is; nobody ever does better. The whole
search runs as a user runs it: shocks found in the series that is judged, donors, placebos, checks, verdicts.
``python -m benchmarks.models.whole_search [--short]``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np

from jumelage.economy.model_towns import Outcomes, Settings, model_towns

RESULTS = Path(__file__).with_name("WHOLE_SEARCH.md")
SEED = 2017
PLACES, YEARS = 60, tuple(range(1980, 2020))
KINDS = (
    ("none hit, growth independent", 0, 0.0),
    ("none hit, growth carries over 0.3", 0, 0.3),
    ("six hit for good, growth independent", 6, 0.0),
    ("six hit for good, growth carries over 0.3", 6, 0.3),
)


def draw(rng: np.random.Generator, hit: int, memory: float) -> Outcomes:
    """Draw one table."""
    common = np.cumsum(rng.normal(0.01, 0.02, size=(2, len(YEARS))), axis=1)
    growth = rng.normal(0, 0.015, size=(PLACES, len(YEARS)))
    for year in range(1, len(YEARS)):
        growth[:, year] += memory * growth[:, year - 1]
    for place in range(hit):
        start = int(rng.integers(12, 25))
        growth[place, start : start + 4] -= 0.09
    levels = rng.normal(9, 0.7, size=(PLACES, 1)) + rng.normal(1, 0.4, size=(PLACES, 2)) @ common
    values = np.exp(levels + np.cumsum(growth, axis=1))
    return Outcomes("jobs", tuple(f"p{i:02d}" for i in range(PLACES)), YEARS, values)


def count(kind: int, panels: int) -> str:
    """Return one line of the table."""
    name, hit, memory = KINDS[kind]
    rng, verdicts, truly = np.random.default_rng([SEED, kind]), Counter[str](), 0
    for _ in range(panels):
        found = model_towns(draw(rng, hit, memory), settings=Settings(draws=199))
        truly += sum(town.place < f"p{hit:02d}" for town in found.towns)
        for town in found.towns:
            verdicts["judged"] += town.judgement.evidence is not None
            verdicts[town.judgement.verdict] += 1
    judged, total = max(verdicts["judged"], 1), sum(verdicts.values()) - verdicts["judged"]
    better, worse = verdicts["did better"] / judged, verdicts["worse"] / judged
    caught = f"{truly / (hit * panels):.0%}" if hit else "–"
    return (
        f"| {name} | {total / panels:.1f} | {caught} | {judged / panels:.1f} | {better:.1%} | {worse:.0%} "
        f"| {verdicts['as expected'] / judged:.0%} |"
    )


def main() -> None:
    """Print and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="few panels, in seconds; writes nothing")
    short = parser.parse_args().short
    panels = 6 if short else 150
    lines = [
        "| panels | found hit, a panel | of those truly hit | judged, a panel | did better (all false) | worse | as expected |"
    ]
    lines.append("|---|---|---|---|---|---|---|")
    for kind in range(len(KINDS)):
        lines.append(count(kind, panels))
        print(lines[-1], flush=True)
    note = (
        f"{panels} panels a row of {PLACES} places and {len(YEARS)} years, seed {SEED}. Shares are of the towns judged."
    )
    if not short:
        RESULTS.write_text(
            f"# The whole search on drawn panels\n\n{note}\n\n" + "\n".join(lines) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
