"""The linear model of one placement: one route for each window of each party, and what the routes share.

Bounds are computed here from prices rather than believed: any price on the shared rows bounds the objective
(Lagrange), whatever the solver's tolerances, and in every placement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_array, csr_array, vstack

from jumelage.agenda.methods.visits.resources import Resources
from jumelage.agenda.methods.visits.shared_tasks import SharedHours
from jumelage.agenda.methods.visits.windows import Routes
from jumelage.agenda.model.instance import Instance, Schedule
from jumelage.agenda.model.objectives import BREAKS, SHORTFALL, TRAVEL, VALUE, Objective

__all__ = ["Answer", "Prices", "Program", "Relaxed"]

Vector = NDArray[np.float64]
SMALL = 1e-9
_minimise: Any = linprog  # its stubs know no sparse matrix


@dataclass(frozen=True)
class Prices:
    """Weights of the objectives and prices of the shared rows; they bound the objective in any placement."""

    resources: Resources
    weights: Mapping[Objective | None, float]
    rows: Vector
    constant: float = 0.0

    @classmethod
    def none(cls, resources: Resources, objective: Objective | None) -> Prices:
        """Everything shared is free."""
        return cls.of(resources, {objective: 1.0}, np.zeros(len(resources.lower)), 0.0)

    @classmethod
    def of(
        cls, resources: Resources, weights: Mapping[Objective | None, float], rows: Vector, constant: float
    ) -> Prices:
        """Take prices, those of a sign that no side of the row answers as none."""
        lower, upper = np.array(resources.lower), np.array(resources.upper)
        rows = np.where(np.isfinite(np.where(rows > 0, lower, upper)), rows, 0.0)
        sides = np.where(rows > 0, lower, np.where(rows < 0, upper, 0.0))
        left = (
            sum(w * resources.extra_cost(objective) for objective, w in weights.items()) - resources.of_extra.T @ rows
        )
        idle = float(np.minimum(left, 0.0) @ np.array(resources.extra_upper)) if len(resources.extra_upper) else 0.0
        short = weights.get(SHORTFALL, 0.0) * resources.constant
        return cls(resources, weights, rows, constant + float(rows @ sides) + idle + short)

    @cached_property
    def of_place(self) -> Vector:
        """Cost of taking each place, its use of what is shared included."""
        cost: Vector = -self.weights.get(VALUE, 0.0) * self.resources.value - self.resources.of_place.T @ self.rows
        return cost

    def costs(self, routes: Routes, of_place: Vector) -> Vector:
        """Cost of each route."""
        return routes.costs(of_place, self.weights.get(TRAVEL, 0.0), self.weights.get(BREAKS, 0.0))


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A linear relaxation solved: its prices, and the routes it used in part or whole."""

    prices: Prices
    used: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answer:
    """A search over whole routes: the routes chosen (None: none found) and a proved least value."""

    chosen: NDArray[np.int64] | None
    bound: float


