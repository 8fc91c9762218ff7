from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.economy import Panel, entries
from jumelage.economy.forecast.entries import prospects
from jumelage.economy.forecast.evidence import Evidence
from jumelage.economy.forecast.logistic import fit_logistic
from jumelage.economy.forecast.reasons import reasons_for
from jumelage.economy.forecast.scores import average_precision, calibration_error, score_ranking
from jumelage.economy.forecast.snapshots import Timeline
from jumelage.errors import InputError, NoResultError

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
    with pytest.raises(NoResultError, match="the whole"):
        prospects(Panel.demo(), 2016, 2021, "Ontario")


@pytest.mark.parametrize(
    ("held", "alike", "fr", "en"),
    [
        (1, 1, "Le lieu le plus semblable l'a déjà\u00a0: T0.", "The place most alike already has it: T0."),
        (
            1,
            3,
            "Un des 3 lieux les plus semblables l'a déjà\u00a0: T0.",
            "One of the 3 places most alike already has it: T0.",
        ),
        (2, 3, "2 des 3 lieux les plus semblables l'ont déjà\u00a0: T0 et T1.", None),
        (4, 5, "4 des 5 lieux les plus semblables l'ont déjà\u00a0: T0, T1, T2 et 1 autre.", None),
    ],
)
def test_reasons_count_in_words_that_agree(held: int, alike: int, fr: str, en: str | None) -> None:
    # The first place lacks the industry, the next ones have it, the others do not.
    rows = [("T", "B", 1.0), ("T", "A", 0.0)]
    rows += [(f"T{k}", "B", 1.0) for k in range(alike)] + [
        (f"T{k}", "A", 1.0 if k < held else 0.0) for k in range(alike)
    ]
    table = pd.DataFrame(rows, columns=["place", "industry", "employment"])
    panel = Panel.from_frame(pd.concat([table.assign(year=year) for year in (2001, 2011)]))
    timeline = Timeline.of(panel, [2001, 2011])
    here = timeline.places.index("T")
    evidence = Evidence({}, -np.abs(np.subtract.outer(np.arange(alike + 1), np.arange(alike + 1))).astype(float))
    evidence.similarity[here, here] = -np.inf
    found = reasons_for(panel, timeline, evidence, (here, timeline.industries.index("A")), (2001, 2011))
    text = next(r.text for r in found if r.kind == "held_by_alike")
    assert text.fr == fr
    assert en is None or text.en == en


def test_questions_that_make_no_sense() -> None:
    panel = Panel.demo()
    for arguments in ({}, {"test": 2011, "folds": 3}, {"test": 2001}, {"folds": 1}):
        with pytest.raises(InputError):
            entries(panel, 2001, 2006, **arguments)
    with pytest.raises(NoResultError, match="2007"):
        entries(panel, 2001, 2007, folds=3)
    still = Panel.from_frame(
        pd.DataFrame(
            {"place": ["A", "B"] * 2, "industry": ["x"] * 4, "year": [1999, 1999, 2009, 2009], "employment": [1] * 4}
        )
    )
    with pytest.raises(NoResultError, match="No industry entered"):
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
