from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jumelage.economy import Panel
from jumelage.economy.readers.layouts import read_layout
from jumelage.economy.readers.nace import flat_codes
from jumelage.errors import InputError

STATCAN_FR = """"PÉRIODE DE RÉFÉRENCE","GÉO","IDUGD","Industrie - SCIAN 2017","VALEUR","STATUT"
"2021","Ville-Inventée","2021A00052400001","Total - Industrie","900",""
"2021","Ville-Inventée","2021A00052400001","21 Extraction minière, exploitation en carrière","450",""
"2021","Ville-Inventée","2021A00052400001","  31-33 Fabrication","","x"
"2021","Ville-Inventée","2021A00052400001","22 Services publics","..",""
"2021","Ville-Inventée","2021A00052400001","23 Construction","","F"
"""
STATCAN_EN = """REF_DATE,GEO,Industry (NAICS),VALUE
2016,Madeupville,Mining [21],12
2016,Madeupville,Total,50
"""
CBP = """fipstate,fipscty,naics,empflag,emp_nf,emp,est
1,1,------,,G,999,99
1,1,21----,,G,80,3
1,1,2122//,B,D,0,1
1,1,31----,,H,40,5
"""
EUROSTAT_WIDE = "freq,nace_r2,unit,geo\\TIME_PERIOD\t2019\t2020\nA,B,NR,FRK2\t120\t118 b\nA,C,NR,FRK2\t:\t33 c\nA,TOTAL,NR,FRK2\t999\t999\n"
# The shape of table 98-10-0456: the last dimension side by side, each member followed by its symbol.
STATCAN_ACROSS = """"REF_DATE","GEO","DGUID","Occupation - Broad category - NOC 2021 (11)","Gender (3)","Statistics (3)",\
"Industry - Sectors - North American Industry Classification System (NAICS) 2017 (21)","Coordinate",\
"Place of work status (5):Total - Place of work status[1]","Symbol","Place of work status (5):Worked at home[2]","Symbol"
"2021","Madeupville","2021A00050000001","Total - Occupation","Total - Gender","Count","Total - Industry","1","900","","90",""
"2021","Madeupville","2021A00050000001","Total - Occupation","Total - Gender","Count","21 Mining","2","450","","5",""
"2021","Madeupville","2021A00050000001","Total - Occupation","Total - Gender","Count","22 Utilities","3","","...","",""
"2021","Madeupville","2021A00050000001","Total - Occupation","Total - Gender","Rate","21 Mining","4","50","","",""
"2021","Madeupville","2021A00050000001","Total - Occupation","Men+","Count","21 Mining","5","400","","",""
"2021","Madeupville","2021A00050000001","0 Management","Total - Gender","Count","21 Mining","6","30","","",""
"""
EUROSTAT_LONG = "geo,nace_r2,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nFRK2,B,2019,120,\nFRK2,C,2019,,c\n"


def read(folder: Path, name: str, text: str, layout: str, encoding: str = "utf-8") -> Panel:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return read_layout(file, layout)


def cells(panel: Panel) -> dict[tuple[str, str, int], float]:
    found = zip(panel.place, panel.industry, panel.year, panel.employment, strict=True)
    return {(panel.places[p], panel.industries[i], panel.years[y]): float(e) for p, i, y, e in found}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_statistics_canada_in_french(tmp_path: Path, encoding: str) -> None:
    panel = read(tmp_path, "98100001.csv", STATCAN_FR, "statcan", encoding)
    found = cells(panel)
    assert panel.find_place("ville inventee") == "2021A00052400001"
    assert found["2021A00052400001", "21", 2021] == 450
    assert all(np.isnan(found["2021A00052400001", code, 2021]) for code in ("31-33", "22", "23"))
    assert len(found) == 4, "the total is no industry"
    assert panel.industry_name("31-33").fr == "Fabrication"


def test_statistics_canada_in_english(tmp_path: Path) -> None:
    panel = read(tmp_path, "t.csv", STATCAN_EN, "statcan")
    assert cells(panel) == {("Madeupville", "21", 2016): 12}
    assert panel.industry_name("21").en == "Mining"


def test_county_business_patterns(tmp_path: Path) -> None:
    found = cells(read(tmp_path, "cbp21co.txt", CBP, "cbp"))
    assert found["01001", "21", 2021] == 80
    assert np.isnan(found["01001", "2122", 2021])
    assert found["01001", "31-33", 2021] == 40
    assert len(found) == 3


def test_eurostat_both_ways(tmp_path: Path) -> None:
    wide = cells(read(tmp_path, "nama.tsv", EUROSTAT_WIDE, "eurostat"))
    assert wide["FRK2", "B", 2019] == 120
    assert wide["FRK2", "B", 2020] == 118
    assert np.isnan(wide["FRK2", "C", 2019])
    assert np.isnan(wide["FRK2", "C", 2020])
    assert len(wide) == 4
    long = cells(read(tmp_path, "sdmx.csv", EUROSTAT_LONG, "eurostat"))
    assert long["FRK2", "B", 2019] == 120
    assert np.isnan(long["FRK2", "C", 2019])


def test_a_census_table_with_members_side_by_side(tmp_path: Path) -> None:
    found = cells(read(tmp_path, "98100456.csv", STATCAN_ACROSS, "statcan"))
    assert found["2021A00050000001", "21", 2021] == 450
    assert np.isnan(found["2021A00050000001", "22", 2021])
    assert len(found) == 2, "neither men nor managers nor rates"


def test_french_downloads_use_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    text = STATCAN_FR.replace('","', '";"').replace('"450"', '"450,5"')
    assert cells(read(tmp_path, "t.csv", text, "statcan"))["2021A00052400001", "21", 2021] == 450.5


@pytest.mark.parametrize(
    ("codes", "kept"),
    [
        # Regional accounts (nama_10r_3empers): all the codes of the table.
        (
            "TOTAL A B-E C F G-J G-I J K-N K L M_N O-U O-Q R-U",
            "A B-E F G-I J K L M_N O-Q R-U",
        ),
        ("B C C10 C11 D_X_D35 B-S_X_K642", "B C"),
        ("C10 C11 C10-C12", "C10 C11"),
        ("Mines Ports", "Mines Ports"),
    ],
)
def test_no_activity_counts_twice(codes: str, kept: str) -> None:
    assert flat_codes(codes.split()) == set(kept.split())


@pytest.mark.parametrize("layout", ["statcan", "cbp", "eurostat"])
def test_another_layout_is_told(tmp_path: Path, layout: str) -> None:
    with pytest.raises(InputError, match="has not the layout"):
        read(tmp_path, "x.csv", "a,b\n1,2\n", layout)
    with pytest.raises(InputError, match="does not exist"):
        read_layout(tmp_path / "absent.csv", layout)
