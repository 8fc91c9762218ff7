from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.economy import Panel
from jumelage.economy.forecast.evidence import gather
from jumelage.economy.forecast.sampling import chance_at_par, people_behind, surprise
from jumelage.economy.forecast.snapshots import Timeline


@given(st.integers(0, 500), st.sampled_from([200, 1000, 5000]))
@settings(max_examples=15, deadline=None)
def test_the_people_behind_shares_are_found_again(seed: int, people: int) -> None:
    rng = np.random.default_rng(seed)
    whole = rng.dirichlet(np.full(200, 0.4))
    counts = rng.multinomial(people, whole, size=40)
    found = people_behind(counts / people, whole)
    assert np.median(found) == pytest.approx(people, rel=0.25)


def test_a_cell_not_known_counts_neither_way() -> None:
    whole = np.full(10, 0.1)
    shares = np.array([[0.0] * 2 + [0.125] * 8, [0.0, np.nan] + [0.125] * 8])
    found = people_behind(shares, whole)
    assert found[0] == pytest.approx(-np.log(2 / 10) / 0.1, rel=1e-6)
    assert found[1] == pytest.approx(-np.log(1 / 9) / 0.1, rel=1e-6)
    assert np.isfinite(people_behind(np.full((1, 10), 0.1), whole)).all()


def test_chance_and_surprise_of_a_worked_case() -> None:
    expected = np.array([[4.0]])
    # Nothing here, nothing alike: unlikely. As common as the whole: Poisson of mean 4 reaches 4 with chance 0.5665.
    assert chance_at_par(np.zeros((1, 1)), np.zeros((1, 1)), expected) < -9
    odds = chance_at_par(np.ones((1, 1)), np.ones((1, 1)), expected)
    assert 1 / (1 + np.exp(-odds[0, 0])) == pytest.approx(0.56653, abs=1e-5)
    assert surprise(np.array([[0.09]]), expected, np.array([100.0]))[0, 0] == pytest.approx(5 / np.sqrt(5))


def test_only_a_panel_of_shares_is_read_as_a_sample() -> None:
    rng = np.random.default_rng(3)
    jobs = rng.poisson(rng.lognormal(2, 1, (30, 1)) * np.ones(12))
    rows = [(f"T{p}", f"I{i}", 2001, float(jobs[p, i])) for p in range(30) for i in range(12)]
    counted = pd.DataFrame(rows, columns=["place", "industry", "year", "employment"])
    shared = counted.assign(employment=counted.employment / counted.groupby("place").employment.transform("sum"))
    names = [gather(Timeline.of(Panel.from_frame(f), [2001])).features.keys() for f in (counted, shared)]
    assert "size" in names[0] and "people" not in names[0]
    assert "people" in names[1] and "size" not in names[1]
