"""Files that hurt a reader, sent through the pages: refused with words, nothing kept, the next person served."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.spreadsheets.bombs import TEXTS, WORKBOOKS

from jumelage.web.directory.models import ImportBatch, Organisation
from jumelage.web.missions.models import Mission
from jumelage.web.towns.models import UploadedTable

LISTS = WORKBOOKS | TEXTS
TABLES = (
    "far cell, single quotes.xlsx",
    "rows that repeat.ods",
    "a size that lies.xlsx",
    "a billion rows.parquet",
    "commas.csv",
)


@pytest.mark.parametrize("name", LISTS)
def test_an_import_refuses_it(officer: Client, mission: Mission, name: str) -> None:
    before = Organisation.objects.count()
    answer = officer.post("/directory/imports/", {"file": SimpleUploadedFile(name, LISTS[name])})
    if name == "quotation marks.csv":  # one long cell: a file like another, read and asked about
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    assert not ImportBatch.objects.exists() and Organisation.objects.count() == before
    assert officer.get("/directory/imports/").status_code == 200


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_figures_refuses_it(officer: Client, mission: Mission, name: str) -> None:
    sent = {"agency": mission.agency.pk, "file": SimpleUploadedFile(name, LISTS[name])}
    assert officer.post("/portraits/load/", sent).status_code == 422
    assert not UploadedTable.objects.exists()
