"""Tables that economists bring, as they are downloaded or typed: cases 3 to 12 and 23. All figures are made."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from jumelage.economy import Panel, portrait
from jumelage.economy.model_towns import read_outcomes
from jumelage.economy.portrait.document import portrait_document
from jumelage.economy.table.suppression import employment_bounds
from jumelage.errors import InputError, NoResultError

COAST = "Côte-Nord and Nord-du-Québec, Quebec"
LABOUR_FORCE = {
    "Total, all industries": 50.1,
    "Goods-producing sector": 18.9,
    "Agriculture [111-112, 1100, 1151-1152]": None,
    "Forestry, fishing, mining, quarrying, oil and gas [21, 113-114, 1153, 2100]": 9.1,
    "Utilities [22]": 1.5,
    "Construction [23]": 3.6,
    "Manufacturing [31-33]": 4.7,
    "Services-producing sector": 31.2,
    "Wholesale and retail trade [41, 44-45]": 7.2,
    "Transportation and warehousing [48-49]": 2.9,
    "Educational services [61]": 11.0,
    "Health care and social assistance [62]": 8.1,
    "Public administration [91]": 2.0,
}


def labour_force(folder: Path, dates: list[str]) -> Path:
    head = "REF_DATE GEO DGUID|Labour force characteristics|North American Industry Classification System (NAICS)"
    names = [*head.split("|", maxsplit=1)[0].split(), *head.split("|")[1:], "UOM", "SCALAR_FACTOR", "VALUE", "STATUS"]
    text = io.StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL)
    rows.writerow(names)
    for n, date in enumerate(dates):
        for label, value in LABOUR_FORCE.items():
            said = "" if value is None else f"{value + n * (label == 'Utilities [22]'):.1f}"
            mark = "x" if value is None else ""
            rows.writerow([date, COAST, "2016A", "Employment", label, "Persons in thousands", "thousands", said, mark])
    file = folder / "14100392.csv"
    file.write_text(text.getvalue(), encoding="utf-8-sig")
    return file


def save(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_3_the_labour_force_survey_adds_up_to_its_total(tmp_path: Path) -> None:
    found = portrait(Panel.read(labour_force(tmp_path, ["2016"])), COAST)
    assert found.employment == pytest.approx(50_100)
    assert found.lines[0].industry == "61"
    lines = {line.industry: line for line in found.lines}
    assert lines["21+113-114+1153+2100"].employment == pytest.approx(9_100)
    hidden = lines["111-112+1100+1151-1152"]
    assert hidden.employment is None
    assert hidden.employment_bounds == (0.0, 500.0), "what rounding leaves of the total"


def test_4_monthly_figures_are_the_mean_of_the_year_and_said(tmp_path: Path) -> None:
    panel = Panel.read(labour_force(tmp_path, ["2016-01", "2016-02", "2016-03"]))
    lines = {line.industry: line.employment for line in portrait(panel, COAST).lines}
    assert panel.years == (2016,)
    assert lines["22"] == pytest.approx(2_500)
    assert any("Mean of the months" in note.en for note in panel.source.notes)


def test_5_business_counts_are_establishments_and_their_sizes_bound_jobs(tmp_path: Path) -> None:
    head = "REF_DATE,GEO,Employment size,North American Industry Classification System (NAICS),VALUE\n"
    sizes = {"Total, with employees": 4, "1 to 4 employees": 2, "5 to 9 employees": 1, "500 plus employees": 1}
    rows = "".join(f'2023-12,Ville,"{size}",Mining [21],{n}\n' for size, n in sizes.items())
    rows += (
        '2023-12,Ville,"Total, with employees",Retail [44-45],3\n2023-12,Ville,"1 to 4 employees",Retail [44-45],3\n'
    )
    panel = Panel.read(save(tmp_path, "33100760.csv", head + rows))
    assert np.isnan(panel.employment).all()
    bounds = employment_bounds(panel, 2023)
    assert bounds.of("Ville", "21") == (507, np.inf)
    assert bounds.of("Ville", "44-45") == (3, 12)
    with pytest.raises(NoResultError, match="507 or more"):
        portrait(panel, "Ville")


def test_6_a_census_profile_is_read_by_dguid_and_by_name(tmp_path: Path) -> None:
    head = "CENSUS_YEAR,DGUID,GEO_NAME,CHARACTERISTIC_NAME,C1_COUNT_TOTAL,SYMBOL\n"
    lines = [
        "Total - Labour force aged 15 years and over by industry - Sectors,900,",
        "  21 Mining,600,",
        "  22 Utilities,,x",
    ]
    rows = "".join(f"2021,2021A00052497007,Ville-Inventée,{line}\n" for line in lines)
    panel = Panel.read(save(tmp_path, "98-401.csv", head + rows))
    assert panel.source.layout == "98-401"
    for place in ("2021A00052497007", "ville inventee"):
        assert portrait(panel, place).employment == 600


def test_7_the_total_of_qcew_is_known_as_total_and_bounds_what_is_not_disclosed(tmp_path: Path) -> None:
    head = "area_fips,own_code,industry_code,year,qtr,disclosure_code,annual_avg_estabs,annual_avg_emplvl\n"
    rows = "27001,0,10,2022,A,,400,5000\n27001,5,10,2022,A,,390,4000\n27001,5,21,2022,A,N,3,0\n"
    rows += "27001,5,44-45,2022,A,,30,900\n27001,1,92,2022,A,,3,90\n"
    found = portrait(Panel.read(save(tmp_path, "qcew.csv", head + rows)), "27001")
    mine = next(line for line in found.lines if line.industry == "21")
    assert found.employment == 990
    assert mine.employment is None
    assert mine.employment_bounds == (3, 4010)


def test_8_one_form_of_number_for_the_column(tmp_path: Path) -> None:
    rows = "A;11;2016;0,123\nA;21;2016;0,12\n"
    found = portrait(Panel.read(save(tmp_path, "t.csv", "place;industry;year;employment\n" + rows)), "A")
    assert [line.employment for line in found.lines] == [0.123, 0.12]


def test_9_thousands_in_outcomes(tmp_path: Path) -> None:
    text = 'place,year,jobs\nA,2000,"12,345"\nA,2001,"9,800"\nB,2000,980\nB,2001,"1,012"\n'
    assert read_outcomes(save(tmp_path, "o.csv", text), "jobs").values.tolist() == [[12345, 9800], [980, 1012]]


@pytest.mark.parametrize("year", ["2001.6", "2016-17"])
def test_10_a_year_that_is_none_is_refused_by_row_in_both_readers(tmp_path: Path, year: str) -> None:
    file = save(tmp_path, "t.csv", f"place,industry,year,employment\nA,21,2002,5\nA,62,{year},6\n")
    with pytest.raises(InputError, match="row 3.*" + year.replace(".", r"\.")):
        Panel.read(file)
    with pytest.raises(InputError, match="row 3.*" + year.replace(".", r"\.")):
        read_outcomes(file, "employment")


MARKS = ["-", "S", ":", "Z", "(D)", "<10", "x", "..", "F", "N", "(L)"]


@pytest.mark.parametrize("mark", [*MARKS, "120E"])
def test_23_a_mark_is_read_alike_by_both_readers(tmp_path: Path, mark: str) -> None:
    panel = Panel.read(save(tmp_path, "p.csv", f'place,industry,year,employment\nA,21,2020,"{mark} "\nA,62,2020,100\n'))
    outcomes = read_outcomes(save(tmp_path, "o.csv", f'place,year,jobs\nA,2020,"{mark} "\nA,2021,100\n'), "jobs")
    expected = 120.0 if mark == "120E" else np.nan
    np.testing.assert_equal(panel.employment[0], expected)
    np.testing.assert_equal(outcomes.values[0, 0], expected)
    if mark == "<10":
        assert employment_bounds(panel, 2020).of("A", "21") == (0, 10)
    if mark == "120E":
        assert any("letter of quality" in note.en for note in panel.source.notes)


def test_a_folder_in_place_of_a_file_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        Panel.read(tmp_path)


def test_every_dropped_row_is_named_with_its_jobs(tmp_path: Path) -> None:
    rows = "A,21,2020,60\nA,2122,2020,50\nA,62,2020,40\nA,Total,2020,100\n"
    panel = Panel.read(save(tmp_path, "t.csv", "place,industry,year,employment\n" + rows)).at_level(2)
    notes = " ".join(note["en"] for note in portrait_document(portrait(panel, "A"), "en")["notes"])
    assert "2122" in notes and "50 known jobs" in notes and "Total" in notes
