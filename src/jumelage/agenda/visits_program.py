"""The linear model of one frame: one route for each window of each diary, and what the routes share.

Duals give a bound that is checked here rather than believed: any price on the shared rows bounds the objective
(Lagrange), whatever the solver's tolerances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_array, csr_array, vstack

from jumelage.agenda.instance import Instance, Schedule
from jumelage.agenda.visits_frames import Frame
from jumelage.agenda.visits_resources import Resources
from jumelage.agenda.visits_windows import Routes

__all__ = ["Answer", "Program", "Relaxed"]

Vector = NDArray[np.float64]
SMALL = 1e-6


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A linear relaxation: a proved least value, and the reduced cost of each route (None: nothing fits)."""

    bound: float
    reduced: Vector


@dataclass(frozen=True, slots=True)
class Answer:
    """A search over whole routes: the routes chosen (None: none found) and a proved least value."""

    chosen: NDArray[np.int64] | None
    bound: float


class Program:
    """The model of a frame, smaller being better in every objective (value counts negative)."""

    def __init__(self, instance: Instance, resources: Resources, frame: Frame, groups: Sequence[Routes]) -> None:
        self.instance, self.resources, self.frame = instance, resources, frame
        sizes = [len(routes.travel) for routes in groups]
        offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.first = offsets[:-1]
        self.columns = int(offsets[-1])
        self.group = np.repeat(np.arange(len(groups)), sizes)
        self.stop_column = np.concatenate([r.route + o for r, o in zip(groups, self.first, strict=True)])
        self.stop_place = np.concatenate([routes.stops for routes in groups])
        held = np.array([resources.index[place] for place in frame], dtype=np.int64)
        places = csr_array(
            (np.ones(len(self.stop_place)), (self.stop_place, self.stop_column)),
            shape=(len(resources.index), self.columns),
        )
        used = np.zeros(len(resources.index))
        used[held] = 1.0
        taken = resources.of_place @ used
        self.lower, self.upper = np.array(resources.lower) - taken, np.array(resources.upper) - taken
        self.routes = csr_array(resources.of_place @ places)
        self.costs: dict[str, tuple[Vector, Vector, float]] = {
            "value": (-(resources.value @ places), resources.extra_cost("value"), -float(resources.value @ used)),
            "shortfall": (np.zeros(self.columns), resources.extra_cost("shortfall"), float(resources.constant)),
            "breaks": (np.concatenate([r.breaks for r in groups]), resources.extra_cost("breaks"), 0.0),
            "travel": (np.concatenate([r.travel for r in groups]), resources.extra_cost("travel"), 0.0),
            "": (np.zeros(self.columns), resources.extra_cost(""), 0.0),
        }  # fmt: skip

    @property
    def fits(self) -> bool:
        """Whether the common tasks leave every shared limit kept (their own overlap is seen here)."""
        empty = np.diff(self.routes.indptr) == 0
        blank = empty & (np.diff(self.resources.of_extra.indptr) == 0)
        return bool(np.all(self.upper >= 0) and np.all(self.lower[blank] <= 0))

    def relax(self, name: str, kept: Mapping[str, float], limit: float) -> Relaxed | None:
        """Solve the linear relaxation with the objectives of ``kept`` no worse than said; None: nothing fits.

        Raises
        ------
        TimeoutError
            When the limit passes first.
        """
        matrix, lower, upper = self._rows(kept)
        routes, extras, constant = self.costs[name]
        cost = np.concatenate([routes, extras])
        whole, to_group = self._one_route_each(matrix)
        equal, most, least = lower == upper, np.isfinite(upper) & (lower != upper), np.isfinite(lower) & (lower != upper)
        found = linprog(
            cost,
            A_ub=vstack([matrix[most], -matrix[least]]) if most.any() or least.any() else None,
            b_ub=np.concatenate([upper[most], -lower[least]]) if most.any() or least.any() else None,
            A_eq=vstack([matrix[equal], to_group]),
            b_eq=np.concatenate([upper[equal], np.ones(to_group.shape[0])]),
            bounds=np.column_stack([np.zeros(len(cost)), whole]),
            method="highs-ds",
            options={"time_limit": max(0.05, limit)},
        )
        if found.status == 2:
            return None
        if found.status != 0:
            raise TimeoutError
        prices = np.zeros(len(lower))
        prices[equal] = found.eqlin.marginals[: int(equal.sum())]
        prices[most] = found.ineqlin.marginals[: int(most.sum())]
        prices[least] -= found.ineqlin.marginals[int(most.sum()) :]
        return self._priced(matrix, lower, upper, cost, prices, constant)

    def solve(
        self, name: str, kept: Mapping[str, float], limit: float, *, under: float, among: NDArray[np.bool_] | None = None
    ) -> Answer:
        """Search whole routes (of those in ``among``) with the objective at most ``under``."""
        among = np.ones(self.columns, dtype=bool) if among is None else among
        routes, extras, constant = self.costs[name]
        matrix, lower, upper = self._rows({**kept, name: under} if np.isfinite(under) else kept)
        whole, to_group = self._one_route_each(matrix)
        use = np.concatenate([among, np.ones(len(extras), dtype=bool)])
        one = np.ones(to_group.shape[0])
        found: Any = milp(
            np.concatenate([routes, extras])[use],
            constraints=LinearConstraint(
                vstack([matrix, to_group]).tocsc()[:, use], np.concatenate([lower, one]), np.concatenate([upper, one])
            ),
            bounds=Bounds(np.zeros(int(use.sum())), whole[use]),
            integrality=np.concatenate([np.ones(int(among.sum())), np.zeros(len(extras))]),
            options={"time_limit": max(0.05, limit), "mip_rel_gap": 0.0},
        )
        if found.x is None:
            least = np.inf if found.status == 2 else -np.inf
            return Answer(None, least if found.mip_dual_bound is None else max(least, found.mip_dual_bound + constant))
        chosen = np.flatnonzero(among)[found.x[: int(among.sum())] > 0.5]
        return Answer(chosen, found.mip_dual_bound + constant)

    def schedule(self, chosen: NDArray[np.int64]) -> Schedule:
        """Read the schedule of the routes chosen."""
        places = list(self.resources.index)
        stops = self.stop_place[np.isin(self.stop_column, chosen)]
        taken = [*self.frame, *(places[int(stop)] for stop in stops)]
        return {number: (start, self.instance.tasks[number].sites[0], 0) for number, start in sorted(taken)}

    def _rows(self, kept: Mapping[str, float]) -> tuple[csr_array, Vector, Vector]:
        """Shared rows, and one for each objective already settled."""
        more = [csr_array(np.concatenate(self.costs[name][:2])[None, :]) for name in kept]
        matrix = block_array([[self.routes, self.resources.of_extra]], format="csr")
        upper = [most - self.costs[name][2] for name, most in kept.items()]
        return (
            vstack([matrix, *more]).tocsr() if more else matrix,
            np.concatenate([self.lower, np.full(len(more), -np.inf)]),
            np.concatenate([self.upper, upper]),
        )

    def _one_route_each(self, matrix: csr_array) -> tuple[Vector, csr_array]:
        groups = int(self.group[-1]) + 1 if self.columns else 0
        ones = (np.ones(self.columns), (self.group, np.arange(self.columns)))
        whole = np.concatenate([np.full(self.columns, np.inf), self.resources.extra_upper])
        return whole, csr_array(ones, shape=(groups, matrix.shape[1]))

    def _priced(
        self, matrix: csr_array, lower: Vector, upper: Vector, cost: Vector, prices: Vector, constant: float
    ) -> Relaxed:
        """Bound the objective by Lagrange from prices on the rows; a price of the wrong sign counts as none."""
        prices = np.where((prices > 0) & ~np.isfinite(lower), 0.0, prices)
        prices = np.where((prices < 0) & ~np.isfinite(upper), 0.0, prices)
        sides = np.where(prices > 0, lower, np.where(prices < 0, upper, 0.0))
        left = cost - matrix.T @ prices
        cheapest = np.minimum.reduceat(left[: self.columns], self.first)
        idle = np.minimum(left[self.columns :], 0.0) @ np.array(self.resources.extra_upper)
        bound = constant + float(prices @ sides) + float(cheapest.sum()) + float(idle)
        return Relaxed(bound, left[: self.columns] - cheapest[self.group])
