"""The laws of the counterfactual core: weights, levels, placebos, intervals, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from jumelage.economy.counterfactual import (
    METHODS,
    Block,
    backdated_effect,
    infer,
    leave_one_out,
    placebos_in_space,
    simplex_weights,
    synthetic_control,
    synthetic_did,
)
from jumelage.errors import NoResultError


def panel(seed: int, donors: int = 30, years: int = 24, pre: int = 14, effect: float = 0.0) -> Block:
    rng = np.random.default_rng(seed)
    common = np.cumsum(rng.normal(size=(2, years)), axis=1)
    paths = rng.normal(size=(donors + 1, 2)) @ common + rng.normal(scale=0.3, size=(donors + 1, years))
    paths[0, pre:] += effect
    return Block(paths[0], paths[1:], pre)


@given(
    seed=st.integers(0, 10_000),
    rows=st.integers(2, 12),
    units=st.integers(1, 15),
    ridge=st.sampled_from([0.0, 0.3, 5.0]),
    intercept=st.booleans(),
)
def test_no_weights_of_the_simplex_do_better(seed: int, rows: int, units: int, ridge: float, intercept: bool) -> None:
    rng = np.random.default_rng(seed)
    columns, target = rng.normal(size=(rows, units)), rng.normal(size=rows)
    weights = simplex_weights(columns, target, ridge=ridge, intercept=intercept)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    if intercept:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    # At the optimum no single donor is a direction of descent (Frank-Wolfe gap of zero).
    gradient = columns.T @ (columns @ weights - target) + ridge * weights
    assert gradient @ weights - gradient.min() <= 1e-7 * (1 + np.square(target).sum())


def test_weights_agree_with_a_general_solver() -> None:
    block = panel(1)
    columns, target = block.donors[:, :14].T, block.treated[:14]
    found = minimize(
        lambda w: np.square(columns @ w - target).sum() + 4 * w @ w,
        np.full(30, 1 / 30),
        method="SLSQP",
        bounds=[(0, 1)] * 30,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-14, "maxiter": 1000},
    )
    assert simplex_weights(columns, target, ridge=4) == pytest.approx(found.x, abs=1e-4)


def test_a_perfect_donor_is_found_and_the_scale_of_the_outcome_does_not_matter() -> None:
    block = panel(2)
    twin = Block(block.donors[4] * 1e6, block.donors * 1e6, block.pre)
    assert synthetic_control(twin).donor_weights[4] == pytest.approx(1)
    assert synthetic_control(twin).effect == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("method", METHODS)
def test_each_method_recovers_a_known_effect(method: str) -> None:
    effects = [METHODS[method](panel(seed, effect=3.0)).effect for seed in range(25)]  # type: ignore[index]
    assert np.mean(effects) == pytest.approx(3.0, abs=0.6 if method == "difference_in_differences" else 0.25)


@pytest.mark.parametrize("method", ["demeaned_synthetic_control", "demeaned_ridge_augmented", "synthetic_did"])
def test_a_level_of_its_own_changes_nothing_where_levels_are_set_apart(method: str) -> None:
    block = panel(3)
    higher = Block(block.treated + 100, block.donors, block.pre)
    assert METHODS[method](higher).effect == pytest.approx(METHODS[method](block).effect)  # type: ignore[index]


def test_placebos_leave_the_hit_place_out_and_rank_it() -> None:
    block = panel(4, effect=-4.0)
    placebos = placebos_in_space(block, synthetic_did)
    assert len(placebos) == 30
    found = infer(synthetic_did(block), placebos)
    assert found.p_placebo == found.p_worse == pytest.approx(1 / 31)
    assert found.low <= -4 <= found.high < 0


def test_too_few_placebos_give_an_infinite_interval() -> None:
    block = panel(5, donors=18, effect=50.0)
    found = infer(synthetic_did(block), placebos_in_space(block, synthetic_did))
    assert (found.low, found.high) == (-np.inf, np.inf)
    assert found.p_placebo > 0.05


def test_one_donor_alone_leaves_no_placebo() -> None:
    block = panel(6, donors=1)
    assert len(placebos_in_space(block, synthetic_did)) == 0
    assert len(leave_one_out(block, synthetic_did)) == 0


def test_leaving_one_out_lists_the_donors_that_count() -> None:
    block = panel(7)
    assert len(leave_one_out(block, synthetic_control)) == (synthetic_control(block).donor_weights > 1e-6).sum()


def test_backdating_uses_only_the_years_before() -> None:
    block = panel(8, effect=1000.0)
    estimate = backdated_effect(block, synthetic_did, 4)
    assert estimate is not None
    assert abs(estimate.effect) < 5
    assert backdated_effect(block, synthetic_did, 13) is None


def test_what_cannot_be_told_is_refused() -> None:
    paths = np.ones((3, 6))
    for donors, pre in ((paths[:0], 3), (paths, 6), (paths, 1)):
        with pytest.raises(NoResultError):
            Block(paths[0], donors, pre)
    holed = paths.copy()
    holed[1, 2] = np.nan
    with pytest.raises(NoResultError):
        Block(paths[0], holed, 3)
    # Constant series are no error: nothing differs from anything.
    assert synthetic_did(Block(paths[0], paths, 3)).effect == pytest.approx(0)
