"""Model towns: found, judged by rules, ranked, resumed; and refused where nothing can be told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from jumelage.cli.economy import economy
from jumelage.economy.counterfactual import Inference
from jumelage.economy.counterfactual.many_tests import adjusted
from jumelage.economy.model_towns import (
    Outcomes,
    Settings,
    Shock,
    model_towns,
    model_towns_document,
    read_outcomes,
)
from jumelage.economy.model_towns.donors import DonorPool, kilometres
from jumelage.economy.model_towns.pooled import pool
from jumelage.economy.model_towns.result import ModelTowns
from jumelage.economy.model_towns.shocks import series_shocks
from jumelage.economy.model_towns.verdict import Evidence, decide
from jumelage.economy.panel import Panel
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual

YEARS = tuple(range(1980, 2016))
QUICK = Settings(draws=999)


def outcomes(seed: int = 1, places: int = 45) -> Outcomes:
    """Places that move together; p00 falls in 1995 and stays down, p01 falls and more than recovers, p02 in 2013."""
    rng = np.random.default_rng(seed)
    common = np.cumsum(rng.normal(0.02, 0.02, size=len(YEARS)))
    growth = rng.normal(0, 0.008, size=(places, len(YEARS)))
    growth[0, 15:21] -= 0.09
    growth[1, 15:19] -= 0.09
    growth[1, 19:22] += 0.28
    growth[2, 33:] -= 0.12
    levels = 8 + rng.normal(0, 0.5, size=(places, 1)) + common + np.cumsum(growth, axis=1)
    return Outcomes("income", tuple(f"p{i:02d}" for i in range(places)), YEARS, np.exp(levels))


@pytest.fixture(scope="module")
def found() -> ModelTowns:
    return model_towns(outcomes(), "p10", settings=QUICK)


def test_each_hit_town_gets_its_verdict_and_its_numbers(found: ModelTowns) -> None:
    towns = {town.place: town for town in found.towns}
    assert {"p00", "p01", "p02"} <= set(towns) and len(towns) <= 5
    assert towns["p00"].judgement.verdict == "worse" and "only says that it lasted" in towns["p00"].judgement.reason.en
    assert towns["p01"].judgement.verdict == "did better"
    assert "one of" in towns["p01"].story.en
    for place in ("p00", "p01"):
        judgement = towns[place].judgement
        assert abs(judgement.shock.year - 1995) <= 1
        assert judgement.evidence is not None and judgement.chart is not None
        assert judgement.donors and judgement.evidence.pre_fit_rmspe > 0
    late = towns["p02"].judgement
    assert late.verdict == "cannot tell" and late.evidence is None
    assert "too recent" in late.reason.en and "trop récent" in late.reason.fr


def test_better_models_come_first_and_the_document_keeps_the_contract(found: ModelTowns) -> None:
    document = model_towns_document(found, "en")
    order = ["did better", "as expected", "worse", "cannot tell"]
    ranks = [order.index(town["verdict"]) for town in document["towns"]]
    assert ranks == sorted(ranks)
    keys = {"shock_year", "effect", "p_placebo", "pre_fit_rmspe", "donors", "verdict", "reason", "story"}
    assert all(keys <= set(town) for town in document["towns"])
    recent = next(town for town in document["towns"] if town["place"] == "p02")
    assert (recent["effect"], recent["p_placebo"], recent["pre_fit_rmspe"]) == (None, None, None)
    assert document["summary"]["shocked"] == len(found.towns)
    json.dumps(document, allow_nan=False)


def test_the_asking_town_is_never_its_own_model() -> None:
    assert "p00" not in {town.place for town in model_towns(outcomes(), "p00", settings=QUICK).towns}


def test_a_search_resumes_where_it_stopped(tmp_path: Path, found: ModelTowns) -> None:
    file = tmp_path / "search.jsonl"
    whole = model_towns(outcomes(), "p10", settings=QUICK, checkpoint=file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [t.judgement.verdict for t in whole.towns] == [t.judgement.verdict for t in found.towns]
    # Interrupted in the middle of the last line.
    file.write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:40], encoding="utf-8")
    told: list[tuple[int, int]] = []
    again = model_towns(outcomes(), "p10", settings=QUICK, checkpoint=file, progress=lambda a, b: told.append((a, b)))
    assert len(told) == 1
    assert model_towns_document(again, "fr") == model_towns_document(whole, "fr")
    with pytest.raises(InputError, match="another table or other settings"):
        model_towns(outcomes(2), "p10", settings=QUICK, checkpoint=file)
    file.write_text("not json", encoding="utf-8")
    with pytest.raises(InputError, match="no checkpoint"):
        model_towns(outcomes(), "p10", settings=QUICK, checkpoint=file)


@pytest.mark.slow
def test_two_processes_give_what_one_gives(found: ModelTowns) -> None:
    both = model_towns(outcomes(), "p10", settings=QUICK, workers=2)
    assert model_towns_document(both, "en") == model_towns_document(found, "en")


def test_too_few_donors_and_holes_never_give_a_number() -> None:
    few = model_towns(outcomes(places=18), settings=QUICK)
    assert {t.judgement.verdict for t in few.towns} == {"cannot tell"}
    assert all(t.judgement.evidence is None for t in few.towns)
    assert any("too few places" in t.judgement.reason.en for t in few.towns)
    holed = outcomes()
    holed.values[0, 20] = np.nan
    assert "p00" not in {t.place for t in model_towns(holed, settings=QUICK).towns}
    # The shock is known from another column, the outcome has a hole.
    apart = replace(holed, shock_values=outcomes().values, shock_in="population")
    town = next(t for t in model_towns(apart, settings=QUICK).towns if t.place == "p00")
    assert town.judgement.evidence is None and "2000" in town.judgement.reason.en


def test_a_slowing_boom_is_no_shock() -> None:
    table = outcomes()
    levels = np.log(table.values)
    levels[5] += np.cumsum(np.where(np.arange(len(YEARS)) < 18, 0.10, 0.03))
    slowed = replace(table, values=np.exp(levels))
    assert "p05" not in series_shocks(slowed, confidence=0.95, smallest=0.1)


def test_neighbours_and_the_same_industry_are_left_out() -> None:
    table = outcomes()
    where = np.column_stack([np.full(45, 50.0), -66.0 - np.arange(45)])
    where[7] = (50.1, -66.0)
    placed = replace(table, coordinates=where, leading_industry={"p00": "21", "p08": "21", "p09": "31"})
    pool = DonorPool.of(placed, QUICK, slice(0, 30), 15, np.zeros(45, dtype=bool))
    donors = set(pool.donors_of(0))
    assert donors.isdisjoint({0, 1, 7, 8}) and 9 in donors  # a degree of longitude here is 71 km
    assert pool.excluded(0) == {"missing_years": 0, "also_hit": 0, "next_door": 2, "same_industry": 1}
    sept_iles, thetford = np.array([50.2001, -66.3821]), np.array([[46.0937, -71.3054]])
    assert kilometres(sept_iles, thetford)[0] == pytest.approx(586, abs=6)


def inference(effect: float, half: float, placebos: int = 99) -> Inference:
    return Inference(effect, effect - half, effect + half, 0.02, 0.01, 0.99, placebos, 0.95)


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (Evidence(inference(0.3, 0.1), 0.02, 0.02, 0.0, (0.2, 0.35), True), "did better"),
        (Evidence(inference(-0.3, 0.1), 0.02, 0.02, 0.0, (-0.4, -0.2), True), "worse"),
        (Evidence(inference(0.01, 0.05), 0.02, 0.02, 0.0, (0.0, 0.02), True), "as expected"),
        (Evidence(inference(0.1, 0.3), 0.02, 0.02, 0.0, (0.0, 0.2), True), "cannot tell"),
        (Evidence(inference(0.3, 0.1), 0.05, 0.02, 0.0, (0.2, 0.35), True), "cannot tell"),  # poor fit before
        (Evidence(inference(0.3, 0.1), 0.02, 0.02, 0.2, (0.2, 0.35), True), "cannot tell"),  # gap before the shock
        (Evidence(inference(0.3, 0.1), 0.02, 0.02, 0.0, (-0.1, 0.4), True), "cannot tell"),  # rests on one donor
        (Evidence(inference(0.3, 0.1, placebos=12), 0.02, 0.02, 0.0, (0.2, 0.35), True), "cannot tell"),
    ],
)
def test_the_rules_of_the_verdict(evidence: Evidence, verdict: str) -> None:
    said, reason = decide(evidence, Settings(), 0.1)
    assert said == verdict
    assert reason.fr and reason.en


def test_a_stricter_level_needs_more_places() -> None:
    assert (Settings().fewest_donors, Settings(level=0.99).fewest_donors) == (19, 99)
    strict = model_towns(outcomes(), settings=replace(QUICK, level=0.99))
    assert all(t.judgement.evidence is None for t in strict.towns)


def test_p_values_are_adjusted_for_their_number() -> None:
    # Benjamini and Hochberg (1995), section 4: fifteen p-values, four called at 5 %.
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1,
    ]
    q = adjusted(p)
    assert sum(value <= 0.05 for value in q) == 4
    assert q == sorted(q) and adjusted([]) == []


def test_the_embedded_panel_is_too_short_and_says_so() -> None:
    found = model_towns(Panel.demo(), "Marathon")
    assert len(found.towns) >= 10
    assert {town.judgement.verdict for town in found.towns} == {"cannot tell"}
    town = next(t for t in found.towns if t.place == "Dubreuilville")
    assert town.later is not None
    assert (town.later.gains[0].industry, town.later.gains[0].after, town.later.gains[0].entry) == ("21", 130, True)
    assert "observations before the shock" in town.judgement.reason.en
    assert found.outcomes.leading_industry["Dubreuilville"] == "31-33"
    assert "Ontario" not in found.outcomes.places
    with pytest.raises(NoResultError):
        model_towns(Panel.demo(), "Atlantis")


def industry_panel(places: int = 60) -> Panel:
    """Thirty years, two industries and services; the first town's mine closes in 2005 and nothing replaces it."""
    rng = np.random.default_rng(4)
    rows: dict[str, list[object]] = {"place": [], "industry": [], "year": [], "employment": []}
    for p in range(places):
        size = rng.uniform(800, 3000)
        mine, mill = (0.4, 0.0) if p < 8 else (0.0, 0.4)
        walk = np.exp(np.cumsum(rng.normal(0.005, 0.01, size=30)))
        for y, year in enumerate(range(1990, 2020)):
            left = 0.1 if p == 0 and year >= 2005 else 1.0
            for industry, share in (("21", mine * left), ("31", mill), ("44", 0.12), ("62", 0.13), ("61", 0.12)):
                rows["place"].append(f"t{p:02d}")
                rows["industry"].append(industry)
                rows["year"].append(year)
                rows["employment"].append(float(round(size * walk[y] * share)))
    return Panel.from_frame(relation(rows))


