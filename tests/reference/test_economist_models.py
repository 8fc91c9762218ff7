"""What economists bring to the search for model towns: cases 9, 14, 20 and 21. All figures are made."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from benchmarks.models.shocks import growth, panel, series

from jumelage.economy import Panel, model_towns
from jumelage.economy.model_towns import DEFAULT_SETTINGS, Outcomes, industry_shocks, series_shocks
from jumelage.economy.model_towns.search import gated


def quiet(seed: int, years: int, towns: int = 40) -> Outcomes:
    steps = growth(np.random.default_rng(seed), towns, years, carried=0.0)
    levels = 1000 * np.exp(np.concatenate([np.zeros((towns, 1)), np.cumsum(steps, axis=1)], axis=1))
    return Outcomes("jobs", tuple(f"T{i:02d}" for i in range(towns)), tuple(range(1980, 1980 + years)), levels.round())


def hit(outcomes: Outcomes) -> set[str]:
    return set(series_shocks(outcomes, confidence=DEFAULT_SETTINGS.confidence, smallest=DEFAULT_SETTINGS.smallest))


def test_9_a_quiet_town_that_passes_a_thousand_is_not_hit() -> None:
    table = quiet(3, 30, towns=20)
    table.values[5] = np.linspace(980, 1012, 30).round()
    assert "T05" not in hit(table)


def test_14_a_zero_in_one_place_treats_that_place_alone_apart() -> None:
    table = quiet(4, 30)
    table.values[:3, 15:] *= 0.6
    before = hit(table)
    table.values[30, 10] = 0.0
    found = model_towns(table)
    assert found.outcomes.in_logarithms
    assert {town.place for town in found.towns} == before == {"T00", "T01", "T02"}
    assert {one.place: one.why.en for one in found.attrition}["T30"].startswith("A figure is zero")


@pytest.mark.parametrize("years", [20, 40])
def test_20_quiet_towns_are_not_hit(years: int) -> None:
    assert np.mean([len(hit(quiet(seed, years))) / 40 for seed in range(6)]) <= 0.05


@pytest.mark.parametrize("size", [150, 1500])
def test_20_quiet_towns_of_every_size_are_not_hit_by_industry_either(size: int) -> None:
    rng = np.random.default_rng(size)
    found = [len(industry_shocks(panel(rng, size, years, step, hit=False))) for years, step in ((20, 1), (5, 5))]
    assert np.mean(found) <= 0.05 * 40


@pytest.mark.parametrize("shape", ["one year, -39 %", "8 % a year, six years", "four steps of -14 % in eight years"])
def test_a_step_a_slide_and_a_staircase_are_found(shape: str) -> None:
    found = hit(series(np.random.default_rng(8), 15_000, 40, shape))
    assert len(found & {"T00", "T01", "T02", "T03"}) >= 3


def test_21_a_missing_year_and_a_town_that_vanishes_are_rows_of_the_attrition_table() -> None:
    table = quiet(6, 30)
    table.values[7, 11] = np.nan
    table.values[8, 15:] = np.nan
    found = model_towns(table)
    why = {one.place: one.why.en for one in found.attrition}
    assert why["T07"] == "No known figure in 1991."
    assert "1995" in why["T08"] and "2009" in why["T08"]
    assert not {"T07", "T08"} & {town.place for town in found.towns}


def test_the_asking_town_is_pooled_though_it_is_no_model_of_itself() -> None:
    everyone, asked = model_towns(Panel.demo()), model_towns(Panel.demo(), "Wawa")
    assert everyone.pooled == asked.pooled
    assert "Wawa" not in {town.name for town in asked.towns}


def test_the_pooled_interval_leaves_zero_out_exactly_where_p_does() -> None:
    pooled = model_towns(Panel.demo()).pooled
    assert pooled is not None
    assert (pooled.p <= 0.05) == (pooled.low > 0 or pooled.high < 0)


def test_a_claim_that_chance_explains_among_many_is_withdrawn() -> None:
    table = series(np.random.default_rng(2), 15_000, 40, "8 % a year, six years")
    found = model_towns(table)
    judged = {town.place: town.judgement for town in found.towns}
    claims = [place for place, judgement in judged.items() if judgement.verdict == "worse"]
    strict = gated(judged, type(DEFAULT_SETTINGS)(false_claims=0.0))
    assert claims
    for place in claims:
        assert strict[place].verdict == "cannot tell"
        assert "chance is enough" in strict[place].reason.en


def test_a_frame_goes_in_where_a_path_does() -> None:
    frame = pd.read_csv(io.StringIO("place,industry,year,employment\nA,21,2020,5\nA,62,2020,7\n"))
    assert Panel.read(frame).employment.tolist() == [5, 7]
