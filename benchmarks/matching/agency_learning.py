"""Ten missions of a town whose officer decides by a rule that nobody wrote down: does the learned order come nearer to it?

``python -m benchmarks.matching.agency_learning [--short]``. Firms are made of real procurement labels and industries; the
officer sees the best pairs of each mission by the weights that the agency has by then, and says yes or no by a hidden rule
with some chance in it. Pairs, reasons and lessons are those of ``match`` and of the page of the matches.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.language import Bilingual
from jumelage.matching import Match, Profile, match
from jumelage.matching.weights import DEFAULT_WEIGHTS, Weights
from jumelage.matching.weights.decisions import Judged, learn_from_decisions

MISSIONS, SHOWN, LEAST = 10, 40, 0.01
HARD_TO_PLEASE = 3.0
"""Log-odds against a pair for which nothing speaks; an officer who draws lots says yes to half."""

INDUSTRIES = (
    "212210", "321111", "322121", "326198", "331313", "332311", "332710", "333130", "333920", "336611", "236210", "237310",
    "238210", "484121", "541330", "562910",
)  # fmt: skip
RULES: dict[str, dict[str, float]] = {
    "wants trades, not averages": {
        "answer": 9.0,
        "near": 9.0,
        "trade": 6.0,
        "supply": 0.3,
        "clients": 0.3,
        "industries": 0.3,
    },
    "wants clients": {"answer": 2.0, "near": 0.5, "trade": 0.3, "supply": 9.0, "clients": 7.0, "industries": 4.0},
    "thinks as the defaults do": {
        k: DEFAULT_WEIGHTS.weights[k] for k in ("answer", "near", "trade", "supply", "clients", "industries")
    },
    "draws lots": {},
}


Step = tuple[float, float, bool, np.ndarray, np.ndarray]
"""A mission lived: order by defaults, by what was learned before it, whether anything was, chances, what was said."""


@dataclass(frozen=True, slots=True)
class Mission:
    """The pairs of one mission, each in its best relation, and what the officer would say of each."""

    matches: list[Match]
    yes: np.ndarray
    pieces: list[dict[str, float]]


def mission(number: int, seed: int, rule: dict[str, float], size: tuple[int, int]) -> Mission:
    """Make the firms of one mission, match them, and ask the officer."""
    drawn = random.Random(1_000 * seed + number)
    with (DATA / "matching" / "cpv_fr_en.csv").open(encoding="utf-8", newline="") as stream:
        labels = list(csv.DictReader(stream))
    start = drawn.randrange(len(labels) - 400)
    near = labels[start : start + 400]  # of neighbouring trades, so that some meet

    def lines(most: int) -> tuple[Bilingual, ...]:
        return tuple(Bilingual(row["fr"], row["en"]) for row in drawn.sample(near, drawn.randint(0, most)))

    firms = [
        Profile(f"{side}{n}", f"Firme {side}{n}", town=side, kind="company", naics=drawn.choice(INDUSTRIES), offers=lines(4), needs=lines(3))
        for side, many in zip("AB", size, strict=True)
        for n in range(many)
    ]  # fmt: skip
    best: dict[tuple[str, str], Match] = {}
    for found in match(firms, from_town="A", to_town="B", top=len(firms)):
        if found.reasons and ((found.a, found.b) not in best or found.score > best[found.a, found.b].score):
            best[found.a, found.b] = found
    matches = list(best.values())
    pieces = [{reason.piece: reason.value for reason in found.reasons} for found in matches]
    odds = np.array([sum(rule.get(name, 0.0) * value for name, value in one.items()) for one in pieces])
    dice = np.random.default_rng(1_000 * seed + number)
    return Mission(
        matches, dice.random(len(odds)) < 1 / (1 + np.exp(-(odds - HARD_TO_PLEASE * (len(rule) > 0)))), pieces
    )


def scores(weights: Weights, pieces: list[dict[str, float]]) -> np.ndarray:
    """Return the chance of each pair by its reasons' evidence."""
    odds = [weights.intercept + sum(weights.of(name) * value for name, value in one.items()) for one in pieces]
    return np.asarray(1 / (1 + np.exp(-np.array(odds))))


