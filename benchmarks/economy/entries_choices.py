"""How the settings of entries between periods were chosen: commuting zones of 1980 and 1990 alone, 2000 never read.

``python -m benchmarks.economy.entries_choices [--short]``. Entries 1980→1990 are scored three ways: places held out
(twenty runs of neighbouring codes dealt to five folds), time reversed (learned 1990→1980 on other places), industries
held out. A second table tells how much of the difference between two years chance alone explains.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
from benchmarks.economy.entries_accuracy import ZONES, thinned
from benchmarks.results import DATA, arguments, publish, table

from jumelage.economy import Panel
from jumelage.economy.forecast.evidence import Evidence, gather
from jumelage.economy.forecast.logistic import fit_logistic
from jumelage.economy.forecast.sampling import people_behind
from jumelage.economy.forecast.scores import average_precision, calibration_error
from jumelage.economy.forecast.snapshots import Snapshot, Timeline

FOLDS, RUNS = 5, 20
AS_SAMPLE = ("people", "people_at_par", "chance_at_par", "surprise_rank_10", "surprise_rank_30", "kriged")
Side = tuple[Evidence, np.ndarray, np.ndarray]


def two_years(short: bool) -> Timeline:
    """Read 1980 and 1990, nothing later."""
    query = f"select czone, ind, year, emp_share from '{DATA / 'economy' / ZONES}' where year < 2000"
    columns = {"place": "czone", "industry": "ind", "employment": "emp_share"}
    panel = Panel.from_frame(duckdb.sql(query), columns=columns)
    return Timeline.of(thinned(panel, 150) if short else panel, [1980, 1990])


def side(timeline: Timeline, now: Snapshot, then: Snapshot) -> Side:
    """Return the evidence at ``now``, the cells that could enter, and which did by ``then``."""
    alone = Timeline(timeline.places, timeline.industries, (now,))
    cells = (now.plain < 0.5) & np.isfinite(now.quotients) & np.isfinite(then.quotients)
    return gather(alone), cells, then.quotients[cells] >= 1


def folds(timeline: Timeline) -> tuple[np.ndarray, np.ndarray]:
    """Deal places (by runs of neighbouring codes) and industries to folds."""
    places, industries = len(timeline.places), len(timeline.industries)
    order = np.argsort([int(code) for code in timeline.places])
    run = np.empty(places, dtype=int)
    run[order] = np.arange(places) * RUNS // places
    dealt = np.random.default_rng(1).permutation(RUNS) % FOLDS
    return dealt[run], np.random.default_rng(2).permutation(industries) % FOLDS


def scored(
    sides: tuple[Side, Side], kept: Callable[[str], bool], how: str, fold: np.ndarray, **fit: object
) -> tuple[float, float]:
    """Score entries 1980→1990 one way: average precision and calibration error."""
    rows, happened, group = [], [], []
    for evidence, cells, truth in sides:
        features = {name: values for name, values in evidence.features.items() if kept(name)}
        rows.append(Evidence(features, evidence.similarity).rows(cells))
        happened.append(truth)
        group.append(fold[np.nonzero(cells)[1 if how == "industries" else 0]])
    learned = {"forward": (0,), "reversed": (1,)}.get(how, (0, 1))
    probability = np.zeros(len(happened[0]))
    for k in range(FOLDS):
        x = np.vstack([rows[s][group[s] != k] for s in learned])
        y = np.concatenate([happened[s][group[s] != k] for s in learned])
        probability[group[0] == k] = fit_logistic(x, y, **fit).probability(rows[0][group[0] == k])  # type: ignore[arg-type]
    return average_precision(happened[0], probability), calibration_error(happened[0], probability)


def choices(timeline: Timeline) -> str:
    """Write the table of settings."""
    first, second = timeline.at(1980), timeline.at(1990)
    sides = side(timeline, first, second), side(timeline, second, first)
    places, industries = folds(timeline)
    every, plain, bare = (lambda name: True), (lambda name: name not in AS_SAMPLE), (lambda name: name != "kriged")
    settings = (
        ("**kept**: read as a sample, kriged, straight, ridge 1,000", every, {"ridge": 1000.0, "knots": ()}),
        ("not kriged", bare, {"ridge": 1000.0, "knots": ()}),
        ("not read as a sample", plain, {"ridge": 1000.0, "knots": ()}),
        ("ridge 300", every, {"ridge": 300.0, "knots": ()}),
        ("bent effects", every, {"ridge": 1000.0}),
        ("settings before", plain, {"ridge": 300.0, "knots": ()}),
    )
    ways = (("places", places), ("forward", places), ("reversed", places), ("industries", industries))
    rows = []
    for name, kept, fit in settings:
        found = [scored(sides, kept, how, fold, **fit) for how, fold in ways]
        rows.append([name, *(f"{a:.4f}" for a, _ in found), f"{max(e for _, e in found):.4f}"])
    columns = (
        "setting",
        "places held out",
        "one direction",
        "time reversed",
        "industries held out",
        "worst calibration",
    )
    return table(columns, rows)


def chance(timeline: Timeline) -> str:
    """Write what sampling explains of the change of quotients, and the best weight of the older year."""
    shares, people = [], []
    for snapshot in timeline.snapshots:
        share = snapshot.plain * 0 + np.nan_to_num(snapshot.employment)
        shares.append(share / share.sum(axis=1, keepdims=True))
        people.append(people_behind(shares[-1], shares[-1].mean(axis=0))[:, None])
    whole = [share.mean(axis=0) for share in shares]
    quotients = [s / w for s, w in zip(shares, whole, strict=True)]
    expected = [n * w for n, w in zip(people, whole, strict=True)]
    rate = sum(n * s for n, s in zip(people, shares, strict=True)) / sum(expected)
    drawn = rate / expected[0] + rate / expected[1]
    rows = []
    for low, high in ((0, 1), (1, 3), (3, 10), (10, 30), (30, 100), (100, np.inf)):
        own = (expected[0] >= low) & (expected[0] < high) & (rate < 3)
        moved, noise = ((quotients[0] - quotients[1])[own] ** 2).mean(), drawn[own].mean()
        weight = (noise / 2) / (noise + max(moved - noise, 0.0))
        rows.append([f"{low}–{high:g}", f"{own.mean():.0%}", moved, noise, f"{weight:.2f}"])
    return table(("people expected", "cells", "squared change", "of chance alone", "weight of 1980"), rows)


def main() -> None:
    """Compare, write."""
    short = arguments(__doc__ or "").short
    timeline = two_years(short)
    text = (
        choices(timeline)
        + "\n\nAverage precision of entries 1980→1990. The file is read up to 1990 only.\n\n"
        + chance(timeline)
        + "\n\nWhere fewer than ten people would be expected, which is most cells, two years differ by about as much as two draws "
        "from one town would: the older year deserves nearly half the weight, hence the plain mean of both."
    )
    publish("economy", "Entries, how the settings were chosen, 1980→1990 only", text, short=short)


if __name__ == "__main__":
    main()
