from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jumelage.economy import Panel

# The documented layout of 98-401-X2021006 and of its French edition; figures and places are invented.
ENGLISH = """CENSUS_YEAR,DGUID,ALT_GEO_CODE,GEO_LEVEL,GEO_NAME,TNR_SF,TNR_LF,DATA_QUALITY_FLAG,CHARACTERISTIC_ID,\
CHARACTERISTIC_NAME,CHARACTERISTIC_NOTE,C1_COUNT_TOTAL,SYMBOL,C2_COUNT_MEN+,SYMBOL
2021,2021A000500001,1,CSD,Madeupville,3,4,0,1,"Population, 2021",,900,,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2200,Total - Labour force by occupation,,500,,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2201,  00 Legislators,,10,,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2259,"Total - Labour force aged 15 years and over by industry - Sectors",,500,,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2260,  Industry - not applicable,,10,,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2261,  All industries,,490,,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2262,"    21 Mining, quarrying",,,x,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2263,    44-45 Retail trade,,40,,30,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2300,Total - Place of work status,,480,,,
2021,2021A000500001,1,CSD,Madeupville,3,4,0,2301,    11 not an industry,,9,,,
"""
OF_2016 = """"CENSUS_YEAR","GEO_CODE (POR)","GEO_LEVEL","GEO_NAME","GNR","GNR_LF","DATA_QUALITY_FLAG","ALT_GEO_CODE",\
"DIM: Profile of Census Subdivisions (2247)","Member ID: Profile of Census Subdivisions (2247)",\
"Notes: Profile of Census Subdivisions (2247)","Dim: Sex (3): Member ID: [1]: Total - Sex","Dim: Sex (3): Member ID: [2]: Male"
"2016","2497007","3","Ville-Inventée","4","5","0","2497007","Total - Labour force by industry - NAICS 2012","1900","1","700","300"
"2016","2497007","3","Ville-Inventée","4","5","0","2497007","31-33 Manufacturing","1905","","120","90"
"""
FRENCH = """ANNÉE_RECENSEMENT,IDUGD,CODE_GÉO_ALT,NIVEAU_GÉO,NOM_GÉO,TGN_PC,TGN_QD,INDICATEUR_QUALITÉ_DONNÉES,ID_CARACTÉRISTIQUE,\
NOM_CARACTÉRISTIQUE,NOTE_CARACTÉRISTIQUE,C1_COMPTE_TOTAL,SYMBOLE
2021,2021A000500001,1,SDR,Ville-Inventée,3,4,0,2259,Total - Population active selon le secteur de l'industrie,,500,
2021,2021A000500001,1,SDR,Ville-Inventée,3,4,0,2262,    21 Extraction minière,,300,
"""


@pytest.mark.parametrize(
    ("text", "encoding", "place", "cells"),
    [
        (ENGLISH, "cp1252", "Madeupville", {"21": np.nan, "44-45": 40.0}),
        (OF_2016, "utf-8", "Ville-Inventée", {"31-33": 120.0}),
        (FRENCH, "cp1252", "Ville-Inventée", {"21": 300.0}),
    ],
)
def test_a_profile_is_recognised_and_read(
    tmp_path: Path, text: str, encoding: str, place: str, cells: dict[str, float]
) -> None:
    file = tmp_path / "profile.csv"
    file.write_bytes(text.encode(encoding))
    panel = Panel.read(file)
    found = dict(zip((panel.industries[i] for i in panel.industry), panel.employment, strict=True))
    assert found == pytest.approx(cells, nan_ok=True)
    assert panel.name_of(panel.find_place(place)) == place
    assert (panel.source.layout, panel.source.counted) == ("98-401", "people")
