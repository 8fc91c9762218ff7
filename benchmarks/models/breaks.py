"""How often a break is found where there is none, and where there is one.

Series are drawn without any break (independent growth, growth that carries over, heavy tails), and with a fall of known date
and size. ``python -m benchmarks.models.breaks [--short]``. A break counts as found at 95 % confidence.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from jumelage.economy.model_towns.breaks import find_breaks

RESULTS = Path(__file__).with_name("BREAKS.md")
SEED = 1996
KINDS = (
    ("independent", 0.0, False),
    ("carries over 0.3", 0.3, False),
    ("carries over 0.5", 0.5, False),
    ("swings back −0.3", -0.3, False),
    ("heavy tails (t, 3 degrees)", 0.0, True),
)


def draw(rng: np.random.Generator, years: int, memory: float, heavy: bool) -> np.ndarray:
    """Draw growth with a standard deviation of 2 %."""
    jolts = rng.standard_t(3, size=years + 30) / np.sqrt(3) if heavy else rng.normal(size=years + 30)
    for year in range(1, len(jolts)):
        jolts[year] += memory * jolts[year - 1]
    return 0.02 * jolts[30:]


def count(years: int, memory: float, heavy: bool, series: int) -> list[str]:
    """Return the share of false alarms, of falls found (8 % a year for six years), and of dates within a year."""
    rng = np.random.default_rng([SEED, years, round(memory * 10) + 10, heavy])
    false, found, near = 0, 0, 0
    start = years // 2
    for _ in range(series):
        growth = draw(rng, years - 1, memory, heavy)
        false += any(
            b.confidence >= 0.95 for b in find_breaks(np.cumsum(np.insert(growth, 0, 0)), range(years), draws=199)
        )
        growth[start - 1 : start + 5] -= 0.08
        falls = find_breaks(np.cumsum(np.insert(growth, 0, 0)), range(years), draws=199)
        sure = [b for b in falls if b.confidence >= 0.95]
        found += bool(sure)
        near += bool(sure) and abs(sure[0].year - start) <= 1
    return [f"{false / series:.1%}", f"{found / series:.0%}", f"{near / max(found, 1):.0%}"]


def main() -> None:
    """Print and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="few series, in seconds; writes nothing")
    short = parser.parse_args().short
    series = 40 if short else 500
    lines = ["| years | growth | false alarms | falls found | of these, dated within a year |", "|---|---|---|---|---|"]
    for years in (25, 50):
        for name, memory, heavy in KINDS:
            lines.append(f"| {years} | {name} | " + " | ".join(count(years, memory, heavy, series)) + " |")
            print(lines[-1], flush=True)
    note = f"{series} series a row, seed {SEED}. The fall: 8 % a year for six years, on a noise of 2 % a year."
    if not short:
        RESULTS.write_text(f"# Breaks found and false alarms\n\n{note}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
