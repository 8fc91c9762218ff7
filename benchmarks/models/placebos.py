"""The 38 placebos of California's Proposition 99: how long they take, beside pysyncon and synthdid where installed.

``python -m benchmarks.models.placebos [--short]``. The peers are no dependency: ``pip install pysyncon synthdid-py``
in the environment that runs this, or they are left out and said to be. Reads ``../shared/data/economy/causal``.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import importlib.util
import io
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from jumelage.economy.counterfactual import Block, placebos_in_space, rmspe_ratio_p, synthetic_control, synthetic_did

FILE = Path(__file__).parents[2].parent / "shared" / "data" / "economy" / "causal" / "california_prop99.csv"
RESULTS = Path(__file__).with_name("PLACEBOS.md")


def california() -> tuple[Block, list[str]]:
    """Read the panel: 31 years, 38 donors, 19 years before."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    states = sorted({row["State"] for row in rows} - {"California"})
    packs = {(row["State"], int(row["Year"])): float(row["PacksPerCapita"]) for row in rows}
    paths = np.array([[packs[state, year] for year in range(1970, 2001)] for state in ["California", *states]])
    return Block(paths[0], paths[1:], 19), states


def timed(work: Callable[[], str]) -> tuple[float, str]:
    """Return the seconds and what the work says."""
    start = time.perf_counter()
    said = work()
    return time.perf_counter() - start, said


def ours(block: Block) -> str:
    """Draw the placebos of the synthetic control and their p-value."""
    placebos = placebos_in_space(block, synthetic_control)
    return f"p = {rmspe_ratio_p(synthetic_control(block), placebos):.4f}"


def ours_did(block: Block) -> str:
    """Draw the placebos of synthetic difference-in-differences."""
    placebos = placebos_in_space(block, synthetic_did)
    return f"standard deviation {placebos.mean_gaps().std():.2f}"


def pysyncon(block: Block, states: list[str]) -> str:
    """Draw the same placebos with the peer: outcomes only, given importance, so that no outer search is needed."""
    import pandas as pd
    from pysyncon import Dataprep, Synth
    from pysyncon.utils import PlaceboTest

    names = ["California", *states]
    paths = np.vstack([block.treated, block.donors])
    frame = pd.DataFrame(
        [(name, 1970 + t, paths[i, t]) for i, name in enumerate(names) for t in range(31)],
        columns=["state", "year", "packs"],
    )
    prepared = Dataprep(
        foo=frame,
        predictors=[],
        predictors_op="mean",
        time_predictors_prior=range(1970, 1989),
        special_predictors=[("packs", [year], "mean") for year in range(1970, 1989)],
        dependent="packs",
        unit_variable="state",
        time_variable="year",
        treatment_identifier="California",
        controls_identifier=states,
        time_optimize_ssr=range(1970, 1989),
    )
    test = PlaceboTest()
    importance = paths[:, :19].std(axis=0, ddof=1) ** 2
    with contextlib.redirect_stdout(io.StringIO()):
        test.fit(dataprep=prepared, scm=Synth(), scm_options={"custom_V": importance})
    return f"p = {test.pvalue(1988):.4f} (the treated state not counted)"


def synthdid(block: Block) -> str:
    """Draw the placebos with the peer's Frank-Wolfe solver."""
    from synthdid import synthdid_estimate

    effects = []
    for donor in range(len(block.donors)):
        other = block.as_if(donor)
        effects.append(float(synthdid_estimate(np.vstack([other.donors, other.treated]), len(other.donors), block.pre)))
    return f"standard deviation {np.std(effects):.2f}"


def main() -> None:
    """Print and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="ours only; writes nothing")
    short = parser.parse_args().short
    block, states = california()
    work: list[tuple[str, Callable[[], str]]] = [
        ("Jumelage, synthetic control", lambda: ours(block)),
        ("Jumelage, synthetic difference-in-differences", lambda: ours_did(block)),
    ]
    peers = {"pysyncon": lambda: pysyncon(block, states), "synthdid": lambda: synthdid(block)}
    missing = [name for name in peers if importlib.util.find_spec(name) is None]
    work += [] if short else [(name, peer) for name, peer in peers.items() if name not in missing]
    lines = ["| 38 placebos by | seconds | what they say |", "|---|---|---|"]
    for name, task in work:
        seconds, said = timed(task)
        lines.append(f"| {name} | {seconds:.3f} | {said} |")
        print(lines[-1], flush=True)
    if missing:
        print(f"not installed, so not measured: {', '.join(missing)}")
    elif not short:
        note = "Same machine, same run, one after the other. The peers' own defaults; pysyncon 1.6, synthdid-py 0.1."
        RESULTS.write_text(f"# Placebos of Proposition 99\n\n{note}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
