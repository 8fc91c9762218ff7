"""Derive the table of supply links that the package carries (``src/jumelage/reference/supply_*.csv``).

Source: U.S. Bureau of Economic Analysis, detailed input-output accounts of 2017 (public domain), as prepared by the
U.S. EPA's useeior (MIT), with its crosswalk to NAICS. French names are our own translation
(``scripts/supply_industries_fr.csv``).

A link is kept when the supplier is at least 0.3 % of what the buyer purchases *and* the flow is at least twice what
the sizes of the two industries alone would give (PMI of 1 bit): a share alone surfaces wholesalers, PMI alone trifles.

Run: ``python scripts/derive_supply_links.py FOLDER`` where FOLDER holds ``bea2017_industry_supply_edges.csv.gz`` and
``MasterCrosswalk2017.csv``.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

LEAST_SHARE = 0.003
LEAST_PMI = 1.0
NOT_A_SUPPLIER = ("550000", "531", "533", "525", "G", "S00", "425000")  # head offices, rents, funds, governments
WIDEST_CODE = 5  # a NAICS code that covers more industries than this says too little
HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "jumelage" / "reference"


def main(folder: Path) -> None:
    """Write ``supply_links.csv``, ``supply_industries.csv`` and ``supply_naics.csv``."""
    french = {row["code"]: row["fr"] for row in _rows(HERE / "supply_industries_fr.csv")}
    english: dict[str, str] = {}
    links = []
    with gzip.open(folder / "bea2017_industry_supply_edges.csv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            english[row["supplier_bea"]] = row["supplier_name"]
            english[row["buyer_bea"]] = row["buyer_name"]
            if _is_kept(row, french):
                share, sales, pmi = (float(row[k]) for k in ("share_of_buyer_inputs", "share_of_supplier_sales", "pmi"))
                links.append((row["supplier_bea"], row["buyer_bea"], f"{share:.4f}", f"{sales:.4f}", f"{pmi:.2f}"))
    used = sorted({code for link in links for code in link[:2]})
    _write("supply_links.csv", ("supplier", "buyer", "share_of_inputs", "share_of_sales", "pmi"), links)
    _write("supply_industries.csv", ("code", "fr", "en"), [(c, french[c], english[c]) for c in used])
    _write("supply_naics.csv", ("naics", "industries"), _crosswalk(folder / "MasterCrosswalk2017.csv", set(used)))


def _is_kept(row: dict[str, str], french: dict[str, str]) -> bool:
    if row["supplier_bea"].startswith(NOT_A_SUPPLIER) or not {row["supplier_bea"], row["buyer_bea"]} <= french.keys():
        return False
    return float(row["share_of_buyer_inputs"]) >= LEAST_SHARE and float(row["pmi"]) >= LEAST_PMI


def _crosswalk(path: Path, used: set[str]) -> list[tuple[str, str]]:
    """Map each NAICS code of 3 to 6 digits to its industries, where they are few."""
    covered: dict[str, set[str]] = defaultdict(set)
    for row in _rows(path):
        for column in ("NAICS_2017_Code", "NAICS_2012_Code"):
            if row[column].isdigit() and len(row[column]) >= 3 and row["BEA_2017_Detail_Code"] in used:
                covered[row[column]].add(row["BEA_2017_Detail_Code"])
    return [(code, ";".join(sorted(those))) for code, those in sorted(covered.items()) if len(those) <= WIDEST_CODE]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with (TARGET / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