def relation(rows: dict[str, list[object]]) -> object:
    import duckdb

    columns = {
        name: np.array(values, dtype=object if name in ("place", "industry") else float)
        for name, values in rows.items()
    }
    columns["year"] = columns["year"].astype(int)
    connection = duckdb.connect()
    connection.register("rows", columns)
    return connection.sql("select * from rows")


def test_a_long_panel_by_industry_is_judged_and_leaves_the_same_industry_out() -> None:
    found = model_towns(industry_panel(), "t30")
    town = found.towns[0]
    assert [t.place for t in found.towns] == ["t00"]
    assert (town.judgement.shock.year, town.judgement.shock.industry) == (2005, "21")
    assert town.judgement.verdict == "worse"
    assert town.judgement.excluded["same_industry"] == 7
    assert {place for place, _ in town.judgement.donors}.isdisjoint({f"t{p:02d}" for p in range(8)})
    assert town.later is not None and town.later.split.jobs["loss_of_old"] < -200


def write(path: Path, table: Outcomes, years: tuple[int, ...] = YEARS) -> Path:
    lines = ["fips,year,income"]
    for i, place in enumerate(table.places):
        lines += [f"{place},{year},{table.values[i, YEARS.index(year)]:.3f}" for year in years]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(economy, ["models", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_on_a_table_of_outcomes(tmp_path: Path) -> None:
    file = write(tmp_path / "towns.csv", outcomes())
    asked = [str(file), "--like", "p10", "--outcome", "income", "--columns", "place=fips"]
    code, out, _ = run(*asked, "--json")
    towns = {town["place"]: town for town in json.loads(out)["towns"]}
    assert code == 0 and towns["p01"]["verdict"] == "did better"
    code, out, _ = run(*asked, "--lang", "fr")
    assert code == 0 and "a fait mieux" in out and "Le hasard seul" in out


def test_bad_tables_are_refused_with_the_place_and_the_remedy(tmp_path: Path) -> None:
    gap = write(tmp_path / "gap.csv", outcomes(), tuple(y for y in YEARS if y != 1990))
    asked = ("--outcome", "income", "--columns", "place=fips", "--lang", "en")
    assert run(str(gap), *asked)[0] == 2 and "after 1989 comes 1991" in run(str(gap), *asked)[2]
    bad = tmp_path / "bad.csv"
    bad.write_text("place,year,income\na,1990,much\n,1991,3\nb,x,2\na,1992,1\na,1992,2\n", encoding="utf-8")
    code, _, said = run(str(bad), "--outcome", "income", "--lang", "en")
    assert code == 2
    for words in (
        "row 2, income: this is not a number: “much”",
        "row 3, place",
        "row 4, year",
        "a × 1992 appears more",
    ):
        assert words in said
    empty = tmp_path / "empty.csv"
    empty.write_text("place,year,income\na,1990,\na,1991,x\n", encoding="utf-8")
    assert run(str(empty), "--outcome", "income", "--lang", "en")[0] == 2
    assert "column jobs is missing" in run(str(bad), "--outcome", "jobs", "--lang", "en")[2]
    assert run(str(tmp_path / "none.csv"), "--outcome", "income")[0] == 2
    assert run("demo:ontario", "--outcome", "pay")[0] == 2
    assert run("demo:ontario", "--like", "Atlantis")[0] == 1


def test_numbers_are_read_as_people_write_them(tmp_path: Path) -> None:
    file = tmp_path / "fr.csv"
    file.write_text("place;year;income;latitude\né;1990;1 234,5;50,2\né;1991;D;\n", encoding="utf-8")
    table = read_outcomes(file, "income")
    assert table.values[0, 0] == 1234.5 and np.isnan(table.values[0, 1])


def test_a_rate_is_told_in_its_own_direction() -> None:
    table = outcomes()
    rate = Outcomes("unemployment", table.places, YEARS, 1e5 / table.values, higher_is_better=False)
    towns = {t["place"]: t for t in model_towns_document(model_towns(rate, settings=QUICK), "en")["towns"]}
    assert towns["p00"]["verdict"] == "worse" and towns["p00"]["effect"] > 0
    assert towns["p00"]["low"] < towns["p00"]["effect"] < towns["p00"]["high"]
    assert towns["p00"]["shock"]["size_said"].startswith("+")
    chart = towns["p00"]["chart"]
    assert all(low <= high for low, high in zip(chart["low"], chart["high"], strict=True))


def test_figures_below_zero_are_judged_in_their_own_unit() -> None:
    table = outcomes()
    levels = np.log(table.values) * 10
    shifted = Outcomes("index", table.places, YEARS, levels - np.median(levels))
    found = model_towns(shifted, settings=replace(QUICK, smallest=1.0))
    towns = {t["place"]: t for t in model_towns_document(found, "en")["towns"]}
    assert found.outcomes.in_logarithms is False
    assert towns["p00"]["verdict"] == "worse" and towns["p00"]["effect"] < -2
    assert "%" not in towns["p00"]["shock"]["size_said"]


def test_a_single_zero_changes_nothing_for_the_other_places() -> None:
    table = outcomes()
    spoiled = table.values.copy()
    spoiled[-1, 3] = 0.0
    found = model_towns(replace(table, values=spoiled), settings=QUICK)
    assert found.outcomes.in_logarithms
    assert next(t for t in found.towns if t.place == "p00").judgement.verdict == "worse"


def test_ontario_gets_a_pooled_answer_first_then_intervals_and_ranks() -> None:
    document = model_towns_document(model_towns(Panel.demo(), "Marathon"), "fr")
    pooled = document["pooled"]
    assert pooled["low"] < pooled["effect"] < pooled["high"] < 0.02
    assert (pooled["hit"], pooled["p"] < 0.06) == (15, True)
    ranks = [town["rank_probability"] for town in document["towns"] if town["rank_probability"] is not None]
    assert sum(ranks) == pytest.approx(5, abs=0.1)
    assert {"place": "Marathon", "why": "Pas de chiffre connu en 2011."} in document["attrition"]
    assert document["expected_false_hits"] < 17


@pytest.mark.slow
def test_the_pooled_interval_finds_an_effect_put_in_and_none_where_there_is_none() -> None:
    generator = np.random.default_rng(3)
    years = (2001, 2006, 2011, 2016, 2021)
    places = tuple(f"p{i:03d}" for i in range(100))
    hits = {p: Shock(p, 2006, 2006, -0.4, None, 2002, 2006, Bilingual(fr="", en="")) for p in places[:17]}
    steps = generator.normal(0, 0.05, (40, 100, 4))
    covered, sized = 0, 0
    for one in steps:
        path = 7 + np.concatenate([np.zeros((100, 1)), np.cumsum(one, axis=1)], axis=1)
        for effect in (0.0, -0.2):
            moved = path.copy()
            moved[:17, 1:] += effect
            pooled, _ = pool(Outcomes("employment", places, years, np.exp(moved)), hits)
            assert pooled is not None
            covered += pooled.low <= np.expm1(effect) <= pooled.high
            sized += effect == 0.0 and pooled.p <= 0.05
    assert covered >= 70  # of 80 at 95 %
    assert sized <= 6  # of 40 at 5 %
