"""Pairs that both sides wanted: those that the agenda placed beside those that it could not.

Capacity, illness or hours decided which agreed pairs met; the comparison is by intention to treat and stratified by
mission. Who did not answer is counted as no and as yes, never scaled up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jumelage.outcomes.exact import Stratum, exact_p
from jumelage.outcomes.pairs import PairOutcome, merge_sides
from jumelage.outcomes.power import pairs_needed
from jumelage.outcomes.score_interval import difference, score_interval

__all__ = ["LEAST_PAIRS", "NO_DIFFERENCE", "Arm", "Bounds", "Comparison", "Verdict", "compare"]

Verdict = Literal["more", "less", "no difference seen", "cannot tell"]

LEAST_PAIRS = 8
"""With fewer pairs in an arm no result is stated: five successes against none is the least that an exact test sees."""

NO_DIFFERENCE = 0.08
"""Intervals inside plus or minus this (2 % against 10 %, the difference a design should see) show no difference."""

_BASE_SHARE = 0.02
_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Arm:
    """The pairs of one arm: how many, how many with an outcome, how many silent."""

    pairs: int
    yes: int
    silent: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """The 95 % interval of the effect with silent pairs counted as no, and counted as yes."""

    silent_as_no: tuple[float, float]
    silent_as_yes: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Placed against not placed.

    Attributes
    ----------
    effect, low, high
        Difference of shares, placed minus not placed, with its 95 % score interval; silent pairs count as no.
        None and [-1, 1] where no mission has both arms.
    p_exact
        Two-sided p-value of the exact conditional test, stratified by mission.
    placed, not_placed
        The two arms.
    bounds
        The interval under both ways to count silence.
    verdict
        ``more`` or ``less`` only where both arms have eight pairs, both intervals lie on one side of zero and the exact
        test agrees under both; ``no difference seen`` where both intervals lie within eight points of zero.
    pairs_needed
        Pairs an arm that would tell, with 80 % power, a difference of eight points from the share seen without a meeting.
    missions, joined
        Missions compared; rows joined because both sides of a pair had written one.
    """

    effect: float | None
    low: float
    high: float
    p_exact: float
    placed: Arm
    not_placed: Arm
    bounds: Bounds
    verdict: Verdict
    pairs_needed: int
    missions: int
    joined: int


def compare(rows: Iterable[PairOutcome]) -> Comparison:
    """Compare agreed pairs that were placed with agreed pairs that were not.

    Raises
    ------
    InputError
        When one pair of one mission is given both as placed and as not placed.
    """
    pairs, joined = merge_sides(rows)
    as_no, as_yes = (_strata(pairs, silent=silent) for silent in (False, True))
    placed, not_placed = (_arm(p for p in pairs if p.placed == arm) for arm in (True, False))
    bounds = Bounds(score_interval(as_no), score_interval(as_yes))
    low, high = bounds.silent_as_no
    base = not_placed.yes / not_placed.pairs if not_placed.pairs >= LEAST_PAIRS else 0.0
    base = min(max(base, _BASE_SHARE), 1 - NO_DIFFERENCE)
    return Comparison(
        effect=difference(as_no),
        low=low,
        high=high,
        p_exact=exact_p(as_no),
        placed=placed,
        not_placed=not_placed,
        bounds=bounds,
        verdict=_verdict(min(placed.pairs, not_placed.pairs), bounds, max(exact_p(as_no), exact_p(as_yes))),
        pairs_needed=pairs_needed(base, base + NO_DIFFERENCE),
        missions=len(as_no),
        joined=joined,
    )


def _strata(pairs: Iterable[PairOutcome], *, silent: bool) -> list[Stratum]:
    counts: dict[str, list[int]] = {}
    for pair in pairs:
        row = counts.setdefault(pair.mission, [0, 0, 0, 0])
        first = 0 if pair.placed else 2
        row[first] += silent if pair.outcome is None else pair.outcome
        row[first + 1] += 1
    return [Stratum(*row) for row in counts.values()]


def _arm(pairs: Iterable[PairOutcome]) -> Arm:
    outcomes = [pair.outcome for pair in pairs]
    return Arm(len(outcomes), outcomes.count(True), outcomes.count(None))


def _verdict(smaller_arm: int, bounds: Bounds, p: float) -> Verdict:
    lows, highs = zip(bounds.silent_as_no, bounds.silent_as_yes, strict=True)
    if smaller_arm < LEAST_PAIRS:
        return "cannot tell"
    if min(lows) > 0 and p <= _LEVEL:
        return "more"
    if max(highs) < 0 and p <= _LEVEL:
        return "less"
    if min(lows) >= -NO_DIFFERENCE and max(highs) <= NO_DIFFERENCE:
        return "no difference seen"
    return "cannot tell"
