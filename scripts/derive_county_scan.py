"""Derive ``src/jumelage/web/practices/county_scan.json`` from the page that tells the search of all American counties.

The page (``docs/explanation/us-counties-scan.md``) is written from the results by ``python -m benchmarks.models.scan``; this
takes its tables as they are, so that the web application and the page cannot differ. Figures derive from the U.S. Bureau of
Economic Analysis, CAINC1 (public domain), and USDA ERS county types 2015 (public domain).

Run: ``python scripts/derive_county_scan.py``
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "explanation" / "us-counties-scan.md"
MADE = ROOT / "src" / "jumelage" / "web" / "practices" / "county_scan.json"
OUTCOMES = ("total personal income", "personal income per person", "population")


def derive(page: str) -> dict[str, Any]:
    """Read the tables of the page."""
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page, re.S | re.M))
    title = re.search(r"^# .*?(\d{4}) to (\d{4})$", page, re.M)
    places = re.search(r"search of all ([\d,]+) county", page)
    source = re.search(r"^Source: (.+?) Made by", page, re.M)
    assert title and places and source
    keys = ("hit", "comparable", "better", "expected", "worse", "cannot", "chance", "adjusted")
    counts = [
        {"outcome": row[0], **{key: _number(key, value) for key, value in zip(keys, row[1:], strict=True)}}
        for row in _rows(sections["How many"])
    ]
    worse = next(text for name, text in sections.items() if name.startswith("Still below"))
    reasons = next(text for name, text in sections.items() if name.startswith("Cannot tell"))
    return {
        "years": [int(title[1]), int(title[2])],
        "places": int(places[1].replace(",", "")),
        "source": source[1].rstrip("."),
        "counts": counts,
        "better": {name: _counties(sections.get(f"Did better in {name}", "")) for name in OUTCOMES},
        "worse": _counties(worse),
        "reasons": [[reason, int(number)] for reason, number in _rows(reasons)],
    }


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _counties(text: str) -> list[dict[str, Any]]:
    found = []
    for county, year, gap, interval, p, q, error in _rows(text):
        low, high = interval.split(" to ")
        shares = {"gap": gap, "low": low, "high": high, "error": error}
        rank, placebos = p.split(" of ")
        found.append(
            {
                "county": county,
                "year": int(year),
                **{key: _share(value) for key, value in shares.items()},
                "p": float(rank),
                "placebos": int(placebos),
                "q": float(q),
            }
        )
    return found


def _number(key: str, text: str) -> float:
    return float(text) if key == "chance" else int(text)


def _share(text: str) -> float:
    return round(float(text.rstrip("%").replace("\u2212", "-")) / 100, 4)


def main() -> None:
    """Write the table."""
    MADE.write_text(json.dumps(derive(PAGE.read_text(encoding="utf-8")), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