class Program:
    """The model of a placement, smaller being better in every objective (value counts negative)."""

    def __init__(self, instance: Instance, resources: Resources, fixed: SharedHours, groups: Sequence[Routes]) -> None:
        self.instance, self.resources, self.fixed, self.groups = instance, resources, fixed, groups
        sizes = [len(routes.travel) for routes in groups]
        offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.columns = int(offsets[-1])
        self.group = np.repeat(np.arange(len(groups)), sizes)
        self.stop_column = _joined([r.route + o for r, o in zip(groups, offsets[:-1], strict=True)])
        self.stop_place = _joined([routes.stops for routes in groups])
        places = csr_array(
            (np.ones(len(self.stop_place)), (self.stop_place, self.stop_column)),
            shape=(len(resources.index), self.columns),
        )
        used = np.zeros(len(resources.index))
        used[[resources.index[place] for place in fixed]] = 1.0
        taken = resources.of_place @ used
        self.lower, self.upper = np.array(resources.lower) - taken, np.array(resources.upper) - taken
        self.shared = block_array([[resources.of_place @ places, resources.of_extra]], format="csr")
        self.to_group = csr_array(
            (np.ones(self.columns), (self.group, np.arange(self.columns))), shape=(len(groups), self.shared.shape[1])
        )
        self.constant: dict[Objective | None, float] = {
            VALUE: -float(resources.value @ used),
            SHORTFALL: float(resources.constant),
        }

    def cost(self, objective: Objective | None) -> Vector:
        """Cost of each route, then of each extra quantity, in one objective."""
        free = Prices.none(self.resources, objective)
        of_place = free.of_place
        return np.concatenate([*(free.costs(r, of_place) for r in self.groups), self.resources.extra_cost(objective)])

    def relax(
        self, objective: Objective | None, kept: Mapping[Objective | None, float], limit: float
    ) -> Relaxed | None:
        """Solve the linear relaxation with the objectives of ``kept`` no worse than said; None: nothing fits.

        Raises
        ------
        TimeoutError
            When the limit passes first.
        """
        matrix, lower, upper = self._rows(kept)
        same = lower == upper
        most, least = np.isfinite(upper) & ~same, np.isfinite(lower) & ~same
        found = _minimise(
            self.cost(objective),
            A_ub=vstack([matrix[most], -matrix[least], csr_array((1, matrix.shape[1]))]),
            b_ub=np.concatenate([upper[most], -lower[least], [0.0]]),
            A_eq=vstack([matrix[same], self.to_group]),
            b_eq=np.concatenate([upper[same], np.ones(len(self.groups))]),
            bounds=np.column_stack([np.zeros(matrix.shape[1]), self._most()]),
            method="highs-ds",
            options={"time_limit": max(0.05, limit)},
        )
        if found.status == 2:
            return None
        if found.status != 0:
            raise TimeoutError
        prices = np.zeros(len(lower))
        prices[same] = found.eqlin.marginals[: int(same.sum())]
        prices[most] = found.ineqlin.marginals[: int(most.sum())]
        prices[least] -= found.ineqlin.marginals[int(most.sum()) : -1]
        own = len(self.lower)
        paid = dict(zip(kept, np.minimum(prices[own:], 0.0), strict=True))
        weights = {objective: 1.0} | {other: -float(price) for other, price in paid.items()}
        settled = sum(float(price) * kept[other] for other, price in paid.items())
        used = np.flatnonzero(found.x[: self.columns] > SMALL)
        return Relaxed(Prices.of(self.resources, weights, prices[:own], settled), used)

    def reduced(self, prices: Prices) -> Vector:
        """What each route costs more than the cheapest of its window."""
        of_place = prices.of_place
        return _joined([own - own.min() for own in (prices.costs(routes, of_place) for routes in self.groups)])

    def cheapest(self, prices: Prices, count: int, used: NDArray[np.int64] | None = None) -> NDArray[np.bool_]:
        """Mark about ``count`` routes that cost least, those without a visit (they leave room), and ``used``."""
        order = np.argsort(self.reduced(prices), kind="stable")
        marked = np.zeros(self.columns, dtype=bool)
        marked[order[:count]] = True
        marked |= np.bincount(self.stop_column, minlength=self.columns) == 0
        if used is not None:
            marked[used] = True
        return marked

    def solve(
        self,
        objective: Objective | None,
        kept: Mapping[Objective | None, float],
        limit: float,
        *,
        under: float,
        among: NDArray[np.bool_],
    ) -> Answer:
        """Search whole routes, of those in ``among``, with the objective at most ``under``."""
        constant = self.constant.get(objective, 0.0)
        matrix, lower, upper = self._rows({**kept, objective: under} if np.isfinite(under) else kept)
        extras = len(self.resources.extra_upper)
        use = np.concatenate([among, np.ones(extras, dtype=bool)])
        one = np.ones(len(self.groups))
        found: Any = milp(
            self.cost(objective)[use],
            constraints=LinearConstraint(
                vstack([matrix, self.to_group]).tocsc()[:, use],
                np.concatenate([lower, one]),
                np.concatenate([upper, one]),
            ),
            bounds=Bounds(np.zeros(int(use.sum())), self._most()[use]),
            integrality=np.concatenate([np.ones(int(among.sum())), np.zeros(extras)]),
            options={"time_limit": max(0.05, limit), "mip_rel_gap": 0.0},
        )
        bound = -np.inf if found.mip_dual_bound is None else found.mip_dual_bound + constant
        if found.status == 2:
            bound = np.inf
        if found.x is None:
            return Answer(None, bound)
        return Answer(np.flatnonzero(among)[found.x[: int(among.sum())] > 0.5], bound)

    def schedule(self, chosen: NDArray[np.int64]) -> Schedule:
        """Read the schedule of the routes chosen."""
        places = list(self.resources.index)
        stops = self.stop_place[np.isin(self.stop_column, chosen)]
        taken = [*self.fixed, *(places[int(stop)] for stop in stops)]
        return {number: (start, self.instance.tasks[number].sites[0], 0) for number, start in sorted(taken)}

    def _most(self) -> Vector:
        return np.concatenate([np.ones(self.columns), self.resources.extra_upper])

    def _rows(self, kept: Mapping[Objective | None, float]) -> tuple[csr_array, Vector, Vector]:
        """Shared rows, and one for each objective already settled."""
        upper = [most - self.constant.get(objective, 0.0) for objective, most in kept.items()]
        return (
            vstack([self.shared, *(csr_array(self.cost(objective)[None, :]) for objective in kept)], format="csr"),
            np.concatenate([self.lower, np.full(len(upper), -np.inf)]),
            np.concatenate([self.upper, upper]),
        )


def _joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
