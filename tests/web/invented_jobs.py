"""An invented table of jobs: three towns and a region that contains them, with a hidden figure and a row of totals."""

from __future__ import annotations

from typing import Any

from jumelage.economy.readers.uploads import guess_columns, preview, read_table
from jumelage.web.accounts.models import Agency, User
from jumelage.web.towns.actions import Given, keep_upload, load_table
from jumelage.web.towns.models import Portrait, Town, UploadedTable

YEARS = (2021, 2031)
JOBS = {
    "Val-Granit": {"21 Mines": ("80", "40"), "31-33 Fabrication": ("10", "20"), "62 Santé": ("20", "30")},
    "Port-Lichen": {"21 Mines": ("5", "x"), "31-33 Fabrication": ("60", "50"), "62 Santé": ("25", "25")},
    "Anse-Mousse": {"21 Mines": ("0", "0"), "31-33 Fabrication": ("15", "10"), "62 Santé": ("15", "10")},
    "Région": {"21 Mines": ("900", "800"), "31-33 Fabrication": ("3000", "3000"), "62 Santé": ("4000", "5000")},
}


def csv_of_jobs(jobs: dict[str, dict[str, tuple[str, str]]] = JOBS) -> bytes:
    lines = ["Lieu;SCIAN;Année;Emplois"]
    for place, industries in jobs.items():
        for year in YEARS:
            lines.append(f"{place};Total, toutes les industries;{year};1")
        lines += [f"{place};{name};{YEARS[i]};{count[i]}" for name, count in industries.items() for i in (0, 1)]
    return "\n".join(lines).encode("cp1252")


def given(**more: Any) -> Given:
    named = {
        "name": "Emplois inventés",
        "title": "Invention, 2031",
        "whole": "Région",
        "focus": "Val-Granit",
        "census": True,
    }
    return Given(**(named | more))


def upload(user: User, agency: Agency, content: bytes | None = None, town: Town | None = None) -> UploadedTable:
    return keep_upload(user, agency, "emplois.csv", content or csv_of_jobs(), town)


def load(user: User, agency: Agency, town: Town | None = None, **more: Any) -> Portrait:
    kept = upload(user, agency, town=town)
    columns = guess_columns(preview(kept.name, kept.content).columns)
    return load_table(user, kept, read_table(kept.name, kept.content, columns, {}), given(**more))
