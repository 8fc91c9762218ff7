from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import duckdb
import numpy as np
import pandas as pd
import pytest

from jumelage.economy import Panel
from jumelage.economy.table.crosswalk import Concordance
from jumelage.errors import InputError, NoResultError

HEAD = "place,industry,year,employment\n"


def write(folder: Path, text: str, name: str = "panel.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def cell(panel: Panel, place: str, industry: str, year: int) -> float:
    section = panel.cross_section(year)
    return float(section.employment[section.row(place), section.industries.index(industry)])


def test_what_is_not_published_is_unknown_and_what_is_absent_is_zero(tmp_path: Path) -> None:
    marks = ["x", "F", "D", "..", "", "X"]
    rows = "".join(f"A,1{i},2016,{mark},5,\n" for i, mark in enumerate(marks))
    text = "place,industry,year,employment,establishments,suppressed\n" + rows
    text += "A,20,2016,0,3,\nA,21,2016,0,0,\nA,22,2016,7,2,true\nB,23,2016,4,1,false\n"
    section = Panel.read(write(tmp_path, text)).cross_section(2016)
    a = dict(zip(section.industries, section.employment[section.row("A")], strict=True))
    assert all(np.isnan(a[f"1{i}"]) for i in range(len(marks)))
    assert np.isnan(a["20"]), "no job beside three establishments is a hidden figure"
    assert a["21"] == 0
    assert np.isnan(a["22"])
    assert a["23"] == 0
    assert not section.present[section.row("A"), section.industries.index("23")]


def test_codes_keep_their_zeros_and_numbers_their_french_commas(tmp_path: Path) -> None:
    text = "fips;naics;annee;emplois\n01001;0111;2016;1\u00a0234,5\n01002;0111;2016;2 000\n"
    columns = {"place": "fips", "industry": "naics", "year": "annee", "employment": "emplois"}
    panel = Panel.read(write(tmp_path, text, encoding="latin-1"), columns=columns)
    assert panel.places == ("01001", "01002")
    assert cell(panel, "01001", "0111", 2016) == 1234.5
    assert cell(panel, "01002", "0111", 2016) == 2000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("place,industry,year\nA,1,2016\n", ["employment", "columns"]),
        (HEAD, ["no row"]),
        (HEAD + "A,1,2016,5\nA,1,16/17,5\n", ["row 3", "16/17", "four digits"]),
        (HEAD + "A,1,2016,-5\n", ["row 2", "negative"]),
        (HEAD + "A,1,2016,many\n", ["row 2", "many", "not a number"]),
        (HEAD + ",1,2016,5\n", ["row 2", "empty place"]),
        (HEAD + "A,1,2016,5\nA,1,2016,6\n", ["one cell appears", "rows 2, 3", "sum_duplicates"]),
        (HEAD + "A,1,2016,inf\n", ["not a number"]),
        (HEAD + "A,1,2016,1e308\n", ["row 2", "too large"]),
    ],
)
def test_bad_tables_name_the_row_and_the_remedy(tmp_path: Path, text: str, says: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        Panel.read(write(tmp_path, text))
    for words in says:
        assert words in caught.value.say("en") or any(words in one.setting for one in caught.value.problems)
    assert caught.value.say("fr") != caught.value.say("en")


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    for name, content in (("a.parquet", "no"), ("a.xlsx", "no"), ("a.pdf", "%PDF"), ("a.csv", "\0\1\2")):
        with pytest.raises(InputError, match="a\\."):
            Panel.read(write(tmp_path, content, name))
    with pytest.raises(InputError, match="no such file"):
        Panel.read(tmp_path / "absent.csv")


def test_duplicates_add_up_only_when_asked(tmp_path: Path) -> None:
    file = write(tmp_path, HEAD + "A,1,2016,5\nA,1,2016,6\nA,2,2016,5\nA,2,2016,x\n")
    panel = Panel.read(file, sum_duplicates=True)
    assert cell(panel, "A", "1", 2016) == 11
    assert np.isnan(cell(panel, "A", "2", 2016)), "a sum with an unknown term is unknown"
    assert "2 cells" in panel.source.notes[-1].en


def test_every_frame_gives_the_same_panel(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"place": ["A", "B"], "industry": ["1", "1"], "year": [2016, 2016], "employment": [3.0, np.nan]}
    )
    file = tmp_path / "p.parquet"
    with duckdb.connect() as connection:
        relation = connection.from_df(frame)
        relation.write_parquet(str(file))
        panels = [Panel.from_frame(frame), Panel.from_frame(relation), Panel.read(file)]
    for panel in panels:
        assert panel.places == ("A", "B")
        np.testing.assert_array_equal(panel.employment, [3.0, np.nan])


