"""Official tables recognised and read as downloaded, by file and as an upload; figures are invented, layouts documented."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jumelage.economy import Panel
from jumelage.economy.readers.uploads import preview, read_official

QCEW = """area_fips,own_code,industry_code,agglvl_code,size_code,year,qtr,disclosure_code,annual_avg_estabs,annual_avg_emplvl
"01001","0","10","70","0","2021","A","","800","11000"
"01001","5","11","74","0","2021","A","","10","100"
"01001","5","21","74","0","2021","A","N","2","0"
"01001","5","31-33","74","0","2021","A","","20","900"
"01001","2","31-33","74","0","2021","A","","1","5"
"01001","5","311","75","0","2021","A","","2","50"
"""
BEA = """GeoFIPS,GeoName,Region,TableName,LineCode,IndustryClassification,Description,Unit,2020,2021
 "01001","Madeup, AL",5,CAEMP25N,10,"...","Total employment","Number of jobs",20000,21000
 "01001","Madeup, AL",5,CAEMP25N,200,"21","  Mining","Number of jobs",(D),120
 "01001","Madeup, AL",5,CAEMP25N,500,"31-33"," Manufacturing ","Number of jobs",900,950
"Note: See the included footnote file."
"""
LABOUR_FORCE = """"REF_DATE","GEO","DGUID","Labour force characteristics","North American Industry Classification System (NAICS)","SCALAR_FACTOR","VALUE","STATUS"
"2016-01","Côte-Inventée","x","Employment","Total, all industries","thousands","50.1",""
"2016-01","Côte-Inventée","x","Employment","Forestry, fishing, mining [21, 113-114]","thousands","8.0",""
"2016-02","Côte-Inventée","x","Employment","Forestry, fishing, mining [21, 113-114]","thousands","8.2",""
"2016-01","Côte-Inventée","x","Unemployment","Forestry, fishing, mining [21, 113-114]","thousands","1.0",""
"""
COUNTS = """"REF_DATE","GEO","DGUID","Employment size","North American Industry Classification System (NAICS)","VALUE","STATUS"
"2021-06","Ville-Inventée","x","Total, with employees","Mining [21]","12",""
"2021-12","Ville-Inventée","x","Total, with employees","Mining [21]","14",""
"2021-12","Ville-Inventée","x","1 to 4 employees","Mining [21]","5",""
"""
SURVEY = """Geo_Code,Prov_Name,CSD_Name,GNR,Topic,Characteristic,Note,Total,Flag_Total
2400001,Quebec,Ville-Inventée,25.1,Industry,"  21 Mining, quarrying",,900,
2400001,Quebec,Ville-Inventée,25.1,Industry,"  22 Utilities",,,x
2400001,Quebec,Ville-Inventée,25.1,Occupation,"  11 not an industry",,7,
"""
TABLES = {
    "2021.annual.csv": (QCEW, "qcew", "jobs", {("11", 2021): 100, ("21", 2021): np.nan, ("31-33", 2021): 905}),
    "CAEMP25N_AL.csv": (BEA, "bea", "jobs", {("21", 2020): np.nan, ("21", 2021): 120, ("31-33", 2020): 900, ("31-33", 2021): 950}),
    "14100392.csv": (LABOUR_FORCE, "14-10", "people", {("21+113-114", 2016): 8100}),
    "33100493.csv": (COUNTS, "33-10", None, {("21", 2021): np.nan}),
    "99-004.csv": (SURVEY, "99-004", "people", {("21", 2011): 900, ("22", 2011): np.nan}),
}  # fmt: skip


def cells(panel: object) -> dict[tuple[str, int], float]:
    rows = zip(panel.industry, panel.year, panel.employment, strict=True)  # type: ignore[attr-defined]
    return {(panel.industries[i], panel.years[y]): value for i, y, value in rows}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", list(TABLES))
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_recognised_and_read_by_file_and_by_page(tmp_path: Path, name: str, encoding: str) -> None:
    text, layout, counted, wanted = TABLES[name]
    data = text.encode(encoding)
    (tmp_path / name).write_bytes(data)
    panel = Panel.read(tmp_path / name)
    assert (panel.source.layout, panel.source.counted) == (layout, counted)
    assert cells(panel) == pytest.approx(wanted, nan_ok=True)
    assert preview(name, data).layout == layout
    assert cells(read_official(name, data, layout).panel) == pytest.approx(wanted, nan_ok=True)


def test_business_counts_bound_the_jobs_they_do_not_publish(tmp_path: Path) -> None:
    (tmp_path / "33100493.csv").write_text(COUNTS, encoding="utf-8")
    panel = Panel.read(tmp_path / "33100493.csv")
    assert panel.establishments is not None and panel.establishments.tolist() == [14]


def test_the_regions_of_quebec_are_whole_and_labelled() -> None:
    panel = Panel.read("demo:quebec-regions")
    assert (len(panel), len(panel.places), panel.years) == (340, 17, (2016,))
    assert "non une ville" in panel.source.notes[0].fr
    assert panel.find_place("Chaudière-Appalaches") and panel.find_place("cote nord")