def right_order(chances: np.ndarray, yes: np.ndarray) -> float:
    """Return how often a pair that the officer wants comes before one that the officer does not (AUC)."""
    apart = chances[yes][:, None] - chances[~yes][None, :]
    return float((apart > 0).mean() + 0.5 * (apart == 0).mean())


def calibration_error(chances: np.ndarray, yes: np.ndarray, bins: int = 10) -> float:
    """Return the mean distance between what was promised and what came, over bins of as many pairs each."""
    order = np.array_split(np.argsort(chances, kind="stable"), bins)
    return float(sum(len(n) * abs(chances[n].mean() - yes[n].mean()) for n in order if len(n)) / len(chances))


def calibration_of(steps: Sequence[Step], most: int | None) -> str:
    """Return the calibration error over missions, of the pairs that come first in each."""
    if not steps:
        return "–"
    first = [(s[3], s[4], np.argsort(-s[3], kind="stable")[:most]) for s in steps]
    chances, yes = (np.concatenate([one[k][one[2]] for one in first]) for k in (0, 1))
    return f"{calibration_error(chances, yes):.3f}"


def town(seed: int, rule: dict[str, float], size: tuple[int, int]) -> list[Step]:
    """Live ten missions: the order of each by defaults and by what was learned before it, whether anything was."""
    judged: list[Judged] = []
    lived = []
    for number in range(MISSIONS):
        held = mission(number, seed, rule, size)
        lesson = learn_from_decisions(judged)
        by_default, by_lesson = scores(DEFAULT_WEIGHTS, held.pieces), scores(lesson.weights, held.pieces)
        lived.append(
            (right_order(by_default, held.yes), right_order(by_lesson, held.yes), lesson.helps, by_lesson, held.yes)
        )
        for n in np.argsort(-by_lesson, kind="stable")[:SHOWN]:
            judged.append(Judged(held.pieces[n], bool(held.yes[n]), str(number)))
    return lived


def main() -> None:
    """Live, compare, write."""
    short = arguments(__doc__ or "").short
    towns, size = (1, (6, 20)) if short else (3, (12, 40))
    rows: list[tuple[object, ...]] = []
    said = []
    for name, rule in RULES.items():
        lives = [town(seed, rule, size) for seed in range(towns)]
        for number in range(MISSIONS):
            default = float(np.mean([life[number][0] for life in lives]))
            learned = float(np.mean([life[number][1] for life in lives]))
            taught = sum(life[number][2] for life in lives)
            worst = min(life[number][1] - life[number][0] for life in lives)
            if number in (0, 1, 2, 3, 5, 9):
                rows.append((name, number + 1, default, learned, f"{taught} of {towns}", worst))
        late = [step for life in lives for step in life[3:] if step[2]]
        hurt = sum(step[1] < step[0] - LEAST for life in lives for step in life)
        errors = [calibration_of(late, most) for most in (SHOWN, None)]
        said.append(
            f"*{name}*: hurt by more than {LEAST} in {hurt} of {MISSIONS * towns} missions; calibration error from the fourth on, of "
            f"the pairs shown and of all: {' and '.join(errors) if late else 'nothing was learned'}."
        )
    text = (
        f"{towns} towns of {MISSIONS} missions, {size[0]} firms and {size[1]} hosts each; {SHOWN} pairs are decided in each. "
        "How often a wanted pair comes before an unwanted one (AUC), in the mission that follows.\n\n"
        + table(("officer", "mission", "defaults", "learned", "something learned", "worst gain"), rows)
        + "\n\n"
        + "\n".join(f"- {line}" for line in said)
    )
    publish("matching", "An agency learns from its missions", text, short=short)


if __name__ == "__main__":
    main()
