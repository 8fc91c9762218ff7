from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from jumelage.cli.economy import economy
from jumelage.economy import Panel, portrait
from jumelage.economy.measures.intervals import Cells, cells_of
from jumelage.economy.measures.reliance import ers_classes, nrcan_reliance
from jumelage.economy.portrait.document import portrait_document
from jumelage.economy.table.survey import UNKNOWN_SURVEY
from jumelage.errors import InputError, NoResultError


def frame(rows: list[tuple[str, str, int, float | None]]) -> Panel:
    return Panel.from_frame(pd.DataFrame(rows, columns=["place", "industry", "year", "employment"]))


def published(*values: float) -> Cells:
    figures = np.array(values)
    return cells_of(figures, figures, figures, UNKNOWN_SURVEY)


def test_measures_of_four_numbers() -> None:
    panel = frame([("A", "a", 2016, 60), ("A", "b", 2016, 40), ("B", "a", 2016, 20), ("B", "b", 2016, 80)])
    found = portrait(panel, "A")
    assert found.hhi == pytest.approx(0.52)
    assert found.entropy == pytest.approx(-(0.6 * math.log(0.6) + 0.4 * math.log(0.4)))
    assert found.effective_industries == pytest.approx(math.exp(found.entropy))
    assert found.largest.lq == pytest.approx(0.6 / 0.4)
    assert found.hachman == pytest.approx(1 / (0.36 / 0.4 + 0.16 / 0.6))
    assert portrait(panel, "A", reference="B").largest.lq == pytest.approx(3)


def test_the_whole_is_never_summed_with_its_places() -> None:
    rows = [("A", "a", 2016, 60.0), ("A", "b", 2016, 40.0), ("All", "a", 2016, 600.0), ("All", "b", 2016, 900.0)]
    panel = frame(rows)
    assert portrait(panel, "A", reference="All").largest.reference_share == pytest.approx(0.4)
    assert portrait(panel.with_wholes("All"), "A").reference == "All"


def test_dubreuilville_lost_its_mill_and_found_a_mine() -> None:
    document = portrait_document(portrait(Panel.demo(), "Dubreuilville", 2021), "fr")
    assert document["largest"]["industry"] == "21"
    assert document["largest"]["share"] == pytest.approx(0.48, abs=0.005)
    assert document["dependence"] == {
        "industry": "21",
        "direct": document["largest"]["share"],
        "indirect": None,
        "total": None,
        "note": document["dependence"]["note"],
    }
    assert document["reliance"]["class"] == "unknown"  # 48 % of a sample of a small town may be 50 % of the town
    low, high = document["bounds"]["reliance_share"]
    assert 0.3 < low < document["reliance"]["share"] < 0.5 < high
    change = document["change"]
    parts = change["growth_of_new"] + change["loss_of_old"] + change["growth_of_old"] + change["loss_of_new"]
    assert parts == pytest.approx(change["hhi_change"])
    assert change["breaks"][0]["after"] == 2016
    assert any("2016" in warning["fr"] for warning in document["warnings"])
    assert portrait(Panel.demo(), "Dubreuilville", 2021, since=2016).warnings == ()


def test_unknown_cells_are_told_and_take_no_part() -> None:
    rows = [("A", "a", 2016, 60.0), ("A", "b", 2016, None), ("B", "b", 2016, 10.0), ("B", "c", 2016, 10.0)]
    found = portrait(frame(rows), "A")
    assert (found.employment, found.suppressed_cells, found.absent_industries) == (60, 1, ("c",))
    assert found.hhi == 1
    assert next(line for line in found.lines if line.industry == "b").lq is None
    assert "minimum" in found.warnings[0].en


def test_mixed_levels_are_refused() -> None:
    with pytest.raises(InputError, match="single level"):
        portrait(frame([("A", "21", 2016, 5), ("A", "212", 2016, 5)]), "A")


def test_a_place_with_nothing_known_has_no_portrait() -> None:
    with pytest.raises(NoResultError, match="No known figure"):
        portrait(frame([("A", "21", 2016, None), ("B", "21", 2016, 5)]), "A")
    with pytest.raises(NoResultError, match="2016"):
        portrait(frame([("A", "21", 2016, 5)]), "A", 1999)


def test_reliance_counts_first_processing_where_codes_allow() -> None:
    codes = ("1133", "3211", "3221", "4451", "6221")
    found = nrcan_reliance(codes, published(10.0, 10, 15, 40, 25))
    assert found is not None
    assert (found.sector, found.with_processing, found.class_) == ("forestry", True, "reliant")
    assert found.share == pytest.approx(0.35)
    assert found.base_share == pytest.approx(1.0)
    assert nrcan_reliance(("010", "020"), published(1.0, 2)) is None
    assert ers_classes(("11", "21", "31-33", "62"), published(50.0, 8, 16, 26))["mining"] == (0.08, True)
    assert "farming" not in ers_classes(("11", "21"), published(50.0, 8))


def test_command_line(french: None) -> None:
    run = CliRunner().invoke
    found = run(economy, ["portrait", "demo:ontario", "--place", "dubreuilville", "--json"])
    assert found.exit_code == 0
    assert json.loads(found.stdout)["place"] == "Dubreuilville"
    words = run(economy, ["portrait", "demo:ontario", "--place", "Elliot Lake"]).stdout
    assert "Rupture de série entre 2011 et 2016" in words
    absent = run(economy, ["portrait", "demo:ontario", "--place", "Sept-Îles"])
    assert (absent.exit_code, absent.stdout) == (1, "")
    assert run(economy, ["portrait", "absent.csv", "--place", "A"]).exit_code == 2
    assert run(economy, ["portrait", "demo:ontario", "--place", "Wawa", "--columns", "nonsense"]).exit_code == 2