def test_years_of_mixed_types_are_refused() -> None:
    frame = pd.DataFrame({"place": ["A", "B"], "industry": ["1", "1"], "employment": [3, 4]})
    frame["year"] = pd.Series([2016, "2016"], dtype=object)
    with pytest.raises(InputError, match="mixed types"):
        Panel.from_frame(frame)
    with pytest.raises(InputError, match="no table"):
        Panel.from_frame(SimpleNamespace())


def test_places_are_found_by_name_without_accents() -> None:
    panel = Panel.demo()
    assert panel.find_place("SAULT STE MARIE") == "Sault Ste. Marie"
    with pytest.raises(NoResultError, match="Dubreuilville"):
        panel.find_place("Dubrevil")


def test_demo_panel_is_whole_and_sourced() -> None:
    panel = Panel.demo()
    assert len(panel) == 3320
    assert panel.wholes == ("Ontario", "Canada")
    assert panel.source.breaks[0].lies_between(2011, 2016)
    assert not panel.source.breaks[0].lies_between(2016, 2021)


def test_rolling_up_counts_no_job_twice(tmp_path: Path) -> None:
    rows = "A,31-33,2016,50\nA,311,2016,30\nA,3111,2016,20\nA,21,2016,9\nB,3111,2016,4\nB,3221,2016,x\nB,2122,2016,5\n"
    panel = Panel.read(write(tmp_path, HEAD + rows)).at_level(2)
    assert cell(panel, "A", "31-33", 2016) == 50
    assert np.isnan(cell(panel, "B", "31-33", 2016))
    assert cell(panel, "B", "21", 2016) == 5
    with pytest.raises(InputError, match="stops at 2"):
        panel.at_level(4)


def test_a_concordance_moves_every_job(tmp_path: Path) -> None:
    panel = Panel.read(write(tmp_path, HEAD + "A,1,2016,10\nA,2,2016,6\nB,2,2016,2\n"))
    moved = panel.translated(Concordance.of_pairs([("1", "9"), ("2", "8"), ("2", "9")]))
    assert cell(moved, "A", "9", 2016) == 13
    assert moved.employment.sum() == pytest.approx(18)
    assert "equally" in moved.source.notes[-1].en
    with pytest.raises(InputError, match="absent: 2"):
        panel.translated(Concordance.of_pairs([("1", "9")]))
    with pytest.raises(InputError, match="not 1"):
        Concordance((("1", "9", 0.4),))


def test_a_path_is_never_a_pattern_nor_a_query(tmp_path: Path) -> None:
    assert len(Panel.read(write(tmp_path, HEAD + "A,1,2016,5\n", "l'été [1] *.csv"))) == 1


def test_a_workbook_is_a_table_too(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["place", "industry", "year", "employment"],
        ["Ville-Inventée", 21, 2016, 12],
        ["Ville-Inventée", 22, 2016, "x"],
    ):
        book.active.append(row)
    file = tmp_path / "t.xlsx"
    book.save(file)
    panel = Panel.read(file)
    assert cell(panel, "Ville-Inventée", "21", 2016) == 12
    assert np.isnan(cell(panel, "Ville-Inventée", "22", 2016))


def test_codes_that_came_as_numbers_are_codes() -> None:
    frame = pd.DataFrame({"place": [1001, 1003], "industry": [21.0, 22.0], "year": [2016, 2016], "employment": [1, 2]})
    panel = Panel.from_frame(frame)
    assert (panel.places, panel.industries) == (("1001", "1003"), ("21", "22"))
    with pytest.raises(InputError, match="Give the columns"):
        Panel.from_frame(pd.DataFrame())


def test_ragged_rows_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="6 cells for 4 columns"):
        Panel.read(write(tmp_path, HEAD + "A,1,2016,5,9,9\nB,1\n"))


def test_codes_without_names_take_their_naics_titles(tmp_path: Path) -> None:
    panel = Panel.read(write(tmp_path, HEAD + "A,21,2016,5\nA,212,2017,5\n"))
    assert panel.industry_name("212").fr.startswith("Extraction minière")
    assert panel.industry_name("212").en.startswith("Mining")
    other = Panel.read(write(tmp_path, HEAD + "A,007,2016,5\n"))
    assert other.industry_name("007").fr == "007"
