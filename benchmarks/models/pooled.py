"""The pooled answer on counties with census noise: size, power, coverage of one town's interval.

Run: python -m benchmarks.models.pooled DATA_FOLDER [REPETITIONS], or --short
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import numpy as np

from jumelage.economy.model_towns import Outcomes, Shock
from jumelage.economy.model_towns.pooled import pool
from jumelage.language import NO_TEXT

YEARS = (2000, 2005, 2010, 2015, 2020)
HIT, PLACES, DRAWS = 17, 100, 199


def counties(folder: Path) -> np.ndarray:
    """Return employed people of counties of 500 to 15,000, shape ``(counties, years)``."""
    query = f"""
        with long as (select fips, year, employed from '{folder}/economy/us_bls_laus_county_2000_2020.parquet')
        pivot long on year in {YEARS} using first(employed)"""
    table = np.array([row[1:] for row in duckdb.sql(query).fetchall()], dtype=float)
    return table[(table > 0).all(axis=1) & (table[:, 0] > 500) & (table[:, 0] < 15000)]


def main(folder: Path, repetitions: int) -> None:
    """Print one line for each effect put in."""
    table, generator = counties(folder), np.random.default_rng(20)
    places = tuple(f"p{i}" for i in range(PLACES))
    shocks = {p: Shock(p, 2006, 2010, -0.4, None, 2006, 2010, NO_TEXT) for p in places[:HIT]}
    print(f"{len(table)} counties; {HIT} hit of {PLACES}; {repetitions} repetitions")
    print("effect  rejected at 5 %  interval covers  mean estimate  one town's interval covers")
    for effect in (0.0, -0.05, -0.10, -0.15, -0.20):
        rejected, covered, found, towns = 0, 0, [], []
        for _ in range(repetitions):
            chosen = table[generator.choice(len(table), PLACES, replace=False)]
            # One household in four answers: variance of about 3 N (1 - N / population).
            values = np.maximum(chosen + generator.normal(0, np.sqrt(3 * chosen * 0.55)), 50)
            values[:HIT, 2:] *= 1 + effect
            pooled, each = pool(Outcomes("employed", places, YEARS, values), shocks, draws=DRAWS)
            assert pooled is not None
            rejected += pooled.p <= 0.05
            covered += pooled.low <= effect <= pooled.high
            found.append(pooled.effect)
            towns += [one.interval[0] <= effect <= one.interval[1] for one in each.values()]
        print(
            f"{effect:+.2f}  {rejected / repetitions:.3f}  {covered / repetitions:.3f}  {np.mean(found):+.3f}  "
            f"{np.mean(towns):.3f}",
            flush=True,
        )


if __name__ == "__main__":
    if "--short" in sys.argv:
        main(Path(__file__).parents[3] / "shared" / "data", 2)
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
