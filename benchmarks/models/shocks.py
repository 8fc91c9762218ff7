"""How often a town is found hit where none is, and how often where one is: towns of 150 to 15,000 jobs.

Quiet towns grow by a random walk (2 % a year, a third of it carried over to the next) and are counted with the noise of counts.
Hit ones fall by a step of one year, a slide of six years or a staircase of four steps. Series go through
``series_shocks``, panels by industry through ``industry_shocks``, as ``model_towns`` calls them.
``python -m benchmarks.models.shocks [--short]``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from jumelage.economy import Panel
from jumelage.economy.model_towns import DEFAULT_SETTINGS, Outcomes, industry_shocks, series_shocks

RESULTS = Path(__file__).with_name("SHOCKS.md")
SEED = 1996
SIZES = (150, 300, 1500, 15_000)
TOWNS = 40
HIT = 4
SHAPES = {
    "one year, -39 %": {0: np.log(0.61)},
    "one year, -20 %": {0: np.log(0.80)},
    "8 % a year, six years": dict.fromkeys(range(6), -0.08),
    "four steps of -14 % in eight years": dict.fromkeys((0, 2, 5, 7), np.log(0.86)),
}


def growth(rng: np.random.Generator, rows: int, years: int, jolt: float = 0.02, carried: float = 0.3) -> np.ndarray:
    """Draw the growth of quiet towns, shape ``(rows, years - 1)``."""
    drawn = rng.normal(0, jolt * np.sqrt(1 - carried**2), (rows, years + 20))
    for year in range(1, drawn.shape[1]):
        drawn[:, year] += carried * drawn[:, year - 1]
    return drawn[:, 21:]


def series(rng: np.random.Generator, size: int, years: int, shape: str | None) -> Outcomes:
    """Make a table of outcomes; the first towns are hit in the middle."""
    steps = growth(rng, TOWNS, years)
    for after, fall in (SHAPES[shape] if shape else {}).items():
        steps[:HIT, years // 2 - 1 + after] += fall
    path = size * np.exp(np.concatenate([np.zeros((TOWNS, 1)), np.cumsum(steps, axis=1)], axis=1))
    counts = np.maximum(rng.poisson(path), 1).astype(float)
    return Outcomes("jobs", tuple(f"T{i:02d}" for i in range(TOWNS)), tuple(range(1990, 1990 + years)), counts)


def panel(rng: np.random.Generator, size: int, years: int, step: int, hit: bool) -> Panel:
    """Make a panel of six industries; the leading one of the first towns loses 60 % in one year where ``hit``."""
    rows = []
    for town in range(TOWNS):
        shares = rng.dirichlet([4.0, 1, 1, 1, 1, 1])
        paths = np.concatenate([np.zeros((6, 1)), np.cumsum(growth(rng, 6, years * step), axis=1)], axis=1)[:, ::step]
        if hit and town < HIT:
            paths[int(shares.argmax()), years // 2 :] += np.log(0.4)
        counts = rng.poisson(size * shares[:, None] * np.exp(paths))
        rows += [
            (f"T{town:02d}", f"{i:02d}", 1990 + step * y, int(n))
            for i, row in enumerate(counts)
            for y, n in enumerate(row)
        ]
    return Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"]))


def found(shocks: dict[str, object], hit: bool) -> tuple[int, int]:
    """Count the towns found that were hit, and those that were not."""
    real = {f"T{i:02d}" for i in range(HIT)} if hit else set()
    return len(real & set(shocks)), len(set(shocks) - real)


def row(name: str, counts: list[tuple[int, int]], hit: bool) -> str:
    """Write one line: share found, false ones among quiet towns."""
    real, false = (sum(side) for side in zip(*counts, strict=True))
    quiet = len(counts) * (TOWNS - (HIT if hit else 0))
    power = f"{real / (HIT * len(counts)):.0%}" if hit else "–"
    return f"| {name} | {power} | {false / quiet:.1%} |"


def table(repeats: int) -> list[str]:
    """Return the lines of the table."""
    settings, lines = DEFAULT_SETTINGS, ["| towns | hit and found | quiet and found |", "|---|---|---|"]
    for size in SIZES:
        for years, shapes in ((20, (None,)), (40, (None, *SHAPES))):
            for shape in shapes:
                rng = np.random.default_rng([SEED, size, years, len(shape or "")])
                counts = [
                    found(
                        series_shocks(
                            series(rng, size, years, shape),
                            confidence=settings.confidence,
                            smallest=settings.smallest,
                            draws=settings.draws,
                            seed=settings.seed,
                        ),
                        shape is not None,
                    )
                    for _ in range(repeats)
                ]
                lines.append(row(f"{size:,} jobs, {years} years, {shape or 'none hit'}", counts, shape is not None))
                print(lines[-1], flush=True)
        for years, step, name in ((25, 1, "25 years by industry"), (5, 5, "five censuses by industry")):
            for hit in (False, True):
                rng = np.random.default_rng([SEED, size, years, hit])
                counts = [found(industry_shocks(panel(rng, size, years, step, hit)), hit) for _ in range(repeats)]
                what = "leading industry -60 %" if hit else "none hit"
                lines.append(row(f"{size:,} jobs, {name}, {what}", counts, hit))
                print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="one table a row; writes nothing")
    short = parser.parse_args().short
    repeats = 1 if short else 4
    note = f"{repeats} tables of {TOWNS} towns a row, {HIT} of them hit, seed {SEED}; q-value at most 5 %."
    text = f"# Shocks found and false finds\n\n{note}\n\n" + "\n".join(table(repeats)) + "\n"
    if not short:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
