"""Do 95 % intervals hold the truth 95 times in 100, and how often is "did better" said of a town that did not?

Panels are drawn with a known effect: places share common movements (two random walks, each place with loadings of its
own), and each has noise of its own. Six kinds, chosen before any was run: independent noise, noise with memory, noise
that wanders off (a random walk), places that differ in restlessness, heavy tails, few places. The town hit is drawn at
random, the verdict is given by the same rules as to a user. ``python -m benchmarks.models.coverage [--short]``.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jumelage.economy.counterfactual import (
    METHODS,
    Block,
    backdated_effect,
    infer,
    leave_one_out,
    placebos_in_space,
)
from jumelage.economy.model_towns.settings import Settings
from jumelage.economy.model_towns.verdict import Evidence, decide

RESULTS = Path(__file__).with_name("COVERAGE.md")
SEED = 20170215
YEARS, PRE = 30, 15
JUDGED = slice(PRE + 5, YEARS)


@dataclass(frozen=True)
class Kind:
    """One way to draw panels."""

    name: str
    places: int = 60
    memory: float = 0.0
    uneven: bool = False
    heavy: bool = False


KINDS = (
    Kind("independent noise"),
    Kind("memory 0.7 from year to year", memory=0.7),
    Kind("noise that wanders off", memory=1.0),
    Kind("some places four times as restless", uneven=True, memory=0.5),
    Kind("heavy tails (t, 3 degrees)", heavy=True, memory=0.5),
    Kind("few places (25)", places=25, memory=0.5),
)


def draw(kind: Kind, rng: np.random.Generator, effect: float) -> Block:
    """Draw one panel; the first place is hit in year ``PRE`` and its path moves by ``effect`` from then on."""
    shape = (kind.places, YEARS)
    common = np.cumsum(rng.normal(0, 0.02, size=(2, YEARS)), axis=1)
    jolts = rng.standard_t(3, size=shape) / np.sqrt(3) if kind.heavy else rng.normal(size=shape)
    noise = np.zeros(shape)
    for year in range(YEARS):
        noise[:, year] = (kind.memory * noise[:, year - 1] if year else 0.0) + jolts[:, year]
    scale = rng.uniform(0.5, 2.0, size=(kind.places, 1)) if kind.uneven else 1.0
    paths = rng.normal(1, 0.5, size=(kind.places, 2)) @ common + 0.02 * scale * noise
    paths = paths + rng.normal(10, 1, size=(kind.places, 1))
    paths[0, PRE:] += effect
    return Block(paths[0], paths[1:], PRE)


def judge(block: Block, settings: Settings) -> tuple[str, float, float]:
    """Return the verdict, and the ends of the interval."""
    method = METHODS[settings.method]
    estimate, placebos = method(block), placebos_in_space(block, method)
    found = infer(estimate, placebos, JUDGED, settings.level)
    early, one_out = backdated_effect(block, method, 5), leave_one_out(block, method, JUDGED)
    evidence = Evidence(
        inference=found,
        pre_fit_rmspe=estimate.pre_fit_rmspe,
        typical_pre_fit=float(np.median(placebos.pre_fit)),
        in_time=None if early is None else early.effect,
        one_out=(float(one_out.min()), float(one_out.max())),
        as_share=True,
    )
    return decide(evidence, settings, settings.negligible)[0], found.low, found.high


def run(kind: Kind, panels: int, effect: float) -> dict[str, float]:
    """Draw many panels of one kind and count."""
    settings, rng = Settings(), np.random.default_rng([SEED, KINDS.index(kind), round(effect * 1000) + 1000])
    verdicts, covered, widths = [], 0, []
    for _ in range(panels):
        verdict, low, high = judge(draw(kind, rng, effect), settings)
        verdicts.append(verdict)
        covered += low <= effect <= high
        widths.append(high - low)
    return {
        "covered": covered / panels,
        "better": verdicts.count("did better") / panels,
        "worse": verdicts.count("worse") / panels,
        "expected": verdicts.count("as expected") / panels,
        "width": float(np.median(widths)),
    }


def main() -> None:
    """Print and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="few panels, in seconds; writes nothing")
    short = parser.parse_args().short
    panels = 40 if short else 1000
    start = time.perf_counter()
    head = "| panels | true effect | 95 % interval holds it | did better | worse | as expected | width |"
    lines = [head, "|---|---|---|---|---|---|---|"]
    for kind in KINDS:
        for effect in (0.0, 0.10):
            found = run(kind, panels, effect)
            lines.append(
                f"| {kind.name} | {effect:+.0%} | {found['covered']:.1%} | {found['better']:.1%} | {found['worse']:.1%} "
                f"| {found['expected']:.1%} | {found['width']:.3f} |"
            )
            print(lines[-1], flush=True)
    table = "\n".join(lines)
    margin = 1.96 * np.sqrt(0.95 * 0.05 / panels)
    note = (
        f"{panels} panels a row, seed {SEED}, {YEARS} years of which {PRE} before, years judged: from the fifth after "
        f"on. A true 95 % shows as 95 % ± {margin:.1%} in {panels} panels. Where the true effect is 0, every "
        f"“did better” is false. Method: synthetic difference-in-differences, placebos scaled by their own error before."
    )
    if not short:
        RESULTS.write_text(f"# Coverage on simulated panels\n\n{note}\n\n{table}\n", encoding="utf-8")
    print(f"{note}\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
