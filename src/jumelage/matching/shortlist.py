"""Choose the set of meetings that serves everyone, not the list that serves the best placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from jumelage.errors import NoResultError
from jumelage.language import Bilingual, one_or_many
from jumelage.matching.result import Match

__all__ = ["GivenUp", "Shortlist", "shortlist"]

SPREAD = 0.02
"""What each further meeting of one host costs, in score: between two equal choices, the less solicited host."""

FAIRNESS = 2.0
"""What a meeting below the promised minimum is worth: above any score, so minimums come before scores."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A match that scored above one that was kept for the same delegate, and why it is not there."""

    match: Match
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The meetings to propose, best first; what was given up; who stays under the minimum, with how many."""

    matches: tuple[Match, ...]
    given_up: tuple[GivenUp, ...]
    short: dict[str, int]


def shortlist(
    matches: Iterable[Match],
    *,
    per_delegate: int = 6,
    per_host: int = 4,
    least_per_delegate: int = 0,
    least_per_host: int = 0,
    spread: float = SPREAD,
) -> Shortlist:
    """Choose meetings by a minimum-cost flow from delegates to hosts: best total score, both limits kept.

    A pair meets once, in its best relation; a match without a reason is not proposed. Minimums come first where they
    can be had; ``spread`` makes each further meeting of a host cost a little more.

    Parameters
    ----------
    matches
        As :func:`jumelage.matching.match` returns them; ``a`` are the delegates, ``b`` the hosts.
    per_delegate, per_host
        Most meetings of each.
    least_per_delegate, least_per_host
        Meetings promised to each that has any match.
    spread
        In score; 0 turns it off.

    Returns
    -------
    Shortlist

    Notes
    -----
    The flow's matrix is totally unimodular, so the linear program (HiGHS, in SciPy) ends on whole meetings.
    """
    if min(per_delegate, per_host, least_per_delegate, least_per_host) < 0 or spread < 0:
        raise NoResultError(Bilingual("Les limites ne peuvent être négatives.", "Limits cannot be negative."))
    best = _one_a_pair(matches)
    if not best:
        return Shortlist((), (), {})
    delegates = _Side(tuple(m.a for m in best), per_delegate, least_per_delegate, 0.0)
    chosen = _flow(best, (delegates, _Side(tuple(m.b for m in best), per_host, least_per_host, spread)))
    kept = tuple(m for m, yes in zip(best, chosen, strict=True) if yes)
    counts = Counter(m.a for m in kept)
    short = {a: counts[a] for a in dict.fromkeys(m.a for m in best) if counts[a] < least_per_delegate}
    return Shortlist(kept, _given_up(best, kept, per_host), short)


def _one_a_pair(matches: Iterable[Match]) -> list[Match]:
    best: dict[tuple[str, str], Match] = {}
    for match in matches:
        known = best.get((match.a, match.b))
        if match.reasons and (known is None or match.score > known.score):
            best[match.a, match.b] = match
    return sorted(best.values(), key=lambda m: (-m.score, m.a, m.b))


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the flow: most and least meetings of each, and what each further meeting costs."""

    ids: tuple[str, ...]
    most: int
    least: int
    rise: float


def _flow(best: Sequence[Match], sides: tuple[_Side, _Side]) -> list[bool]:
    """Solve: pair variables, then steps of each side that carry its minimum's worth and its rising cost."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    costs = [-m.score for m in best]
    above = 0
    for side in sides:
        row_of = {id: above + n for n, id in enumerate(dict.fromkeys(side.ids))}
        degree = Counter(side.ids)
        rows += [row_of[id] for id in side.ids]
        columns += range(len(best))
        values += [1.0] * len(best)
        for id, row in row_of.items():
            for step in range(min(side.most, degree[id])):
                rows.append(row)
                columns.append(len(costs))
                values.append(-1.0)
                costs.append(side.rise * step - (FAIRNESS if step < side.least else 0.0))
        above += len(row_of)
    matrix = coo_array((values, (rows, columns)), shape=(above, len(costs))).tocsr()
    solved: Any = linprog(np.array(costs), A_eq=cast(Any, matrix), b_eq=np.zeros(above), bounds=(0, 1), method="highs")
    if solved.x is None:
        raise NoResultError(Bilingual("Aucune liste courte trouvée.", "No shortlist was found."))
    return [bool(x > 0.5) for x in solved.x[: len(best)]]


def _given_up(best: Sequence[Match], kept: Sequence[Match], per_host: int) -> tuple[GivenUp, ...]:
    lowest: dict[str, float] = {}
    for match in kept:
        lowest[match.a] = min(lowest.get(match.a, 2.0), match.score)
    load = Counter(m.b for m in kept)
    pairs = {(m.a, m.b) for m in kept}
    return tuple(
        GivenUp(m, _why(load[m.b], per_host))
        for m in best
        if (m.a, m.b) not in pairs and m.score > lowest.get(m.a, -1.0)
    )


def _why(load: int, per_host: int) -> Bilingual:
    if load >= per_host:
        one, many = Bilingual(fr="rencontre", en="meeting"), Bilingual(fr="rencontres", en="meetings")
        meetings = one_or_many(load, one, many)
        return Bilingual(
            fr=f"L'hôte reçoit déjà {load} {meetings.fr}, sa limite.",
            en=f"The host already receives {load} {meetings.en}, its limit.",
        )
    return Bilingual(
        "La rencontre sert mieux une autre personne, ou un hôte moins sollicité.",
        "The meeting serves someone else better, or a less solicited host.",
    )
