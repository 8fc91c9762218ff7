"""What economists bring: each of these was answered wrongly somewhere, and has a right answer. All figures are made."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jumelage.economy import Panel, complexity, entries, peers, portrait, relatedness, stress
from jumelage.economy.forecast.snapshots import Timeline
from jumelage.economy.measures.complexity import complexity_of
from jumelage.economy.portrait.document import portrait_document
from jumelage.economy.scenarios.accounts import read_supply_table
from jumelage.economy.scenarios.exposure import exposure, read_exports
from jumelage.economy.scenarios.leakage import leakage
from jumelage.errors import InputError, NoResultError

MILL = [
    ("Mill", "21", None, 3),
    ("Mill", "44-45", 100, 9),
    ("Mill", "61", 100, 2),
    ("Rest", "21", 300, 4),
    ("Rest", "44-45", 4850, 400),
    ("Rest", "61", 4850, 90),
]
TRUTH = {"21": 800.0, "44-45": 100.0, "61": 100.0}


def panel_of(rows: list[tuple[str, str, float | None, int]], year: int = 2020) -> Panel:
    frame = pd.DataFrame(rows, columns=["place", "industry", "employment", "establishments"])
    return Panel.from_frame(frame.assign(year=year))


def wide(cells: dict[tuple[str, str], dict[int, float]]) -> Panel:
    rows = [(p, i, y, e) for (p, i), years in cells.items() for y, e in years.items()]
    return Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"]))


def test_1_a_hidden_mine_leaves_the_class_unknown_and_the_truth_inside() -> None:
    found = portrait(panel_of([(*row[:3], 0) for row in MILL]), "Mill")
    document = portrait_document(found, "en")
    assert document["reliance"]["class"] == "unknown"
    shares = {code: jobs / 1000 for code, jobs in TRUTH.items()}
    whole = {"21": 1100 / 11000, "44-45": 4950 / 11000, "61": 4950 / 11000}
    low, high = document["bounds"]["hhi"]
    assert low <= sum(s * s for s in shares.values()) <= high
    for row in document["location_quotients"]:
        low, high = row["bounds"]
        truth = shares[row["industry"]] / whole[row["industry"]]
        assert low <= truth <= (math.inf if high is None else high)


def test_2_establishments_and_a_whole_tighten_the_bounds() -> None:
    whole = [("All", "21", 1100, 7), ("All", "44-45", 4950, 409), ("All", "61", 4950, 92)]
    found = portrait(panel_of(MILL + whole).with_wholes("All"), "Mill")
    mine = next(line for line in found.lines if line.industry == "21")
    assert mine.employment_bounds == (3.0, 800.0)
    assert found.reliance is not None
    assert found.reliance.share_range == pytest.approx((3 / 203, 0.8))


@pytest.mark.parametrize("code", ["Total", "00", "10", "Ensemble"])
def test_11_a_total_among_industries_is_refused_alike(code: str) -> None:
    towns = [(p, i, 2020, 10.0 + n) for n, p in enumerate("ABC") for i in ("21", "62")]
    towns += [(p, code, 2020, 25.0) for p in "ABC"]
    panel = Panel.from_frame(pd.DataFrame(towns, columns=["place", "industry", "year", "employment"]))
    for act in (lambda: portrait(panel, "A"), lambda: complexity(panel), lambda: peers(panel, "A")):
        with pytest.raises(InputError, match="total of the other industries"):
            act()


def test_11_an_undeclared_country_is_refused_alike_and_declared_is_compared_with() -> None:
    rows = [
        (p, i, 2020, size * (1 + (i == "21")))
        for p, size in (("A", 10.0), ("B", 20.0), ("Canada", 900.0))
        for i in ("21", "62")
    ]
    panel = Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"]))
    for act in (lambda: portrait(panel, "A"), lambda: relatedness(panel), lambda: peers(panel, "A")):
        with pytest.raises(InputError, match="contains the others"):
            act()
    assert portrait(panel.with_wholes("Canada"), "A").reference == "Canada"


def test_12_nested_codes_are_refused_by_every_function() -> None:
    rows = [(p, i, y, 10.0) for p in "ABC" for i in ("31-33", "322", "62") for y in (2010, 2020)]
    panel = Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"]))
    acts = (
        lambda: portrait(panel, "A"),
        lambda: complexity(panel),
        lambda: relatedness(panel),
        lambda: peers(panel, "A"),
        lambda: entries(panel, 2010, 2020, folds=2),
        lambda: stress(panel, "A", "62"),
    )
    for act in acts:
        with pytest.raises(InputError, match="several levels"):
            act()


def test_13_a_town_that_leaves_the_table_moves_no_part_of_the_change() -> None:
    cells = {
        ("A", "21"): {2010: 100.0, 2020: 60.0},
        ("A", "62"): {2010: 50.0, 2020: 70.0},
        ("B", "21"): {2010: 500.0, 2020: 450.0},
        ("B", "62"): {2010: 800.0, 2020: 900.0},
    }
    before = portrait(wide(cells), "A").shifts
    with_leaver = wide({**cells, ("C", "21"): {2010: 4000.0}, ("C", "62"): {2010: 10.0}})
    assert portrait(with_leaver, "A").shifts == before


def test_13_a_cell_hidden_elsewhere_leaves_the_truth_inside_the_bounds() -> None:
    cells = {
        ("A", "21"): {2010: 100.0, 2020: 60.0}, ("A", "62"): {2010: 50.0, 2020: 70.0},
        ("B", "21"): {2010: 500.0, 2020: 450.0}, ("B", "62"): {2010: 800.0, 2020: 900.0},
        ("C", "21"): {2010: 300.0, 2020: 900.0}, ("C", "62"): {2010: 100.0, 2020: 120.0},
    }  # fmt: skip
    truth = portrait(wide(cells), "A").shifts
    rows = [(p, i, y, e, 0, 1500.0) for (p, i), years in cells.items() for y, e in years.items()]
    frame = pd.DataFrame(rows, columns=["place", "industry", "year", "employment", "lower", "upper"])
    frame.loc[(frame.place == "C") & (frame.industry == "21") & (frame.year == 2020), "employment"] = np.nan
    found = portrait(Panel.from_frame(frame), "A").shifts
    assert truth is not None and found is not None and found.bounds is not None
    for part in ("growth", "mix", "local", "change"):
        assert found.bounds[part][0] <= getattr(truth, part) <= found.bounds[part][1]
        assert found.bounds[part][0] <= getattr(found, part) <= found.bounds[part][1]


def test_15_indirect_jobs_need_a_declared_country() -> None:
    demo, table = Panel.demo(), read_supply_table("demo:us-sectors")
    towns = demo.take(~np.isin(demo.place, [demo.places.index(p) for p in demo.wholes]))
    with pytest.raises(InputError, match="no whole is declared"):
        stress(replace(towns, wholes=()), "Wawa", "21", table=table)
    found = stress(demo, "Wawa", "21", table=table)
    assert found.indirect is not None
    assert found.indirect.middle == pytest.approx(1.6, abs=0.1)


def test_16_finer_american_codes_meet_the_table_and_the_rest_is_named() -> None:
    jobs = {"2122": 500.0, "4231": 2993.0, "9999": 7.0}
    rows = [(p, i, 2020, n * k) for p, k in (("A", 1), ("USA", 1000)) for i, n in jobs.items()]
    frame = pd.DataFrame(rows, columns=["place", "industry", "year", "employment"])
    found = stress(Panel.from_frame(frame).with_wholes("USA"), "A", "2122", table=read_supply_table("demo:us-sectors"))
    assert [line[0] for line in found.by_industry] == ["42"]
    assert any("9999 (7 jobs)" in warning.en for warning in found.warnings)


def test_16_stress_carries_its_interval_and_takes_jobs() -> None:
    demo, table = Panel.demo(), read_supply_table("demo:us-sectors")
    whole, part = stress(demo, "Wawa", "21", table=table), stress(demo, "Wawa", "21", jobs=105, table=table)
    assert whole.direct_bounds[0] < whole.direct == 210 < whole.direct_bounds[1]
    assert part.direct == 105 and part.share_lost == 0.5
    assert part.indirect is not None and whole.indirect is not None
    assert part.indirect.middle == pytest.approx(whole.indirect.middle / 2)
    with pytest.raises(InputError, match="210 jobs"):
        stress(demo, "Wawa", "21", jobs=211)
    with pytest.raises(NoResultError, match="at least 3, and at most 800"):
        stress(panel_of([*MILL, ("All", "21", 1100, 7)]).with_wholes("All"), "Mill", "21")


def test_17_hachman_is_at_most_one_where_the_main_cell_of_the_whole_is_hidden() -> None:
    rows: list[tuple[str, str, float | None, int]] = [
        ("A", "21", 800, 1), ("A", "44-45", 100, 1), ("A", "61", 100, 1),
        ("All", "21", None, 9), ("All", "44-45", 300, 9), ("All", "61", 500, 9),
    ]  # fmt: skip
    assert 0 < portrait(panel_of(rows).with_wholes("All"), "A").hachman <= 1


def test_18_a_table_of_one_constant_says_why_nothing_can_be_said() -> None:
    rows = [(p, i, 2020, 10.0) for p in "ABCD" for i in ("11", "21", "62")]
    panel = Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"]))
    with np.errstate(all="raise"), pytest.raises(NoResultError, match="same mix"):
        complexity(panel)


def test_19_the_opportunity_gain_and_outlook_are_those_of_the_named_library() -> None:
    table = np.random.default_rng(19).integers(1, 100, (8, 6)).astype(float)
    found = complexity_of(table, convention="atlas")
    # ecomplexity 0.5.3, columns cog and coi of the same table.
    np.testing.assert_allclose(
        found.cog[:2],
        [
            [0.89857461, -0.30461505, 0.89857461, 0, -0.06436222, 1.08023148],
            [0, -0.81467639, 0, -0.87955625, -0.56243277, 0],
        ],
        atol=1e-8,
    )
    outlook = [-0.02157169, -1.75897485, 0.47484564, 1.53233772, -0.1363625, 0.47484564, 0.69933907, -1.26445902]
    np.testing.assert_allclose(found.coi, outlook, atol=1e-8)
    assert found.rca is found.quotients


def test_a_rank_of_a_sampled_table_carries_its_interval() -> None:
    found = complexity(Panel.demo())
    assert found.ranges is not None
    wawa = next(i for i, place in enumerate(found.places) if Panel.demo().name_of(place) == "Wawa")
    low, high = found.ranges.rank[wawa]
    assert low <= 1 + int((found.eci > found.eci[wawa]).sum()) <= high
    assert high - low > 10
    assert any("rank is read with its interval" in warning.en for warning in found.warnings)


def test_a_rank_is_refused_where_nothing_bounds_a_hidden_cell() -> None:
    rows = [
        (p, i, 5.0 + 40 * (a == b), 0) for a, p in enumerate("ABCD") for b, i in enumerate(("11", "21", "62", "91"))
    ]
    hidden: list[tuple[str, str, float | None, int]] = [*rows[:-1], ("D", "91", None, 1)]
    found = complexity(panel_of(hidden))
    assert found.ranges is None
    assert any("cannot be read" in warning.en for warning in found.warnings)


def test_hidden_cells_make_no_speciality_of_the_rest() -> None:
    rows: list[tuple[str, str, float | None, int]] = [
        (f"T{n}", i, e, f) for n in range(9) for i, e, f in (("21", 800.0, 4), ("44-45", 100.0, 20), ("61", 100.0, 5))
    ]
    rows += [("Mill", "21", None, 4), ("Mill", "44-45", 100.0, 20), ("Mill", "61", 100.0, 5)]
    frame = pd.DataFrame(rows, columns=["place", "industry", "employment", "establishments"]).assign(year=2020)
    snapshot = Timeline.of(Panel.from_frame(frame), [2020]).at(2020)
    np.testing.assert_allclose(snapshot.quotients[0], [np.nan, 1, 1])


def test_22_what_is_given_wrong_is_named_at_once() -> None:
    demo = Panel.demo()
    with pytest.raises(NoResultError, match="Ontario"):
        demo.with_wholes("Ontarioo")
    with pytest.raises(InputError, match="whole number"):
        portrait(demo, "Wawa", "2021")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="read_supply_table"):
        stress(demo, "Wawa", "21", table="demo:us-sectors")  # type: ignore[arg-type]


def test_the_same_whole_is_compared_with_in_every_function() -> None:
    demo = Panel.demo()
    mining = next(line.lq for line in portrait(demo, "Wawa").lines if line.industry == "21")
    found = complexity(demo)
    wawa = next(i for i, place in enumerate(found.places) if demo.name_of(place) == "Wawa")
    assert found.quotients[wawa, found.industries.index("21")] == pytest.approx(mining)


def test_a_roll_up_with_a_hidden_part_keeps_the_known_part() -> None:
    rows: list[tuple[str, str, float | None, int]] = [("A", "2121", 60, 1), ("A", "2122", None, 2), ("A", "6111", 5, 1)]
    found = portrait(panel_of(rows).at_level(2), "A")
    mine = next(line for line in found.lines if line.industry == "21")
    assert mine.employment is None
    assert mine.employment_bounds is not None
    assert mine.employment_bounds[0] == 62.0


def test_results_are_frames_and_short_reprs() -> None:
    demo = Panel.demo()
    found = portrait(demo, "Wawa")
    frame = found.to_frame()
    assert len(frame) == len(found.lines)
    assert (frame["lq_low"] <= frame["lq_high"]).all()
    assert len(complexity(demo).to_frame()) == 32 * 20
    assert len(repr(demo)) < 250 and "32" not in repr(found)


def test_what_is_bought_outside_ends_in_a_firm_or_a_gap() -> None:
    demo, table = Panel.demo(), read_supply_table("demo:us-sectors")
    lines = leakage(demo, "Wawa", table, organisations={"forge": "332710", "banque": "5221"})
    assert all(line.low <= line.bought <= line.high for line in lines)
    ends = {line.industry: line.candidates for line in lines}
    assert (ends["31-33"], ends["52"], ends["22"]) == (("forge",), ("banque",), ())


def test_jobs_that_hang_on_one_market(tmp_path: Path) -> None:
    file = tmp_path / "exports.csv"
    file.write_text("industry,market,value,output\n21,China,500,1000\n21,Japan,250,1000\n31-33,China,5,\n")
    markets = {line.market: line for line in exposure(Panel.demo(), "Wawa", read_exports(file))}
    assert markets["Japan"].jobs == pytest.approx(210 / 4)
    assert markets["Japan"].low < 210 / 4 < markets["Japan"].high
    assert markets["China"].jobs is None
    file.write_text("industry,market,value,output\n21,China,500,100\n")
    with pytest.raises(InputError, match="row 2"):
        read_exports(file)
