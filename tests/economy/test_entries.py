from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.economy import Panel, entries
from jumelage.economy.entries import prospects
from jumelage.economy.logistic import fit_logistic
from jumelage.economy.scores import average_precision, calibration_error, score_ranking
from jumelage.errors import CannotBeDone, InputError

PLACES, INDUSTRIES = 60, 14


def made_up(years: tuple[int, ...], seed: int = 0, twist: int = 0) -> Panel:
    """Two kinds of towns; industries of one's own kind come and go. ``twist`` redraws the last year."""
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 2, PLACES)
    affinity = np.where(kind[:, None] == np.arange(INDUSTRIES) % 2, 2.0, 0.2)
    rows = []
    for year in years:
        draw = np.random.default_rng(twist) if twist and year == years[-1] else rng
        jobs = draw.poisson(30 * affinity * draw.choice([0.1, 1.5], size=affinity.shape, p=[0.4, 0.6]))
        rows += [(f"T{p:02}", f"I{i:02}", year, float(jobs[p, i])) for p in range(PLACES) for i in range(INDUSTRIES)]
    return Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"]))


def test_the_model_finds_the_kind_of_town_and_beats_ubiquity() -> None:
    found = entries(made_up((2000, 2010, 2020)), 2000, 2010, test=2020)
    assert found.scores.average_precision > 1.5 * found.base_rate
    assert found.scores.average_precision > found.baselines["ubiquity"].average_precision
    assert found.rows == len(found.probability) == len(found.happened)
    assert abs(found.probability.mean() - found.base_rate) < 0.1


def test_no_prediction_moves_with_the_year_it_is_scored_on() -> None:
    one, other = (entries(made_up((2000, 2010, 2020), twist=t), 2000, 2010, test=2020) for t in (1, 2))
    cells = [dict(zip(zip(b.place, b.industry, strict=True), b.probability, strict=True)) for b in (one, other)]
    shared = cells[0].keys() & cells[1].keys()
    assert len(shared) > 50
    assert not np.array_equal(one.happened, other.happened)
    for cell in shared:
        assert cells[0][cell] == pytest.approx(cells[1][cell], abs=1e-9)


def test_folds_hold_the_outcomes_of_their_places_out() -> None:
    panel = made_up((2000, 2010))
    found = entries(panel, 2000, 2010, folds=4)
    shuffled = np.random.default_rng(1).permutation(found.happened)
    # Outcomes of the fold itself redrawn: a model that peeked would follow them.
    assert average_precision(shuffled, found.probability) < found.scores.average_precision
    assert found.folds == 4
    assert set(found.baselines) == {"ubiquity", "density", "nearest_places", "sapling"}


def test_prospects_come_with_reasons() -> None:
    found = prospects(Panel.demo(), 2016, 2021, "Dubreuilville", top=5)
    assert len(found) == 5
    assert all(0 < p.probability < 1 and p.lq < 0.5 for p in found)
    assert [p.probability for p in found] == sorted((p.probability for p in found), reverse=True)
    assert any(r.kind == "held_by_alike" and "Ontario" not in r.text.en for p in found for r in p.reasons)
    with pytest.raises(CannotBeDone, match="the whole"):
        prospects(Panel.demo(), 2016, 2021, "Ontario")


def test_questions_that_make_no_sense() -> None:
    panel = Panel.demo()
    for arguments in ({}, {"test": 2011, "folds": 3}, {"test": 2001}, {"folds": 1}):
        with pytest.raises(InputError):
            entries(panel, 2001, 2006, **arguments)
    with pytest.raises(CannotBeDone, match="2007"):
        entries(panel, 2001, 2007, folds=3)
    still = Panel.from_frame(
        pd.DataFrame(
            {"place": ["A", "B"] * 2, "industry": ["x"] * 4, "year": [1999, 1999, 2009, 2009], "employment": [1] * 4}
        )
    )
    with pytest.raises(CannotBeDone, match="No industry entered"):
        entries(still, 1999, 2009, folds=2)


def test_scores_of_a_worked_example() -> None:
    happened = np.array([True, False, True, False])
    score = np.array([0.9, 0.8, 0.7, 0.1])
    found = score_ranking(happened, score, np.array([0, 0, 1, 1]))
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.auc == pytest.approx(0.75)
    assert found.best_f1 == pytest.approx(0.8)
    assert found.mp_at_10 == pytest.approx(0.1)
    assert calibration_error(happened, np.array([0.95, 0.05, 0.95, 0.05])) == pytest.approx(0.05)
    tied = score_ranking(happened, np.zeros(4), np.zeros(4, dtype=int))
    assert (tied.average_precision, tied.auc) == (0.5, 0.5)


@given(st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_mean_probability_is_the_frequency_learned(seed: int) -> None:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(400, 3))
    happened = rng.random(400) < 1 / (1 + np.exp(-features[:, 0]))
    model = fit_logistic(features, happened, ridge=1.0)
    assert model.probability(features).mean() == pytest.approx(happened.mean(), abs=1e-3)
